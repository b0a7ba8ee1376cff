"""The photos of a plan on its paper: shown with their hashes, or said why not."""

import hashlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pypdfium2
import pytest

from tests.builders import NUMBER, photo
from tests.photos.pictures import cut_short
from tests.services.photo_desk import AS_OF, OPENING, OTHER, PHOTOS, bring_in, facts, kept_desk, photo_folder
from tianyi_desk.progress import finish
from tianyi_desk.reports.content import Note, Picture, Pictures, Report, Table
from tianyi_desk.services import report_photos, reporting
from tianyi_desk.services.desk import Desk
from tianyi_desk.services.reporting import Papers


@pytest.fixture(name="desk")
def _desk(tmp_path: Path) -> Iterator[Desk]:
    with kept_desk(tmp_path) as desk:
        folder = photo_folder(tmp_path / "照片")
        cut_short(folder / NUMBER / "首次会议" / "首2.jpg")
        bring_in(desk, *facts(), photo(NUMBER, OTHER, file_name="其他1.jpg"), folder=folder)
        finish(desk.judge(AS_OF, "录入员"))
        yield desk


def pictures_of(report: Report) -> dict[str, Picture]:
    section = next(one for one in report.sections if one.title == "照片")
    return {
        picture.caption[0]: picture
        for piece in section.pieces
        if isinstance(piece, Pictures)
        for picture in piece.pictures
    }


def test_photos_stand_with_name_and_the_hash_of_the_original(desk: Desk, tmp_path: Path) -> None:
    report = finish(reporting.report_of_plan(desk, NUMBER))
    found = pictures_of(report)
    assert set(found) == {name for _category, name in PHOTOS}
    for category, name in PHOTOS:
        original = tmp_path / "照片" / NUMBER / category.value / name
        assert found[name].digest == hashlib.sha256(original.read_bytes()).hexdigest()
    assert found["首1.jpg"].mark == "图 1　首次会议　原图 400 × 300 像素"
    assert found["首1.jpg"].size == (400, 300)
    section = next(one for one in report.sections if one.title == "照片")
    table, note = section.pieces[:2]
    assert isinstance(table, Table)
    assert isinstance(note, Note)
    assert [row[0] for row in table.rows] == ["图 1", "图 2", "图 3", ""]
    assert "4 张照片中有 1 张没有收到文件" in note.text


def test_a_broken_photo_is_said_to_be_broken(desk: Desk) -> None:
    broken = pictures_of(finish(reporting.report_of_plan(desk, NUMBER)))["首2.jpg"]
    assert (broken.jpeg, broken.fault) == (b"", "图片已损坏")


def test_a_file_that_was_changed_since_is_not_shown_as_the_original(desk: Desk) -> None:
    folder = desk.database.kept_files
    assert folder is not None
    digest = pictures_of(finish(reporting.report_of_plan(desk, NUMBER)))["首1.jpg"].digest
    kept = folder / digest[:2] / f"{digest}.jpg"
    kept.write_bytes(kept.read_bytes() + b"\0")
    assert (
        pictures_of(finish(reporting.report_of_plan(desk, NUMBER)))["首1.jpg"].fault == report_photos.CHANGED
    )
    kept.unlink()
    assert pictures_of(finish(reporting.report_of_plan(desk, NUMBER)))["首1.jpg"].fault == "没有文件"


def test_the_paper_holds_the_pictures_also_as_of_another_moment(desk: Desk, tmp_path: Path) -> None:
    paths = tmp_path / "现在.pdf", tmp_path / "那时.pdf"
    finish(reporting.papers_of_plan(desk, NUMBER, Papers(paths[0])))
    finish(reporting.papers_of_plan(desk, NUMBER, Papers(paths[1]), datetime(2021, 10, 26, 9)))
    for path in paths:
        with pypdfium2.PdfDocument(path) as document:
            told = "".join(page.get_textpage().get_text_range() for page in document)
            shown = [one for page in document for one in page.get_objects([pypdfium2.raw.FPDF_PAGEOBJ_IMAGE])]
        assert "照片不能显示" in told
        assert len(shown) == 2
    finish(reporting.papers_of_plan(desk, NUMBER, Papers(tmp_path / "再.pdf")))
    assert (tmp_path / "再.pdf").read_bytes() == paths[0].read_bytes()


def test_four_photos_fit_on_a_page(tmp_path: Path) -> None:
    many = [(OPENING, f"首{place}.jpg") for place in range(6)]
    with kept_desk(tmp_path) as desk:
        plan = facts()[0]
        folder = photo_folder(tmp_path / "照片", photos=many)
        bring_in(desk, plan, *(photo(NUMBER, kind, file_name=name) for kind, name in many), folder=folder)
        finish(desk.judge(AS_OF, "录入员"))
        finish(reporting.papers_of_plan(desk, NUMBER, Papers(tmp_path / "计划.pdf")))
    with pypdfium2.PdfDocument(tmp_path / "计划.pdf") as document:
        kind = [pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]
        assert max(len(list(page.get_objects(kind))) for page in document) == 4
