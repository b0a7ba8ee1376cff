"""Judging writes verdicts and findings, and judging again keeps what people wrote."""

import gc
import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import func, select

from tests import builders
from tests.builders import at, check_in, explanation, member, person, photo, plan, review
from tests.rules.ledgers import ledgers
from tests.services.test_judge_only import facts_of
from tianyi_desk.facts.intake import Fact
from tianyi_desk.facts.ledger import Ledger
from tianyi_desk.facts.vocabulary import AnomalyKind, Disposition, Event, PhotoCategory, Role, Status
from tianyi_desk.models import tables as t
from tianyi_desk.models.database import Database, open_database, throw_away_database
from tianyi_desk.progress import finish
from tianyi_desk.rules.case import Case
from tianyi_desk.rules.reconcile import Key
from tianyi_desk.services import findings, trail
from tianyi_desk.services.intake import accept, examine
from tianyi_desk.services.judgement import Decided, decide, judge, judge_unsaved, load
from tianyi_desk.services.policies import load_rule_book
from tianyi_desk.trouble import DeskError

BOOK = load_rule_book()
NUMBER = builders.NUMBER
AS_OF = at("2021-10-30 09:00")
LATE = check_in(at=at("2021-10-18 09:30"))  # H02
CONFIRMED, DISMISSED, OPEN = Disposition.CONFIRMED, Disposition.DISMISSED, Disposition.OPEN


def test_photos_that_came_at_different_times_stand_by_their_plans(database: Database) -> None:
    bring_in(database, plan("R1"), plan("R2"), *(photo(one, file_name="1.jpg") for one in ("R1", "R2")))
    bring_in(database, photo("R1", file_name="2.jpg", uploader="甲"), photo("R1", file_name="0.jpg"))
    found = {dossier.plan.number: dossier.photos for dossier in load(database).dossiers}
    assert [(one.plan, one.file_name, one.uploader) for one in found["R1"]] == [
        *(("R1", "1.jpg", ""), ("R1", "2.jpg", "甲"), ("R1", "0.jpg", "")),
    ]
    assert [(one.plan, one.file_name) for one in found["R2"]] == [("R2", "1.jpg")]


def test_bound_plans_that_were_judged_do_not_stay_in_memory(database: Database) -> None:
    bring_in(database, plan("R1"), plan("R2"))
    gc.collect()
    gc.disable()  # as in the window
    try:
        verdicts = finish(judge(database, BOOK, AS_OF, "陆文静"))
        assert [verdict.bound_with for verdict in verdicts] == [("R2",), ("R1",)]
        assert not any(isinstance(thing, Case) for thing in gc.get_objects())
    finally:
        gc.enable()


@pytest.fixture(name="database")
def _database() -> Iterator[Database]:
    with closing(throw_away_database()) as database:
        yield database


def bring_in(database: Database, *facts: Fact) -> None:
    finish(accept(database, "录入员", examine(database, builders.intake(*facts))))


def judged(database: Database, as_of: Any = AS_OF) -> dict[Key, Any]:
    """Judge everything and return the stored findings by their keys."""
    finish(judge(database, BOOK, as_of, "陆文静"))
    return stored(database)


def stored(database: Database) -> dict[Key, Any]:
    with database.reading() as session:
        rows = session.execute(select(t.plan.c.number, t.finding).join_from(t.finding, t.plan)).all()
    return {(row.number, row.code, row.subject): row for row in rows}


def changes(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(t.change)) or 0


def of_findings(database: Database) -> list[trail.Entry]:
    return [one for one in trail.history_of_plan(database, NUMBER) if one.entity == trail.FINDING]


H02: Key = (NUMBER, "H02", "签到")
O1: Key = (NUMBER, "O1", "")


def test_judging_writes_a_verdict_for_every_plan_and_every_finding(database: Database) -> None:
    bring_in(database, plan(), LATE)
    verdicts = finish(judge(database, BOOK, AS_OF, "陆文静"))
    with database.reading() as session:
        (row,) = session.execute(select(t.judgement)).all()
    (verdict,) = verdicts
    assert (row.status, row.channel, row.policy, row.as_of) == (
        Status.ANOMALOUS,
        verdict.channel,
        verdict.policy,
        AS_OF,
    )
    assert set(stored(database)) == {one.key for one in verdict.findings}
    assert {H02, O1} <= set(stored(database))
    one = stored(database)[H02]
    assert (one.disposition, one.closed_at, one.policy) == (OPEN, None, verdict.policy)
    assert json.loads(one.evidence) == dict(next(f for f in verdict.findings if f.key == H02).evidence)


