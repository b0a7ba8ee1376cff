"""The wall has every photo of the visits it is given, in the order of the visits and of their strips."""

from pathlib import Path

from tests.builders import NUMBER, at, photo, plan
from tests.services.photo_desk import CLOSING, OTHER, bring_in, facts, kept_desk, photo_folder, visits
from tianyi_desk.progress import finish
from tianyi_desk.services.photo_wall import list_wall

LATER = "R0123012021009"


def test_photos_hang_visit_by_visit_and_strip_by_strip(tmp_path: Path) -> None:
    later = plan(LATER, start=at("2021-11-01 08:30"), end=at("2021-11-02 17:00"))
    with kept_desk(tmp_path) as desk:
        more = [photo(LATER, OTHER, file_name="z.jpg"), photo(LATER, CLOSING, file_name="y.jpg")]
        bring_in(desk, *facts(), later, *more, folder=photo_folder(tmp_path / "照片"))
        lines = visits(desk)
        wall = finish(list_wall(desk.database, lines))
        only = finish(list_wall(desk.database, lines[1:]))
    assert [(one.line.key, one.shot.file_name, one.place, one.of) for one in wall] == [
        (LATER, "y.jpg", 1, 1),
        (LATER, "z.jpg", 1, 1),
        (NUMBER, "首1.jpg", 1, 2),
        (NUMBER, "首2.jpg", 2, 2),
        (NUMBER, "末1.jpg", 1, 1),
    ]
    assert [one.shot.has_file for one in wall] == [False, False, True, True, True]
    assert only == wall[2:]


def test_plans_bound_together_hang_as_one_visit(tmp_path: Path) -> None:
    with kept_desk(tmp_path) as desk:
        bring_in(desk, *facts(), *facts("R0123012021002")[:2])
        finish(desk.judge(at("2022-01-20 09:00"), "录入员"))
        wall = finish(list_wall(desk.database, visits(desk)))
    assert {one.line.key for one in wall} == {NUMBER}
    assert [(one.shot.plan, one.place, one.of) for one in wall][:3] == [
        (NUMBER, 1, 3),
        ("R0123012021002", 2, 3),
        (NUMBER, 3, 3),
    ]
