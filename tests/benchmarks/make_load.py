"""Make synthetic audits of any number: as workbooks to import, and as facts in a database.

Everything is invented and follows from the row's number, so that two runs measure the same load.
"""

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from openpyxl import Workbook

from tests import builders
from tianyi_desk.facts.intake import Draft, Fact, Intake
from tianyi_desk.facts.place import Position
from tianyi_desk.facts.plan import Plan
from tianyi_desk.facts.records import CheckIn, Photo
from tianyi_desk.facts.source import Sheet, Source
from tianyi_desk.facts.vocabulary import Channel, Event, PhotoCategory, Role
from tianyi_desk.geo.datum import Datum

PLAN_COLUMNS = (
    *("计划编号", "企业名称", "统一社会信用代码", "认证项目", "证书号", "审核活动", "审核方式", "审核时间"),
    *(
        "首次会议开始",
        "末次会议开始",
        "末次会议结束",
        "行政区划",
        "审核地址",
        "计划经度",
        "计划纬度",
        "坐标系",
    ),
    *("联系人", "联系电话", "审核组", "技术专家", "未参会人员", "涉密", "同步认证到", "备注"),
)
CHECK_IN_COLUMNS = ("计划编号", "姓名", "类型", "时间", "位置", "经度", "纬度", "坐标系", "渠道")
PHOTO_COLUMNS = ("计划编号", "类别", "文件名", "上传人", "上传时间", "拍摄方式")
PERSON_COLUMNS = ("姓名", "CCAA注册号", "部门", "资格", "状态")

CITIES = (
    ("辽宁省大连市", "甘井子区华北路", 121.5254, 38.9530, "210211"),
    ("北京市", "朝阳区酒仙桥路", 116.4902, 39.9697, "110105"),
    ("河北省石家庄市", "裕华区槐安东路", 114.5314, 38.0064, "130108"),
    ("江苏省苏州市", "吴中区东吴北路", 120.6318, 31.2704, "320506"),
    ("广东省东莞市", "长安镇振安中路", 113.8032, 22.8166, "441900"),
    ("四川省成都市", "双流区西航港大道", 103.9987, 30.5560, "510116"),
    ("山东省青岛市", "城阳区正阳中路", 120.3963, 36.3074, "370214"),
    ("湖北省武汉市", "东西湖区金山大道", 114.1370, 30.6200, "420112"),
)
TRADES = (
    "机械",
    "电子",
    "化工",
    "精密铸造",
    "包装材料",
    "环保设备",
    "生物科技",
    "建筑工程",
    "物流",
    "新能源",
)
HEADS = ("海川", "恒泰", "华瑞", "鼎盛", "金桥", "远航", "明德", "博众", "宏图", "安信", "天和", "瑞丰")
SURNAMES = "崔贾沈王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯"
GIVEN = (
    "明远",
    "思齐",
    "文静",
    "建国",
    "晓峰",
    "丽华",
    "志强",
    "雨桐",
    "海燕",
    "国栋",
    "佳怡",
    "永康",
    "欣然",
    "立新",
)
PROJECTS = (("ISO9001",), ("ISO9001", "ISO14001"), ("ISO14001",), ("ISO9001", "ISO14001", "ISO45001"))
ACTIVITIES = ("监督审核", "再认证审核", "初次审核(二阶段)", "监督审核")
FIRST_DAY = datetime(2021, 10, 11)
"""A Monday. 20,000 plans fill the workdays from here to November 2022, all under one policy."""
AS_OF = datetime(2022, 11, 30, 9)
AUDITORS = 406
VISITS_A_DAY = 65
"""With teams of two for one day and three for two days, in turn, nobody is needed twice at once."""
GOLDEN = 0.6180339887498949
MEETINGS = (PhotoCategory.OPENING_MEETING, PhotoCategory.CLOSING_MEETING, PhotoCategory.OTHER)


@dataclass(frozen=True, slots=True)
class Audit:
    """One invented audit; coordinates are degrees in GCJ-02."""

    number: str
    place: int
    enterprise: str
    region: str
    address: str
    longitude: float
    latitude: float
    projects: tuple[str, ...]
    activity: str
    start: datetime
    end: datetime
    team: tuple[str, ...]


