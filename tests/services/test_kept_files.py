"""What is kept of a file is what was read of it, under the hash of those very bytes."""

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tianyi_desk.facts.intake import Intake
from tianyi_desk.importers.reading import read_files
from tianyi_desk.models.database import Database, open_database
from tianyi_desk.progress import finish
from tianyi_desk.services.intake import accept, examine
from tianyi_desk.services.kept_files import handed_in
from tianyi_desk.trouble import DeskError

TABLE = (
    "计划编号,企业名称,认证项目,审核活动,审核时间,审核地址,审核组\n"
    "R1,大连某某厂,ISO9001,监督审核,2021-10-18 08:30至2021-10-19 17:00,大连市某路1号,【组长】甲\n"
)


@pytest.fixture(name="kept")
def _kept(tmp_path: Path) -> Iterator[Database]:
    with closing(open_database(tmp_path / "库.sqlite")) as database:
        yield database


@pytest.fixture(name="table")
def _table(tmp_path: Path) -> Path:
    path = tmp_path / "交来" / "计划.csv"
    path.parent.mkdir()
    path.write_text(TABLE, encoding="utf-8")
    return path


def read(path: Path) -> Intake:
    intake = finish(read_files([path]))
    assert not intake.complaints
    return intake


def copies(database: Database) -> list[Path]:
    assert database.kept_files is not None
    return [path for path in database.kept_files.rglob("*") if path.is_file()]


def recorded(database: Database) -> list[tuple[str, str, int]]:
    with closing(sqlite3.connect(database.where)) as connection:
        return connection.execute("SELECT name, sha256, size FROM source_file").fetchall()


@pytest.mark.parametrize("handed", ["file", "folder"])
def test_a_kept_copy_bears_the_hash_of_its_own_bytes(kept: Database, table: Path, handed: str) -> None:
    path = table if handed == "file" else table.parent
    finish(accept(kept, "录入员", examine(kept, read(path)), [path]))
    (copy,) = copies(kept)
    assert copy.read_bytes() == table.read_bytes()
    digest = hashlib.sha256(copy.read_bytes()).hexdigest()
    assert copy.stem == digest
    assert recorded(kept) == [("计划.csv", digest, copy.stat().st_size)]


@pytest.mark.parametrize("handed", ["file", "folder"])
def test_a_file_saved_between_reading_and_accepting_is_refused(
    kept: Database, table: Path, handed: str
) -> None:
    path = table if handed == "file" else table.parent
    piles = examine(kept, read(path))
    table.write_text(TABLE.replace("大连某某厂", "别的企业"), encoding="utf-8")
    with pytest.raises(DeskError, match=r"“计划\.csv”在读取之后又被改动过.*本批没有导入.*请重新导入"):
        finish(accept(kept, "录入员", piles, [path]))
    assert copies(kept) == []
    assert recorded(kept) == []


def test_a_file_saved_while_it_is_being_kept_is_refused(
    kept: Database, table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    piles = examine(kept, read(table))
    job = accept(kept, "录入员", piles, [table])
    next(job)  # the files are being listed; the copies are made after this
    table.write_text(TABLE + "\n", encoding="utf-8")
    with pytest.raises(DeskError, match="又被改动过"):
        finish(job)
    assert copies(kept) == []


def test_a_file_that_was_kept_before_needs_no_second_copy(kept: Database, table: Path) -> None:
    finish(accept(kept, "录入员", examine(kept, read(table)), [table]))
    table.write_text(TABLE.replace("监督审核", "再认证审核"), encoding="utf-8")
    finish(accept(kept, "录入员", examine(kept, read(table)), [table]))
    table.write_text(TABLE, encoding="utf-8")
    finish(accept(kept, "录入员", examine(kept, read(table)), [table]))
    assert len(copies(kept)) == 2
    first, second, third = [digest for _name, digest, _size in recorded(kept)]
    assert first == third != second


def test_a_file_of_the_folder_that_cannot_be_opened_does_not_sink_the_others(
    kept: Database, table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table.with_name("坏.xlsx").write_bytes(b"\0\1\2\3" * 20)
    intake = finish(read_files([table.parent]))
    assert len(intake.complaints) == 1

    def locked(_file: Path) -> str:
        raise PermissionError(13, "locked")

    monkeypatch.setattr("tianyi_desk.services.kept_files._digest", locked)
    finish(accept(kept, "录入员", examine(kept, intake), [table.parent]))
    assert [copy.read_bytes() for copy in copies(kept)] == [table.read_bytes()]


@pytest.mark.parametrize("handed", ["file", "folder"])
def test_a_file_that_was_read_and_vanished_since_is_told(kept: Database, table: Path, handed: str) -> None:
    path = table if handed == "file" else table.parent
    piles = examine(kept, read(path))
    table.unlink()
    with pytest.raises(DeskError, match="读不到文件"):
        finish(accept(kept, "录入员", piles, [path]))
    assert recorded(kept) == []


def test_excels_lock_files_are_left_alone(table: Path) -> None:
    table.with_name("~$计划.xlsx").write_bytes(b"lock")
    table.with_name("名册.tsv").write_bytes("姓名\t手机号\n".encode())
    assert {one.name for one in handed_in([table.parent])} == {"计划.csv", "名册.tsv"}
