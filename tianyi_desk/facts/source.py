"""Where a fact was read: file, sheet and row."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of one file; for a photo folder `sheet` is the folder's path inside what was handed in."""

    file: str
    sheet: str


@dataclass(frozen=True, slots=True)
class Source:
    """A row of a sheet; `row` is the spreadsheet's own number, header included, 0 where there are no rows."""

    sheet: Sheet
    row: int

    def __str__(self) -> str:
        """Name the row as a person would look it up."""
        where = f"{self.sheet.file} {self.sheet.sheet}".strip()
        return f"{where} 第{self.row}行" if self.row else where
