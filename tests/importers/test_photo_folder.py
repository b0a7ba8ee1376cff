"""Photos by their folders' names, whichever of the folders was handed in."""

from pathlib import Path

import pytest

from tianyi_desk.facts.records import Photo
from tianyi_desk.facts.vocabulary import PhotoCategory
from tianyi_desk.importers.reading import read_files
from tianyi_desk.progress import finish

NUMBER = "R0123012021001"


@pytest.fixture
def month(tmp_path: Path) -> Path:
    plan = tmp_path / "十月" / "照片" / NUMBER
    for folder in ("首次会议", "末次会议", "其他照片"):
        (plan / folder).mkdir(parents=True)
        (plan / folder / "IMG_1.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    (plan / "首次会议" / "Thumbs.db").write_bytes(b"x")
    (plan / "首次会议" / ".DS_Store").write_bytes(b"x")
    return tmp_path / "十月"


@pytest.mark.parametrize("handed_in", [".", "照片", f"照片/{NUMBER}", f"照片/{NUMBER}/首次会议"])
def test_any_folder_on_the_way_may_be_handed_in(month: Path, handed_in: str) -> None:
    intake = finish(read_files([month / handed_in]))

    photos = [draft.fact for draft in intake.drafts]
    assert not intake.complaints
    assert {photo.category for photo in photos if isinstance(photo, Photo)} == (
        {PhotoCategory.OPENING_MEETING} if handed_in.endswith("首次会议") else set(PhotoCategory)
    )
    assert all(
        isinstance(photo, Photo) and photo.plan == NUMBER and photo.uploaded_at is None for photo in photos
    )


def test_a_file_that_is_no_picture_is_told(month: Path) -> None:
    (month / "照片" / NUMBER / "首次会议" / "纪要.docx").write_bytes(b"x")

    intake = finish(read_files([month]))

    assert [one.file for one in intake.complaints] == ["纪要.docx"]
    assert len(intake.drafts) == 3


def test_pictures_of_no_plan_are_told(tmp_path: Path) -> None:
    (tmp_path / "随手拍").mkdir()
    (tmp_path / "随手拍" / "a.jpg").write_bytes(b"\xff\xd8\xff\xe0")

    intake = finish(read_files([tmp_path / "随手拍"]))

    assert len(intake.complaints) == 1
    assert "1 张图片" in intake.complaints[0].message
