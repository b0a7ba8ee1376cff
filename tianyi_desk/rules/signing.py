"""Whether a plan was signed at all, by whom, and on which channel: O1, H01, H05, H08, H14, H15, H18, R1, R2."""

from collections.abc import Iterator
from datetime import datetime

from tianyi_desk.facts.records import CheckIn
from tianyi_desk.facts.vocabulary import Channel, Event, MustSign, Role
from tianyi_desk.facts.wording import address_folded, moment_words
from tianyi_desk.rules.case import Breach, Case
from tianyi_desk.rules.inputs import check_in_input, moment_input, period_input, plan_input, team_input
from tianyi_desk.rules.presence import channel_of

OUTSIDER = "签到人不在该计划审核组"
ON_DINGTALK = "签在钉钉"
DECLINED = "未勾选同时签到"
LACKING = {Event.OPENING: "未签到", Event.CLOSING: "未签退"}
BOTH_LACKING = "均未签"


def lacking_events(case: Case) -> list[Event]:
    """Return the owed events that have nothing that counts."""
    return [event for event in case.owed if not case.signed(event).records]


def must_sign_of(case: Case, events: list[Event]) -> str:
    """Return 官方 where the regulator's own table demands any of the events, else 机构."""
    official = any(case.duty(event).must_sign is MustSign.OFFICIAL for event in events)
    return (MustSign.OFFICIAL if official else MustSign.HOUSE).value


def not_signed(case: Case) -> Iterator[Breach]:
    """O1: the end day is over and an owed event has nothing that counts (M5.9(1))."""
    if not case.ended:
        return
    events = lacking_events(case)
    if not events:
        return
    kind = BOTH_LACKING if len(events) == 2 else LACKING[events[0]]
    cause = next((found for event in events if (found := _cause(case, event))), None)
    near = [record for event in events for record in _near_misses(case, event)]
    evidence: dict[str, object] = {
        "must_sign": must_sign_of(case, events),
        "cause": cause,
        "uncounted": [_uncounted_words(case, record) for record in near],
    }
    counts = "，".join(f"{event.value} 0 条" for event in events)
    message = f"{kind}：审核已于 {case.plan.end:%Y-%m-%d} 结束，计入的{counts}"
    if cause:
        message += f"（{cause}）"
    if near:
        message += f"；另有 {len(near)} 条记录不计入"
    yield Breach(
        "O1",
        "",
        kind,
        evidence,
        message,
        f"{case.as_of:%Y-%m-%d} > {case.plan.end:%Y-%m-%d}，{counts} < 1 条",
        (period_input(case), team_input(case), *(check_in_input(record) for record in near)),
    )


def _cause(case: Case, event: Event) -> str | None:
    counted = case.signed(event)
    if counted.outsiders:
        return OUTSIDER
    if counted.declined:
        return DECLINED
    return ON_DINGTALK if case.dingtalk else None


def _near_misses(case: Case, event: Event) -> list[CheckIn]:
    counted = case.signed(event)
    return [*counted.outsiders, *counted.declined, *counted.early, *counted.too_late, *counted.wrong_day]


def _uncounted_words(case: Case, record: CheckIn) -> str:
    plan = f"计划 {record.plan} " if record.plan != case.plan.number else ""
    return f"{plan}{record.name} {record.event.value} {record.at:%Y-%m-%d %H:%M:%S}"


