"""Whether explanations were filed, and by when: H16, H17, H19, and 已说明."""

from collections.abc import Iterable, Iterator
from datetime import date

from tianyi_desk.facts.records import Explanation
from tianyi_desk.facts.vocabulary import AnomalyKind, Side
from tianyi_desk.rules.case import Breach, Case
from tianyi_desk.rules.inputs import explanation_input, period_input, plan_input

KIND_OF = {"O1": AnomalyKind.NOT_SIGNED, "O2": AnomalyKind.DEVIATION, "O3": AnomalyKind.NO_PHOTOS}
"""Which 异常类型 explains which O finding."""


def earliest(case: Case, kind: AnomalyKind, side: Side) -> Explanation | None:
    """Return the earliest filing of a kind by a side, bound plans' included (F6)."""
    return next((one for one in case.explanations if one.kind is kind and one.side is side), None)


def needed_kinds(case: Case) -> list[AnomalyKind]:
    """Return the kinds of explanation that the plan's O findings need, in the rule book's order."""
    found = {breach.code for breach in case.official}
    return [kind for code, kind in KIND_OF.items() if code in found]


def is_explained(case: Case, codes: Iterable[str]) -> bool:
    """Tell whether the body filed an explanation of each O code's own kind (rule book, section 5)."""
    return all(earliest(case, KIND_OF[code], Side.BODY) is not None for code in codes)


def _overdue(case: Case, kinds: list[AnomalyKind], last: date) -> tuple[list[AnomalyKind], list[AnomalyKind]]:
    """Return the kinds that the body filed after `last`, and those unfiled although `last` is over."""
    late, missing = [], []
    for kind in kinds:
        filed = earliest(case, kind, Side.BODY)
        if filed is not None and filed.filed_on > last:
            late.append(kind)
        elif filed is None and case.as_of.date() > last:
            missing.append(kind)
    return late, missing


def _overdue_breach(
    case: Case, code: str, title: str, last: date, kinds: list[AnomalyKind]
) -> Iterator[Breach]:
    late, missing = _overdue(case, kinds, last)
    if not late and not missing:
        return
    filings = [one for kind in late if (one := earliest(case, kind, Side.BODY)) is not None]
    parts = [
        f"{one.kind.value}于 {one.filed_on.isoformat()} 填报，晚 {(one.filed_on - last).days} 天"
        for one in filings
    ]
    if missing:
        days = (case.as_of.date() - last).days
        parts.append(f"{'、'.join(kind.value for kind in missing)}至今未填，已逾期 {days} 天")
    formula = [f"{one.filed_on.isoformat()} > {last.isoformat()}" for one in filings]
    if missing:
        formula.append(f"未填，且 {case.as_of:%Y-%m-%d} > {last.isoformat()}")
    yield Breach(
        code,
        "",
        None,
        {
            "deadline": last.isoformat(),
            "late": [kind.value for kind in late],
            "missing": [kind.value for kind in missing],
        },
        f"{title}期限 {last.isoformat()}：" + "；".join(parts),
        "；".join(formula),
        (period_input(case), *map(explanation_input, filings)),
    )


def explanation_overdue(case: Case) -> Iterator[Breach]:
    """H16: an O finding's explanation by the body is late, or missing after the deadline (F4)."""
    kinds = needed_kinds(case)
    if kinds and case.deadline is not None:
        yield from _overdue_breach(case, "H16", "机构异常说明", case.deadline.day, kinds)


def statement_overdue(case: Case) -> Iterator[Breach]:
    """H17: the statement of a remote or mixed audit is late, or missing after its deadline (F5)."""
    last = case.statement_deadline
    if last is not None:
        yield from _overdue_breach(case, "H17", "其他情况说明", last.day, [AnomalyKind.STATEMENT])


def auditors_silent(case: Case) -> Iterator[Breach]:
    """H19: 涉密 or 临时调整, ended, and the auditors did not explain every kind of O finding (N6.7, N6.8)."""
    plan = case.plan
    if not case.ended or not (plan.confidential or plan.adjustment):
        return
    missing = [kind for kind in needed_kinds(case) if earliest(case, kind, Side.AUDITOR) is None]
    if not missing:
        return
    words = "、".join(kind.value for kind in missing)
    reason = "涉密" if plan.confidential else "临时调整"
    yield Breach(
        "H19",
        "",
        None,
        {"missing": [kind.value for kind in missing], "reason": reason},
        f"{reason}审核出现异常，审核员未填写“{words}”的异常说明",
        f"审核员填写的{words}说明 0 份 < {len(missing)} 份",
        (
            plan_input(case, "涉密", "是" if plan.confidential else "否"),
            plan_input(case, "临时调整", plan.adjustment or "否"),
        ),
    )
