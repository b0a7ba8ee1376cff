"""What would have to be otherwise for a plan to be signed properly: O1, H01–H06, H08, H14, H15, H18, S07, R."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from tianyi_desk.facts.records import CheckIn
from tianyi_desk.facts.vocabulary import Channel, Event
from tianyi_desk.facts.wording import moment_words
from tianyi_desk.rules.case import Case
from tianyi_desk.rules.scene import Scene, Supposer, Supposition
from tianyi_desk.rules.signing import lacking_events

SECOND = timedelta(seconds=1)


def _moment(case: Case, event: Event) -> datetime:
    """Return when an event should have been signed: at its meeting, within the plan's own days."""
    wanted = case.opening_at if event is Event.OPENING else case.closing_end
    return min(max(wanted, case.plan.start.replace(hour=0, minute=0)), case.plan.end)


def _adopted(records: list[CheckIn]) -> str:
    return "、".join(f"{one.name} {one.at:%m-%d %H:%M} 的{one.event.value}" for one in records)


def signed(scene: Scene) -> Iterator[Supposition]:
    """O1: with the outsider on the team, 同时签到 not declined, the 钉钉 record on 认证到; else with a record."""
    case = scene.case
    events = lacking_events(case)
    outsiders = [one for event in events for one in case.signed(event).outsiders]
    declined = [one for event in events for one in case.signed(event).declined]
    if outsiders:
        names = list(dict.fromkeys(one.name for one in outsiders))
        yield scene.joined(
            f"若{'、'.join(names)}在本计划审核组，则{_adopted(outsiders)}计入 → 不再未签", names
        )
    if declined:
        yield scene.records(
            f"若{_adopted(declined)}时勾选了“同时签到” → 计入本计划",
            lambda one: replace(one, declined=False),
            declined,
        )
    on_dingtalk = [one for one in case.dingtalk if one.event in events]
    if on_dingtalk:
        yield scene.records(
            f"若{_adopted(on_dingtalk)}签在“认证到” → 计入本计划",
            lambda one: replace(one, channel=Channel.MINI_PROGRAM),
            on_dingtalk,
        )
    added = [scene.new_record(event, _moment(case, event)) for event in events]
    words = "、".join(f"{one.at:%Y-%m-%d %H:%M} 的{one.event.value}" for one in added)
    yield scene.signed(f"若补到 {added[0].name} {words}记录 → 不再未签", *added)


def reminded(scene: Scene) -> Iterator[Supposition]:
    """R1, R2: with a record now."""
    case, event = scene.case, Event(scene.breach.subject)
    yield scene.signed(
        f"若此刻（{moment_words(case.as_of)}）{event.value} → 提醒消失", scene.new_record(event, case.as_of)
    )


def on_the_day(scene: Scene) -> Iterator[Supposition]:
    """H01: with the opening meeting on the day of the record."""
    first = min(scene.case.signed_in.early, key=lambda one: one.at)
    yield scene.plan(
        f"若首次会议实际在 {moment_words(first.at)} 开始 → 不早于首次会议当天", opening_at=first.at
    )


def opening_later(scene: Scene) -> Iterator[Supposition]:
    """H02: with the opening meeting just late enough for the record."""
    case = scene.case
    record, policy = case.first, case.opening.policy
    if record is not None and policy is not None:
        limit = policy.opening_late_house_minutes
        start = record.at - timedelta(minutes=limit)
        yield scene.plan(f"若首次会议不早于 {moment_words(start)} 开始 → 未超 {limit} 分钟", opening_at=start)


def closing_earlier(scene: Scene) -> Iterator[Supposition]:
    """H03: with the closing meeting begun when the record was made."""
    record = scene.case.last
    if record is not None:
        yield scene.plan(f"若末次会议在 {moment_words(record.at)} 或之前开始 → 不早", closing_start=record.at)


def closing_later(scene: Scene) -> Iterator[Supposition]:
    """H04: with the closing meeting ended just late enough for the record."""
    case = scene.case
    record, policy = case.last, case.closing.policy
    if record is not None and policy is not None:
        limit = policy.closing_late_minutes
        end = record.at - timedelta(minutes=limit)
        yield scene.plan(f"若末次会议不早于 {moment_words(end)} 结束 → 未超 {limit} 分钟", closing_end=end)


