"""The fields that people may put right: what each is called, what may be typed, and what that makes of the thing."""

from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from tianyi_desk.facts.plan import VALID_STATE
from tianyi_desk.facts.vocabulary import AuditMode, Entity, Event, PhotoCategory
from tianyi_desk.facts.wording import moment_words
from tianyi_desk.importers.cells import is_blank, phone_text, several
from tianyi_desk.importers.folding import upper_compact
from tianyi_desk.importers.modes import read_mode
from tianyi_desk.importers.plans import MODES, UNSAID, read_synced
from tianyi_desk.importers.projects import read_activities, read_projects
from tianyi_desk.importers.regions import is_foreign
from tianyi_desk.importers.words import read_category, read_channel, read_event
from tianyi_desk.services import trail
from tianyi_desk.services import typed_values as typed
from tianyi_desk.services.correctable import VOID, Item
from tianyi_desk.services.correction_shapes import NO, YES, Field, Values, made, plain, timed, truth
from tianyi_desk.services.typed_values import A_MOMENT, A_PERIOD, A_POINT, choices_of

BOUND, NOT_BOUND, AS_RULED = "绑定", "不绑定", "按规定"
BOUND_WORDS: dict[bool | None, str] = {True: BOUND, False: NOT_BOUND, None: AS_RULED}
BOUND_BY_WORDS = {words: bound for bound, words in BOUND_WORDS.items()}
STATES = (VALID_STATE, "撤销", "取消", "作废")


def _period(text: str, _item: Item, _part: int | None) -> Values:
    start, end = typed.read_both_times(text)
    return {"start": start, "end": end}


def _period_words(item: Item, _part: int | None) -> str:
    return f"{moment_words(item.value('start'))}至{moment_words(item.value('end'))}"


def _region(text: str, _item: Item, _part: int | None) -> Values:
    region = "" if is_blank(text) else text
    return {"region": region, "foreign": bool(region) and is_foreign(region)}


def _joined(values: tuple[str, ...]) -> str:
    return "；".join(values)


def _upper(text: str) -> str | None:
    return upper_compact(text).lstrip("'") or None


def _start(fact: Any) -> datetime:
    moment: datetime = fact.start
    return moment


def _end(fact: Any) -> datetime:
    moment: datetime = fact.end
    return moment


def _word(value: StrEnum) -> str:
    return value.value


def _unless_unsaid(text: str) -> str:
    return "" if text.upper() in UNSAID else text


def _yes_or_no(value: bool) -> str:
    return YES if value else NO


def _moved(text: str, _item: Item, _part: int | None) -> Values:
    return {"plan": typed.needed(upper_compact(text).lstrip("'"), "一个已有的计划编号")}


_PLAN_NUMBER = Field("计划编号", "一个已有的计划编号", _moved, lambda item, _part: item.value("plan"))


def _signed_at(text: str, item: Item, _part: int | None) -> Values:
    return {"at": typed.read_instant_on(text, item.value("at").date())}


def _position(text: str, item: Item, _part: int | None) -> Values:
    return {"position": typed.read_point(text, item.value("position"))}


def point_words(position: Any) -> str:
    """Write a position as it may be typed again."""
    if position is None:
        return ""
    pair = ", ".join("" if half is None else f"{half!r}" for half in (position.longitude, position.latitude))
    return f"{pair} {position.datum.value}"


def _bound(text: str, _item: Item, _part: int | None) -> Values:
    if text not in BOUND_BY_WORDS:
        raise typed.MisreadError("、".join(BOUND_BY_WORDS))
    return {"bound": BOUND_BY_WORDS[text]}


def _bound_words(item: Item, _part: int | None) -> str:
    return BOUND_WORDS[item.value("bound")]


