"""The rows of the panel 异常 say what the database holds, and their facets agree with plain SQL."""

import json
from collections import Counter
from contextlib import closing
from datetime import datetime

import pytest
from sqlalchemy import func, select

from tests import builders
from tests.builders import at, check_in, member, person, plan
from tianyi_desk.facts.codes import CODE, ORDER
from tianyi_desk.facts.intake import Fact
from tianyi_desk.facts.vocabulary import Disposition, FindingClass, Role, Status
from tianyi_desk.models import tables as t
from tianyi_desk.models.database import throw_away_database
from tianyi_desk.progress import finish
from tianyi_desk.services import deviations
from tianyi_desk.services.briefs import ABROAD, NO_BRANCH, NO_FIELD, NO_LEADER, NO_REGION
from tianyi_desk.services.desk import Desk
from tianyi_desk.services.deviations import BY_EXPLANATION, Deviation
from tianyi_desk.services.privacy import masked


@pytest.fixture(scope="module", name="rows")
def _rows(october: Desk) -> tuple[Deviation, ...]:
    return finish(deviations.load(october.database, october.book))


def test_every_finding_that_holds_is_one_row(october: Desk, rows: tuple[Deviation, ...]) -> None:
    finding = t.finding.c
    columns = t.plan.c.number, finding.code, finding.subject, finding.message, finding.kind, finding.expected
    with october.database.reading() as session:
        stored = session.execute(
            select(*columns).join_from(t.finding, t.plan).where(finding.closed_at.is_(None))
        ).all()
    assert len(rows) == len(stored) > 50
    assert {(*one.key, one.message, one.kind, one.expected) for one in rows} == {
        (number, code, subject, masked(message), kind, expected)
        for number, code, subject, message, kind, expected in stored
    }


def test_rows_stand_in_the_order_of_the_rule_book_then_of_the_ends(rows: tuple[Deviation, ...]) -> None:
    places = [(ORDER[one.code], one.end, one.number, one.subject) for one in rows]
    assert places == sorted(places)


def test_a_row_says_what_its_code_and_its_plan_say(october: Desk, rows: tuple[Deviation, ...]) -> None:
    plans = {one.plan.number: one.plan for one in october.ledger().dossiers}
    for one in rows:
        fact, code = plans[one.number], CODE[one.code]
        assert (one.title, one.finding_class) == (code.title, code.finding_class)
        assert (one.enterprise, one.start, one.end) == (fact.enterprise, fact.start, fact.end)
        assert (one.projects, one.month) == (fact.projects, f"{fact.end:%Y-%m}")
        leaders = [who.name for who in fact.team if who.role is Role.LEADER]
        assert one.leader == ("、".join(leaders) or NO_LEADER)
        decided_by_people = one.finding_class not in {FindingClass.OFFICIAL, FindingClass.REMINDER}
        assert one.handling == (Disposition.OPEN.value if decided_by_people else BY_EXPLANATION)
        assert isinstance(one.status, Status)
        assert one.region not in {"", ABROAD} or fact.foreign
    assert {one.branch for one in rows} > {NO_BRANCH}
    assert any(one.borderline for one in rows)
    assert any(one.figure.startswith("迟 ") and one.figure_value for one in rows)


def test_facets_count_what_plain_sql_counts(october: Desk, rows: tuple[Deviation, ...]) -> None:
    finding, verdict = t.finding.c, t.judgement.c
    with october.database.reading() as session:
        holding = select(func.count()).select_from(t.finding).where(finding.closed_at.is_(None))
        by_code = {code: session.scalar(holding.where(finding.code == code)) for code in CODE}
        late_and_anomalous = session.scalar(
            holding.join(t.plan)
            .join(t.judgement)
            .where(finding.code == "H02", verdict.status == Status.ANOMALOUS)
        )
    facets = deviations.facets_of(rows)
    every = facets.narrow({})
    codes = facets[deviations.CODES]
    assert dict(zip(codes.labels, every.counts[codes.key], strict=True)) == {
        code: count for code, count in by_code.items() if count
    }
    assert list(codes.labels) == sorted(codes.labels, key=ORDER.__getitem__)
    found = facets.narrow({deviations.STATUS: {Status.ANOMALOUS.value}})
    assert found.counts[codes.key][codes.labels.index("H02")] == late_and_anomalous
    assert Counter(rows[place].status for place in found.rows) == {Status.ANOMALOUS: len(found.rows)}
    assert [one.title for one in facets.facets] == [
        *("类别", "代码", "处理", "签到情况", "认证领域", "分支机构", "审核组长", "行政区划", "月份"),
    ]


