"""The columns of 名册: people, unknown names, and the lists of a person's page."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from tianyi_desk.facts.codes import ORDER
from tianyi_desk.facts.vocabulary import FindingClass
from tianyi_desk.facts.wording import day_words, moment_words
from tianyi_desk.services.briefs import status_word
from tianyi_desk.services.deviations import Deviation
from tianyi_desk.services.person_page import PersonVisit
from tianyi_desk.services.plan_changes import ChangeRow
from tianyi_desk.services.roster import PersonLine, by_sound
from tianyi_desk.ui.chips import Chip, class_chip, code_chip, status_chip
from tianyi_desk.ui.plan_page.columns import KIND_TONES
from tianyi_desk.ui.tables import Column


def _muted(line: PersonLine) -> str:
    return "" if line.active else "faint"


def _phone_tip(line: PersonLine) -> str:
    return f"{line.other_phones} 次审核签到用的手机号与登记的不同（D12）" if line.other_phones else ""


def _phone_tone(line: PersonLine) -> str:
    return "house" if line.other_phones else _muted(line)


def _name_chips(line: PersonLine) -> Sequence[Chip]:
    marks = [Chip("同名", "muted")] if line.namesakes > 1 else []
    marks += [Chip("待核", "house")] if line.doubts else []
    marks += [] if line.active else [Chip(line.state, "muted")]
    return [Chip(line.name, "text" if line.active else "faint", soft=False), *marks] if marks else ()


def _count(one: FindingClass) -> Callable[[PersonLine], str]:
    return lambda line: f"{line.count(one)}"


def _count_chips(one: FindingClass) -> Callable[[PersonLine], Sequence[Chip]]:
    return lambda line: (class_chip(one, f"{line.count(one)}", soft=False),) if line.count(one) else ()


def _counts(
    one: FindingClass, title: str, width: int, rank: int, *, hidden: bool = False
) -> Column[PersonLine]:
    return Column(
        one.name.lower(),
        title,
        _count(one),
        width,
        sort=lambda line: line.count(one),
        tip=lambda line: f"{one.value}：{line.count(one)} 次审核" if line.count(one) else "",
        chips=_count_chips(one),
        tone=lambda _line: "faint",
        right=True,
        rank=rank,
        hidden=hidden,
    )


PEOPLE: tuple[Column[PersonLine], ...] = (
    Column(
        "name",
        "姓名",
        lambda line: line.name,
        116,
        sort=lambda line: by_sound(line.name),
        tip=lambda line: "\n".join((line.name, *line.doubts)),
        chips=_name_chips,
        stretch=True,
    ),
    Column("ccaa", "CCAA 注册号", lambda line: line.ccaa_number, 124, tone=_muted, rank=4, middle=True),
    Column("qualification", "资格", lambda line: line.qualification, 88, tone=_muted, rank=1),
    Column("department", "部门", lambda line: line.department, 92, tone=_muted, rank=2),
    Column("phone", "手机", lambda line: line.phone, 98, tip=_phone_tip, tone=_phone_tone, rank=3),
    Column(
        "visits",
        "审核",
        lambda line: f"{line.visits}",
        50,
        sort=lambda line: line.visits,
        tip=lambda line: f"已开始的审核 {line.visits} 次，绑定在一起签到的计划算一次",
        tone=_muted,
        right=True,
    ),
    _counts(FindingClass.OFFICIAL, "官方异常", 72, 0),
    _counts(FindingClass.HOUSE, "机构要求", 72, 5, hidden=True),
    _counts(FindingClass.DOUBT, "疑点", 56, 5, hidden=True),
    _counts(FindingClass.DATA, "数据问题", 72, 5, hidden=True),
    Column("state", "状态", lambda line: line.state, 56, tone=_muted, hidden=True),
    Column("id", "证件号码", lambda line: line.id_number, 150, tone=_muted, hidden=True),
)


def _days(start: datetime, end: datetime) -> str:
    if start.date() == end.date():
        return f"{start:%Y-%m-%d}"
    return f"{start:%Y-%m-%d}—{end:%m-%d}"


def _codes(row: PersonVisit) -> Sequence[Chip]:
    return [code_chip(code, title=False) for code in row.codes]


def visit_columns(today: date) -> tuple[Column[PersonVisit], ...]:
    """Return the columns of a person's audits; those that are still to come are muted."""

    def tone(row: PersonVisit) -> str:
        return "muted" if row.start.date() > today or not row.valid else ""

    return (
        Column(
            "days",
            "审核时间",
            lambda row: _days(row.start, row.end),
            124,
            sort=lambda row: row.start,
            tip=lambda row: f"{day_words(row.start.date())} 至 {day_words(row.end.date())}",
            tone=tone,
        ),
        Column(
            "enterprise",
            "企业",
            lambda row: row.enterprise,
            150,
            tip=lambda row: "\n".join((row.enterprise, *row.numbers)),
            tone=tone,
            stretch=True,
            middle=True,
        ),
        Column("fields", "领域", lambda row: "+".join(row.fields), 92, tone=tone, rank=3),
        Column("role", "角色", lambda row: "、".join(one.value for one in row.roles), 68, tone=tone, rank=2),
        Column(
            "status",
            "签到情况",
            lambda row: status_word(row.status),
            72,
            chips=lambda row: () if row.status is None else (status_chip(row.status),),
        ),
        Column(
            "codes",
            "异常",
            lambda row: " ".join(row.codes),
            112,
            sort=lambda row: [ORDER[code] for code in row.codes] or None,
            chips=_codes,
            rank=1,
        ),
    )


def _about(row: Deviation) -> str:
    """Say what was found: the code's title, whom or what about, the figure."""
    return " ".join(filter(None, (row.title, row.circumstance, row.figure, "临界" if row.borderline else "")))


FINDINGS: tuple[Column[Deviation], ...] = (
    Column(
        "code",
        "异常",
        lambda row: row.code,
        56,
        sort=lambda row: ORDER[row.code],
        tip=lambda row: row.message,
        chips=lambda row: (code_chip(row.code, title=False),),
    ),
    Column("about", "情形", _about, 190, tip=lambda row: row.message, stretch=True),
    Column("enterprise", "企业", lambda row: row.enterprise, 176, tone=lambda _row: "muted", middle=True),
    Column("day", "审核结束", lambda row: f"{row.end:%Y-%m-%d}", 80, sort=lambda row: row.end, rank=1),
    Column(
        "handling",
        "处理",
        lambda row: row.handling,
        76,
        tip=lambda row: row.decided_reason or "",
        tone=lambda _row: "muted",
    ),
)


def _change(row: ChangeRow) -> str:
    return f"{row.field}：{row.before} → {row.after}" if row.field else row.after


HISTORY: tuple[Column[ChangeRow], ...] = (
    Column("at", "时间", lambda row: moment_words(row.at)[:16], 116, sort=lambda row: row.number),
    Column("kind", "方式", lambda row: row.kind.value, 44, tone=lambda row: KIND_TONES[row.kind]),
    Column("actor", "经手", lambda row: row.actor, 60),
    Column("what", "内容", _change, 170, stretch=True),
    Column("reason", "原因", lambda row: row.reason, 120, tone=lambda _row: "muted", rank=1),
)
