"""Migrating an empty database and creating the tables from their classes come to the same schema."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, inspect

from tianyi_desk.models import schema, tables
from tianyi_desk.models.database import Database, open_database

Statements = dict[tuple[str, str], tuple[str, ...]]


@pytest.fixture(name="migrated")
def _migrated(tmp_path: Path) -> Iterator[Database]:
    with closing(open_database(tmp_path / "迁移.sqlite")) as database:
        yield database


def _created(path: Path) -> Path:
    engine = create_engine(f"sqlite:///{path}")
    tables.metadata.create_all(engine)
    engine.dispose()
    return path


def _statements(path: Path) -> Statements:
    """Return what sqlite_master says of every table and index, clause by clause, without space, quotes and case.

    Columns stay in order; which constraint is written first means nothing, so they are sorted.
    """
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL")
        return {(kind, name): _clauses(sql) for kind, name, sql in rows if name != "alembic_version"}


def _clauses(sql: str) -> tuple[str, ...]:
    head, *clauses = re.sub(r"[\s\"]+", "", sql).upper().replace(",CONSTRAINT", "\nCONSTRAINT").split("\n")
    last, bracket, options = (clauses.pop() if clauses else head).rpartition(")")
    return (head, *sorted([*clauses, last]), bracket + options)


def test_migrating_an_empty_file_gives_the_schema_of_the_classes(migrated: Database, tmp_path: Path) -> None:
    created = _statements(_created(tmp_path / "直接.sqlite"))
    assert len(created) > len(tables.metadata.tables)
    assert _statements(Path(migrated.where)) == created


def test_alembic_sees_no_difference_between_the_migrations_and_the_classes(migrated: Database) -> None:
    with migrated.engine.connect() as connection:
        options = {"compare_type": True, "compare_server_default": True}
        assert compare_metadata(MigrationContext.configure(connection, opts=options), tables.metadata) == []


def test_a_migrated_database_bears_the_revision_this_program_knows_as_the_newest(migrated: Database) -> None:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(schema.MIGRATIONS))
    config.set_main_option("path_separator", "os")
    scripts = ScriptDirectory.from_config(config)
    assert scripts.get_heads() == [schema.REVISION]
    with closing(sqlite3.connect(migrated.where)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [
            (schema.REVISION,)
        ]


def test_every_foreign_key_to_a_plan_leads_an_index(migrated: Database) -> None:
    seen = inspect(migrated.engine)
    wanting: list[tuple[str, str]] = []
    for name in tables.metadata.tables:
        leading = {seen.get_pk_constraint(name)["constrained_columns"][0]}
        leading |= {index["column_names"][0] or "" for index in seen.get_indexes(name)}
        leading |= {unique["column_names"][0] for unique in seen.get_unique_constraints(name)}
        keys = [key for key in seen.get_foreign_keys(name) if key["referred_table"] == "plan"]
        owned = [column for key in keys for column in key["constrained_columns"]]
        wanting += [(name, column) for column in owned if column not in leading]
    assert wanting == []


def test_the_database_watches_over_its_foreign_keys_and_its_journal(migrated: Database) -> None:
    with migrated.engine.connect() as connection:
        asked = ("foreign_keys", "journal_mode", "synchronous")
        answers = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in asked}
    assert answers == {"foreign_keys": 1, "journal_mode": "wal", "synchronous": 2}


def test_opening_a_database_again_leaves_its_schema_alone(migrated: Database) -> None:
    before = _statements(Path(migrated.where))
    open_database(migrated.where).close()
    assert _statements(Path(migrated.where)) == before