def test_every_new_finding_is_a_line_of_the_history(database: Database) -> None:
    bring_in(database, plan(), LATE)
    found = judged(database)
    entries = of_findings(database)
    assert {one.key for one in entries} == {" ".join(filter(None, key)) for key in found}
    assert {(one.field, one.before, one.actor, one.reason, one.batch) for one in entries} == {
        (None, None, "陆文静", "判定", None)
    }


def test_judging_again_changes_nothing(database: Database) -> None:
    bring_in(database, plan(), LATE)
    before, lines = judged(database), changes(database)
    assert judged(database) == before
    assert changes(database) == lines


@given(ledgers())
@settings(deadline=None, max_examples=25, suppress_health_check=list(HealthCheck))
def test_judging_any_ledger_again_changes_nothing_and_decisions_stand(ledger: Ledger) -> None:
    with closing(throw_away_database()) as database:
        bring_in(database, *facts_of(ledger))
        found = judged(database, at("2023-04-15 09:00"))
        lines = changes(database)
        assert judged(database, at("2023-04-15 09:00")) == found
        assert changes(database) == lines
        decided = decide(database, "陆文静", list(found), CONFIRMED, "已核实")
        before = stored(database)
        assert judged(database, at("2023-04-15 09:00")) == before
        assert {key for key, row in before.items() if row.disposition is CONFIRMED} == set(decided.written)
        assert set(decided.left_out) == {key for key, row in before.items() if row.disposition is None}


def test_a_decision_stays_when_judged_again(database: Database) -> None:
    bring_in(database, plan(), LATE)
    judged(database)
    assert decide(database, "陆文静", [H02], DISMISSED, "现场核实") == Decided((H02,), ())
    again = judged(database)[H02]
    assert (again.disposition, again.decided_by, again.decided_reason) == (DISMISSED, "陆文静", "现场核实")
    (entry,) = [one for one in of_findings(database) if one.field == "disposition"]
    assert (entry.before, entry.after, entry.actor) == ('"未处理"', '"已排除"', "陆文静")
    assert (entry.reason, entry.batch) == ("现场核实", None)


def test_new_evidence_reopens_a_decided_finding(database: Database) -> None:
    bring_in(database, plan(), LATE)
    judged(database)
    decide(database, "陆文静", [H02], DISMISSED, "现场核实")
    bring_in(database, plan(opening_at=at("2021-10-18 08:00")))  # thirty minutes later still
    again = judged(database)[H02]
    assert (again.disposition, again.decided_by, again.decided_at, again.decided_reason) == (
        OPEN,
        None,
        None,
        None,
    )
    lines = [one for one in of_findings(database) if one.field == "disposition"]
    assert [(one.before, one.after) for one in lines] == [('"未处理"', '"已排除"'), ('"已排除"', '"未处理"')]
    assert {one.field for one in of_findings(database)} >= {"evidence", "message"}


def test_a_finding_that_no_longer_holds_is_closed_with_a_reason_and_never_deleted(database: Database) -> None:
    bring_in(database, plan(), LATE)
    opened = judged(database)[H02]
    decide(database, "陆文静", [H02], CONFIRMED, "属实")
    bring_in(database, check_in())  # an earlier one, in time
    closed = judged(database)[H02]
    assert closed.closed_at is not None
    assert closed.closed_reason == findings.NO_LONGER_HOLDS
    assert (closed.id, closed.opened_at, closed.disposition) == (opened.id, opened.opened_at, CONFIRMED)
    entry = of_findings(database)[-1]
    assert (entry.field, entry.before, entry.after) == (
        "closed_reason",
        "null",
        json.dumps(findings.NO_LONGER_HOLDS, ensure_ascii=False),
    )
    lines = changes(database)
    judged(database)
    assert changes(database) == lines


def test_a_closed_finding_that_holds_again_opens_again(database: Database) -> None:
    bring_in(database, plan(), LATE)
    first = judged(database)[H02]
    later = plan(opening_at=at("2021-10-18 09:10"))
    bring_in(database, later)
    assert judged(database)[H02].closed_at is not None
    bring_in(database, builders.plan(opening_at=at("2021-10-18 08:30")))
    again = judged(database)[H02]
    assert (again.id, again.closed_at, again.closed_reason, again.disposition) == (first.id, None, None, OPEN)
    closings = [(one.before, one.after) for one in of_findings(database) if one.field == "closed_reason"]
    said = json.dumps(findings.NO_LONGER_HOLDS, ensure_ascii=False)
    assert closings == [("null", said), (said, "null")]


def test_closed_findings_are_not_decided_on(database: Database) -> None:
    bring_in(database, plan(), LATE)
    judged(database)
    bring_in(database, check_in())
    judged(database)
    assert decide(database, "陆文静", [H02], CONFIRMED, "属实") == Decided((), (H02,))


