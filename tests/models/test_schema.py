"""A migrated database has exactly the schema of the mapped tables, so that `check` and the kept desk cannot differ."""

import re
import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine

from tianyi_desk.models import tables
from tianyi_desk.models.database import open_database
from tianyi_desk.trouble import DeskError


def schema_of(path: Path) -> dict[tuple[str, str], list[str]]:
    """Return every table's and index's parts, sorted, as constraints may stand in any order."""
    with sqlite3.connect(path) as connection:
        rows = connection.execute(
            "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' AND name != 'alembic_version'"
        ).fetchall()
    connection.close()
    return {
        (kind, name): sorted(re.split(r",\s+", " ".join((sql or "").split()))) for kind, name, sql in rows
    }


def parts(texts: list[str]) -> set[str]:
    return {text.rstrip(") ") for text in texts}


def test_migrating_gives_the_schema_of_the_metadata(tmp_path: Path) -> None:
    migrated, made = tmp_path / "migrated.sqlite3", tmp_path / "made.sqlite3"
    open_database(migrated).close()
    engine = create_engine(f"sqlite:///{made}")
    tables.metadata.create_all(engine)
    engine.dispose()

    one, other = schema_of(migrated), schema_of(made)

    assert one.keys() == other.keys()
    assert {key: parts(texts) for key, texts in one.items()} == {
        key: parts(texts) for key, texts in other.items()
    }


def test_alembic_finds_nothing_left_to_migrate(tmp_path: Path) -> None:
    database = open_database(tmp_path / "desk.sqlite3")

    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        left = compare_metadata(context, tables.metadata)
    database.close()

    assert left == []


def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "desk.sqlite3"
    path.write_text("这不是数据库，只是一段文字。" * 50, encoding="utf-8")
    before = path.read_bytes()

    with pytest.raises(DeskError, match="不是数据库"):
        open_database(path)

    assert path.read_bytes() == before


def test_a_database_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "desk.sqlite3"
    open_database(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()

    with pytest.raises(DeskError, match="版本"):
        open_database(path)


def test_a_kept_database_is_safe_against_a_power_cut(tmp_path: Path) -> None:
    database = open_database(tmp_path / "desk.sqlite3")

    with database.engine.connect() as connection:
        values = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        ]
    database.close()

    assert values == ["wal", 2, 1]
