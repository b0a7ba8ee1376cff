"""Thumbnails are kept in one file, and whatever goes wrong with that file costs nothing but time."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.services.photo_desk import bring_in, facts, kept_desk, opened, photo_folder
from tianyi_desk.progress import finish
from tianyi_desk.services.desk import Desk
from tianyi_desk.services.pictures import Shown, thumbnails
from tianyi_desk.services.thumbnail_pack import ThumbnailPack

ONE, OTHER = "ab" * 32, "cd" * 32


def made(desk: Desk, pixels: int = 94) -> tuple[Shown, ...]:
    return finish(thumbnails(desk.database, opened(desk).shots, pixels))


def pack_of(desk: Desk) -> Path:
    assert desk.database.kept_files is not None
    return desk.database.kept_files / "thumbnails.sqlite3"


def test_what_was_kept_is_read_by_hash_and_size(tmp_path: Path) -> None:
    pack = ThumbnailPack(tmp_path / "pack.sqlite3")
    assert pack.read([ONE], 160) == {}
    pack.keep({ONE: b"small", OTHER: b"another"}, 160)
    pack.keep({ONE: b"large"}, 320)
    pack.keep({ONE: b"small again"}, 160)
    assert pack.read([ONE, OTHER, "ef" * 32], 160) == {ONE: b"small again", OTHER: b"another"}
    assert pack.read([ONE, OTHER], 320) == {ONE: b"large"}
    assert pack.read([], 160) == {}


def test_thumbnails_are_made_once_and_their_originals_not_opened_again(tmp_path: Path) -> None:
    with kept_desk(tmp_path) as desk:
        bring_in(desk, *facts(), folder=photo_folder(tmp_path / "照片"))
        first = made(desk)
        for shot in opened(desk).shots:
            (desk.database.kept_files / shot.kept_as).unlink()  # type: ignore[operator]
        again = made(desk)
        other_size = made(desk, 300)
    assert [one.fault for one in again] == ["", "", ""]
    assert [one.pixels.width for one in again if one.pixels] == [
        one.pixels.width for one in first if one.pixels
    ]
    assert {one.fault for one in other_size} == {"没有文件"}


@pytest.mark.parametrize("content", [b"", b"no pack at all " * 400, b"SQLite format 3\0" + b"\xff" * 4000])
def test_a_torn_pack_is_thrown_away_and_begun_anew(tmp_path: Path, content: bytes) -> None:
    with kept_desk(tmp_path) as desk:
        bring_in(desk, *facts(), folder=photo_folder(tmp_path / "照片"))
        pack_of(desk).write_bytes(content)
        assert [one.fault for one in made(desk)] == ["", "", ""]
        made(desk)
        with closing(sqlite3.connect(pack_of(desk))) as pack:
            assert pack.execute("SELECT count(*) FROM thumbnail").fetchone() == (3,)


def test_a_torn_thumbnail_is_made_again(tmp_path: Path) -> None:
    with kept_desk(tmp_path) as desk:
        bring_in(desk, *facts(), folder=photo_folder(tmp_path / "照片"))
        shots = opened(desk).shots
        ThumbnailPack(pack_of(desk)).keep({shot.sha256: b"\xff\xd8\xff" for shot in shots}, 160)
        assert all(one.pixels is not None for one in made(desk))
        kept = ThumbnailPack(pack_of(desk)).read([shots[0].sha256], 160)
    assert len(kept[shots[0].sha256]) > 100


def test_where_no_pack_can_be_kept_thumbnails_are_shown_all_the_same(tmp_path: Path) -> None:
    with kept_desk(tmp_path) as desk:
        bring_in(desk, *facts(), folder=photo_folder(tmp_path / "照片"))
        pack_of(desk).mkdir()
        assert [one.fault for one in made(desk)] == ["", "", ""]


def test_what_was_made_before_somebody_stopped_stays_kept(tmp_path: Path) -> None:
    with kept_desk(tmp_path) as desk:
        bring_in(desk, *facts(), folder=photo_folder(tmp_path / "照片"))
        shots = opened(desk).shots
        job = thumbnails(desk.database, shots, 94)
        next(job)
        next(job)
        job.close()
        assert set(ThumbnailPack(pack_of(desk)).read([shot.sha256 for shot in shots], 160)) == {
            shots[0].sha256
        }
