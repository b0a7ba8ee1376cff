"""The columns of the page's lists: bound plans, check-ins, team, photos, history."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from tianyi_desk.facts.vocabulary import PhotoCategory, Role
from tianyi_desk.facts.wording import moment_words
from tianyi_desk.services.plan_changes import ChangeKind, ChangeRow
from tianyi_desk.services.plan_page import BoundPlan
from tianyi_desk.services.plan_people import Seen, Team, TeamRow
from tianyi_desk.services.plan_records import CheckInRow, PhotoRow, Tone
from tianyi_desk.ui.chips import Chip, code_chip, status_chip
from tianyi_desk.ui.plan_page.arrangement import TONES
from tianyi_desk.ui.tables import Column

NOT_JUDGED = "尚未判定"


# Bound plans


def _bound_status(row: BoundPlan) -> list[Chip]:
    return [status_chip(row.status)] if row.status is not None else [Chip(NOT_JUDGED)]


BOUND_COLUMNS: tuple[Column[BoundPlan], ...] = (
    Column("number", "计划编号", lambda row: row.number, 128),
    Column(
        "projects",
        "认证项目",
        lambda row: "、".join(one.text for one in row.projects) + "（人工绑定）" * row.by_hand,
        100,
        stretch=True,
    ),
    Column(
        "status",
        "签到情况",
        lambda row: row.status.value if row.status is not None else NOT_JUDGED,
        76,
        chips=_bound_status,
    ),
)


# Check-ins


@dataclass(frozen=True, slots=True)
class CheckInLine:
    """A check-in and the plans it is recorded on: 同时签到 leaves one record on each."""

    row: CheckInRow
    plans: tuple[str, ...]
    keys: tuple[int, ...] = ()


def check_in_lines(rows: Sequence[CheckInRow]) -> list[CheckInLine]:
    """Return the check-ins in time order, those of one person and moment as one line (the one that counts most)."""
    found: dict[tuple[str, str, datetime], list[CheckInRow]] = {}
    for row in rows:
        found.setdefault((row.record.event, row.record.name, row.record.at), []).append(row)
    return [
        CheckInLine(
            max(same, key=_weight),
            tuple(one.plan for one in same if one.plan),
            tuple(one.key for one in same),
        )
        for same in found.values()
    ]


def _weight(row: CheckInRow) -> tuple[bool, bool, bool]:
    return row.decides, row.counted, row.own


def _check_in_tip(line: CheckInLine) -> str:
    row, record = line.row, line.row.record
    lines = [f"{record.event.value} {record.name} {moment_words(record.at)} {row.channel.value}"]
    if len(line.plans) > 1:
        lines.append(f"同时签到，记在 {'、'.join(line.plans)}")
    elif row.plan and not row.own:
        lines.append(f"记在绑定计划 {row.plan}")
    lines += [record.place] if record.place else []
    lines.append(row.position)
    lines += [f"手机定位 {row.fix}"] if row.fix else []
    if row.distance_m is not None:
        lines.append(f"距审核地址 {row.address} {row.distance_m:,.1f} m")
    lines += [f"手机 {record.phone}"] if record.phone else []
    lines += [f"备注 {record.remarks}"] if record.remarks else []
    if row.why_not:
        lines.append(f"不计入：{row.why_not}")
    elif row.decides:
        lines.append("按这一条判定时间")
    return "\n".join([*lines, *([f"来源 {row.source}"] if row.source else [])])


def _check_in_words(line: CheckInLine) -> str:
    row = line.row
    if row.why_not:
        return f"不计入：{row.why_not}"
    return row.timing.words if row.timing is not None else "计入"


def _check_in_tone(line: CheckInLine) -> str:
    row = line.row
    if row.why_not or row.timing is None:
        return "muted"
    return TONES[row.timing.tone]


def _distance_tone(line: CheckInLine) -> str:
    if line.row.distance_m is None:
        return "muted"
    return "official" if line.row.too_far else ""


CHECK_IN_COLUMNS: tuple[Column[CheckInLine], ...] = (
    Column("event", "事件", lambda line: line.row.record.event.value, 36, tip=_check_in_tip),
    Column("name", "姓名", lambda line: line.row.record.name, 84, tip=_check_in_tip),
    Column(
        "at",
        "时间",
        lambda line: f"{line.row.record.at:%m-%d %H:%M}",
        78,
        sort=lambda line: line.row.record.at,
        tip=_check_in_tip,
    ),
    Column(
        "distance",
        "距离",
        lambda line: line.row.distance_words,
        66,
        sort=lambda line: line.row.distance_m,
        tip=_check_in_tip,
        tone=_distance_tone,
        right=True,
    ),
    Column("result", "结果", _check_in_words, 80, tip=_check_in_tip, tone=_check_in_tone, stretch=True),
)


# Team


@dataclass(frozen=True, slots=True)
class TeamLine:
    """A member, or the enterprise, as a line of the team's list."""

    role: str
    name: str
    tip: str
    seen: Seen
    codes: tuple[str, ...]


SHORT_ROLES = {Role.TRAINEE: "实习"}


def team_lines(team: Team) -> list[TeamLine]:
    """Return the members and, last, the enterprise."""
    lines = [
        TeamLine(
            SHORT_ROLES.get(one.role, one.role.value),
            _member_words(one),
            _member_tip(one),
            one.seen,
            one.codes,
        )
        for one in team.members
    ]
    tip = "照片中能识别企业标识或企业参会人员"
    return [*lines, TeamLine("受审核方", "企业", tip, team.enterprise_seen, team.enterprise_codes)]