def test_nobody_decides_on_official_findings_or_on_what_is_not_there(database: Database) -> None:
    bring_in(database, plan(), LATE)
    judged(database)
    lines = changes(database)
    unknown: Key = (NUMBER, "H99", "")
    elsewhere: Key = ("R9", "H02", "签到")
    asked = [O1, unknown, elsewhere]
    assert decide(database, "陆文静", asked, CONFIRMED, "属实") == Decided((), tuple(asked))
    assert decide(database, "陆文静", [H02], OPEN, "") == Decided((), (H02,))
    assert changes(database) == lines


def test_a_decision_may_be_taken_back(database: Database) -> None:
    bring_in(database, plan(), LATE)
    judged(database)
    decide(database, "陆文静", [H02, H02], CONFIRMED, "属实")
    decide(database, "崔明远", [H02], OPEN, "再看看")
    row = judged(database)[H02]
    assert (row.disposition, row.decided_by, row.decided_reason) == (OPEN, "崔明远", "再看看")
    assert len([one for one in of_findings(database) if one.field == "disposition"]) == 2


def test_a_confirmed_finding_makes_the_plan_checked_once_judged_again(database: Database) -> None:
    bring_in(
        database,
        plan(),
        LATE,
        check_in(event=Event.CLOSING),
        photo(),
        photo(category=PhotoCategory.CLOSING_MEETING),
    )
    judged(database)
    decide(database, "陆文静", list(stored(database)), CONFIRMED, "属实")
    judged(database)
    with database.reading() as session:
        assert session.scalar(select(t.judgement.c.status)) is Status.CHECKED


def test_explanations_are_kept_and_explain_the_findings(database: Database) -> None:
    bring_in(database, plan(), LATE)
    judged(database)
    told = [explanation(kind=AnomalyKind.NOT_SIGNED), explanation(kind=AnomalyKind.NO_PHOTOS)]
    bring_in(database, *told)
    judged(database)
    judged(database)
    (dossier,) = load(database).dossiers
    assert list(dossier.explanations) == told
    with database.reading() as session:
        assert session.scalar(select(t.judgement.c.status)) is Status.EXPLAINED
    assert stored(database)[O1].closed_at is None


def test_namesakes_on_one_team_are_judged_and_saved(database: Database) -> None:
    team = (member("崔明远", Role.LEADER), member("崔明远", phone="1"), member("崔明远", phone="2"))
    bring_in(database, plan(team=team), photo(), review(people=()), check_in())
    bring_in(database, person("贾思齐"))
    found, lines = judged(database), changes(database)
    assert (NUMBER, "H11", "崔明远") in found
    assert judged(database) == found
    assert changes(database) == lines


def test_judging_without_saving_writes_nothing_and_finds_the_same(database: Database) -> None:
    bring_in(database, plan(), LATE)
    unsaved = finish(judge_unsaved(database, BOOK, AS_OF))
    assert stored(database) == {}
    assert finish(judge(database, BOOK, AS_OF, "陆文静")) == unsaved
    assert finish(judge_unsaved(database, BOOK, AS_OF, [NUMBER])) == unsaved


def test_closing_the_job_saves_no_part_of_a_judgement(database: Database) -> None:
    bring_in(database, plan(), LATE)
    steps = len([*judge(database, BOOK, AS_OF, "陆文静")])
    with closing(throw_away_database()) as other:
        bring_in(other, plan(), LATE)
        lines = changes(other)
        for many in range(1, steps + 1):
            job = judge(other, BOOK, AS_OF, "陆文静")
            for _ in range(many):
                next(job)
            job.close()
        assert (stored(other), changes(other)) == ({}, lines)


def test_what_is_written_meanwhile_is_judged_too(database: Database) -> None:
    bring_in(database, plan(), LATE)
    job = judge(database, BOOK, AS_OF, "陆文静")
    for step in job:
        if step.text == "正在保存判定结果" and len(load(database).dossiers[0].check_ins) == 1:
            bring_in(database, check_in())
    assert H02 not in stored(database)
    assert O1 in stored(database)


def test_a_database_that_never_rests_is_told(database: Database) -> None:
    bring_in(database, plan(), LATE)
    job = judge(database, BOOK, AS_OF, "陆文静")
    remarks = iter("甲乙丙丁戊己庚辛")

    def write_all_the_while() -> None:
        for step in job:
            if step.text == "正在保存判定结果":
                bring_in(database, plan(remarks=next(remarks)))

    with pytest.raises(DeskError, match="一直在被别处改动"):
        write_all_the_while()
    assert stored(database) == {}


def test_a_judgement_outlives_the_window(tmp_path: Path) -> None:
    where = tmp_path / "库.sqlite"
    with closing(open_database(where)) as database:
        bring_in(database, plan(), LATE)
        before = judged(database)
    with closing(open_database(where)) as database:
        assert stored(database) == before
        assert judged(database) == before
