"""Write a list as an Excel file: real dates and numbers, and nothing in it that Excel would run."""

import re
from collections.abc import Iterable, Sequence
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from tianyi_desk.progress import Job, Progress
from tianyi_desk.services import workbook_xml as xml
from tianyi_desk.services.paper import require_place, write_bytes_whole
from tianyi_desk.services.workbook_xml import HEADING, KINDS, WRAPPED, Column, Kind, Value
from tianyi_desk.trouble import DeskError

__all__ = ["ABOUT", "Column", "Kind", "Value", "sheet_title", "write_list"]

STEP = 500
"""Rows written between two reports of progress."""
MOST_ROWS = 1_048_575
"""Rows of an Excel sheet under the heading."""
ABOUT = "口径"
ABOUT_WIDTHS = (16.0, 100.0)
_NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\']")
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The date of every part, so that equal lists make equal files."""


def write_list(
    path: Path, title: str, columns: Sequence[Column], rows: Iterable[Sequence[Value]], about: Sequence[str]
) -> Job[int]:
    """Write rows as one sheet, with a second sheet 口径 that says what they are; return how many rows there were.

    `about` are lines such as 筛选：…; the number of rows is added. Phones and ID numbers are hidden, control
    characters dropped. The file appears when all of it is on the disk; closing the job early leaves what was
    there. Raises DeskError where the file is open elsewhere, the disk is full, or the list too long for Excel.
    """
    require_place(path)
    content = BytesIO()
    name = sheet_title(title)
    with ZipFile(content, "w", ZIP_DEFLATED, compresslevel=3) as book:
        many = yield from _write_rows(book, columns, rows)
        _write(book, "xl/worksheets/sheet2.xml", _about_xml([f"名称：{title}", *about, f"条数：{many}"]))
        _write(book, "xl/workbook.xml", xml.workbook_xml((name, ABOUT), _whole(columns, many)))
        _write(book, "xl/styles.xml", xml.styles_xml())
        for part, text in xml.package_parts(2).items():
            _write(book, part, text)
    yield Progress("正在写入文件", many, many)
    write_bytes_whole(path, content.getvalue())
    return many


def sheet_title(title: str) -> str:
    """Return a title as Excel allows it for a sheet: 31 characters, without marks that stand in references."""
    return _NOT_IN_TITLES.sub(" ", xml.clean(title)).strip()[:31] or "列表"


def _whole(columns: Sequence[Column], many: int) -> str:
    return f"A1:{xml.letters(len(columns) - 1)}{many + 1}"


def _part(name: str) -> ZipInfo:
    info = ZipInfo(name, _LONG_AGO)
    info.compress_type = ZIP_DEFLATED
    return info


def _write(book: ZipFile, name: str, text: str) -> None:
    book.writestr(_part(name), text.encode("utf-8"))


def _write_rows(book: ZipFile, columns: Sequence[Column], rows: Iterable[Sequence[Value]]) -> Job[int]:
    styles = [KINDS.index(column.kind) for column in columns]
    headings = xml.row_xml(1, [column.heading for column in columns], [HEADING] * len(columns))
    many = 0
    with book.open(_part("xl/worksheets/sheet1.xml"), "w") as sheet:
        widths = [column.width for column in columns]
        waiting = [xml.sheet_head(widths, frozen=True), headings]
        for row in rows:
            if many % STEP == 0:
                sheet.write("".join(waiting).encode("utf-8"))
                waiting.clear()
                yield Progress("正在写入各行", many)
            if many == MOST_ROWS:
                raise DeskError(
                    f"列表超过 {MOST_ROWS:,} 行，一张 Excel 表放不下。",
                    "没有写出文件。",
                    "请先筛选，再分几次导出。",
                )
            many += 1
            waiting.append(xml.row_xml(many + 1, row, styles))
        waiting.append(xml.sheet_tail(_whole(columns, many)))
        sheet.write("".join(waiting).encode("utf-8"))
    return many


def _about_xml(lines: Iterable[str]) -> str:
    rows = []
    for number, line in enumerate(lines, start=1):
        name, mark, what = line.partition("：")
        rows.append(xml.row_xml(number, (name, what) if mark else ("", line), (WRAPPED, WRAPPED)))
    return xml.sheet_head(ABOUT_WIDTHS, frozen=False) + "".join(rows) + xml.sheet_tail()
