"""Turn a plan as a rule case states it into facts; what the case leaves out is a well-behaved audit."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from tests.rules import case_places as places
from tianyi_desk.facts.ledger import Dossier
from tianyi_desk.facts.place import Address
from tianyi_desk.facts.plan import Member, Plan
from tianyi_desk.facts.records import CheckIn, Explanation, Photo, PhotoReview, RosterEntry
from tianyi_desk.facts.vocabulary import (
    AnomalyKind,
    AuditMode,
    Channel,
    Event,
    PhotoCategory,
    Role,
    SeenBy,
    Side,
)

ENTERPRISE = "石家庄北辰精工有限公司"
TIMES = ["2023-03-06 08:30", "2023-03-08 16:30"]
TEAM = "【组长】崔岚 【组员】贾青"
NONE = "无"
UNKNOWN = "不明"
YES_NO = {"是": True, "否": False}
ROLES = {"组长": Role.LEADER, "组员": Role.MEMBER, "实习": Role.TRAINEE, "技术专家": Role.EXPERT}
PLAN_KEYS = {
    "计划编号", "企业名称", "认证项目", "审核方式", "审核时间", "首次会议开始", "末次会议开始", "末次会议结束",
    "行政区划", "境外", "审核地址", "审核组", "技术专家", "远程人员", "未参会人员", "人员号码", "涉密", "临时调整",
    "同步认证到", "计划状态", "签到", "签退", "首次会议照片", "末次会议照片", "其他照片", "核查", "异常说明",
}  # fmt: skip
CHECK_IN_KEYS = {
    "时间",
    "姓名",
    "手机号",
    "类型",
    "同时签到",
    "渠道",
    "定位米",
    "定位方位",
    "定位",
} | places.PLACE_KEYS
PHOTO_KEYS = {"文件名", "上传时间", "上传人", "核查", "可识别人员", "识别方式", "可识别企业"}
NUMBER_KEYS = {"证件号码": "id_number", "CCAA注册号": "ccaa_number", "手机号": "phone"}
EXPLANATION_KEYS = {"异常类型", "填写方", "填写日期", "填写人", "监管系统填报日期"}
ROSTER_KEYS = {"姓名", "状态"} | NUMBER_KEYS.keys()


@dataclass(frozen=True, slots=True)
class Setting:
    """A plan and the moments around which its default records stand."""

    plan: Plan
    opening_at: datetime
    closing_end: datetime


def check_keys(entry: Mapping[str, Any], known: Iterable[str]) -> None:
    """Refuse a key that no reader knows: a typing error in a case must not pass for a default."""
    if strange := set(entry) - set(known):
        raise ValueError(f"案例有误：不认识的栏目 {sorted(strange)}")


def moment(text: str, day: date) -> datetime:
    """Read a moment; a time of day alone is on `day`."""
    if len(text) <= 8:
        return datetime.combine(day, time.fromisoformat(text))
    return datetime.fromisoformat(text)


def dossier(entry: Mapping[str, Any], number: str) -> Dossier:
    """Build everything recorded on one plan; `number` names it unless the entry does."""
    check_keys(entry, PLAN_KEYS)
    plan = _plan(entry, number)
    setting = Setting(plan, plan.opening_at or plan.start, plan.closing_end or plan.end)
    pictures = list(_pictures(entry, setting))
    return Dossier(
        plan=plan,
        check_ins=tuple(_check_ins(entry, setting)),
        photos=tuple(photo for photo, _ in pictures),
        reviews=tuple(review for _, reviews in pictures for review in reviews),
        explanations=tuple(_explanation(each, plan.number) for each in entry.get("异常说明", [])),
    )


def _plan(entry: Mapping[str, Any], number: str) -> Plan:
    start, end = (datetime.fromisoformat(text) for text in entry.get("审核时间", TIMES))
    projects = entry.get("认证项目", "ISO9001")
    addresses: list[Address] = []
    for each in entry.get("审核地址", [places.HOME_TEXT]):
        addresses.append(places.address(each, addresses))
    return Plan(
        number=entry.get("计划编号", number),
        enterprise=entry.get("企业名称", ENTERPRISE),
        projects=(projects,) if isinstance(projects, str) else tuple(projects),
        start=start,
        end=end,
        addresses=tuple(addresses),
        team=_team(entry),
        mode=AuditMode(entry.get("审核方式", AuditMode.ON_SITE.value)),
        opening_at=_recorded(entry, "首次会议开始", start),
        closing_start=_recorded(entry, "末次会议开始", end),
        closing_end=_recorded(entry, "末次会议结束", end),
        region=entry.get("行政区划", ""),
        foreign=YES_NO[entry.get("境外", "否")],
        confidential=YES_NO[entry.get("涉密", "否")],
        adjustment=entry.get("临时调整", ""),
        synced=YES_NO[entry["同步认证到"]] if "同步认证到" in entry else None,
        state=entry.get("计划状态", "有效"),
    )


def _recorded(entry: Mapping[str, Any], key: str, around: datetime) -> datetime | None:
    return moment(entry[key], around.date()) if key in entry else None


def _team(entry: Mapping[str, Any]) -> tuple[Member, ...]:
    parts = re.findall(r"【(.+?)】([^【]*)", entry.get("审核组", TEAM))
    named = [(name, ROLES[role]) for role, names in parts for name in re.split(r"[,，、\s]+", names) if name]
    named += [(name, Role.EXPERT) for name in entry.get("技术专家", [])]
    numbers = entry.get("人员号码", {})
    for key in ("远程人员", "未参会人员"):
        check_keys(dict.fromkeys(entry.get(key, [])), [name for name, _ in named])
    return tuple(
        Member(
            name=name,
            role=role,
            remote=name in entry.get("远程人员", []),
            absent=name in entry.get("未参会人员", []),
            **_numbers(numbers.get(name, {})),
        )
        for name, role in named
    )


def _numbers(entry: Mapping[str, str]) -> dict[str, Any]:
    return {field: entry.get(key, "") for key, field in NUMBER_KEYS.items()}


def roster_entry(entry: str | Mapping[str, str]) -> RosterEntry:
    """Build a person of the roster from a name, or from a table with numbers and 状态."""
    known = {"姓名": entry} if isinstance(entry, str) else entry
    check_keys(known, ROSTER_KEYS)
    return RosterEntry(known["姓名"], state=known.get("状态", "在职"), **_numbers(known))


def _several(value: Any) -> list[Any]:
    if value == NONE:
        return []
    return value if isinstance(value, list) else [value]


def _check_ins(entry: Mapping[str, Any], setting: Setting) -> Iterator[CheckIn]:
    usual = {
        Event.OPENING: setting.opening_at - timedelta(minutes=5),
        Event.CLOSING: setting.closing_end - timedelta(minutes=10),
    }
    for event, on_time in usual.items():
        for each in _several(entry.get(event.value, {})):
            record = {"时间": each} if isinstance(each, str) else each
            yield check_in({"姓名": setting.plan.team[0].name} | record, event, on_time, setting.plan)


def check_in(entry: Mapping[str, Any], event: Event, on_time: datetime, plan: Plan | None) -> CheckIn:
    """Build a record of `event`, of a plan or (渠道 钉钉) of none; without 时间 it is made `on_time`."""
    check_keys(entry, CHECK_IN_KEYS)
    addresses = plan.addresses if plan else (places.address(places.HOME_TEXT, ()),)
    position = places.signed_position(entry, addresses)
    fix = None
    if "定位" in entry:
        fix = places.given_position(entry["定位"])
    elif "定位米" in entry:
        away = places.point_from(
            places.wgs_of(position), float(entry["定位米"]), float(entry.get("定位方位", 0))
        )
        fix = places.position_at(away, entry.get("坐标系", "WGS-84"))
    return CheckIn(
        plan=plan.number if plan else "",
        name=entry["姓名"],
        event=event,
        at=moment(entry["时间"], on_time.date()) if "时间" in entry else on_time,
        phone=entry.get("手机号", ""),
        position=position,
        fix=fix,
        declined=not YES_NO[entry.get("同时签到", "是")],
        channel=Channel(entry["渠道"]) if "渠道" in entry else None,
    )


def _pictures(entry: Mapping[str, Any], setting: Setting) -> Iterator[tuple[Photo, list[PhotoReview]]]:
    usual = {
        PhotoCategory.OPENING_MEETING: setting.opening_at + timedelta(minutes=10),
        PhotoCategory.CLOSING_MEETING: setting.closing_end - timedelta(minutes=5),
        PhotoCategory.OTHER: setting.opening_at + timedelta(hours=2),
    }
    for category, on_time in usual.items():
        meeting = category is not PhotoCategory.OTHER
        key = category.value if category is PhotoCategory.OTHER else f"{category.value}照片"
        listed = entry.get(key, 1 if meeting else 0)
        for place, each in enumerate([{}] * listed if isinstance(listed, int) else _several(listed), start=1):
            picture = {"上传时间": each} if isinstance(each, str) else each
            reviewed = meeting and entry.get("核查") != NONE
            yield _picture(picture, f"{category.value}{place}.jpg", on_time, setting.plan, category, reviewed)


def _picture(
    entry: Mapping[str, Any],
    name: str,
    on_time: datetime,
    plan: Plan,
    category: PhotoCategory,
    reviewed: bool,
) -> tuple[Photo, list[PhotoReview]]:
    check_keys(entry, PHOTO_KEYS)
    uploaded = entry.get("上传时间")
    photo = Photo(
        plan=plan.number,
        category=category,
        file_name=entry.get("文件名", name),
        uploader=entry.get("上传人", plan.team[0].name),
        uploaded_at=None
        if uploaded == UNKNOWN
        else moment(uploaded, on_time.date())
        if uploaded
        else on_time,
    )
    seen = "可识别人员" in entry or "可识别企业" in entry
    review = [_review(entry, photo, plan)] if seen or (reviewed and entry.get("核查") != NONE) else []
    return photo, review


def _review(entry: Mapping[str, Any], photo: Photo, plan: Plan) -> PhotoReview:
    return PhotoReview(
        plan=photo.plan,
        file_name=photo.file_name,
        people=tuple(entry.get("可识别人员", [member.name for member in plan.team])),
        seen_by=SeenBy(entry.get("识别方式", SeenBy.ON_SITE.value)),
        enterprise_seen=YES_NO[entry.get("可识别企业", "是")],
        conclusion="通过",
        reviewer="陆静文",
    )


def _explanation(entry: Mapping[str, str], number: str) -> Explanation:
    check_keys(entry, EXPLANATION_KEYS)
    return Explanation(
        plan=number,
        kind=AnomalyKind(entry["异常类型"]),
        side=Side(entry["填写方"]),
        filed_on=date.fromisoformat(entry["填写日期"]),
        text="情况说明",
        author=entry.get("填写人", ""),
        reported_on=date.fromisoformat(entry["监管系统填报日期"]) if "监管系统填报日期" in entry else None,
    )
