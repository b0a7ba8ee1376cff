"""What the machine can do in the same minute, written plainly and fast: the other half of every ratio."""

from pathlib import Path

from python_calamine import CalamineWorkbook
from sqlalchemy import Column, MetaData, Table, Text, create_engine, select
from sqlalchemy.orm import Session

from tianyi_desk.models import tables as t


def read_and_insert(workbook: Path, database: Path) -> int:
    """Read a workbook's first sheet raw and insert its rows with one Core statement; return how many."""
    rows = CalamineWorkbook.from_path(workbook).get_sheet_by_index(0).to_python()
    names = [f"c{place}" for place in range(len(rows[0]))]
    metadata = MetaData()
    table = Table("raw", metadata, *(Column(name, Text) for name in names))
    engine = create_engine(f"sqlite:///{database}")
    metadata.create_all(engine)
    with engine.begin() as connection:
        values = [dict(zip(names, map(str, row), strict=True)) for row in rows[1:]]
        connection.execute(table.insert(), values)
    engine.dispose()
    return len(rows) - 1


def read_rows(session: Session) -> int:
    """Read the rows that a judgement rests on with Core into tuples; return how many."""
    count = 0
    for table in (t.plan, t.member, t.address, t.check_in, t.photo):
        count += len(session.execute(select(table)).all())
    return count