_P, _C, _F = Entity.PLAN.value, Entity.CHECK_IN.value, Entity.PHOTO.value
_SAVED = ("是 或 否，留空为未注明", (YES, NO, ""))
FIELDS: dict[tuple[str, str, str], Field] = {
    (_P, "enterprise", ""): plain("enterprise", "企业名称", required=True),
    (_P, "credit_code", ""): made(
        "credit_code", "统一社会信用代码", "统一社会信用代码", _upper, nothing="", optional=True
    ),
    (_P, "projects", ""): made(
        "projects", "认证项目", "认证项目，如 ISO9001；ISO14001", read_projects, _joined
    ),
    (_P, "certificates", ""): made(
        "certificates", "证书号", "证书号", several, _joined, nothing=(), optional=True
    ),
    (_P, "activities", ""): made("activities", "审核活动", "审核活动，如 监督审核", read_activities, _joined),
    (_P, "mode", ""): made("mode", "审核方式", MODES, read_mode, _word, choices_of(AuditMode)),
    (_P, "period", ""): Field("审核时间", A_PERIOD, _period, _period_words),
    (_P, "start", ""): timed("start", "审核开始时间", _start, optional=False),
    (_P, "end", ""): timed("end", "审核结束时间", _end, optional=False, end=True),
    (_P, "opening_at", ""): timed("opening_at", "首次会议开始", _start, optional=True),
    (_P, "closing_start", ""): timed("closing_start", "末次会议开始", _end, optional=True),
    (_P, "closing_end", ""): timed("closing_end", "末次会议结束", _end, optional=True),
    (_P, "region", ""): Field("行政区划", "行政区划", _region, lambda item, _part: item.value("region")),
    (_P, "contact", ""): plain("contact", "联系人", private=True),
    (_P, "contact_phone", ""): made(
        "contact_phone", "联系电话", "电话号码", phone_text, nothing="", optional=True, private=True
    ),
    (_P, "confidential", ""): truth("confidential", "涉密"),
    (_P, "adjustment", ""): made(
        "adjustment", "临时调整", "临时调整的说明", _unless_unsaid, nothing="", optional=True
    ),
    (_P, "synced", ""): made(
        "synced", "同步认证到", _SAVED[0], read_synced, _yes_or_no, _SAVED[1], optional=True
    ),
    (_P, "remarks", ""): plain("remarks", "备注"),
    (_P, "state", ""): made("state", "计划状态", "计划状态，如 有效、撤销、取消、作废", str, choices=STATES),
    (_C, "plan", ""): replace(_PLAN_NUMBER, label="所属计划"),
    (_C, "name", ""): made("name", "姓名", typed.ONE_NAME, typed.read_name),
    (_C, "event", ""): made("event", "类型", "签到 或 签退", read_event, _word, choices_of(Event)),
    (_C, "at", ""): Field("时间", A_MOMENT, _signed_at, lambda item, _part: moment_words(item.value("at"))),
    (_C, "phone", ""): made(
        "phone", "手机号", "手机号", typed.read_phone, nothing="", optional=True, private=True
    ),
    (_C, "place", ""): plain("place", "位置"),
    (_C, "position", ""): Field(
        "经纬度", A_POINT, _position, lambda item, _part: point_words(item.value("position"))
    ),
    (_C, "declined", ""): truth("declined", "同时签到", turned=True),
    (_C, "channel", ""): made(
        "channel",
        "渠道",
        "认证到 或 钉钉，留空为未注明",
        read_channel,
        _word,
        ("认证到", "钉钉", ""),
        optional=True,
    ),
    (_C, "remarks", ""): plain("remarks", "备注"),
    (_C, VOID, ""): truth(VOID, "作废"),
    (_F, "plan", ""): replace(_PLAN_NUMBER, label="所属计划"),
    (_F, "category", ""): made(
        "category", "类别", "首次会议、末次会议 或 其他照片", read_category, _word, choices_of(PhotoCategory)
    ),
    (_F, "uploader", ""): made(
        "uploader", "上传人", typed.ONE_NAME, typed.read_name, nothing="", optional=True
    ),
    (_F, "uploaded_at", ""): Field(
        "上传时间",
        A_MOMENT,
        lambda text, item, _part: _uploaded(text, item),
        lambda item, _part: _upload_words(item),
    ),
    (_F, VOID, ""): truth(VOID, "作废"),
    (trail.BINDING, "bound", ""): Field(
        "同时签到绑定",
        f"{BOUND}、{NOT_BOUND} 或 {AS_RULED}",
        _bound,
        _bound_words,
        (BOUND, NOT_BOUND, AS_RULED),
    ),
}
"""Every field by its kind, its name and the aspect of it; those of addresses and teams are beside this table."""


def _uploaded(text: str, item: Item) -> Values:
    if is_blank(text):
        return {"uploaded_at": None}
    known = item.value("uploaded_at")
    return {"uploaded_at": typed.read_instant_on(text, known.date()) if known else typed.read_instant(text)}


def _upload_words(item: Item) -> str:
    at = item.value("uploaded_at")
    return "" if at is None else moment_words(at)
