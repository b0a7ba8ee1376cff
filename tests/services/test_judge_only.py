"""Judging again what a change touches comes to the same as judging everything."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests import builders
from tests.builders import at, check_in, member, person, plan, position
from tests.rules.ledgers import NAMES, ledgers, plans
from tianyi_desk.facts.intake import Fact
from tianyi_desk.facts.ledger import Ledger
from tianyi_desk.facts.plan import Plan
from tianyi_desk.facts.records import CheckIn
from tianyi_desk.facts.vocabulary import Role
from tianyi_desk.models import tables as t
from tianyi_desk.models.database import Database, throw_away_database
from tianyi_desk.progress import finish
from tianyi_desk.services.intake import accept, examine
from tianyi_desk.services.judgement import judge, judge_only
from tianyi_desk.services.policies import load_rule_book

BOOK = load_rule_book()
AS_OF = at("2023-04-15 09:00")
ID_NUMBERS = ("", "", "110101199001011237", "110101198505052345")
PHONES = ("", "", "13900000001", "13900000002")


def bring_in(database: Database, facts: Sequence[Fact]) -> None:
    piles = examine(database, builders.intake(*facts))
    finish(accept(database, "测试", piles))


def outcome(database: Database) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
    """Return every verdict and every finding that holds."""
    finding = t.finding.c
    told = (finding.code, finding.subject, finding.kind, finding.expected, finding.evidence, finding.message)
    with database.reading() as session:
        verdicts = session.execute(
            select(
                t.plan.c.number,
                *(column for column in t.judgement.c if column.name not in {"plan_id", "judged_at"}),
            ).join_from(t.judgement, t.plan)
        )
        findings = session.execute(
            select(t.plan.c.number, *told).join_from(t.finding, t.plan).where(finding.closed_at.is_(None))
        )
        return sorted(map(tuple, verdicts), key=repr), sorted(map(tuple, findings), key=repr)


def both_ways(
    before: Sequence[Fact], after: Sequence[Fact], number: str, as_of: datetime = AS_OF
) -> tuple[Any, Any]:
    """Return the outcome of judging again only what `after`, facts of one plan, touches, and of everything."""
    with closing(throw_away_database()) as database:
        bring_in(database, before)
        finish(judge(database, BOOK, as_of, "测试"))
        bring_in(database, after)
        finish(judge_only(database, BOOK, as_of, "测试", [number]))
        partly = outcome(database)
        finish(judge(database, BOOK, as_of, "测试"))
        return partly, outcome(database)


def facts_of(ledger: Ledger) -> list[Fact]:
    found: list[Fact] = []
    for one in ledger.dossiers:
        found += [one.plan, *one.check_ins, *one.photos, *one.reviews, *one.explanations]
    return [*found, *ledger.loose, *(ledger.roster or ())]


@st.composite
def numbered(draw: st.DrawFn, plan: Plan) -> Plan:
    """Give the people of a plan numbers, or other names for the same numbers."""
    names = (*NAMES, "另写的名字")
    team = tuple(
        replace(
            one,
            name=draw(st.sampled_from((one.name, one.name, *names))),
            id_number=draw(st.sampled_from(ID_NUMBERS)),
            phone=draw(st.sampled_from(PHONES)),
        )
        for one in plan.team
    )
    return replace(plan, team=team)


@st.composite
def changes(draw: st.DrawFn) -> tuple[list[Fact], list[Fact]]:
    """Draw a ledger whose people are written in several ways, and another version of its first plan."""
    ledger = draw(ledgers())
    names = st.sampled_from((*NAMES, "另写的名字", "又一种写法"))
    facts: list[Fact] = []
    for fact in facts_of(ledger):
        if isinstance(fact, Plan):
            facts.append(draw(numbered(fact)))
        elif isinstance(fact, CheckIn) and draw(st.booleans()):
            facts.append(replace(fact, name=draw(names)))
        else:
            facts.append(fact)
    first = next(fact for fact in facts if isinstance(fact, Plan))
    kept = draw(
        st.sets(
            st.sampled_from(["enterprise", "start end", "team", "addresses", "state", "projects mode synced"])
        )
    )
    other = draw(plans(first.number).flatmap(numbered))
    same = {name: getattr(first, name) for names_ in kept for name in names_.split()}
    if other.start >= other.end or ("start end" in kept):
        same |= {"opening_at": None, "closing_end": None}
    records = [
        replace(fact, at=fact.at + timedelta(minutes=draw(st.sampled_from((7, 90, 3000)))))
        for fact in facts
        if isinstance(fact, CheckIn) and fact.plan == first.number and draw(st.booleans())
    ]
    return facts, [replace(other, **same), *records]


@given(changes())
@settings(deadline=None, max_examples=20, suppress_health_check=list(HealthCheck))
def test_judging_what_a_changed_plan_touches_equals_judging_everything(
    change: tuple[list[Fact], list[Fact]],
) -> None:
    before, after = change
    partly, everything = both_ways(before, after, "R0")
    assert partly == everything


NEAR, FAR = position(121.614786, 38.913962), position(116.447314, 39.922679)
ID, PHONE = "110101199001011237", "15400010001"


def booked(number: str, enterprise: str, *, far: bool, **changes: Any) -> Plan:
    where = builders.address("北京市" if far else "大连市", at=FAR if far else NEAR)
    return plan(number, enterprise=enterprise, addresses=(where,), **changes)


def signed(number: str, name: str, when: str, *, far: bool, phone: str = "") -> CheckIn:
    return check_in(number, name, at=at(when), position=FAR if far else NEAR, phone=phone)


LEADER = member("崔明远", Role.LEADER)
QUIET = (member("沈若兰", Role.LEADER),)
ONE = booked("P1", "甲公司", far=False, team=QUIET)
TWO = booked("P2", "乙公司", far=True, team=(member("单云帆", Role.LEADER),))

SHORT = booked(
    "P3",
    "甲公司",
    far=False,
    team=(member("单云帆", Role.LEADER),),
    start=at("2022-01-05 08:30"),
    end=at("2022-01-05 17:00"),
)
"""Bound by half-days, to plans before 2022-01-05 by shared days."""

CASES: dict[str, tuple[list[Fact], list[Fact]]] = {
    "a stranger's phone is the roster's": (
        [
            ONE,
            TWO,
            person("崔明远", id_number=ID, phone=PHONE),
            signed("P2", "崔明远", "2021-10-18 08:20", far=True),
        ],
        [signed("P1", "崔明遠", "2021-10-18 08:25", far=False, phone=PHONE)],
    ),
    "the roster knows a stranger's phone": (
        [
            ONE,
            TWO,
            person("崔明远", id_number=ID, phone=PHONE),
            signed("P2", "崔明遠", "2021-10-18 08:20", far=True, phone=PHONE),
        ],
        [signed("P1", "崔明远", "2021-10-18 08:25", far=False)],
    ),
    "a member by a number that the roster gives another name": (
        [ONE, replace(TWO, team=(LEADER,)), person("崔明远", id_number=ID)],
        [replace(ONE, team=(replace(LEADER, name="崔明遠", id_number=ID),))],
    ),
    "a member by a phone, another by the roster's number": (
        [
            ONE,
            replace(TWO, team=(replace(LEADER, name="崔某", id_number=ID),)),
            person("崔明远", id_number=ID, phone=PHONE),
        ],
        [replace(ONE, team=(replace(LEADER, phone=PHONE),))],
    ),
    "a member leaves the team": (
        [replace(ONE, team=(LEADER,)), replace(TWO, team=(LEADER,))],
        [replace(ONE, team=QUIET)],
    ),
    "a plan moves to other days": (
        [replace(ONE, team=(LEADER,)), replace(TWO, team=(LEADER,))],
        [replace(ONE, team=(LEADER,), start=at("2021-11-18 08:30"), end=at("2021-11-19 17:00"))],
    ),
    "a plan leaves its visit": (
        [ONE, replace(ONE, number="P3"), replace(ONE, number="P4")],
        [replace(ONE, enterprise="丙公司")],
    ),
    "a plan leaves a visit that the other plan alone lists": (
        [replace(ONE, start=at("2022-01-04 08:30"), end=at("2022-01-06 17:00")), SHORT],
        [replace(SHORT, enterprise="丙公司")],
    ),
    "a plan joins a visit": ([ONE, TWO], [replace(TWO, enterprise=ONE.enterprise)]),
    "a plan is cancelled": (
        [replace(ONE, team=(LEADER,)), replace(TWO, team=(LEADER,)), replace(ONE, number="P3")],
        [replace(ONE, team=(LEADER,), state="撤销")],
    ),
    "a record comes between two others": (
        [
            ONE,
            TWO,
            booked("P3", "丙公司", far=False),
            signed("P2", "崔明远", "2021-10-18 08:00", far=True),
            signed("P3", "崔明远", "2021-10-18 09:00", far=False),
        ],
        [signed("P1", "崔明远", "2021-10-18 08:30", far=False)],
    ),
    "an equal coordinate on another day": (
        [ONE, booked("P3", "丙公司", far=False), signed("P3", "贾思齐", "2021-10-19 09:00", far=False)],
        [signed("P1", "崔明远", "2021-10-18 08:30", far=False)],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_change_is_followed_to_everybody_it_concerns(case: str) -> None:
    before, after = CASES[case]
    number = next(fact.plan if isinstance(fact, CheckIn) else getattr(fact, "number", "") for fact in after)
    partly, everything = both_ways(before, after, number)
    assert partly == everything
    with closing(throw_away_database()) as database:
        bring_in(database, before)
        finish(judge(database, BOOK, AS_OF, "测试"))
        assert outcome(database) != everything