def ended_that_day(scene: Scene) -> Iterator[Supposition]:
    """H05: with the plan ending on the day of the record, or the records made on the end day."""
    case = scene.case
    wrong = case.signed_out.wrong_day
    days = {one.at.date() for one in wrong}
    if len(days) == 1:
        day = next(iter(days))
        end = datetime.combine(day, case.plan.end.time())
        if end > case.plan.start:
            yield scene.plan(f"若计划审核结束日为 {day.isoformat()} → 当日签退计入", end=end)
    yield scene.records(
        f"若这 {len(wrong)} 条签退发生在 {moment_words(case.closing_end)} → 计入",
        lambda one: replace(one, at=_last_closing(case)),
        wrong,
    )


def _last_closing(case: Case) -> datetime:
    return datetime.combine(case.plan.end.date(), case.plan.end.time())


def stayed_longer(scene: Scene) -> Iterator[Supposition]:
    """H06: with the 签退 a full min_stay_minutes after the 签到."""
    case = scene.case
    policy = case.closing.policy
    opening = case.first
    if opening is not None and policy is not None:
        yield from _signed_out_at(scene, opening.at + timedelta(minutes=policy.min_stay_minutes), "够一小时")


def stayed_half(scene: Scene) -> Iterator[Supposition]:
    """S07: with the 签退 after half of the planned time."""
    plan = scene.case.plan
    opening = scene.case.first
    if opening is not None:
        half = (plan.end - plan.start) / 2
        yield from _signed_out_at(scene, opening.at + half, "达到计划的一半")


def _signed_out_at(scene: Scene, moment: datetime, outcome: str) -> Iterator[Supposition]:
    closing = scene.case.last
    moment = moment.replace(microsecond=0) + (SECOND if moment.microsecond else timedelta())
    if closing is not None:
        yield scene.records(
            f"若签退不早于 {moment_words(moment)} → {outcome}", lambda one: replace(one, at=moment), [closing]
        )


def on_team(scene: Scene) -> Iterator[Supposition]:
    """H08: with the signer on the team."""
    name = scene.breach.subject
    yield scene.joined(f"若 {name} 列入本计划审核组 → 其签到计入", [name])


def signed_on_dingtalk(scene: Scene) -> Iterator[Supposition]:
    """H14: with one 钉钉 record in the plan's days."""
    case, name = scene.case, scene.breach.subject
    record = CheckIn(case.plan.number, name, Event.OPENING, case.plan.start, channel=Channel.DINGTALK)
    member = next((one for one in case.plan.team if one.name == name), None)
    entry = case.directory.member(member).entry if member is not None else None
    if entry is not None:
        record = replace(record, phone=entry.phone)
    yield scene.signed(f"若 {name} 在 {_days(case)} 内有一条钉钉签到 → 已签", record)


def _days(case: Case) -> str:
    start, end = case.plan.start.date(), case.plan.end.date()
    return _day(start) if start == end else f"{_day(start)} 至 {_day(end)}"


def _day(day: date) -> str:
    return day.isoformat()


def on_mini_program(scene: Scene) -> Iterator[Supposition]:
    """H15: with the 钉钉 records of the missing events on 认证到, else with a record there."""
    yield from signed(scene)


def signed_apart(scene: Scene) -> Iterator[Supposition]:
    """H18: with a record on this plan itself."""
    case, event = scene.case, Event(scene.breach.subject)
    record = scene.new_record(event, _moment(case, event))
    yield scene.signed(
        f"若 {record.name} {moment_words(record.at)} 在本场所单独{event.value} → 已单独签", record
    )


def midnight(day: date) -> datetime:
    """Return the first moment of a day."""
    return datetime.combine(day, time())


SIGNING: dict[str, Supposer] = {
    "O1": signed,
    "H01": on_the_day,
    "H02": opening_later,
    "H03": closing_earlier,
    "H04": closing_later,
    "H05": ended_that_day,
    "H06": stayed_longer,
    "H08": on_team,
    "H14": signed_on_dingtalk,
    "H15": on_mini_program,
    "H18": signed_apart,
    "S07": stayed_half,
    "R1": reminded,
    "R2": reminded,
}
