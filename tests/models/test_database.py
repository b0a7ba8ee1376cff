"""What opening and holding a database can run into is told in Chinese, and harms nothing."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from tianyi_desk.models import database as opening
from tianyi_desk.models import tables as t
from tianyi_desk.models.database import Database, open_database
from tianyi_desk.trouble import DeskError

BATCH = {
    "id": 1,
    "actor": "甲",
    "at": None,
    "reason": "",
    "added": 0,
    "changed": 0,
    "unchanged": 0,
    "rejected": 0,
}


@pytest.fixture(name="impatient", autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for nobody."""
    monkeypatch.setattr(opening, "BUSY_SECONDS", 0.05)


@pytest.fixture(name="kept")
def _kept(tmp_path: Path) -> Iterator[Database]:
    with closing(open_database(tmp_path / "库 50%.sqlite")) as database:
        yield database


def refused(where: str | Path) -> DeskError:
    with pytest.raises(DeskError) as caught:
        open_database(where)
    return caught.value


def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "说明.txt"
    path.write_text("这不是数据库。" * 100, encoding="utf-8")
    before = path.read_bytes()
    assert "不是数据库，或已损坏" in str(refused(path))
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["说明.txt"]


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "别的.sqlite"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE plan (id INTEGER)")
    assert "别的程序的数据库" in str(refused(path))
    with closing(sqlite3.connect(path)) as other:
        assert other.execute("SELECT name FROM sqlite_master").fetchall() == [("plan",)]


def test_another_alembic_programs_database_is_not_taken_for_ours(tmp_path: Path) -> None:
    path = tmp_path / "别的.sqlite"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE alembic_version (version_num TEXT)")
        other.execute("INSERT INTO alembic_version VALUES ('0001')")
        other.commit()
    assert "别的程序的数据库" in str(refused(path))


def test_a_newer_versions_database_is_refused_untouched(kept: Database) -> None:
    with kept.engine.connect() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    assert "更新版本的程序" in str(refused(kept.where))
    with kept.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() == "9999"


@pytest.mark.parametrize("where", ["postgres-of-nobody://x/y", "sqlite+nobody:///x", "mysql://x/y", "x://"])
def test_an_address_that_leads_nowhere_is_told(where: str) -> None:
    assert "数据库地址不能用" in str(refused(where))


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    assert "数据库打不开" in str(refused(tmp_path))


def test_a_path_through_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "文件").write_text("x", encoding="utf-8")
    assert "数据库打不开" in str(refused(tmp_path / "文件" / "库.sqlite"))


def test_a_database_in_folders_that_are_not_there_yet_is_made(tmp_path: Path) -> None:
    open_database(tmp_path / "甲" / "乙" / "库.sqlite").close()
    assert (tmp_path / "甲" / "乙" / "库.sqlite").is_file()


def test_a_database_may_be_named_by_url(tmp_path: Path) -> None:
    with closing(open_database(f"sqlite:///{tmp_path / '库.sqlite'}")) as database:
        assert Path(database.where) == tmp_path / "库.sqlite"


def test_only_one_writes_at_a_time_and_the_other_is_told(kept: Database) -> None:
    with (
        closing(open_database(kept.where)) as other,
        kept.writing(),
        pytest.raises(DeskError, match="正被另一个窗口或程序占用"),
        other.writing(),
    ):
        pytest.fail("两处同时在写")


def test_reading_goes_on_while_another_writes_and_sees_one_moment(kept: Database) -> None:
    with closing(open_database(kept.where)) as other, other.reading() as reader:
        assert reader.execute(select(t.batch.c.id)).all() == []
        with kept.writing() as writer:
            writer.execute(insert(t.batch), _batch())
        assert reader.execute(select(t.batch.c.id)).all() == []
    with closing(open_database(kept.where)) as other, other.reading() as reader:
        assert reader.execute(select(t.batch.c.id)).all() == [(1,)]


def test_what_fails_midway_saves_nothing(kept: Database) -> None:
    def write_and_fail() -> None:
        with kept.writing() as session:
            session.execute(insert(t.batch), _batch())
            raise LookupError

    with pytest.raises(LookupError):
        write_and_fail()
    with kept.reading() as session:
        assert session.execute(select(t.batch.c.id)).all() == []


def test_a_damaged_database_is_told(kept: Database) -> None:
    path = Path(kept.where)
    kept.close()
    with path.open("r+b") as stream:
        stream.seek(4096)
        stream.write(b"\xff" * (path.stat().st_size - 4096))
    with (
        pytest.raises(DeskError, match="已损坏"),
        closing(open_database(path)) as database,
        database.reading() as session,
    ):
        session.execute(select(t.plan)).all()


def _batch() -> dict[str, object]:
    from tests.builders import at

    return BATCH | {"at": at("2021-11-01 09:00")}
