"""The calendar's layout: every plan where it belongs, no bar over another, halves, holidays, deadlines, people."""

from collections import Counter
from datetime import date, datetime, timedelta
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.calendar_lines import line, month_of_lines
from tianyi_desk.facts.vocabulary import AuditMode, Status
from tianyi_desk.progress import finish
from tianyi_desk.services import calendar_conflicts
from tianyi_desk.services.calendar_bars import Half, Mark, half_on, lay_week, pack, visits_of
from tianyi_desk.services.calendar_day import day_list
from tianyi_desk.services.calendar_days import nature_of
from tianyi_desk.services.calendar_filter import CalendarFilter, choices
from tianyi_desk.services.calendar_people import Kind, lay_people, people_of
from tianyi_desk.services.calendar_view import (
    around_month,
    lay_out,
    lines_between,
    monday_of,
    months_away,
    shown_days,
)
from tianyi_desk.services.desk import Desk
from tianyi_desk.services.plan_filter import PlanList
from tianyi_desk.services.plan_listing import PlanLine
from tianyi_desk.services.policies import load_rule_book

CALENDAR = load_rule_book().calendar
FIRST = date(2026, 10, 1)
MONDAY = date(2026, 10, 12)
DAY = timedelta(days=1)


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-{text}")


def bound(*numbers: str) -> list[PlanLine]:
    start, end = at("10-12 08:30"), at("10-13 17:00")
    return [
        line(number, start, end, bound_with=tuple({*numbers} - {number}), folded_enterprise="大连海川")
        for number in numbers
    ]


@st.composite
def months(draw: st.DrawFn) -> list[PlanLine]:
    count = draw(st.integers(0, 40))
    made = []
    for place in range(count):
        start = datetime(2026, 9, 20) + timedelta(hours=draw(st.integers(0, 24 * 48)))
        end = start + timedelta(hours=draw(st.integers(0, 24 * 12)))
        firm = draw(st.sampled_from("甲乙丙"))
        twin = draw(st.booleans())
        made.append(
            line(
                f"R{place}", start, end, draw(st.sampled_from(list(Status))), folded_enterprise=firm,
                bound_with=("R999",) if twin else (),
            )
        )  # fmt: skip
    return made


@given(months(), st.integers(0, 6))
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_plan_is_in_one_bar_of_each_week_it_touches_or_counted_in_what_there_is_more(
    lines: list[PlanLine], room: int
) -> None:
    month = lay_out(lines, FIRST, CALENDAR)
    for week in month.weeks:
        days = [cell.day for cell in week.days]
        touching = Counter(one.number for one in lines_between(lines, days[0], days[-1]))
        assert Counter(one.number for bar in week.bars for one in bar.lines) == touching
        more = week.more(room)
        for place, day in enumerate(days):
            there = [bar for bar in week.bars if place in bar.days]
            shown = sum(bar.lane < room for bar in there)
            assert shown + more[place].count == len(there) == week.days[place].count
            assert {one.number for bar in there for one in bar.lines} == {
                one.number for one in lines if one.start.date() <= day <= one.end.date()
            }


@given(months())
def test_bars_never_lie_over_each_other_and_take_no_more_lanes_than_they_must(lines: list[PlanLine]) -> None:
    for week in lay_out(lines, FIRST, CALENDAR).weeks:
        for one, other in combinations(week.bars, 2):
            assert one.lane != other.lane or one.last < other.first or other.last < one.first
        deepest = max(
            (sum(bar.first <= half <= bar.last for bar in week.bars) for half in range(14)), default=0
        )
        assert week.lanes == deepest


@given(st.lists(st.tuples(st.integers(0, 13), st.integers(0, 13)).map(sorted), max_size=30))
def test_a_bar_takes_the_lowest_lane_that_is_free(spans: list[list[int]]) -> None:
    ordered = sorted((first, last) for first, last in spans)
    lanes = pack(ordered)
    for place, (first, _last) in enumerate(ordered):
        taken = {lanes[before] for before in range(place) if ordered[before][1] >= first}
        assert lanes[place] == next(lane for lane in range(31) if lane not in taken)


