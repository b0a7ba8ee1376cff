"""Write the same rows as the files that people hand in: one workbook, an old workbook, or a folder of tables."""

import csv
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import openpyxl
import xlwt

Row = Mapping[str, object]
Sheets = Mapping[str, Sequence[Row]]


def grid(rows: Sequence[Row]) -> list[list[object]]:
    """Return rows as a grid with its headings first; a heading that a row lacks is an empty cell."""
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    return [list(headings), *([row.get(heading, "") for heading in headings] for row in rows)]


def as_xlsx(folder: Path, sheets: Sheets) -> list[Path]:
    """Write one `.xlsx` workbook."""
    book = openpyxl.Workbook()
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for line in grid(rows):
            sheet.append(line)
    del book["Sheet"]
    path = folder / "材料.xlsx"
    book.save(path)
    return [path]


def as_xls(folder: Path, sheets: Sheets) -> list[Path]:
    """Write one `.xls` workbook, as old office systems export them."""
    book = xlwt.Workbook(encoding="utf-8")
    for name, rows in sheets.items():
        sheet = book.add_sheet(name)
        for row, line in enumerate(grid(rows)):
            for column, value in enumerate(line):
                sheet.write(row, column, value)
    path = folder / "材料.xls"
    book.save(str(path))
    return [path]


def as_csv(folder: Path, sheets: Sheets) -> list[Path]:
    """Write a GB18030 `.csv` for each sheet, as Chinese Excel saves them."""
    paths = []
    for name, rows in sheets.items():
        path = folder / f"{name}.csv"
        with path.open("w", encoding="gb18030", newline="") as file:
            csv.writer(file).writerows(grid(rows))
        paths.append(path)
    return paths


WRITERS: dict[str, Callable[[Path, Sheets], list[Path]]] = {"xlsx": as_xlsx, "xls": as_xls, "csv": as_csv}
