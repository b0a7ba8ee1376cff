"""A sheet of another system put into the template's form: its headings, its rows, and beside them what stood there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tianyi_desk.importers.cells import Cell
from tianyi_desk.importers.grids import Rows


@dataclass(frozen=True, slots=True)
class AdaptedGrid:
    """The rows in the template's form under the spreadsheet's own numbers; `told` says what the sheet was."""

    name: str
    headings: Sequence[str]
    header_row: int
    records: Sequence[tuple[int, Sequence[Cell]]]
    told: str
    ragged: bool = False

    @property
    def height(self) -> int:
        """Return the number of the last row."""
        return self.records[-1][0] if self.records else self.header_row

    def rows(self) -> Rows:
        """Yield every row from the top, empty above the headings and where the sheet has none."""
        yield from self._filled()

    def _filled(self) -> Iterator[tuple[int, Sequence[Cell]]]:
        for number in range(1, self.header_row):
            yield number, ()
        yield self.header_row, list(self.headings)
        last = self.header_row
        for number, cells in self.records:
            for gap in range(last + 1, number):
                yield gap, ()
            yield number, cells
            last = number
