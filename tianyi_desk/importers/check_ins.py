"""Draft a check-in from one row of 签到记录."""

from datetime import date, datetime, time

from tianyi_desk.facts.intake import PlanReference
from tianyi_desk.facts.records import CheckIn
from tianyi_desk.facts.vocabulary import Channel, Event
from tianyi_desk.importers.cells import answer
from tianyi_desk.importers.names import name_list
from tianyi_desk.importers.places import read_position
from tianyi_desk.importers.plans import plan_period
from tianyi_desk.importers.rows import TO_THE_MINUTE, YES_OR_NO, Row
from tianyi_desk.importers.words import read_channel, read_event

EVENTS = "签到 或 签退"
CHANNELS = "认证到 或 钉钉"
_DECLINED = {"不同时": True, "未勾选": True, "不勾选": True, "勾选": False, "同时": False, "已勾选": False}


def draft_check_in(row: Row) -> tuple[CheckIn, ...]:
    """Return the check-in of a row; nothing where the row has faults.

    A row without 计划编号 may name its plan by 企业名称 and 审核时间, which becomes the row's reference; a 钉钉 record
    may name none.
    """
    channel = row.read("channel", read_channel, CHANNELS)
    plan = row.plan_number("plan", required=False)
    if not plan:
        row.reference = _reference(row, named=channel is Channel.DINGTALK)
    name = _name(row)
    phone = row.phone("phone")
    event = row.read("event", read_event, EVENTS)
    if event is None and not row.words("event"):
        row.fault("event", EVENTS)
    at = _at(row)
    event_word = event or Event.OPENING
    position = read_position(row, "longitude", "latitude", event_word)
    fix = read_position(row, "fix_longitude", "fix_latitude", f"{event_word}定位")
    declined = row.read("together", _declined, YES_OR_NO)
    if event is None or at is None or row.faults:
        return ()
    return (
        CheckIn(
            plan,
            name,
            event,
            at,
            phone,
            row.words("place"),
            position,
            fix,
            bool(declined),
            channel,
            row.text("remarks"),
            row.source,
        ),
    )


def _name(row: Row) -> str:
    text = row.needed("name", "一个人的姓名")
    people = name_list(text) if text else ("",)
    if people is None or len(people) != 1:
        row.fault("name", "一个人的姓名")
        return ""
    return people[0]


def _reference(row: Row, *, named: bool) -> PlanReference | None:
    """Return how the row names its plan without a number; a row that names none is a fault, unless it is 钉钉's."""
    enterprise = row.words("enterprise")
    dated = bool(row.words("period") or row.words("starts") or row.words("ends"))
    if enterprise and dated:
        period = plan_period(row, code=None)
        return None if period is None else PlanReference(enterprise, period.start, period.end)
    if not named:
        row.fault("plan", "计划编号，或企业名称和审核时间（渠道为钉钉的可以不填）")
    return None


def _at(row: Row) -> datetime | None:
    """Return the moment of 时间; a time alone goes with 签到日期 where the sheet has that column."""
    if not row.words("at"):
        row.fault("at", TO_THE_MINUTE)
        return None
    if row.words("day"):
        day, at = row.moment("day", "日期，如 2021-10-18"), row.moment("at", TO_THE_MINUTE)
        if isinstance(at, time) and isinstance(day, date):
            return datetime.combine(day, at)
    return row.instant("at")


def _declined(text: str) -> bool | None:
    """Return whether 同时签到 was refused."""
    if text in _DECLINED:
        return _DECLINED[text]
    said = answer(text)
    return None if said is None else not said
