"""The same picture in two places is pointed out; it is a hint, and a person decides."""

from pathlib import Path

from tests.builders import NUMBER, at, photo, plan
from tests.photos.pictures import picture
from tests.services.photo_desk import CLOSING, OPENING, OTHER, bring_in, kept_desk, visits
from tianyi_desk.facts.vocabulary import PhotoCategory
from tianyi_desk.progress import finish
from tianyi_desk.services.desk import Desk
from tianyi_desk.services.gallery import open_visit
from tianyi_desk.services.photo_adding import add_photos
from tianyi_desk.services.same_files import same_files

ELSEWHERE = "R0123012021077"


def add(desk: Desk, number: str, category: PhotoCategory, path: Path) -> None:
    finish(add_photos(desk.database, "林知夏", number, category, [path]))


def twins(desk: Desk, key: str) -> list[tuple[str, str, PhotoCategory]]:
    (line,) = (line for line in visits(desk) if line.key == key)
    visit = finish(open_visit(desk.database, line.key, line.numbers))
    found = finish(same_files(desk.database, visit, line.numbers))
    names = {shot.key: shot.file_name for shot in visit.shots}
    return [(names[key], twin.plan, twin.category) for key, several in found.items() for twin in several]


def test_the_same_picture_in_two_plans_is_kept_once_and_pointed_out_in_both(tmp_path: Path) -> None:
    other = plan(ELSEWHERE, start=at("2021-11-08 08:30"), end=at("2021-11-09 17:00"), enterprise="乙公司")
    with kept_desk(tmp_path) as desk:
        bring_in(desk, plan(), other)
        add(desk, NUMBER, OPENING, picture(tmp_path / "一.jpg"))
        add(desk, NUMBER, OPENING, picture(tmp_path / "别的.jpg", seed=9))
        add(desk, ELSEWHERE, CLOSING, picture(tmp_path / "二.jpg"))
        assert twins(desk, NUMBER) == [("一.jpg", ELSEWHERE, CLOSING)]
        assert twins(desk, ELSEWHERE) == [("二.jpg", NUMBER, OPENING)]
        assert desk.database.kept_files is not None
        assert len(list(desk.database.kept_files.rglob("*.jpg"))) == 2


def test_one_picture_for_both_meetings_is_pointed_out_and_for_one_meeting_not(tmp_path: Path) -> None:
    with kept_desk(tmp_path) as desk:
        bring_in(desk, plan(), photo(file_name="首.jpg"))
        path = picture(tmp_path / "一.jpg")
        add(desk, NUMBER, OPENING, path)
        assert twins(desk, NUMBER) == []
        add(desk, NUMBER, OTHER, path)
        assert twins(desk, NUMBER) == []
        add(desk, NUMBER, CLOSING, path)
        names = {(name, category) for name, _plan, category in twins(desk, NUMBER)}
    assert {category for _name, category in names} == {OPENING, CLOSING}
