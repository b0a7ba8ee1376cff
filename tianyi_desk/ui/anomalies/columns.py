"""The columns of 异常."""

from collections.abc import Sequence
from operator import attrgetter

from tianyi_desk.facts.codes import ORDER
from tianyi_desk.facts.vocabulary import Disposition, DraftStage, FindingClass, Status
from tianyi_desk.facts.wording import day_words
from tianyi_desk.services.briefs import status_word
from tianyi_desk.services.deadlines import Deadlines
from tianyi_desk.services.deviations import Deviation
from tianyi_desk.ui.chips import Chip, code_chip, status_chip
from tianyi_desk.ui.tables import Column

_HANDLING: dict[Disposition | None, tuple[str, str]] = {
    Disposition.OPEN: ("house", "ring"),
    Disposition.CONFIRMED: ("text", "tick"),
    Disposition.DISMISSED: ("muted", "cross"),
    None: ("muted", ""),
}


def columns(deadlines: Deadlines) -> tuple[Column[Deviation], ...]:
    """Return the columns; a deadline is red when it is over, amber when it is near."""
    return (
        Column(
            "code",
            "异常",
            lambda row: f"{row.code} {row.title}",
            128,
            sort=lambda row: ORDER[row.code],
            chips=lambda row: (code_chip(row.code, soft=False),),
            same=attrgetter("code"),
        ),
        Column(
            "enterprise",
            "企业",
            lambda row: row.enterprise,
            176,
            tone=_tone,
            middle=True,
            sort=attrgetter("plan.enterprise"),
        ),
        Column(
            "field",
            "领域",
            lambda row: "、".join(row.fields),
            66,
            tone=_tone,
            rank=5,
            same=attrgetter("plan.fields"),
        ),
        Column(
            "number",
            "计划编号",
            lambda row: row.number,
            130,
            tone=_tone,
            middle=True,
            rank=3,
            sort=attrgetter("plan.number"),
        ),
        Column(
            "kind",
            "情形",
            _situation,
            108,
            chips=_situation_chips,
            same=attrgetter("kind", "subject", "expected", "measured.borderline"),
        ),
        Column(
            "figure",
            "数值",
            lambda row: row.figure,
            88,
            tone=_tone,
            right=True,
            rank=1,
            sort=attrgetter("measured.value"),
        ),
        Column(
            "message",
            "情况",
            lambda row: row.message,
            220,
            tone=lambda _row: "muted",
            stretch=True,
            rank=4,
            sort=attrgetter("message"),
        ),
        Column(
            "deadline",
            "说明期限",
            lambda row: _deadline(row, deadlines),
            112,
            sort=lambda row: row.deadline if _owes(row) else None,
            tip=lambda row: deadlines[row.deadline].told if _owes(row) and row.deadline else "",
            tone=lambda row: deadlines[row.deadline].tone if _waits(row) and row.deadline else _tone(row),
            rank=2,
            same=attrgetter("code", "plan.deadline", "plan.status"),
        ),
        Column(
            "handling",
            "处理",
            lambda row: row.handling,
            92,
            tip=_decided,
            chips=lambda row: (_handling(row),),
            rank=2,
            same=attrgetter("disposition", "draft"),
        ),
        Column(
            "status",
            "签到情况",
            lambda row: status_word(row.status),
            86,
            chips=lambda row: () if row.status is None else (status_chip(row.status),),
            rank=6,
            same=attrgetter("plan.status"),
        ),
        Column(
            "leader", "审核组长", lambda row: row.leader, 90, hidden=True, same=attrgetter("plan.leaders")
        ),
        Column(
            "branch", "分支机构", lambda row: row.branch, 100, hidden=True, sort=attrgetter("plan.branch")
        ),
        Column("region", "行政区划", lambda row: row.region, 90, hidden=True, sort=attrgetter("plan.region")),
        Column(
            "end",
            "审核结束",
            lambda row: day_words(row.end.date()),
            120,
            hidden=True,
            sort=attrgetter("plan.end"),
        ),
    )


def _tone(row: Deviation) -> str:
    return "faint" if row.disposition is Disposition.DISMISSED else ""


def _owes(row: Deviation) -> bool:
    return row.finding_class is FindingClass.OFFICIAL and row.deadline is not None


def _waits(row: Deviation) -> bool:
    """Tell whether the explanation is still to come."""
    return _owes(row) and row.status is Status.ANOMALOUS


def _deadline(row: Deviation, deadlines: Deadlines) -> str:
    if not _owes(row) or row.deadline is None:
        return ""
    return deadlines[row.deadline].brief if _waits(row) else row.deadline.isoformat()


def _situation(row: Deviation) -> str:
    words = [
        row.kind or row.subject,
        *(["预期"] if row.expected else []),
        *(["临界"] if row.borderline else []),
    ]
    return " ".join(filter(None, words))


def _situation_chips(row: Deviation) -> Sequence[Chip]:
    chips = []
    if row.kind or row.subject:
        chips.append(Chip(row.kind or row.subject, "text", soft=False))
    if row.expected:
        chips.append(Chip("预期", "data"))
    if row.borderline:
        chips.append(Chip("临界", "house"))
    return chips


_STAGES: dict[DraftStage, tuple[str, str]] = {
    DraftStage.WRITING: ("remind", "ring"),
    DraftStage.WAITING: ("remind", "ring"),
    DraftStage.RETURNED: ("official", "cross"),
    DraftStage.ACCEPTED: ("good", "tick"),
    DraftStage.FILED: ("good", "tick"),
}


def _handling(row: Deviation) -> Chip:
    tone, shape = _STAGES[row.draft] if row.draft is not None else _HANDLING[row.disposition]
    return Chip(row.handling, tone, shape, soft=False)


def _decided(row: Deviation) -> str:
    if row.decided_at is None:
        return ""
    return f"{row.decided_by} {row.decided_at:%Y-%m-%d %H:%M}\n{row.decided_reason or ''}".strip()
