"""The list of visits and their strips say what there is to be looked at."""

from pathlib import Path

import pytest

from tests.builders import NUMBER, at, photo, plan
from tests.photos.pictures import cut_short, huge_by_its_head
from tests.services.photo_desk import (
    AS_OF,
    CLOSING,
    OPENING,
    OTHER,
    PHOTOS,
    bring_in,
    facts,
    kept_desk,
    opened,
    photo_folder,
    visits,
)  # fmt: skip
from tianyi_desk.progress import finish
from tianyi_desk.services.gallery import UNDECIDED, state_of
from tianyi_desk.services.pictures import picture, thumbnails

SECOND = "R0123012021002"


def test_plans_without_photos_are_left_out_and_the_latest_come_first(tmp_path: Path) -> None:
    later = plan("R0123012021009", start=at("2021-11-01 08:30"), end=at("2021-11-02 17:00"), enterprise="乙")
    with kept_desk(tmp_path) as desk:
        bring_in(
            desk, *facts(), plan("R3", enterprise="丙"), later, photo(later.number, OTHER, file_name="x.jpg")
        )
        lines = visits(desk)
    assert [(line.key, line.counts, line.files, line.state) for line in lines] == [
        (later.number, (0, 0, 1), 0, UNDECIDED),
        (NUMBER, (2, 1, 0), 0, UNDECIDED),
    ]


def test_bound_plans_are_one_visit_with_the_members_of_both(tmp_path: Path) -> None:
    with kept_desk(tmp_path) as desk:
        bring_in(desk, *facts(), *facts(SECOND)[:2])
        finish(desk.judge(at("2022-01-20 09:00"), "录入员"))
        lines = visits(desk)
        if len(lines) != 1:
            pytest.fail(f"{[line.key for line in lines]} stand apart")
        visit = opened(desk)
    assert lines[0].numbers == (NUMBER, SECOND)
    assert [(seat.key, seat.name) for seat in visit.seats] == [("1", "崔明远"), ("2", "贾思齐")]
    assert [shot.plan for shot in visit.strip(OPENING)] == [NUMBER, SECOND, NUMBER]


def test_codes_that_photos_bring_up_stand_in_the_list(tmp_path: Path) -> None:
    with kept_desk(tmp_path) as desk:
        bring_in(desk, *facts()[:3])
        finish(desk.judge(AS_OF, "录入员"))
        (line,) = visits(desk)
    assert line.codes == ("O3",)


@pytest.mark.parametrize(
    ("photos", "state"),
    [
        ([(OPENING, None), (CLOSING, None)], UNDECIDED),
        ([(OPENING, "通过"), (CLOSING, None)], UNDECIDED),
        ([(OPENING, "通过"), (OPENING, None), (CLOSING, "通过")], "通过"),
        ([(OPENING, "通过"), (CLOSING, "待补充")], "待补充"),
        ([(OPENING, "有问题"), (CLOSING, "待补充")], "有问题"),
        ([(OPENING, "通过"), (OTHER, None)], "通过"),
        ([(OPENING, "")], UNDECIDED),
        ([(OTHER, None)], UNDECIDED),
    ],
)
def test_a_visit_is_as_bad_as_its_worst_photo_and_open_while_a_meeting_is(
    photos: list[tuple[object, str | None]], state: str
) -> None:
    assert state_of(photos) == state  # type: ignore[arg-type]


def test_pictures_and_thumbnails_are_shown_or_said_why_not(tmp_path: Path) -> None:
    folder = photo_folder(tmp_path / "照片", photos=PHOTOS[:1])
    cut_short(folder / NUMBER / OPENING.value / "首2.jpg")
    with kept_desk(tmp_path) as desk:
        (folder / NUMBER / CLOSING.value).mkdir()
        huge_by_its_head(folder / NUMBER / CLOSING.value / "末1.jpg")
        bring_in(desk, *facts(), photo(file_name="其他.jpg", category=OTHER), folder=folder)
        shots = opened(desk).shots
        small = finish(thumbnails(desk.database, shots, 94))
        whole = [finish(picture(desk.database, shot, (200, 200))) for shot in shots]
    for shown in (small, whole):
        assert [one.fault for one in shown] == ["", "图片已损坏", "图片超过 6000 万像素", "没有文件"]
        assert [one.pixels is not None for one in shown] == [True, False, False, False]
    assert small[0].pixels is not None
    assert small[0].pixels.width == 160


def test_an_original_that_was_taken_away_is_said_to_have_no_file(tmp_path: Path) -> None:
    with kept_desk(tmp_path) as desk:
        bring_in(desk, *facts(), folder=photo_folder(tmp_path / "照片"))
        shot = opened(desk).shots[0]
        assert desk.database.kept_files is not None
        (desk.database.kept_files / shot.kept_as).unlink()
        assert finish(picture(desk.database, shot, None)).fault == "没有文件"
        assert finish(thumbnails(desk.database, [shot], 94))[0].fault == "没有文件"