def reminders(case: Case) -> Iterator[Breach]:
    """R1 and R2: the audit has begun (ended, today) and 签到 (签退) is owed and nothing counts (M5.10)."""
    plan, as_of = case.plan, case.as_of
    moments = {Event.OPENING: (plan.start, "R1"), Event.CLOSING: (plan.end, "R2")}
    for event in lacking_events(case):
        since, code = moments[event]
        if not since < as_of or as_of.date() > plan.end.date():
            continue
        minutes = int((as_of - since).total_seconds() // 60)
        started = "开始" if event is Event.OPENING else "结束"
        yield Breach(
            code,
            event.value,
            event.value,
            {"minutes_since": minutes},
            f"审核已于 {moment_words(since)} {started}，过 {minutes} 分钟仍无{event.value}",
            f"{moment_words(as_of)} > {moment_words(since)}，计入的{event.value} 0 条",
            (period_input(case), team_input(case)),
        )


def signed_early(case: Case) -> Iterator[Breach]:
    """H01: a member's own 签到 record on a day before the opening meeting's (N6.1(1))."""
    early = case.signed_in.early
    if not early or not case.opening.owed:
        return
    first = min(early, key=lambda record: record.at)
    days = (case.opening_at.date() - first.at.date()).days
    yield Breach(
        "H01",
        Event.OPENING.value,
        Event.OPENING.value,
        {"days_early": days, "count": len(early), "signed_at": moment_words(first.at)},
        f"{first.name} 于 {moment_words(first.at)} 签到，早于首次会议当天 {days} 天，不计入",
        f"{case.opening_at:%Y-%m-%d} − {first.at:%Y-%m-%d} = {days} 天 > 0",
        (
            moment_input(case, "首次会议开始", case.opening_at, assumed=case.plan.opening_at is None),
            *map(check_in_input, early),
        ),
    )


def _off_day_words(case: Case, at: datetime) -> str:
    """Compare a 签退 with the end day, and after midnight with the limit where that reaches past it."""
    words = f"{at:%Y-%m-%d} ≠ {case.plan.end:%Y-%m-%d}"
    if at > case.closing_limit and case.closing_limit.date() > case.plan.end.date():
        words += f"，且 {moment_words(at)} > {moment_words(case.closing_limit)}"
    return words


def signed_out_on_wrong_day(case: Case) -> Iterator[Breach]:
    """H05: a member's own 签退 record that does not count for its day (M2.5)."""
    wrong = case.signed_out.wrong_day
    if not wrong or not case.closing.owed:
        return
    first = wrong[0]
    yield Breach(
        "H05",
        Event.CLOSING.value,
        Event.CLOSING.value,
        {
            "count": len(wrong),
            "signed_at": moment_words(first.at),
            "end_day": case.plan.end.date().isoformat(),
        },
        f"{first.name} 于 {moment_words(first.at)} 签退，不是审核结束当日 {case.plan.end:%Y-%m-%d}，不计入",
        _off_day_words(case, first.at),
        (period_input(case), *map(check_in_input, wrong)),
    )


def signed_by_outsider(case: Case) -> Iterator[Breach]:
    """H08: a 认证到 record of this plan by a person not on its team (M2.1 二); owed event or not."""
    outsiders: dict[str, list[CheckIn]] = {}
    for record in case.own:
        if channel_of(record, case) is Channel.MINI_PROGRAM and not case.on_team(record):
            outsiders.setdefault(record.name, []).append(record)
    for name, records in outsiders.items():
        words = "、".join(f"{record.event.value} {record.at:%m-%d %H:%M}" for record in records)
        yield Breach(
            "H08",
            name,
            None,
            {"count": len(records)},
            f"{name} 不在本计划审核组，其{words} 不计入",
            f"{name} ∉ 审核组（{len(case.plan.team)} 人）",
            (team_input(case), *map(check_in_input, records)),
        )


def not_all_on_dingtalk(case: Case) -> Iterator[Breach]:
    """H14: after the end day, a member (技术专家 not) without a 钉钉 record in the plan's days (N5)."""
    if not case.ended or (case.signed_in.records and case.signed_out.records):
        return
    for member in case.plan.team:
        if member.role is Role.EXPERT:
            continue
        if any(case.directory.same(member, record.name, record.phone) for record in case.dingtalk):
            continue
        days = f"{case.plan.start:%Y-%m-%d} 至 {case.plan.end:%Y-%m-%d}"
        yield Breach(
            "H14",
            member.name,
            None,
            {"count": 0, "members": len(case.plan.team)},
            f"{member.name} 在审核期间（{days}）没有钉钉签到",
            f"{member.name} 的钉钉记录 0 条 < 1 条（{days}）",
            (period_input(case), team_input(case)),
        )


def signed_on_wrong_channel(case: Case) -> Iterator[Breach]:
    """H15: an owed event has nothing on 认证到, but a member has a 钉钉 record in the plan's days (N4)."""
    events = lacking_events(case)
    if not events or not case.dingtalk:
        return
    lacking = "、".join(event.value for event in events)
    names = "、".join(sorted({record.name for record in case.dingtalk}))
    yield Breach(
        "H15",
        "",
        None,
        {"count": len(case.dingtalk), "lacking": [event.value for event in events]},
        f"应在“认证到”{lacking}，只有 {names} 的钉钉记录 {len(case.dingtalk)} 条",
        f"“认证到”计入的{lacking} 0 条，钉钉 {len(case.dingtalk)} 条 ≥ 1 条",
        (team_input(case), *map(check_in_input, case.dingtalk)),
    )


def site_not_signed_apart(case: Case) -> Iterator[Breach]:
    """H18: sites apart, reported apart, and an owed event has no counted record of its own (N6.5(1))."""
    if not case.ended:
        return
    apart = [partner.plan.number for partner in case.bound if sites_apart(case, partner)]
    if not apart:
        return
    for event in case.owed:
        if case.signed(event).own:
            continue
        yield Breach(
            "H18",
            event.value,
            event.value,
            {"other_plans": apart, "count": 0},
            f"与 {'、'.join(apart)} 分场所上报，本场所没有单独{event.value}",
            f"本计划自己的{event.value} 0 条 < 1 条",
            (
                plan_input(case, "审核地址", "；".join(one.text for one in case.plan.addresses)),
                *map(check_in_input, case.signed(event).records),
            ),
        )


def sites_apart(case: Case, partner: Case) -> bool:
    """Tell whether two bound plans have no address in common, compared without spaces and width (D09)."""
    written = {address.text for address in case.plan.addresses}
    if any(address.text in written for address in partner.plan.addresses):
        return False
    mine = {address_folded(text) for text in written}
    return mine.isdisjoint(address_folded(address.text) for address in partner.plan.addresses)
