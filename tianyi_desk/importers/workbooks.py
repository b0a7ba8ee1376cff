"""Open .xlsx and .xls workbooks and hand out their sheets."""

from dataclasses import dataclass
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum

from tianyi_desk.importers.grids import Grid, Opened, Rows, UnreadableRow
from tianyi_desk.importers.limits import over_extent, over_limits, over_sheets, over_size
from tianyi_desk.importers.refusals import Refusal, refuse
from tianyi_desk.importers.sniff import Form


@dataclass(frozen=True, slots=True)
class WorkbookGrid:
    """A sheet of a workbook; leading empty rows count, as the spreadsheet numbers them."""

    sheet: CalamineSheet
    ragged: bool = False
    told: str = ""

    @property
    def name(self) -> str:
        """Return the sheet's name."""
        return self.sheet.name

    @property
    def height(self) -> int:
        """Return the number of the last row."""
        return self.sheet.end[0] + 1 if self.sheet.end else 0

    def rows(self) -> Rows:
        """Yield (row number, cells) from the top; columns start at the first one in use."""
        if self.sheet.end is None:
            return
        rows, number = self.sheet.iter_rows(), 0
        while True:
            try:
                for cells in rows:
                    number += 1
                    yield number, cells
            except BaseException as error:
                if not _is_panic(error):
                    raise
                number += 1
                yield number, UnreadableRow()
            else:
                return


def open_workbook(path: Path, form: Form, file: str) -> Opened:
    """Return the sheets of a workbook, or the complaint why it cannot be read."""
    complaint = over_limits(path, file) if form is Form.XLSX else over_size(path.stat().st_size, file)
    if complaint is not None:
        return Opened(complaint=complaint)
    broken = Refusal.BROKEN_XLSX if form is Form.XLSX else Refusal.BROKEN_XLS
    try:
        return _sheets(CalamineWorkbook.from_path(path), file)
    except PasswordError:
        return Opened(complaint=refuse(Refusal.PASSWORD, file))
    except CalamineError as error:
        refusal = Refusal.ENTITIES if "entity" in str(error) else broken
        return Opened(complaint=refuse(refusal, file, found=str(error)))
    except BaseException as error:
        if _is_panic(error):
            return Opened(complaint=refuse(broken, file, found="内部结构不合规"))
        if not isinstance(error, OSError):
            raise
        return Opened(
            complaint=refuse(Refusal.UNREADABLE, file, found=error.strerror or type(error).__name__)
        )


def _is_panic(error: BaseException) -> bool:
    """Tell whether the library gave up on something it did not foresee; its class cannot be imported."""
    return type(error).__name__ == "PanicException"


def _sheets(workbook: CalamineWorkbook, file: str) -> Opened:
    indexes = [
        index for index, entry in enumerate(workbook.sheets_metadata) if entry.typ is SheetTypeEnum.WorkSheet
    ]
    complaint = over_sheets(len(indexes), file)
    grids: list[Grid] = []
    for index in indexes:
        if complaint is not None:
            return Opened(complaint=complaint)
        sheet = workbook.get_sheet_by_index(index)
        if sheet.end is not None:
            complaint = over_extent(sheet.end[0] + 1, sheet.end[1] + 1, file, sheet.name)
        grids.append(WorkbookGrid(sheet))
    return Opened(complaint=complaint) if complaint is not None else Opened(tuple(grids))
