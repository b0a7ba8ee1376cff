"""Decisions in bulk: 签到情况 follows as judging again would have it, and a decision is taken back as a change."""

from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests import builders
from tests.builders import at, check_in, photo, plan
from tests.rules.ledgers import ledgers
from tests.services.test_judge_only import facts_of
from tests.services.test_judgement import changes, of_findings, stored
from tianyi_desk.facts.intake import Fact
from tianyi_desk.facts.ledger import Ledger
from tianyi_desk.facts.vocabulary import Disposition, Event, PhotoCategory, Status
from tianyi_desk.models import tables as t
from tianyi_desk.models.database import Database, throw_away_database
from tianyi_desk.progress import finish
from tianyi_desk.rules.reconcile import Key
from tianyi_desk.services.deciding import decide_deviations, take_back
from tianyi_desk.services.intake import accept, examine
from tianyi_desk.services.judgement import judge
from tianyi_desk.services.policies import load_rule_book
from tianyi_desk.trouble import DeskError

BOOK = load_rule_book()
NUMBER, OTHER = builders.NUMBER, "R0123012021002"
OPEN, CONFIRMED, DISMISSED = Disposition
AS_OF = at("2021-10-30 09:00")
H02: Key = (NUMBER, "H02", "签到")
OTHER_H02: Key = (OTHER, "H02", "签到")


def bring_in(database: Database, *facts: Fact) -> None:
    finish(accept(database, "录入员", examine(database, builders.intake(*facts))))


def late(number: str, enterprise: str) -> list[Fact]:
    """Return a plan in good order but for a late 签到."""
    return [
        plan(number, enterprise=enterprise),
        check_in(number, at=at("2021-10-18 09:30")),
        check_in(number, event=Event.CLOSING),
        photo(number),
        photo(number, category=PhotoCategory.CLOSING_MEETING),
    ]


@pytest.fixture(name="database")
def _database() -> Iterator[Database]:
    with closing(throw_away_database()) as database:
        bring_in(database, *late(NUMBER, "甲公司"), *late(OTHER, "乙公司"))
        finish(judge(database, BOOK, AS_OF, "陆文静"))
        yield database


def others(database: Database) -> list[Key]:
    return [key for key in stored(database) if key[1] != "H02"]


def statuses(database: Database) -> dict[str, Status]:
    with database.reading() as session:
        rows = session.execute(select(t.plan.c.number, t.judgement.c.status).join_from(t.plan, t.judgement))
        return {row.number: row.status for row in rows}


def test_the_status_of_a_plan_follows_a_decision_at_once(database: Database) -> None:
    finish(decide_deviations(database, "陆文静", others(database), DISMISSED, "同名人员，坐标无误"))
    assert statuses(database) == {NUMBER: Status.TO_CHECK, OTHER: Status.TO_CHECK}
    settled = finish(decide_deviations(database, "陆文静", [H02, OTHER_H02], CONFIRMED, "属实"))
    assert settled.written == {H02: (OPEN, CONFIRMED), OTHER_H02: (OPEN, CONFIRMED)}
    assert settled.moved == dict.fromkeys((NUMBER, OTHER), (Status.TO_CHECK, Status.CHECKED))
    assert settled.words == ("2 条计划由 待核 变为 已核",)
    assert statuses(database) == {NUMBER: Status.CHECKED, OTHER: Status.CHECKED}
    row = stored(database)[H02]
    assert (row.disposition, row.decided_by, row.decided_reason) == (CONFIRMED, "陆文静", "属实")


def test_what_cannot_be_decided_is_left_out_and_told(database: Database) -> None:
    unknown: Key = ("没有", "H02", "签到")
    settled = finish(decide_deviations(database, "陆文静", [H02, unknown], DISMISSED, "已核实"))
    assert (set(settled.written), settled.left_out) == ({H02}, (unknown,))
    again = finish(decide_deviations(database, "陆文静", [H02], DISMISSED, "已核实"))
    assert (again.written, again.left_out, again.moved) == ({}, (H02,), {})


@pytest.mark.parametrize("reason", ["", "  ", "\n"])
def test_a_decision_needs_a_reason(database: Database, reason: str) -> None:
    before = changes(database)
    with pytest.raises(DeskError, match="没有填写处理理由"):
        finish(decide_deviations(database, "陆文静", [H02], DISMISSED, reason))
    assert changes(database) == before
    assert stored(database)[H02].disposition is OPEN


def test_a_decision_is_taken_back_as_a_new_change(database: Database) -> None:
    before = statuses(database)
    finish(decide_deviations(database, "陆文静", [OTHER_H02], DISMISSED, "已核实"))
    settled = finish(decide_deviations(database, "陆文静", [H02, OTHER_H02], CONFIRMED, "属实"))
    back = finish(take_back(database, "崔明远", settled))
    assert back.written == {H02: (CONFIRMED, OPEN), OTHER_H02: (CONFIRMED, DISMISSED)}
    assert (back.reason, statuses(database)) == ("撤销：属实", before)
    rows = stored(database)
    assert (rows[H02].disposition, rows[OTHER_H02].disposition) == (OPEN, DISMISSED)
    lines = [one for one in of_findings(database) if one.field == "disposition"]
    assert [(one.actor, one.reason) for one in lines] == [("陆文静", "属实"), ("崔明远", "撤销：属实")]
    finish(take_back(database, "崔明远", back))
    assert stored(database)[H02].disposition is CONFIRMED


def test_taking_back_leaves_out_what_was_decided_otherwise_since(database: Database) -> None:
    settled = finish(decide_deviations(database, "陆文静", [H02, OTHER_H02], CONFIRMED, "属实"))
    finish(decide_deviations(database, "崔明远", [H02], DISMISSED, "另有说明"))
    back = finish(take_back(database, "陆文静", settled))
    assert (set(back.written), back.left_out) == ({OTHER_H02}, (H02,))
    assert stored(database)[H02].disposition is DISMISSED


def test_closing_the_job_early_decides_nothing(database: Database) -> None:
    before, moved = stored(database), statuses(database)
    steps = len([*decide_deviations(database, "陆文静", [], CONFIRMED, "属实")])
    for many in range(1, steps + 1):
        job = decide_deviations(database, "陆文静", [H02], CONFIRMED, "属实")
        for _ in range(many):
            next(job)
        job.close()
    assert (stored(database), statuses(database)) == (before, moved)


def judged_again(database: Database, as_of: Any) -> dict[str, Status]:
    finish(judge(database, BOOK, as_of, "测试"))
    return statuses(database)


@given(ledgers(), st.data())
@settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))
def test_the_status_is_the_one_that_judging_again_finds(ledger: Ledger, data: st.DataObject) -> None:
    as_of = at("2023-04-15 09:00")
    with closing(throw_away_database()) as database:
        bring_in(database, *facts_of(ledger))
        before = judged_again(database, as_of)
        keys = sorted(stored(database))
        for disposition in (CONFIRMED, DISMISSED, OPEN):
            some = data.draw(st.sets(st.sampled_from(keys))) if keys else set()
            settled = finish(decide_deviations(database, "测试", sorted(some), disposition, "理由"))
            now = statuses(database)
            assert settled.moved == {
                number: (before[number], now[number]) for number in now if now[number] != before[number]
            }
            assert judged_again(database, as_of) == now
            before = now
