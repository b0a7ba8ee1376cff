"""Whatever interrupts an import (a person, a full disk, a killed process, another window) leaves nothing half-saved."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Connection, event

from tests.builders import check_in, intake, plan
from tianyi_desk.facts.intake import Intake
from tianyi_desk.models import database as opening
from tianyi_desk.models.database import Database, open_database
from tianyi_desk.progress import finish
from tianyi_desk.services import saving
from tianyi_desk.services.intake import Accepted, accept, examine
from tianyi_desk.trouble import DeskError

SIGNED = 6
MANY = 40
ROOT = Path(__file__).parents[2]


@pytest.fixture(name="kept")
def _kept(tmp_path: Path) -> Iterator[Database]:
    with closing(open_database(tmp_path / "库.sqlite")) as database:
        yield database


@pytest.fixture(name="small_steps", autouse=True)
def _small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saving, "STEP", 5)


def many(plans: int = MANY, remarks: str = "") -> Intake:
    numbers = [f"R{number:04}" for number in range(plans)]
    return intake(*(plan(number, remarks=remarks) for number in numbers), *map(check_in, numbers))


def contents(where: str) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table, and see that the file is sound."""
    with closing(sqlite3.connect(where)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        names = [
            name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        ]
        return {name: connection.execute(f'SELECT * FROM "{name}"').fetchall() for name in names}  # noqa: S608


def kept_files(database: Database) -> list[Path]:
    assert database.kept_files is not None
    return [path for path in database.kept_files.rglob("*") if path.is_file()]


@pytest.fixture(name="handed_in")
def _handed_in(tmp_path: Path) -> Path:
    path = tmp_path / "计划.xlsx"
    path.write_bytes(b"as good as a workbook")
    return path


@pytest.mark.parametrize("steps", [1, 2, 3, 9, 12])
def test_closing_the_job_leaves_the_database_and_the_kept_files_as_they_were(
    kept: Database, handed_in: Path, steps: int
) -> None:
    before = contents(kept.where)
    job = accept(kept, "录入员", examine(kept, many()), [handed_in])
    for _ in range(steps):
        next(job)
    job.close()
    assert contents(kept.where) == before
    assert kept_files(kept) == []
    accepted = finish(accept(kept, "录入员", examine(kept, many()), [handed_in]))
    assert accepted == Accepted(1, 2 * MANY, 0)
    assert len(kept_files(kept)) == 1


def test_a_full_disk_is_told_and_leaves_the_database_as_it_was(kept: Database, handed_in: Path) -> None:
    finish(accept(kept, "录入员", examine(kept, many(2))))
    before = contents(kept.where)

    @event.listens_for(kept.engine, "begin", insert=True)
    def _limit(connection: Connection) -> None:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")

    piles = examine(kept, many(400))
    with pytest.raises(DeskError) as caught:
        finish(accept(kept, "录入员", piles, [handed_in]))
    assert "磁盘空间不足" in str(caught.value)
    assert contents(kept.where) == before
    assert kept_files(kept) == []


def test_another_window_writing_meanwhile_is_told(
    kept: Database, handed_in: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "BUSY_SECONDS", 0.05)
    before = contents(kept.where)
    with closing(open_database(kept.where)) as other:
        piles = examine(other, many())
        with kept.writing(), pytest.raises(DeskError, match="正被另一个窗口或程序占用"):
            finish(accept(other, "录入员", piles, [handed_in]))
    assert contents(kept.where) == before
    assert kept_files(kept) == []


def test_of_two_windows_that_saw_the_same_piles_the_second_is_told_to_look_again(kept: Database) -> None:
    with closing(open_database(kept.where)) as other:
        first, second = examine(kept, many(remarks="甲")), examine(other, many(remarks="乙"))
        finish(accept(kept, "甲", first))
        before = contents(kept.where)
        with pytest.raises(DeskError, match="请重新预览"):
            finish(accept(other, "乙", second))
    assert contents(kept.where) == before


def test_a_file_that_vanished_is_told_before_anything_is_written(kept: Database, tmp_path: Path) -> None:
    before = contents(kept.where)
    with pytest.raises(DeskError, match="读不到文件"):
        finish(accept(kept, "录入员", examine(kept, many()), [tmp_path / "没有了.xlsx"]))
    assert contents(kept.where) == before


def test_kept_files_that_cannot_be_written_stop_the_import(kept: Database, handed_in: Path) -> None:
    assert kept.kept_files is not None
    kept.kept_files.write_bytes(b"a file where the folder should be")
    before = contents(kept.where)
    with pytest.raises(DeskError, match="无法把导入的文件保存"):
        finish(accept(kept, "录入员", examine(kept, many()), [handed_in]))
    assert contents(kept.where) == before


DIE_MIDWAY = """
import os, signal, sys
from tests.services.test_intake_faults import many
from tianyi_desk.models.database import open_database
from tianyi_desk.services import saving
from tianyi_desk.services.intake import accept, examine

saving.STEP = 5
database = open_database(sys.argv[1])
with database.engine.connect() as connection:
    connection.exec_driver_sql("PRAGMA cache_size = 1")
job = accept(database, "录入员", examine(database, many()))
for _ in range(int(sys.argv[2])):
    next(job)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL")
@pytest.mark.parametrize("steps", [2, 9, 17])
def test_a_process_killed_midway_leaves_the_database_as_it_was(kept: Database, steps: int) -> None:
    finish(accept(kept, "录入员", examine(kept, many(3))))
    before = contents(kept.where)
    dead = subprocess.run(
        [sys.executable, "-c", DIE_MIDWAY, kept.where, str(steps)],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        check=False,
        capture_output=True,
    )
    assert dead.returncode == -signal.SIGKILL, dead.stderr.decode()
    assert contents(kept.where) == before
    assert finish(accept(kept, "录入员", examine(kept, many()))).added == 2 * (MANY - 3)
