"""The yardsticks: the least that has to be done, written plainly and fast. A bar is not met by slowing one of them."""

import json
import subprocess
import sys
from pathlib import Path

from python_calamine import CalamineWorkbook
from sqlalchemy import Column, MetaData, Table, Text, create_engine, insert, select

from tests.benchmarks.measuring import Measure, Stopwatch, as_installed
from tianyi_desk.models import reading
from tianyi_desk.models.database import open_database
from tianyi_desk.models.quick import collector_paused


def read_and_insert(workbook: Path, database: Path) -> Measure:
    """Read a workbook's first sheet with calamine and insert its rows with one Core statement (B1)."""
    engine = create_engine(f"sqlite:///{database}")
    with collector_paused(), Stopwatch() as watch:
        heading, *rows = CalamineWorkbook.from_path(workbook).get_sheet_by_index(0).to_python()
        names = [str(name) for name in heading]
        table = Table("raw", MetaData(), *(Column(name, Text) for name in names))
        table.create(engine)
        with engine.begin() as connection:
            connection.execute(insert(table), [dict(zip(names, row, strict=True)) for row in rows])
    engine.dispose()
    return watch.measure(len(rows))


def read_rows(database: Path) -> Measure:
    """Read every row that a judgement reads, with Core, into tuples (B3)."""
    columns = (
        reading.PLAN,
        reading.ADDRESS,
        reading.MEMBER,
        reading.CHECK_IN,
        reading.PHOTO,
        reading.REVIEW,
        reading.EXPLANATION,
        reading.PERSON,
    )
    opened = open_database(database)
    with collector_paused(), Stopwatch() as watch, opened.engine.connect() as connection:
        tables = [list(map(tuple, connection.execute(select(*several)))) for several in columns]
    opened.close()
    return watch.measure(sum(map(len, tables)))


BARE_CHECK = """
import json, sys
import numpy, sqlalchemy
from python_calamine import CalamineWorkbook
book = CalamineWorkbook.from_path(sys.argv[1])
sheets = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
with open(sys.argv[2], "w", encoding="utf-8") as file:
    json.dump(sheets, file, ensure_ascii=False, indent=2, default=str)
"""


def bare_check(workbook: Path, target: Path) -> Measure:
    """Start Python with the same libraries, read a whole workbook and write its cells as JSON (check)."""
    command = [sys.executable, "-c", BARE_CHECK, str(workbook), str(target)]
    environment = as_installed(target.parent)
    with Stopwatch() as watch:
        subprocess.run(command, check=True, env=environment)
    return watch.measure_of_program(sum(map(len, json.loads(target.read_text(encoding="utf-8")).values())))
