"""导入模板.xlsx: every sheet with its headings, what belongs under them, and on the second one the roster if wanted."""

from dataclasses import dataclass
from pathlib import Path

from tianyi_desk import clock
from tianyi_desk.facts.plan import VALID_STATE
from tianyi_desk.facts.records import RosterEntry
from tianyi_desk.facts.vocabulary import (
    AnomalyKind,
    AuditMode,
    Channel,
    Entity,
    Event,
    PhotoCategory,
    SeenBy,
    Side,
)
from tianyi_desk.geo.datum import Datum
from tianyi_desk.importers.headings import HEADINGS, REQUIRED
from tianyi_desk.models import reading
from tianyi_desk.models.database import Database
from tianyi_desk.progress import Job, Progress
from tianyi_desk.reports.template import DAY, MOMENT, TEXT, FormColumn, FormSheet, form_bytes
from tianyi_desk.services import trail
from tianyi_desk.services.paper import require_place, write_bytes_whole

NAME = "导入模板"
NUMBERS_GIVEN = "导入模板中填入名册（号码未遮盖）"
YES_OR_NO = ("是", "否")
SHEETS = (Entity.PLAN, Entity.PERSON, Entity.CHECK_IN, Entity.PHOTO, Entity.REVIEW, Entity.EXPLANATION)
PRIVATE = frozenset({"id_number", "phone"})

