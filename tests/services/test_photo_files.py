"""Photos' files are kept once, by what is in them, when folders come in and when pictures are dropped."""

import errno
import hashlib
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import BinaryIO

import pytest

from tests.builders import NUMBER
from tests.photos.pictures import cut_short, huge_by_its_head, picture
from tests.services.photo_desk import (
    CLOSING,
    OPENING,
    PHOTOS,
    bring_in,
    facts,
    kept_desk,
    opened,
    photo_folder,
    visits,
)
from tianyi_desk.progress import finish
from tianyi_desk.services import photo_store
from tianyi_desk.services.desk import Desk, throw_away_desk
from tianyi_desk.services.importing import preview
from tianyi_desk.services.photo_adding import add_photos, are_pictures
from tianyi_desk.services.pictures import picture as gallery_picture
from tianyi_desk.services.pictures import thumbnails
from tianyi_desk.services.policies import load_rule_book
from tianyi_desk.trouble import DeskError


@pytest.fixture(name="desk")
def _desk(tmp_path: Path) -> Iterator[Desk]:
    with kept_desk(tmp_path) as desk:
        yield desk


def kept(desk: Desk) -> list[Path]:
    folder = desk.database.kept_files
    assert folder is not None
    return sorted(path for path in folder.rglob("*") if path.is_file()) if folder.exists() else []


def test_a_folder_of_photos_is_kept_by_the_sha_256_of_each(desk: Desk, tmp_path: Path) -> None:
    folder = photo_folder(tmp_path / "照片")
    bring_in(desk, *facts())
    assert [shot.has_file for shot in opened(desk).shots] == [False] * 3
    intake = finish(desk.read([folder]))
    accepted = finish(desk.accept("录入员", desk.examine(intake), [folder]))
    assert (accepted.added, accepted.pictures) == (0, 3)
    assert accepted.batch is not None
    for shot in opened(desk).shots:
        original = folder / NUMBER / shot.category.value / shot.file_name
        content = original.read_bytes()
        copy = desk.database.kept_files / shot.kept_as  # type: ignore[operator]
        assert copy.read_bytes() == content
        assert shot.sha256 == hashlib.sha256(content).hexdigest() == copy.stem
    assert len(kept(desk)) == 3
    assert {"文件"} == {entry.field for entry in desk.history_of_plan(NUMBER) if entry.field}


def test_the_same_folder_again_is_nothing_new(desk: Desk, tmp_path: Path) -> None:
    folder = photo_folder(tmp_path / "照片")
    bring_in(desk, *facts(), folder=folder)
    again = finish(desk.accept("录入员", desk.examine(finish(desk.read([folder]))), [folder]))
    assert (again.batch, again.pictures) == (None, 0)
    assert finish(preview(desk, [folder])).pictures == 0


def test_the_preview_says_how_many_listed_photos_would_get_their_file(desk: Desk, tmp_path: Path) -> None:
    folder = photo_folder(tmp_path / "照片")
    bring_in(desk, *facts())
    assert finish(preview(desk, [folder])).pictures == 3


def test_a_photo_that_is_another_picture_now_is_kept_beside_the_old_one(desk: Desk, tmp_path: Path) -> None:
    folder = photo_folder(tmp_path / "照片")
    bring_in(desk, *facts(), folder=folder)
    before = opened(desk).shots[0].sha256
    picture(folder / NUMBER / "首次会议" / "首1.jpg", (640, 480))
    finish(desk.accept("录入员", desk.examine(finish(desk.read([folder]))), [folder]))
    after = opened(desk).shots[0].sha256
    assert after != before
    assert {before, after} <= {path.stem for path in kept(desk)}


def test_an_import_that_is_stopped_leaves_no_copies(desk: Desk, tmp_path: Path) -> None:
    folder = photo_folder(tmp_path / "照片")
    bring_in(desk, *facts())
    job = desk.accept("录入员", desk.examine(finish(desk.read([folder]))), [folder])
    while next(job).text != "正在保存照片":
        pass
    next(job)
    job.close()
    assert kept(desk) == []
    assert not any(shot.has_file for shot in opened(desk).shots)


def test_a_photo_that_was_not_chosen_is_not_kept(desk: Desk, tmp_path: Path) -> None:
    folder = photo_folder(tmp_path / "照片")
    bring_in(desk, facts()[0])
    intake = finish(desk.read([folder]))
    accepted = finish(desk.accept("录入员", desk.examine(intake), [folder], only=[0]))
    assert (accepted.added, accepted.pictures) == (1, 1)
    assert len(kept(desk)) == 1


def test_a_desk_in_memory_keeps_no_files(tmp_path: Path) -> None:
    folder = photo_folder(tmp_path / "照片")
    with throw_away_desk(load_rule_book()) as desk:
        bring_in(desk, *facts(), folder=folder)
        assert [shot.has_file for shot in opened(desk).shots] == [False] * 3
        with pytest.raises(DeskError, match="不保存文件"):
            finish(add_photos(desk.database, "林知夏", NUMBER, OPENING, [folder]))


def test_dropped_pictures_are_listed_and_kept(desk: Desk, tmp_path: Path) -> None:
    bring_in(desk, facts()[0])
    paths = [picture(tmp_path / "来" / name, seed=place) for place, name in enumerate(("a.jpg", "b.png"))]
    done = finish(add_photos(desk.database, "林知夏", NUMBER, CLOSING, paths))
    assert (done.added, done.filled, done.known) == (("a.jpg", "b.png"), (), ())
    shots = opened(desk).shots
    assert [(shot.category, shot.file_name, shot.has_file) for shot in shots] == [
        (CLOSING, "a.jpg", True),
        (CLOSING, "b.png", True),
    ]
    assert all(shot.uploaded_at is None and shot.uploader == "" for shot in shots)
    told = [entry for entry in desk.history_of_plan(NUMBER) if entry.entity == "照片"]
    assert {entry.actor for entry in told} == {"林知夏"}
    assert [line.counts for line in visits(desk)] == [(0, 2, 0)]