def test_chosen_filters_are_said_in_words(rows: tuple[Deviation, ...]) -> None:
    facets = deviations.facets_of(rows)
    said = deviations.chosen_words(facets, {"code": {"O2", "O1"}, "status": set(), "class": {"官方异常"}})
    assert said == ("类别：官方异常", "代码：O1、O2")


def rows_of(*facts: Fact, as_of: datetime | None = None) -> tuple[Deviation, ...]:
    from tianyi_desk.services.intake import accept, examine
    from tianyi_desk.services.judgement import judge
    from tianyi_desk.services.policies import load_rule_book

    book = load_rule_book()
    with closing(throw_away_database()) as database:
        finish(accept(database, "测试", examine(database, builders.intake(*facts))))
        finish(judge(database, book, as_of or at("2021-10-30 09:00"), "测试"))
        return finish(deviations.load(database, book))


def test_what_a_plan_does_not_tell_has_a_name_of_its_own() -> None:
    bare = plan(team=(member("贾思齐"),), projects=("没有这个项目",), region="西岗区", addresses=())
    one = rows_of(bare)[0]
    assert (one.leader, one.branch, one.region, one.fields) == (
        *(NO_LEADER, NO_BRANCH, NO_REGION),
        (NO_FIELD,),
    )


def test_two_leaders_are_both_named_and_the_first_ones_branch_counts() -> None:
    team = (member("崔明远", Role.LEADER), member("贾思齐", Role.LEADER))
    rows = rows_of(
        plan(team=team),
        person("崔明远", department="辽宁分公司"),
        person("贾思齐", department="吉林分公司"),
    )
    assert {(one.leader, one.branch) for one in rows} == {("崔明远、贾思齐", "辽宁分公司")}


def test_namesakes_are_told_apart_and_those_who_left_keep_their_branch() -> None:
    team = (member("崔明远", Role.LEADER, phone="13900000002"),)
    namesakes = rows_of(
        plan(team=team),
        person("崔明远", phone="13900000001", department="辽宁分公司"),
        person("崔明远", phone="13900000002", department="吉林分公司"),
    )
    assert {one.branch for one in namesakes} == {"吉林分公司"}
    left = rows_of(plan(), person("崔明远", department="辽宁分公司", state="离职"))
    assert {one.branch for one in left} == {"辽宁分公司"}


def test_the_region_is_read_from_the_address_where_the_plan_names_none() -> None:
    assert {one.region for one in rows_of(plan())} == {"辽宁省"}
    assert {one.region for one in rows_of(plan(region="210211"))} == {"辽宁省"}
    assert {one.region for one in rows_of(plan(region="越南", foreign=True))} == {ABROAD}


def test_phones_in_messages_are_hidden() -> None:
    rows = rows_of(plan(), check_in(phone="13900001234"), person("崔明远", phone="13800005678"))
    (phone,) = [one for one in rows if one.code == "D12"]
    assert "139****1234" in phone.message
    assert not any("13900001234" in json.dumps(str(one), ensure_ascii=False) for one in rows)


def test_closing_the_job_early_is_safe(october: Desk) -> None:
    job = deviations.load(october.database, october.book)
    next(job)
    next(job)
    job.close()
    assert finish(deviations.load(october.database, october.book))