CHOICES: dict[tuple[Entity, str], tuple[str, ...]] = {
    (Entity.PLAN, "mode"): tuple(mode.value for mode in AuditMode),
    (Entity.PLAN, "activities"): ("初审一阶段", "初审二阶段", "监督审核", "再认证", "特殊审核"),
    (Entity.PLAN, "datum"): tuple(datum.value for datum in Datum),
    (Entity.PLAN, "confidential"): YES_OR_NO,
    (Entity.PLAN, "synced"): YES_OR_NO,
    (Entity.PLAN, "state"): (VALID_STATE, "撤销"),
    (Entity.PERSON, "qualification"): ("高级审核员", "审核员", "实习审核员", "技术专家"),
    (Entity.PERSON, "state"): ("在职", "离职", "停用"),
    (Entity.CHECK_IN, "event"): tuple(event.value for event in Event),
    (Entity.CHECK_IN, "datum"): tuple(datum.value for datum in Datum),
    (Entity.CHECK_IN, "together"): YES_OR_NO,
    (Entity.CHECK_IN, "channel"): (Channel.MINI_PROGRAM.value, Channel.DINGTALK.value),
    (Entity.PHOTO, "category"): tuple(category.value for category in PhotoCategory),
    (Entity.PHOTO, "shot_with"): ("小程序拍照", "相册"),
    (Entity.REVIEW, "seen_by"): tuple(way.value for way in SeenBy),
    (Entity.REVIEW, "enterprise_seen"): YES_OR_NO,
    (Entity.REVIEW, "conclusion"): ("通过", "有问题", "待补充"),
    (Entity.EXPLANATION, "kind"): tuple(kind.value for kind in AnomalyKind),
    (Entity.EXPLANATION, "side"): tuple(side.value for side in Side),
}
MOMENTS = frozenset(
    {"opening_at", "closing_start", "closing_end", "starts", "ends", "at", "uploaded_at", "reviewed_at"}
)
DAYS = frozenset({"filed_on", "reported_on", "day"})
NOTES: dict[str, str] = {
    "number": "例：R0123012021001。按文本填写，不要让表格把它变成数字",
    "plan": "例：R0123012021001。没有编号的签到可改填企业名称和审核时间",
    "projects": "例：ISO9001*。几个项目用换行或分号分开；* 为必签项目",
    "period": "例：2021-10-18 08:30至2021-10-20 15:30。也可以改填开始、结束两列",
    "address": "几个地址用换行或分号分开",
    "longitude": "十进制度数，例：121.638794；几个地址的坐标按同样的顺序用分号分开",
    "latitude": "十进制度数，例：38.913962；几个地址的坐标按同样的顺序用分号分开",
    "datum": "不填按 GCJ-02（高德、腾讯、钉钉）",
    "team": "例：【组长】甲 【组员】乙, 丙 【实习】丁",
    "remote": "例：乙, 丙",
    "absent": "例：丁",
    "credit_code": "18 位，按文本填写",
    "certificates": "几个证书号用分号分开",
    "id_number": "按文本填写；从名册填入时可以留空，留空不会抹去已有的号码",
    "phone": "11 位，按文本填写；留空不会抹去已有的号码",
    "contact_phone": "按文本填写",
    "people": "例：甲、乙",
    "file_name": "例：首次1.jpg，与照片文件夹里的文件名相同",
    "text": "说明全文",
}
ABOUT = (
    (
        "怎样填写",
        "每张表第一行是表头，带 * 的列必填；表头可以换位置，也可以删去用不到的列。鼠标停在表头上看填法和例子。",
    ),
    (
        "怎样导入",
        "存盘后拖进程序窗口；先列出新增、变更、不变和拒绝，确认之后才写入。同一份文件导入两次不会重复。",
    ),
    (
        "照片",
        "照片文件放进“照片/计划编号/首次会议”（或末次会议、其他照片）文件夹，和本文件一起拖入；也可以打成一个 zip。",
    ),
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whether the roster is filled in, and whether with numbers that are masked elsewhere."""

    roster: bool = False
    numbers: bool = False


def save_template(database: Database, actor: str, path: Path, wanted: Wanted) -> Job[int]:
    """Write the template; return how many people were filled in.

    Numbers of people go in only where a person said so, which the history keeps; else their cells stay empty, as a
    masked number could be handed in again and would replace the real one. Raises DeskError where it cannot be written.
    """
    require_place(path)
    yield Progress("正在准备导入模板")
    people = _people(database) if wanted.roster else {}
    entries = sorted(people.values(), key=lambda one: (one.department, one.name))
    sheets = [_sheet(entity, entries if entity is Entity.PERSON else [], wanted) for entity in SHEETS]
    content = form_bytes(sheets, ABOUT)
    if people and wanted.numbers:
        _note(database, actor, people)
    write_bytes_whole(path, content)
    return len(people)


def _people(database: Database) -> dict[int, RosterEntry]:
    with database.reading() as session:
        return reading.people(session, reading.sheets(session))


def _note(database: Database, actor: str, people: dict[int, RosterEntry]) -> None:
    """Keep who had whose numbers handed out."""
    with database.writing() as session:
        history = trail.Trail(session, trail.Act(actor, clock.now(), NUMBERS_GIVEN))
        for key, one in people.items():
            history.added(trail.Thing(trail.LOOKED, key, one.name), {"person": key})
        history.append()


def _sheet(entity: Entity, entries: list[RosterEntry], wanted: Wanted) -> FormSheet:
    needed = {field for requirement in REQUIRED[entity] for field in requirement[0]}
    columns = tuple(
        FormColumn(
            heading.name,
            heading.field in needed,
            _note_of(entity, heading.field),
            CHOICES.get((entity, heading.field), ()),
            MOMENT if heading.field in MOMENTS else DAY if heading.field in DAYS else TEXT,
            max(12.0, 2.0 * len(heading.name) + 4, 30.0 if heading.field in WIDE else 0.0),
        )
        for heading in HEADINGS[entity]
        if (entity, heading.field) not in LEFT_OUT
    )
    fields = [heading.field for heading in HEADINGS[entity]]
    rows = [[_value(one, field, wanted) for field in fields] for one in entries]
    return FormSheet(entity.value, columns, rows)


WIDE = frozenset({"enterprise", "period", "address", "team", "place", "text", "id_number", "file_name"})
LEFT_OUT = frozenset(
    {
        *((Entity.PLAN, field) for field in ("starts", "ends", "leader", "members", "trainees")),
        *((Entity.CHECK_IN, field) for field in ("starts", "ends", "day")),
    }
)
"""Columns that are read where a file has them, but say what others of the template say already."""


def _note_of(entity: Entity, field: str) -> str:
    choices = CHOICES.get((entity, field))
    parts = [NOTES.get(field, ""), f"填：{'、'.join(choices)}" if choices else ""]
    if field in MOMENTS:
        parts.append("例：2021-10-18 08:30")
    elif field in DAYS:
        parts.append("例：2021-10-18")
    return "；".join(filter(None, parts)) or "文字"


def _value(one: RosterEntry, field: str, wanted: Wanted) -> str:
    return "" if field in PRIVATE and not wanted.numbers else str(getattr(one, field))