def test_a_dropped_picture_fills_the_listed_photo_of_its_name(desk: Desk, tmp_path: Path) -> None:
    bring_in(desk, *facts())
    done = finish(
        add_photos(desk.database, "林知夏", NUMBER, OPENING, [picture(tmp_path / "首1.jpg", seed=9)])
    )
    assert (done.added, done.filled) == ((), ("首1.jpg",))
    assert [shot.has_file for shot in opened(desk).shots] == [True, False, False]


def test_another_picture_of_the_same_name_gets_a_number_and_the_same_one_is_not_listed_twice(
    desk: Desk, tmp_path: Path
) -> None:
    bring_in(desk, *facts(), folder=photo_folder(tmp_path / "照片"))
    other = picture(tmp_path / "来" / "首1.jpg", seed=77)
    assert finish(add_photos(desk.database, "林知夏", NUMBER, OPENING, [other])).added == ("首1 (2).jpg",)
    again = finish(add_photos(desk.database, "林知夏", NUMBER, OPENING, [other]))
    assert (again.added, again.known) == ((), ("首1.jpg",))


def test_a_picture_that_cannot_be_read_adds_nothing(desk: Desk, tmp_path: Path) -> None:
    bring_in(desk, facts()[0])
    paths = [picture(tmp_path / "a.jpg"), tmp_path / "没有.jpg"]
    with pytest.raises(DeskError, match="读不到照片文件"):
        finish(add_photos(desk.database, "林知夏", NUMBER, OPENING, paths))
    assert kept(desk) == []
    assert visits(desk) == ()


def test_only_picture_files_are_taken_for_pictures() -> None:
    assert are_pictures([Path("a.JPG"), Path("b.heic")])
    assert not are_pictures([Path("a.jpg"), Path("计划.xlsx")])
    assert not are_pictures([])
    assert len(PHOTOS) == 3


def fill_the_disk(monkeypatch: pytest.MonkeyPatch, room_for: int) -> None:
    """Let the disk be full after so many copies; the next one is written in part."""
    copy, made = photo_store._copy, count(1)

    def copied(source: BinaryIO, target: Path) -> tuple[str, int]:
        if next(made) > room_for:
            target.write_bytes(source.read(100))
            raise OSError(errno.ENOSPC, "No space left on device")
        return copy(source, target)

    monkeypatch.setattr(photo_store, "_copy", copied)


def test_where_the_disk_fills_up_while_pictures_are_added_nothing_is_half_saved(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring_in(desk, *facts(), folder=photo_folder(tmp_path / "照片"))
    before, shots, history = kept(desk), opened(desk).shots, desk.history_of_plan(NUMBER)
    paths = [picture(tmp_path / f"{seed}.jpg", seed=seed) for seed in (7, 8, 9)]
    fill_the_disk(monkeypatch, 2)
    with pytest.raises(DeskError) as caught:
        finish(add_photos(desk.database, "林知夏", NUMBER, OPENING, paths))
    assert caught.value.happened.startswith("无法把照片保存到")
    assert (caught.value.safe, caught.value.to_do) == (
        "没有写入任何数据。",
        "请检查磁盘空间和文件夹权限后再试。",
    )
    assert kept(desk) == before
    assert opened(desk).shots == shots
    assert desk.history_of_plan(NUMBER) == history


def test_where_the_disk_fills_up_while_a_folder_comes_in_nothing_is_half_saved(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring_in(desk, *facts())
    fill_the_disk(monkeypatch, 1)
    with pytest.raises(DeskError, match="磁盘空间"):
        bring_in(desk, *facts("R0123012021002"), folder=photo_folder(tmp_path / "照片"))
    assert kept(desk) == []
    assert [shot.has_file for shot in opened(desk).shots] == [False] * 3


def test_an_original_that_is_there_already_survives_a_full_disk(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring_in(desk, *facts(), folder=photo_folder(tmp_path / "照片"))
    before = kept(desk)
    again = [picture(tmp_path / "同.jpg", seed=1), picture(tmp_path / "新.jpg", seed=9)]
    fill_the_disk(monkeypatch, 1)
    with pytest.raises(DeskError):
        finish(add_photos(desk.database, "林知夏", NUMBER, CLOSING, again))
    assert kept(desk) == before


@pytest.mark.parametrize(
    ("make", "word"),
    [
        (lambda path: path.touch(), "文件是空的（0 字节）"),
        (cut_short, "图片已损坏"),
        (lambda path: huge_by_its_head(path, 10_000, 10_000), "图片超过 6000 万像素"),
    ],
)
def test_what_is_no_good_picture_is_kept_as_it_came_and_said_to_be(
    desk: Desk, tmp_path: Path, make: Callable[[Path], object], word: str
) -> None:
    path = tmp_path / "坏.jpg"
    make(path)
    bring_in(desk, *facts()[:1])
    finish(add_photos(desk.database, "林知夏", NUMBER, OPENING, [path]))
    (shot,) = opened(desk).shots
    assert (desk.database.kept_files / shot.kept_as).read_bytes() == path.read_bytes()  # type: ignore[operator]
    assert finish(gallery_picture(desk.database, shot, (200, 200))).fault == word
    assert finish(thumbnails(desk.database, [shot], 94))[0].fault == word