@pytest.mark.parametrize(
    ("start", "end", "halves"),
    [
        ("10-12 08:30", "10-13 17:00", [Half.WHOLE, Half.WHOLE]),
        ("10-12 08:30", "10-13 12:59", [Half.WHOLE, Half.MORNING]),
        ("10-12 13:00", "10-13 13:00", [Half.AFTERNOON, Half.WHOLE]),
        ("10-12 08:30", "10-12 12:00", [Half.MORNING]),
        ("10-12 13:30", "10-12 17:00", [Half.AFTERNOON]),
        ("10-12 12:59", "10-12 13:00", [Half.WHOLE]),
    ],
)
def test_a_day_is_morning_afternoon_or_whole_as_the_rule_book_says(
    start: str, end: str, halves: list[Half]
) -> None:
    plan = line("R1", at(start), at(end))
    bars, _lanes = lay_week(visits_of([plan]), MONDAY)
    assert [bars[0].half(place) for place in bars[0].days] == halves
    assert [half_on(plan, MONDAY + DAY * place) for place in range(len(halves))] == halves


def test_a_plan_over_a_weekend_has_a_bar_in_both_weeks_and_its_own_ends_only_where_they_are() -> None:
    plan = line("R1", at("10-16 13:30"), at("10-19 12:00"))
    weeks = lay_out([plan], FIRST, CALENDAR).weeks
    (before,), (after,) = weeks[2].bars, weeks[3].bars
    assert (before.first, before.last, before.starts, before.ends) == (9, 13, True, False)
    assert (after.first, after.last, after.starts, after.ends) == (0, 0, False, True)


def test_bound_plans_of_the_same_half_days_are_one_bar_and_the_gravest_stands_for_them() -> None:
    plans = bound("R1", "R2", "R3")
    plans[2] = line(
        "R3", at("10-12 09:00"), at("10-13 16:00"), Status.ANOMALOUS, bound_with=("R1",),
        folded_enterprise="大连海川",
    )  # fmt: skip
    month = lay_out(plans, FIRST, CALENDAR)
    (bar,) = month.weeks[2].bars
    assert [one.number for one in bar.lines] == ["R3", "R1", "R2"]
    assert bar.mark is Mark.ANOMALY
    assert (month.visits(), len(month.lines)) == (1, 3)


def test_plans_of_one_enterprise_that_are_not_bound_stay_apart() -> None:
    plans = [line(number, at("10-12 08:30"), at("10-12 17:00"), folded_enterprise="甲") for number in "AB"]
    assert len(lay_out(plans, FIRST, CALENDAR).weeks[2].bars) == 2


def test_of_plans_that_start_together_anomalies_stand_highest_then_the_longest() -> None:
    plans = [
        line("R1", at("10-12 08:30"), at("10-12 17:00")),
        line("R2", at("10-12 08:30"), at("10-14 17:00")),
        line("R3", at("10-12 08:30"), at("10-12 12:00"), Status.ANOMALOUS),
    ]
    bars, _lanes = lay_week(visits_of(plans), MONDAY)
    assert [bar.line.number for bar in sorted(bars, key=lambda bar: bar.lane)] == ["R3", "R2", "R1"]


def test_what_is_hidden_says_whether_there_are_anomalies_among_it() -> None:
    plans = [line(f"R{place}", at("10-12 08:30"), at("10-12 17:00"), Status.ANOMALOUS) for place in range(3)]
    more = lay_out(plans, FIRST, CALENDAR).weeks[2].more(1)
    assert (more[0].count, more[0].anomalies) == (2, 2)
    assert (more[1].count, more[1].anomalies) == (0, 0)


def test_a_plan_that_ends_before_it_starts_is_shown_where_it_starts() -> None:
    (bar,), _lanes = lay_week(visits_of([line("R1", at("10-14 08:30"), at("10-12 17:00"))]), MONDAY)
    assert (bar.first, bar.last) == (4, 4)


