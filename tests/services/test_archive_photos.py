"""Photos in a .zip are kept like those in a folder."""

from pathlib import Path

from tests.importers.sheets import PLAN, write
from tests.importers.test_archive import JPEG, PHOTO, zipped
from tianyi_desk.models import tables as t
from tianyi_desk.progress import finish
from tianyi_desk.services.desk import open_desk
from tianyi_desk.services.importing import preview
from tianyi_desk.services.policies import load_rule_book


def test_photos_of_an_archive_are_kept_and_one_listed_before_gets_its_file(tmp_path: Path) -> None:
    plans = write(tmp_path / "计划.xlsx", PLAN, sheet="审核计划")
    listed = write(
        tmp_path / "照片.csv", {"计划编号": PLAN["计划编号"], "类别": "首次会议", "文件名": "首次1.jpg"}
    )
    photos = zipped(tmp_path / "照片.zip", **{PHOTO: JPEG, PHOTO.replace("1.jpg", "2.jpg"): JPEG + b"2"})
    with open_desk(tmp_path / "desk.sqlite3", load_rule_book()) as desk:
        finish(desk.accept("甲", finish(preview(desk, [plans, listed])).piles, [plans, listed]))
        shown = finish(preview(desk, [photos]))
        assert shown.pictures == 1
        accepted = finish(desk.accept("甲", shown.piles, [photos]))
        assert accepted.pictures == 2
        assert finish(preview(desk, [photos])).pictures == 0
        with desk.database.reading() as session:
            kept = session.execute(t.photo_file.select()).all()
            (source,) = session.execute(
                t.source_file.select().where(t.source_file.c.batch_id == accepted.batch)
            ).all()
        folder = desk.database.kept_files
        assert folder is not None
        assert sorted((folder / row.kept_as).read_bytes() for row in kept) == [JPEG, JPEG + b"2"]
        assert source.name == "照片.zip"
        assert (folder / source.kept_as).read_bytes() == photos.read_bytes()
