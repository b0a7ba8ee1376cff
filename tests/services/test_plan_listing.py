"""The lines of the panel 计划 say what the database holds; filters find what looking at every line finds."""

from contextlib import closing
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from tests import builders
from tests.builders import at, check_in, member, plan
from tianyi_desk.facts.codes import CODE, ORDER
from tianyi_desk.facts.intake import Fact
from tianyi_desk.facts.vocabulary import AuditMode, Disposition, FindingClass, Role, Status
from tianyi_desk.facts.wording import width_folded
from tianyi_desk.models import tables as t
from tianyi_desk.models.database import throw_away_database
from tianyi_desk.progress import finish
from tianyi_desk.services import plan_listing
from tianyi_desk.services.briefs import NO_FIELD
from tianyi_desk.services.desk import Desk
from tianyi_desk.services.intake import accept, examine
from tianyi_desk.services.judgement import decide, judge
from tianyi_desk.services.plan_filter import PlanFilter, PlanList
from tianyi_desk.services.plan_listing import Phase, PlanLine, Tab, tab_of
from tianyi_desk.services.policies import load_rule_book

BOOK = load_rule_book()
AS_OF = at("2021-10-30 09:00")


@pytest.fixture(scope="module", name="lines")
def _lines(october: Desk) -> tuple[PlanLine, ...]:
    return finish(plan_listing.load(october.database, october.book))


def lines_of(*facts: Fact, judged: bool = True, dismissed: tuple[str, ...] = ()) -> tuple[PlanLine, ...]:
    with closing(throw_away_database()) as database:
        finish(accept(database, "测试", examine(database, builders.intake(*facts))))
        if judged:
            verdicts = finish(judge(database, BOOK, AS_OF, "测试"))
            keys = [one.key for each in verdicts for one in each.findings if one.code in dismissed]
            decide(database, "测试", keys, Disposition.DISMISSED, "已核实")
        return finish(plan_listing.load(database, BOOK))


def test_every_plan_is_one_line_the_latest_start_first(october: Desk, lines: tuple[PlanLine, ...]) -> None:
    plans = {one.plan.number: one.plan for one in october.ledger().dossiers}
    assert {line.number for line in lines} == plans.keys()
    assert [line.start for line in lines] == sorted((line.start for line in lines), reverse=True)
    for line in lines:
        fact = plans[line.number]
        assert line.team == "、".join(one.name for one in fact.team)
        assert (line.enterprise, line.projects, line.mode) == (fact.enterprise, fact.projects, fact.mode)
        assert [path[2] for path in line.paths] == list(fact.projects)


def test_a_line_says_what_was_judged(october: Desk, lines: tuple[PlanLine, ...]) -> None:
    finding, verdict = t.finding.c, t.judgement.c
    with october.database.reading() as session:
        verdicts = {
            row.number: row
            for row in session.execute(select(t.plan.c.number, t.judgement).join_from(t.plan, t.judgement))
        }
        counted = select(t.plan.c.number, finding.code, func.count()).join_from(t.finding, t.plan)
        holding = counted.where(finding.closed_at.is_(None)).group_by(t.plan.c.number, finding.code)
        codes = session.execute(holding).all()
        dangling = session.scalar(select(func.count()).where(verdict.plan_id.is_(None)))
    assert not dangling
    for line in lines:
        said = verdicts[line.number]
        assert (line.status, line.channel, line.deadline) == (said.status, said.channel, said.deadline)
        assert line.bound_with == said.bound_with
        mine = {code: count for number, code, count in codes if number == line.number}
        for one in FindingClass:
            of_class = (count for code, count in mine.items() if CODE[code].finding_class is one)
            assert line.count(one) == sum(of_class)
        assert line.worst == min(mine, key=ORDER.__getitem__, default="")


def test_a_plan_that_was_never_judged_is_in_the_list(october: Desk) -> None:
    (line,) = lines_of(plan(), judged=False)
    assert (line.status, line.channel, line.deadline, line.bound_with) == (None, None, None, ())
    assert (line.worst, line.expected) == ("", False)


def test_dismissed_findings_do_not_count_and_expected_ones_say_so() -> None:
    late = check_in(at=at("2021-10-18 09:30"))
    (line,) = lines_of(plan(confidential=True), late)
    assert (line.count(FindingClass.HOUSE), line.worst, line.expected) == (2, "O1", True)
    (line,) = lines_of(plan(confidential=True), late, dismissed=("H02",))
    assert line.count(FindingClass.HOUSE) == 1


@pytest.mark.parametrize(
    ("changes", "starred"),
    [
        ({"projects": ("ISO9001", "EC9000", "ISO/IEC 20000")}, ("ISO9001*", "EC9000*", "ISO/IEC 20000")),
        ({"projects": ("没有这个项目",)}, ("没有这个项目",)),
        ({"projects": ("HACCP",)}, ("HACCP",)),
        ({"mode": AuditMode.REMOTE}, ("ISO9001",)),
        ({"synced": False}, ("ISO9001",)),
        ({"start": at("2021-09-01 08:30"), "end": at("2021-09-02 17:00")}, ("ISO9001",)),
        ({"start": at("2021-09-14 08:30"), "end": at("2021-09-15 17:00")}, ("ISO9001*",)),
        (
            {
                "projects": ("ISO/IEC 20000", "HACCP"),
                "mode": AuditMode.REMOTE,
                "synced": True,
                "start": at("2022-12-05 08:30"),
                "end": at("2022-12-06 17:00"),
            },
            ("ISO/IEC 20000*", "HACCP*"),
        ),
    ],
)
def test_a_project_bears_the_mark_where_the_regulator_demands_it(
    changes: dict[str, Any], starred: tuple[str, ...]
) -> None:
    (line,) = lines_of(plan(**changes), judged=False)
    assert line.starred == starred


