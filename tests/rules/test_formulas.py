"""A formula shown under 为什么 comes out as written: whoever recomputes it gets the same figure."""

import re
from datetime import datetime

import pytest
from geopy.distance import geodesic

from tests.builders import address, check_in, member, plan, position
from tests.rules.case_places import point_from
from tianyi_desk.facts.ledger import Dossier, Ledger
from tianyi_desk.facts.vocabulary import Event, Role
from tianyi_desk.geo.datum import Datum, to_wgs84
from tianyi_desk.progress import finish
from tianyi_desk.rules.engine import judge
from tianyi_desk.rules.reasons import Explainer
from tianyi_desk.services.policies import load_rule_book


@pytest.mark.parametrize("later", ["2021-10-18 12:37:01", "2021-10-18 12:59:59", "2021-10-18 13:20:30"])
def test_an_impossible_journeys_formula_recomputes_to_its_speed(later: str) -> None:
    book, as_of = load_rule_book(), datetime(2021, 11, 20, 9)
    team = (member("崔明远", Role.LEADER),)
    dossiers = tuple(
        Dossier(
            plan(number, enterprise=number, team=team, addresses=(address(at=position(*point)),)),
            check_ins=(
                check_in(number, name="崔明远", at=datetime.fromisoformat(moment), position=position(*point)),
            ),
        )
        for number, point, moment in (
            ("R1", (121.614786, 38.913962), "2021-10-18 12:00:20"),
            ("R2", (116.4, 39.9), later),
        )
    )
    ledger = Ledger(dossiers)
    verdicts = finish(judge(ledger, book, as_of))
    (finding,) = [one for one in verdicts[0].findings if one.code == "S03"]

    formula = Explainer(ledger, book, as_of).explain(finding).formula

    metres, seconds, speed, limit = (
        float(text.replace(",", ""))
        for text in re.fullmatch(
            r"([\d.,]+) m ÷ ([\d,]+) s × 3.6 = ([\d.,]+) km/h > (\d+) km/h", formula
        ).groups()  # type: ignore[union-attr]
    )
    assert metres / seconds * 3.6 == pytest.approx(speed, abs=0.06)
    assert speed > limit == 300


def test_a_datum_read_otherwise_gives_the_distance_to_the_address_that_is_then_nearest() -> None:
    book, as_of = load_rule_book(), datetime(2021, 10, 18, 12)
    raw = (114.5, 38.04)
    read_as_gcj = to_wgs84(*raw, Datum.GCJ02)
    west, east = point_from(read_as_gcj, 5010, 270), point_from(read_as_gcj, 5020, 90)
    audit = plan(addresses=(address("西", position(*west)), address("东", position(*east))))
    unstated = position(
        *raw,
        datum=Datum.GCJ02,
        datum_stated=False,
        wgs_longitude=read_as_gcj[0],
        wgs_latitude=read_as_gcj[1],
    )
    record = check_in(at=datetime(2021, 10, 18, 8, 20), position=unstated)
    ledger = Ledger((Dossier(audit, check_ins=(record,)),))
    (verdict,) = finish(judge(ledger, book, as_of))
    findings = {one.code: one for one in verdict.findings}
    finding = findings["O2"]
    assert finding.evidence["nearest_address"] == "西"

    said = Explainer(ledger, book, as_of).explain(finding).counterfactual

    kilometres = geodesic(raw[::-1], east[::-1]).km
    assert said == f"若签到坐标（未注明坐标系）按 WGS-84 计，距离 {kilometres:.2f} km → 正常"
    doubt = Explainer(ledger, book, as_of).explain(findings["D03"]).counterfactual
    assert f"WGS-84 则为 {kilometres:.2f} km" in doubt


@pytest.mark.parametrize(
    ("moment", "formula"),
    [
        ("2021-10-18 17:00", "2021-10-18 ≠ 2021-10-19"),
        ("2021-10-20 01:00:01", "2021-10-20 ≠ 2021-10-19，且 2021-10-20 01:00:01 > 2021-10-20 01:00"),
    ],
)
def test_a_closing_check_in_of_another_day_is_held_against_the_day_and_the_limit_after_midnight(
    moment: str, formula: str
) -> None:
    book, as_of = load_rule_book(), datetime(2021, 11, 20, 9)
    record = check_in(event=Event.CLOSING, at=datetime.fromisoformat(moment))
    ledger = Ledger((Dossier(plan(end=datetime(2021, 10, 19, 23)), check_ins=(record,)),))
    (verdict,) = finish(judge(ledger, book, as_of))
    (finding,) = [one for one in verdict.findings if one.code == "H05"]

    assert Explainer(ledger, book, as_of).explain(finding).formula == formula
