"""Where plans were signed: verdicts, distances, points, and what is drawn of one plan."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from tests import builders
from tests.builders import NUMBER, address, at, check_in, plan, position
from tianyi_desk.facts.vocabulary import AuditMode, Event, Flaw, Origin
from tianyi_desk.geo.distance import distance_m
from tianyi_desk.models.database import Database, throw_away_database
from tianyi_desk.progress import finish
from tianyi_desk.services.intake import accept, examine
from tianyi_desk.services.judgement import judge
from tianyi_desk.services.places_view import REMOTE, PlaceLine, Places, PlaceVerdict, load_places
from tianyi_desk.services.plan_place import PlanPlace, open_place
from tianyi_desk.services.policies import load_rule_book

BOOK = load_rule_book()
AS_OF = at("2021-10-25 09:00")
HERE = 121.614786, 38.913962
KM_NORTH = 1 / 111.0


@pytest.fixture(name="database")
def _database() -> Iterator[Database]:
    with closing(throw_away_database()) as database:
        yield database


def places_of(database: Database, *facts: Any, as_of: datetime = AS_OF) -> Places:
    finish(accept(database, "录入员", examine(database, builders.intake(*facts))))
    finish(judge(database, BOOK, as_of, "陆文静"))
    return finish(load_places(database, BOOK))


def line_of(database: Database, *facts: Any, as_of: datetime = AS_OF) -> PlaceLine:
    (line,) = places_of(database, *facts, as_of=as_of).lines
    return line


def place_of(database: Database, number: str = NUMBER) -> PlanPlace:
    place = finish(open_place(database, BOOK, number, AS_OF))
    assert place is not None
    return place


def north(kilometres: float) -> Any:
    return position(HERE[0], HERE[1] + kilometres * KM_NORTH)


@pytest.mark.parametrize(
    ("kilometres", "verdict"),
    [
        (0.3, PlaceVerdict.NORMAL),
        (4.5, PlaceVerdict.BORDERLINE),
        (5.5, PlaceVerdict.BORDERLINE),
        (9.0, PlaceVerdict.BEYOND),
    ],
)
def test_the_distance_of_the_worse_event_decides_the_verdict(
    database: Database, kilometres: float, verdict: PlaceVerdict
) -> None:
    line = line_of(database, plan(), check_in(position=north(kilometres)), check_in(event=Event.CLOSING))
    assert line.verdict is verdict
    assert line.event is Event.OPENING
    assert line.distance_m == pytest.approx(
        distance_m(HERE, (HERE[0], HERE[1] + kilometres * KM_NORTH)), abs=0.06
    )
    assert line.point == HERE
    assert [one.event for one in line.events] == [Event.OPENING, Event.CLOSING]


def test_a_plan_without_a_place_is_never_normal(database: Database) -> None:
    line = line_of(database, plan(addresses=(address(),)), check_in())
    assert (line.verdict, line.distance_m, line.point) == (PlaceVerdict.UNPLACED, None, None)
    assert "D04" in line.codes


def test_a_remote_audit_shows_its_distance_but_decides_nothing(database: Database) -> None:
    remote = plan(mode=AuditMode.REMOTE, start=at("2022-12-05 08:30"), end=at("2022-12-06 17:00"))
    signed = check_in(position=north(400), at=at("2022-12-05 08:20"))
    line = line_of(database, remote, signed, as_of=at("2022-12-20 09:00"))
    assert line.verdict is PlaceVerdict.REFERENCE
    assert line.events[0].reference == REMOTE


def test_an_address_that_cannot_be_used_keeps_the_plan_from_being_placed(database: Database) -> None:
    broken = replace(position(), wgs_longitude=None, wgs_latitude=None, flaw=Flaw.ZERO)
    line = line_of(
        database, plan(addresses=(address(at=position()), address("坏的一处", at=broken))), check_in()
    )
    assert (line.verdict, line.point, line.addresses) == (PlaceVerdict.UNPLACED, HERE, 2)
    assert place_of(database).addresses[1].flaw == "0/0"


def test_a_point_guessed_from_a_name_is_for_reference_only(database: Database) -> None:
    guessed = address(at=position(), origin=Origin.GEOCODED)
    line = line_of(database, plan(addresses=(guessed,)), check_in(position=north(20)))
    assert line.verdict is PlaceVerdict.REFERENCE
    assert "O2" not in line.codes


def test_the_greatest_distance_comes_first_and_plans_without_one_last(database: Database) -> None:
    far, near, nowhere = ("R0123012021002", "R0123012021003", "R0123012021004")
    places = places_of(
        database,
        plan(nowhere, addresses=(address(),), enterprise="丙厂"),
        check_in(nowhere),
        plan(near, enterprise="甲厂"),
        check_in(near, position=north(1)),
        plan(far, enterprise="乙厂"),
        check_in(far, position=north(30)),
    )
    assert [line.number for line in places.lines] == [far, near, nowhere]


def test_a_plan_to_come_that_will_not_be_located_waits_for_its_coordinate(database: Database) -> None:
    later: dict[str, Any] = {"start": at("2021-11-01 08:30"), "end": at("2021-11-02 17:00")}
    places = places_of(
        database,
        plan(addresses=(address(),), **later),
        plan("R0123012021002", enterprise="另一厂", **later),
    )
    assert places.lines == ()
    assert [one.number for one in places.waiting] == [NUMBER]


def test_every_point_of_a_plan_is_there_to_be_drawn(database: Database) -> None:
    addresses = (address(at=position()), address("另一处", at=north(8)))
    places_of(
        database,
        plan(addresses=addresses),
        check_in(position=north(7.5), fix=north(6)),
        check_in(event=Event.CLOSING, name="路人甲"),
    )
    place = place_of(database)
    assert [(one.number, one.point is not None) for one in place.addresses] == [(1, True), (2, True)]
    deciding = place.deciding(Event.OPENING)
    assert deciding is not None
    assert deciding.address == 2
    assert deciding.distance_m == pytest.approx(500, abs=2)
    assert deciding.fix == (HERE[0], HERE[1] + 6 * KM_NORTH)
    stranger = next(one for one in place.signed if one.name == "路人甲")
    assert not stranger.counted
    assert stranger.why_not
    assert place.deciding(Event.CLOSING) is None
    assert len(place.points()) == 5
    assert (place.limit_m, place.adjust_m) == (5000, 2000)


def test_a_number_that_no_plan_bears_opens_nothing(database: Database) -> None:
    assert finish(open_place(database, BOOK, "没有", AS_OF)) is None


def test_what_keeps_a_plan_from_being_placed_is_said(database: Database) -> None:
    half = replace(position(), latitude=None, wgs_longitude=None, wgs_latitude=None, flaw=Flaw.HALF)
    nowhere = replace(position(), wgs_longitude=None, wgs_latitude=None, flaw=Flaw.ZERO)
    long = "大连市" + "某" * 40
    places_of(
        database,
        plan(addresses=(address(at=position()), address(long), address("另一处", at=half))),
        check_in(position=nowhere),
        plan("R0123012021002", enterprise="乙厂", addresses=(address("坏的一处", at=half),)),
        plan("R0123012021003", enterprise="丙厂"),
        check_in("R0123012021003"),
    )
    many = place_of(database).missing
    assert many == (f"审核地址2“大连市{'某' * 20}…”等 2 处没有坐标", "签到记录的坐标无效（0/0）")
    assert place_of(database, "R0123012021002").missing == ("审核地址1“坏的一处”的坐标无效（只有一半）",)
    assert place_of(database, "R0123012021003").missing == ()


def test_a_secret_plan_bears_its_mark(database: Database) -> None:
    line_of(database, plan(confidential=True), check_in(position=north(9)))
    assert place_of(database).marks == ("涉密",)


def test_a_check_in_of_a_bound_plan_is_on_the_map_of_both(database: Database) -> None:
    other = "R0123012021002"
    places_of(
        database,
        plan(addresses=(address(at=north(0)),)),
        plan(other, projects=("ISO14001",)),
        check_in(position=north(3)),
    )
    for number in (NUMBER, other):
        deciding = place_of(database, number).deciding(Event.OPENING)
        assert deciding is not None
        assert deciding.distance_m == pytest.approx(3000, rel=0.01)