def auditor(number: int) -> str:
    """Return the name of the auditor with a number; all of them bear different names."""
    return SURNAMES[number % len(SURNAMES)] + GIVEN[number % AUDITORS // len(SURNAMES)]


def audits(size: int) -> Iterator[Audit]:
    """Yield audits of one or two days; in every ten plans, two are of one enterprise at the same time."""
    for place in range(size):
        visit = place - (place + 9) // 10
        region, street, longitude, latitude, _code = CITIES[visit % len(CITIES)]
        start = _start(visit)
        yield Audit(
            number=f"R0123012021{place:06d}",
            place=place,
            enterprise=f"{region[-3:-1]}{HEADS[visit % 12]}{TRADES[visit % 10]}{visit}有限公司",
            region=region,
            address=f"{region}{street}{visit % 900 + 1}号",
            longitude=round(longitude + visit * GOLDEN % 0.16 - 0.08, 6),
            latitude=round(latitude + visit * GOLDEN % 0.12 - 0.06, 6),
            projects=PROJECTS[place % 4],
            activity=ACTIVITIES[place % 4],
            start=start,
            end=start + timedelta(days=visit % 2, hours=8, minutes=30),
            team=_team(visit),
        )


def _start(visit: int) -> datetime:
    weeks, day = divmod(visit // VISITS_A_DAY, 5)
    return FIRST_DAY + timedelta(weeks=weeks, days=day, hours=8, minutes=30)


def _team(visit: int) -> tuple[str, ...]:
    """Return who goes, by turns; one visit in 100 shares a person with the one before, mostly in another city."""
    first = visit * 2 + visit // 2
    team = [auditor(first + step) for step in range(2 + visit % 2)]
    if visit % 200 == 53:
        team[-1] = auditor(first - 1)
    elif visit % 200 == 153:
        team[0] = auditor(first - 2)
    return tuple(team)


def plan_row(audit: Audit) -> tuple[object, ...]:
    """Return a row of 审核计划 with its 24 columns."""
    leader, *others = audit.team
    return (
        audit.number,
        audit.enterprise,
        f"9121{audit.place:013d}X",
        "；".join(audit.projects),
        f"0123{audit.start:%y}Q{audit.place:06d}R0M",
        audit.activity,
        "现场",
        f"{audit.start:%Y-%m-%d %H:%M}至{audit.end:%Y-%m-%d %H:%M}",
        f"{audit.start:%Y-%m-%d %H:%M}",
        f"{audit.end - timedelta(minutes=60):%Y-%m-%d %H:%M}",
        f"{audit.end:%Y-%m-%d %H:%M}",
        audit.region,
        audit.address,
        audit.longitude,
        audit.latitude,
        "GCJ-02",
        f"{SURNAMES[audit.place % 29]}经理",
        f"139{audit.place:08d}",
        f"【组长】{leader} 【组员】{', '.join(others)}",
        "",
        "",
        "否",
        "是",
        "请提前一天联系",
    )


def check_in_rows(audit: Audit) -> Iterator[tuple[object, ...]]:
    """Yield an opening and a closing; one in 50 audits is signed 9 km away, one in 40 signs late."""
    for event, at in _signings(audit):
        longitude, latitude = _signed_at(audit)
        place = f"{audit.region}签到点"
        yield (audit.number, audit.team[0], event.value, at, place, longitude, latitude, "GCJ-02", "认证到")


def photo_rows(audit: Audit) -> Iterator[tuple[object, ...]]:
    """Yield five photos: two of each meeting, one other."""
    for step, category in enumerate((MEETINGS[0], MEETINGS[0], MEETINGS[1], MEETINGS[1], MEETINGS[2])):
        at = audit.end if category is PhotoCategory.CLOSING_MEETING else audit.start
        name = f"IMG_{audit.place:06d}_{step}.jpg"
        yield (
            audit.number,
            category.value,
            name,
            audit.team[0],
            at + timedelta(minutes=5 + step),
            "小程序拍照",
        )


def _signings(audit: Audit) -> tuple[tuple[Event, datetime], tuple[Event, datetime]]:
    late = 45 if audit.place % 40 == 7 else 0
    return (
        (Event.OPENING, audit.start + timedelta(minutes=late - 10, seconds=audit.place % 60)),
        (Event.CLOSING, audit.end - timedelta(minutes=20, seconds=audit.place % 60)),
    )


def _signed_at(audit: Audit) -> tuple[float, float]:
    away = 0.1 if audit.place % 50 == 3 else 0.0008
    return round(audit.longitude + away, 6), round(audit.latitude + away / 7, 6)


def write_plans(path: Path, size: int) -> None:
    """Write a workbook of 审核计划 alone."""
    _write(path, {"审核计划": (PLAN_COLUMNS, (plan_row(audit) for audit in audits(size)))})


def write_everything(path: Path, size: int) -> None:
    """Write a workbook of plans, roster, check-ins and photos."""
    people = sorted({name for audit in audits(size) for name in audit.team})
    roster = (
        (name, f"2021-N1QMS-{place:07d}", "审核部", "审核员", "在职") for place, name in enumerate(people)
    )
    _write(
        path,
        {
            "审核计划": (PLAN_COLUMNS, (plan_row(audit) for audit in audits(size))),
            "审核组名册": (PERSON_COLUMNS, roster),
            "签到记录": (CHECK_IN_COLUMNS, (row for audit in audits(size) for row in check_in_rows(audit))),
            "照片": (PHOTO_COLUMNS, (row for audit in audits(size) for row in photo_rows(audit))),
        },
    )


def _write(path: Path, sheets: dict[str, tuple[Sequence[str], Iterable[Sequence[object]]]]) -> None:
    book = Workbook(write_only=True)
    for title, (columns, rows) in sheets.items():
        sheet = book.create_sheet(title)
        sheet.append(list(columns))
        for row in rows:
            sheet.append(list(row))
    book.save(path)


def plan_fact(audit: Audit) -> Plan:
    """Return the plan that importing `plan_row` would make, near enough for judging."""
    leader, *others = audit.team
    return builders.plan(
        audit.number,
        enterprise=audit.enterprise,
        projects=audit.projects,
        start=audit.start,
        end=audit.end,
        addresses=(builders.address(audit.address, _position(audit.longitude, audit.latitude)),),
        team=(builders.member(leader, Role.LEADER), *(builders.member(name) for name in others)),
        activities=(audit.activity,),
        opening_at=audit.start,
        closing_start=audit.end - timedelta(minutes=60),
        closing_end=audit.end,
        credit_code=f"9121{audit.place:013d}X",
        certificates=(f"0123{audit.start:%y}Q{audit.place:06d}R0M",),
        region=audit.region,
        contact=f"{SURNAMES[audit.place % 29]}经理",
        contact_phone=f"139{audit.place:08d}",
        synced=True,
        remarks="请提前一天联系",
        source=Source(PLAN_SHEET, audit.place + 2),
    )


def record_facts(audit: Audit) -> Iterator[CheckIn | Photo]:
    """Yield the check-ins and photos of an audit."""
    for step, (number, name, _event, at, place, longitude, latitude, _datum, _channel) in enumerate(
        check_in_rows(audit)
    ):
        yield CheckIn(
            str(number),
            str(name),
            (Event.OPENING, Event.CLOSING)[step],
            at,  # type: ignore[arg-type]
            place=str(place),
            position=_position(longitude, latitude),  # type: ignore[arg-type]
            channel=Channel.MINI_PROGRAM,
            source=Source(CHECK_IN_SHEET, audit.place * 2 + step + 2),
        )
    for step, (number, category, file_name, uploader, at, shot_with) in enumerate(photo_rows(audit)):
        yield Photo(
            str(number),
            PhotoCategory(str(category)),
            str(file_name),
            str(uploader),
            at,  # type: ignore[arg-type]
            str(shot_with),
            Source(PHOTO_SHEET, audit.place * 5 + step + 2),
        )


PLAN_SHEET, CHECK_IN_SHEET, PHOTO_SHEET = (
    Sheet("负载.xlsx", name) for name in ("审核计划", "签到记录", "照片")
)


def _position(longitude: float, latitude: float) -> Position:
    """Return a position whose WGS-84 pair is the given one moved by a typical 500 m."""
    return builders.position(
        longitude,
        latitude,
        datum=Datum.GCJ02,
        wgs_longitude=longitude - 0.0052,
        wgs_latitude=latitude - 0.0013,
    )


def facts(size: int) -> Iterator[Fact]:
    """Yield plans with two check-ins and five photos each, and the roster."""
    names = sorted({name for audit in audits(size) for name in audit.team})
    yield from (
        builders.person(name, ccaa_number=f"2021-N1QMS-{place:07d}") for place, name in enumerate(names)
    )
    for audit in audits(size):
        yield plan_fact(audit)
        yield from record_facts(audit)


def intake(size: int, *, plans_only: bool = False, photos_of: int | None = None) -> Intake:
    """Return what reading such a load would yield; with `photos_of` only so many plans, the last ones, have photos."""
    chosen = (fact for fact in facts(size) if not plans_only or isinstance(fact, Plan))
    if photos_of is not None:
        having = {audit.number for audit in audits(size) if audit.place >= size - photos_of}
        chosen = (fact for fact in chosen if not isinstance(fact, Photo) or fact.plan in having)
    return Intake(drafts=tuple(_draft(fact) for fact in chosen))


def _draft(fact: Fact) -> Draft:
    raw = (
        {"编号": builders.NUMBER}
        if not isinstance(fact, Plan)
        else dict.fromkeys(PLAN_COLUMNS, fact.enterprise)
    )
    return builders.draft(fact, raw=raw)


if __name__ == "__main__":
    write_everything(Path(sys.argv[1]), int(sys.argv[2]))