@pytest.mark.parametrize(
    ("day", "tag", "words", "working"),
    [
        (date(2026, 10, 1), "休", "国庆节放假", False),
        (date(2026, 10, 10), "班", "调休上班", True),
        (date(2026, 10, 11), "", "", False),
        (date(2026, 10, 12), "", "", True),
    ],
)
def test_days_bear_holidays_and_made_up_work(day: date, tag: str, words: str, working: bool) -> None:
    nature = nature_of(CALENDAR, day)
    assert (nature.tag, nature.words, nature.working) == (tag, words, working)


def test_a_holiday_is_named_on_its_first_day_only() -> None:
    days = [FIRST + DAY * past for past in range(7)]
    assert [nature_of(CALENDAR, day).begins for day in days] == [True] + [False] * 6


def test_a_year_without_its_table_is_warned_of() -> None:
    assert lay_out([], date(2026, 12, 1), CALENDAR).warning
    assert not lay_out([], FIRST, CALENDAR).warning
    assert "2027" in lay_out([], date(2027, 3, 1), CALENDAR).warning


def test_a_month_is_whole_weeks_from_monday_and_every_day_of_it() -> None:
    first = date(2021, 1, 1)
    while first.year < 2027:
        month = lay_out([], first, CALENDAR)
        days = [cell.day for week in month.weeks for cell in week.days]
        assert days == [days[0] + DAY * past for past in range(len(days))]
        assert days[0].weekday() == 0
        assert (days[0], days[-1]) == shown_days(first)
        inside = [cell.day for week in month.weeks for cell in week.days if cell.in_month]
        assert inside[0] == first
        first = months_away(first, 1)
        assert inside[-1] == first - DAY


