"""When people signed, against the meetings and the plan: H02, H03, H04, H06, S07."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache

from tianyi_desk.facts.vocabulary import Event
from tianyi_desk.facts.wording import minutes_down, minutes_up, moment_words
from tianyi_desk.rules.case import Breach, Case
from tianyi_desk.rules.inputs import check_in_input, moment_input, period_input
from tianyi_desk.rules.policy import Policy


@cache
def span_of(minutes: int) -> timedelta:
    """Return a policy's minutes as a span of time, made once."""
    return timedelta(minutes=minutes)


def opening_last_house(case: Case, policy: Policy) -> datetime:
    """Return the last moment at which the company still takes 签到 and opening photos for in time (N6.1(1))."""
    return case.opening_at + span_of(policy.opening_late_house_minutes)


def opening_last_regulator(case: Case, policy: Policy) -> datetime:
    """Return the last moment at which the regulator still takes 签到 and opening photos for in time (F3)."""
    return case.opening_at + span_of(policy.opening_late_regulator_minutes)


def _assumed(*, assumed: bool) -> str:
    return "（推定）" if assumed else ""


def signed_in_late(case: Case) -> Iterator[Breach]:
    """H02: the judged 签到 later than the opening meeting plus the company's limit (N6.1(1), F3)."""
    policy, record = case.opening.policy, case.first
    if not case.opening.owed or policy is None or record is None:
        return
    house, regulator = policy.opening_late_house_minutes, policy.opening_late_regulator_minutes
    opening = case.opening_at
    if record.at <= opening_last_house(case, policy):
        return
    late = minutes_up((record.at - opening).total_seconds())
    over_regulator = record.at > opening_last_regulator(case, policy)
    assumed = case.plan.opening_at is None
    evidence: dict[str, object] = {
        "late_minutes": late,
        "house_limit_minutes": house,
        "regulator_limit_minutes": regulator,
        "over_house": True,
        "over_regulator": over_regulator,
        "assumed": assumed,
    }
    lines = f"机构 {house} 分钟" + (f"和监管 {regulator} 分钟" if over_regulator else "")
    yield Breach(
        "H02",
        Event.OPENING.value,
        Event.OPENING.value,
        evidence,
        f"签到迟 {late} 分钟，超过{lines}的时限",
        f"{record.at:%m-%d %H:%M:%S} − {opening:%m-%d %H:%M:%S}{_assumed(assumed=assumed)} = {late} 分钟 > {house} 分钟"
        + (f"，且 > {regulator} 分钟" if over_regulator else ""),
        (moment_input(case, "首次会议开始", opening, assumed=assumed), check_in_input(record)),
    )


def signed_out_early(case: Case) -> Iterator[Breach]:
    """H03: the judged 签退 before the closing meeting starts (N6.1(2))."""
    record = case.last
    if not case.closing.owed or record is None or record.at >= case.closing_start:
        return
    assumed = case.plan.closing_start is None
    minutes = minutes_up((case.closing_start - record.at).total_seconds())
    yield Breach(
        "H03",
        Event.CLOSING.value,
        Event.CLOSING.value,
        {"minutes": minutes, "limit_minutes": 0, "assumed": assumed},
        f"签退早 {minutes} 分钟，末次会议 {moment_words(case.closing_start)}{_assumed(assumed=assumed) or ' '}才开始",
        f"{case.closing_start:%m-%d %H:%M:%S}{_assumed(assumed=assumed)} − {record.at:%m-%d %H:%M:%S} = {minutes} 分钟 > 0 分钟",
        (
            moment_input(case, "末次会议开始", case.closing_start, assumed=assumed),
            check_in_input(record),
        ),
    )


def signed_out_late(case: Case) -> Iterator[Breach]:
    """H04: the judged 签退 later than the closing meeting's end plus the limit (N6.1(2))."""
    policy, record = case.closing.policy, case.last
    if not case.closing.owed or policy is None or record is None or record.at <= case.closing_limit:
        return
    assumed = case.plan.closing_end is None
    minutes = minutes_up((record.at - case.closing_end).total_seconds())
    limit = policy.closing_late_minutes
    yield Breach(
        "H04",
        Event.CLOSING.value,
        Event.CLOSING.value,
        {"minutes": minutes, "limit_minutes": limit, "assumed": assumed},
        f"签退迟 {minutes} 分钟，超过 {limit} 分钟的时限",
        f"{record.at:%m-%d %H:%M:%S} − {case.closing_end:%m-%d %H:%M:%S}{_assumed(assumed=assumed)} = {minutes} 分钟 > {limit} 分钟",
        (moment_input(case, "末次会议结束", case.closing_end, assumed=assumed), check_in_input(record)),
    )


def stayed_under_an_hour(case: Case) -> Iterator[Breach]:
    """H06: less than min_stay_minutes between the judged 签到 and 签退 (M2.5)."""
    policy = case.closing.policy
    opening = case.first
    closing = case.last
    if not (case.opening.owed and case.closing.owed and policy and opening and closing):
        return
    stay = closing.at - opening.at
    if stay >= timedelta(minutes=policy.min_stay_minutes):
        return
    minutes = minutes_down(stay.total_seconds())
    yield Breach(
        "H06",
        "",
        None,
        {"stay_minutes": minutes, "limit_minutes": policy.min_stay_minutes},
        f"签到后 {minutes} 分钟即签退，不足 {policy.min_stay_minutes} 分钟",
        f"{closing.at:%m-%d %H:%M:%S} − {opening.at:%m-%d %H:%M:%S} = {minutes} 分钟 < {policy.min_stay_minutes} 分钟",
        (check_in_input(opening), check_in_input(closing)),
    )


def stayed_under_half(case: Case) -> Iterator[Breach]:
    """S07: on a one-day plan, less than half of the planned time between 签到 and 签退 (F10)."""
    plan = case.plan
    opening = case.first
    closing = case.last
    if not (case.opening.owed and case.closing.owed and opening and closing):
        return
    planned = plan.end - plan.start
    if plan.start.date() != plan.end.date() or (closing.at - opening.at) * 2 >= planned:
        return
    stay = minutes_down((closing.at - opening.at).total_seconds())
    planned_minutes = minutes_down(planned.total_seconds())
    yield Breach(
        "S07",
        "",
        None,
        {"stay_minutes": stay, "planned_minutes": planned_minutes},
        f"现场 {stay} 分钟，不到计划 {planned_minutes} 分钟的一半",
        f"{closing.at:%H:%M:%S} − {opening.at:%H:%M:%S} = {stay} 分钟 < {planned_minutes} ÷ 2 分钟",
        (period_input(case), check_in_input(opening), check_in_input(closing)),
    )