def test_projects_stand_under_their_three_levels() -> None:
    (line,) = lines_of(plan(projects=("ISO9001", "不知道")), judged=False)
    assert line.paths == (
        ("管理体系认证", "质量管理体系认证", "ISO9001"),
        (NO_FIELD, NO_FIELD, "不知道"),
    )


def test_a_plan_is_a_task_until_its_last_day_is_over() -> None:
    (line,) = lines_of(plan(), judged=False)  # 2021-10-18 08:30 to 2021-10-19 17:00
    phases = {
        "2021-10-18 08:29": (Phase.COMING, Tab.TASKS),
        "2021-10-18 08:30": (Phase.RUNNING, Tab.TASKS),
        "2021-10-19 23:59": (Phase.RUNNING, Tab.TASKS),
        "2021-10-20 00:00": (Phase.DONE, Tab.HISTORY),
    }
    for moment, expected in phases.items():
        assert (line.phase(at(moment)), tab_of(line, at(moment))) == expected
    plans = PlanList([line])
    for moment, (_phase, tab) in phases.items():
        by_tab = plans.rows_by_tab(PlanFilter(), at(moment))
        assert {each: rows.tolist() for each, rows in by_tab.items()} == {
            each: [0] * (each is tab) for each in Tab
        }


FILTERS = st.builds(
    PlanFilter,
    first=st.none() | st.dates(date(2021, 9, 1), date(2021, 12, 1)),
    last=st.none() | st.dates(date(2021, 9, 1), date(2021, 12, 1)),
    enterprise=st.sampled_from(("", "", "有限公司", "大连", " 机械 ", "ＡＢＣ", "没有")),
    level1=st.sampled_from(("", "", "管理体系认证", "服务认证", "没有")),
    level2=st.sampled_from(("", "", "环境管理体系认证")),
    level3=st.sampled_from(("", "", "ISO9001", "ISO14001")),
    statuses=st.frozensets(st.sampled_from((None, *Status)), max_size=4),
    text=st.sampled_from(("", "", "崔", "r0123", "大连 iso9001", "EMS", "Ｒ０１２３")),
)


def matches(wanted: PlanFilter, line: PlanLine) -> bool:
    """Look at one line, written as the filter is explained."""
    sought = (
        f"{line.number} {line.enterprise} {'；'.join(line.projects)} {'；'.join(line.fields)} {line.team}"
    )
    words = width_folded(wanted.text).casefold().split()
    levels = [[*zip(path, wanted.levels, strict=True)] for path in line.paths]
    return (
        (wanted.first is None or line.end.date() >= wanted.first)
        and (wanted.last is None or line.start.date() <= wanted.last)
        and width_folded(wanted.enterprise).casefold() in width_folded(line.enterprise).casefold()
        and (not any(wanted.levels) or any(all(not w or o == w for o, w in pairs) for pairs in levels))
        and (not wanted.statuses or line.status in wanted.statuses)
        and all(word in width_folded(sought).casefold().replace("；未识别", "") for word in words)
    )


@given(FILTERS, st.none() | st.sampled_from(tuple(Tab)), st.integers(-20, 40))
def test_filters_find_what_looking_at_every_line_finds(
    lines: tuple[PlanLine, ...], wanted: PlanFilter, tab: Tab | None, days: int
) -> None:
    as_of = datetime(2021, 10, 15, 12) + timedelta(days=days)
    plans = PlanList(lines)
    found = plans.rows(wanted) if tab is None else plans.rows_by_tab(wanted, as_of)[tab]
    assert found.tolist() == [
        place
        for place, line in enumerate(lines)
        if matches(wanted, line) and (tab is None or tab_of(line, as_of) is tab)
    ]


def test_lower_levels_offer_what_is_under_the_upper_ones() -> None:
    lines = lines_of(
        plan("R1", projects=("ISO9001", "GB/T19001")),
        plan("R2", projects=("ISO9001", "ISO14001")),
        plan("R3", projects=("物业服务认证",)),
        judged=False,
    )
    plans = PlanList(lines)
    every = plans.choices()
    assert every.level1 == ("管理体系认证", "服务认证")
    assert set(every.level3) == {"ISO9001", "GB/T19001", "ISO14001", "物业服务认证"}
    under = plans.choices("管理体系认证")
    assert under.level2 == ("质量管理体系认证", "环境管理体系认证")
    assert plans.choices("管理体系认证", "质量管理体系认证").level3 == ("ISO9001", "GB/T19001")
    assert plans.choices("没有").level2 == ()
    assert PlanList([]).choices().level1 == ()


def test_one_and_the_same_project_must_be_under_all_levels() -> None:
    lines = lines_of(plan(projects=("ISO9001", "ISO14001")), judged=False)
    crossed = PlanFilter(level2="质量管理体系认证", level3="ISO14001")
    assert PlanList(lines).rows(crossed).tolist() == []
    assert PlanList(lines).rows(PlanFilter(level2="环境管理体系认证", level3="ISO14001")).tolist() == [0]


def test_names_stand_in_the_plans_own_order() -> None:
    team = (member("张三"), member("崔明远", Role.LEADER), member("阿木"))
    (line,) = lines_of(plan(team=team), judged=False)
    assert (line.team, line.leader) == ("张三、崔明远、阿木", "崔明远")