def test_another_month_has_the_same_day_or_its_last() -> None:
    assert months_away(date(2026, 10, 31), 1) == date(2026, 11, 30)
    assert months_away(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert months_away(date(2026, 1, 15), -1) == date(2025, 12, 15)
    assert months_away(date(2026, 1, 15), -25) == date(2023, 12, 15)


def test_a_deadline_counts_on_its_day_while_the_plan_is_anomalous_though_the_plan_ended_long_before() -> None:
    ended, due = at("09-17 17:00"), date(2026, 10, 8)
    plans = [
        line("R1", at("09-17 08:30"), ended, Status.ANOMALOUS, deadline=due),
        line("R2", at("09-17 08:30"), ended, Status.EXPLAINED, deadline=due),
    ]
    month = lay_out(around_month(PlanList(plans), FIRST), FIRST, CALENDAR)
    cells = {cell.day: cell for week in month.weeks for cell in week.days}
    assert cells[due].due == 1
    assert sum(cell.due for cell in cells.values()) == 1
    shown = day_list(plans, month.owed, due)
    assert [(entry.line.number, entry.half, entry.due) for entry in shown.entries] == [("R1", None, True)]
    assert shown.words == "没有在审的计划"


def test_the_list_of_a_day_has_anomalies_first_and_counts_what_starts_and_ends() -> None:
    plans = [
        line("R1", at("10-12 08:30"), at("10-12 17:00")),
        line("R2", at("10-11 08:30"), at("10-12 12:00"), Status.ANOMALOUS),
        line("R3", at("10-13 08:30"), at("10-13 17:00"), Status.ANOMALOUS),
    ]
    shown = day_list(plans, (), MONDAY)
    assert [(entry.line.number, entry.half) for entry in shown.entries] == [
        ("R2", Half.MORNING),
        ("R1", Half.WHOLE),
    ]
    assert shown.words == "在审 2 个计划，开始 1，结束 2"


def test_filters_keep_what_looking_at_every_plan_keeps() -> None:
    lines = month_of_lines(60)
    offered = choices(lines)
    for leader in offered.leaders:
        kept = CalendarFilter(leader=leader).narrow(lines)
        assert kept == [one for one in lines if leader in one.plan.leaders]
    for status in offered.statuses:
        assert CalendarFilter(status=status).narrow(lines) == [one for one in lines if one.status is status]
    assert CalendarFilter(branch="无此分支").narrow(lines) == []
    assert CalendarFilter(area="QMS").narrow(lines) == lines
    red = CalendarFilter(anomalies_only=True).narrow(lines)
    assert red == [one for one in lines if one.status is Status.ANOMALOUS]
    assert CalendarFilter().narrow(lines) == lines


def test_plans_never_judged_can_be_asked_for() -> None:
    plans = [line("R1", at("10-12 08:30"), at("10-12 17:00"), None), *month_of_lines(5)]
    assert None in choices(plans).statuses
    assert [one.number for one in CalendarFilter(status=None).narrow(plans)] == ["R1"]


def test_names_stand_in_the_order_of_their_sound() -> None:
    plans = [
        line(name, at("10-12 08:30"), at("10-12 17:00"), team=[name]) for name in ("赵一", "白二", "陈三")
    ]
    assert choices(plans).leaders == ("白二", "陈三", "赵一")


# The week by person


def test_everybody_of_a_team_has_a_row_with_every_plan_of_the_week() -> None:
    lines = month_of_lines(80)
    rows = lay_people(lines, MONDAY)
    inside = lines_between(lines, MONDAY, MONDAY + DAY * 6)
    for row in rows:
        mine = {one.number for one in inside if row.name in people_of(one)}
        assert {one.number for bar in row.bars for one in bar.lines} == mine
    assert {row.name for row in rows} == {name for one in inside for name in people_of(one)}


def test_the_half_days_of_a_person_are_counted_once() -> None:
    plans = [
        line("R1", at("10-12 08:30"), at("10-13 12:00")),
        line("R2", at("10-13 08:30"), at("10-13 17:00")),
    ]
    row = next(row for row in lay_people(plans, MONDAY) if row.name == "崔明远")
    assert row.halves == 4
    assert row.lanes == 2
    assert row.words == "2 天，重叠，未成疑点"


def test_only_what_was_judged_a_clash_is_called_one() -> None:
    plans = [line(number, at("10-12 08:30"), at("10-12 17:00"), team=["甲", "乙"]) for number in ("R1", "R2")]
    rows = lay_people(plans, MONDAY, {("R1", "乙"), ("R2", "乙")})
    assert [(row.name, row.kind) for row in rows] == [("乙", Kind.CONFLICT), ("甲", Kind.OTHER)]
    assert [(one.first, one.last) for one in rows[0].overlaps] == [(0, 1)]


def test_bound_visits_and_remote_ones_say_that_they_do_not_count() -> None:
    twins = bound("R1", "R2")
    twins[1] = line(
        "R2", at("10-12 13:30"), at("10-13 17:00"), bound_with=("R1",), folded_enterprise="大连海川"
    )
    assert {row.kind for row in lay_people(twins, MONDAY)} == {Kind.SAME_VISIT}
    far = [
        line("R1", at("10-12 08:30"), at("10-12 17:00")),
        line("R2", at("10-12 08:30"), at("10-12 17:00"), mode=AuditMode.REMOTE),
    ]
    assert {row.kind for row in lay_people(far, MONDAY)} == {Kind.REMOTE}


def test_a_morning_and_an_afternoon_do_not_overlap() -> None:
    plans = [
        line("R1", at("10-12 08:30"), at("10-12 12:00")),
        line("R2", at("10-12 13:00"), at("10-12 17:00")),
    ]
    for row in lay_people(plans, MONDAY):
        assert (row.lanes, row.kind) == (1, None)


def test_cancelled_plans_take_nobodys_time() -> None:
    assert lay_people([line("R1", at("10-12 08:30"), at("10-12 17:00"), Status.CANCELLED)], MONDAY) == ()


def test_the_clashes_of_the_sample_month_are_those_that_were_judged(october: Desk) -> None:
    clashes = finish(calendar_conflicts.load(october.database))
    judged = {
        (one.number, one.subject)
        for one in finish(october.deviations())
        if one.code == calendar_conflicts.CODE
    }
    assert clashes == judged
    assert clashes
    lines = finish(october.plan_lines())
    weeks = {
        monday_of(one.start.date()) for one in lines if one.number in {number for number, _name in clashes}
    }
    red = {
        (one.number, row.name)
        for monday in weeks
        for row in lay_people(lines, monday, clashes)
        for overlap in row.overlaps
        if overlap.kind is Kind.CONFLICT
        for bar in overlap.bars
        for one in bar.lines
    }
    assert clashes <= red