def _member_words(row: TeamRow) -> str:
    marks = [word for word, holds in (("远程", row.remote), ("未参会", row.absent)) if holds]
    return row.name + (f"（{'、'.join(marks)}）" if marks else "")


def _member_tip(row: TeamRow) -> str:
    told = [f"{row.name} {row.role.value}", row.match, row.department, row.qualification]
    told += [f"手机 {row.phone}"] if row.phone else []
    return "\n".join(filter(None, told))


SEEN_WORDS = {True: "识别到", False: "未识别", None: "未核查"}


def _seen_column(category: PhotoCategory) -> Column[TeamLine]:
    def chips(row: TeamLine) -> list[Chip]:
        seen = row.seen[category]
        if seen:
            return [Chip("", "good", "tick", soft=False)]
        return [Chip("–" if seen is False else "", "muted", soft=False)]

    title = category.value.removesuffix("会议").removesuffix("照片")
    return Column(
        category.name.lower(),
        title,
        lambda row: SEEN_WORDS[row.seen[category]],
        34,
        tip=lambda row: f"{category.value}：{SEEN_WORDS[row.seen[category]]}",
        chips=chips,
    )


TEAM_COLUMNS: tuple[Column[TeamLine], ...] = (
    Column("role", "", lambda row: row.role, 58, tip=lambda row: row.tip, tone=lambda _row: "muted"),
    Column("name", "姓名", lambda row: row.name, 80, tip=lambda row: row.tip, stretch=True),
    *map(_seen_column, PhotoCategory),
    Column(
        "codes",
        "异常",
        lambda row: "、".join(row.codes),
        66,
        chips=lambda row: [code_chip(code, title=False) for code in row.codes],
    ),
)


# Photos


def _photo_tip(row: PhotoRow) -> str:
    photo, review = row.photo, row.review
    lines = [f"{photo.category.value} {photo.file_name}"]
    lines += [f"上传人 {photo.uploader or '不明'}"]
    lines += [f"上传时间 {moment_words(photo.uploaded_at) if photo.uploaded_at else '不明'}"]
    lines += [photo.shot_with] if photo.shot_with else []
    lines += [] if row.own else [f"记在绑定计划 {photo.plan}"]
    if review is not None:
        lines.append(f"核查：{'、'.join(review.people) or '无人'}（{review.seen_by.value}）")
        lines.append(f"{'可' if review.enterprise_seen else '未'}识别企业，{review.conclusion or '未下结论'}")
    lines += [f"不计入：{row.why_not}"] if row.why_not else []
    return "\n".join([*lines, *([f"来源 {row.source}"] if row.source else [])])


def _photo_words(row: PhotoRow) -> str:
    if row.why_not:
        return "不计入"
    if row.timing is not None and row.timing.tone in (Tone.HOUSE, Tone.REGULATOR):
        return row.timing.words
    return (row.review.conclusion or "已核查") if row.review is not None else "未核查"


REVIEW_TONES = {"通过": "good", "有问题": "house", "待补充": "house"}


def _photo_tone(row: PhotoRow) -> str:
    if not row.why_not and row.timing is not None and row.timing.tone in (Tone.HOUSE, Tone.REGULATOR):
        return TONES[row.timing.tone]
    return REVIEW_TONES.get(_photo_words(row), "muted")


PHOTO_COLUMNS: tuple[Column[PhotoRow], ...] = (
    Column("category", "类别", lambda row: row.photo.category.value, 60, tip=_photo_tip),
    Column(
        "file_name", "文件", lambda row: row.photo.file_name, 80, tip=_photo_tip, stretch=True, middle=True
    ),
    Column(
        "at",
        "上传",
        lambda row: f"{row.photo.uploaded_at:%m-%d %H:%M}" if row.photo.uploaded_at else "时间不明",
        78,
        sort=lambda row: row.photo.uploaded_at,
        tip=_photo_tip,
    ),
    Column("result", "结果", _photo_words, 78, tip=_photo_tip, tone=_photo_tone),
)


# History

KIND_TONES = {
    ChangeKind.IMPORT: "muted",
    ChangeKind.CORRECTION: "remind",
    ChangeKind.JUDGEMENT: "muted",
    ChangeKind.DECISION: "remind",
    ChangeKind.LOOK: "muted",
}


def change_words(row: ChangeRow) -> str:
    """Say what was written: a field from one value to the other, or what was added."""
    about = " ".join(filter(None, ("" if row.entity == "审核计划" else row.entity, row.what)))
    if not row.field:
        return (
            f"{about}　{row.after}".strip("　")
            if row.entity == "异常"
            else row.after + f" {row.what}".rstrip()
        )
    return f"{about} {row.field}：{row.before} → {row.after}".strip()


def _change_tip(row: ChangeRow) -> str:
    batch = f"第 {row.batch} 批" if row.batch is not None else ""
    when = " ".join(filter(None, (moment_words(row.at), row.actor, row.kind.value, batch)))
    return "\n".join(filter(None, (when, change_words(row), f"理由：{row.reason}" if row.reason else "")))


CHANGE_COLUMNS: tuple[Column[ChangeRow], ...] = (
    Column(
        "at", "时间", lambda row: f"{row.at:%m-%d %H:%M}", 86, sort=lambda row: row.number, tip=_change_tip
    ),
    Column(
        "kind", "方式", lambda row: row.kind.value, 34, tip=_change_tip, tone=lambda row: KIND_TONES[row.kind]
    ),
    Column("actor", "经手", lambda row: row.actor, 52, tip=_change_tip),
    Column("what", "内容", change_words, 160, tip=_change_tip, stretch=True),
)
