"""The findings of a report: plan by plan with the one-line why, and as a table."""

from collections.abc import Sequence

from tianyi_desk.facts.codes import CODE
from tianyi_desk.facts.vocabulary import Disposition, FindingClass, Status
from tianyi_desk.facts.wording import day_words
from tianyi_desk.reports.content import Column, Entries, Entry, Kind, Remark, Row, Table
from tianyi_desk.reports.drawings import Tone
from tianyi_desk.services.briefs import status_word
from tianyi_desk.services.deviations import BY_EXPLANATION
from tianyi_desk.services.report_facts import Held, Reported
from tianyi_desk.services.report_lists import standing_of

TONES = {
    FindingClass.OFFICIAL: Tone.OFFICIAL,
    FindingClass.HOUSE: Tone.HOUSE,
    FindingClass.DOUBT: Tone.DOUBT,
    FindingClass.DATA: Tone.DATA,
    FindingClass.REMINDER: Tone.REMINDER,
}
_STATUS_TONES = {
    Status.ANOMALOUS: Tone.OFFICIAL,
    Status.EXPLAINED: Tone.ACCENT,
    Status.TO_CHECK: Tone.DOUBT,
    Status.REMINDED: Tone.REMINDER,
    Status.NORMAL: Tone.GOOD,
    Status.CHECKED: Tone.ACCENT,
}


def status_tone(status: Status | None) -> Tone:
    """Return the tone of 签到情况."""
    return Tone.MUTED if status is None else _STATUS_TONES.get(status, Tone.MUTED)


def entries_of(plans: Sequence[Reported]) -> Entries:
    """Return the plans that have findings, each finding in one line."""
    return Entries(tuple(_entry(one) for one in plans if one.held), empty="期间内的计划没有任何发现。")


def _entry(one: Reported) -> Entry:
    plan = one.plan
    about = [
        plan.number,
        f"{plan.start:%m-%d %H:%M} 至 {plan.end:%m-%d %H:%M}",
        "、".join(plan.starred),
        f"组长 {plan.leader}",
        plan.branch,
    ]
    if one.official and plan.deadline is not None:
        about.append(f"说明期限 {day_words(plan.deadline)}")
    if one.official:
        about.append(standing_of(one))
    return Entry(
        plan.enterprise,
        status_word(plan.status),
        status_tone(plan.status),
        "　".join(about),
        tuple(map(_remark, one.held)),
    )


def _remark(one: Held) -> Remark:
    code = CODE[one.code]
    return Remark(one.code, TONES[one.finding_class], _title(one), one.message, code.clause, marks_of(one))


def _title(one: Held) -> str:
    title = CODE[one.code].title
    about = "、".join(dict.fromkeys(filter(None, (one.subject, one.kind))))
    return f"{title}（{about}）" if about else title


def marks_of(one: Held) -> str:
    """Return what must be known beside a finding: 临界, 预期, 已确认, 已排除."""
    marks = [
        "临界" if one.figure.borderline else "",
        "预期" if one.expected else "",
        one.disposition.value if one.disposition not in {None, Disposition.OPEN} else "",
    ]
    return "，".join(filter(None, marks))


def findings_table(plans: Sequence[Reported]) -> Table:
    """Return every finding that holds, the dismissed ones too, plan by plan."""
    columns = (
        Column("计划编号", Kind.TEXT, 20),
        Column("企业名称", Kind.TEXT, 30),
        Column("审核结束", Kind.DAY, 12),
        Column("审核组长", Kind.TEXT, 12),
        Column("分支机构", Kind.TEXT, 16),
        Column("类别", Kind.TEXT, 10),
        Column("代码", Kind.TEXT, 6),
        Column("名称", Kind.TEXT, 24),
        Column("对象", Kind.TEXT, 14),
        Column("情形", Kind.TEXT, 12),
        Column("数值", Kind.TEXT, 12),
        Column("事实", Kind.TEXT, 60),
        Column("依据", Kind.TEXT, 14),
        Column("临界", Kind.TEXT, 6),
        Column("预期", Kind.TEXT, 6),
        Column("处理", Kind.TEXT, 12),
        Column("处理人", Kind.TEXT, 10),
        Column("处理时间", Kind.MOMENT, 17),
        Column("处理理由", Kind.TEXT, 30),
    )
    return Table("异常", columns, tuple(_row(plan, one) for plan in plans for one in plan.held))


def _row(plan: Reported, one: Held) -> Row:
    code = CODE[one.code]
    figure = one.figure
    return (
        plan.plan.number,
        plan.plan.enterprise,
        plan.plan.end.date(),
        plan.plan.leader,
        plan.plan.branch,
        code.finding_class.value,
        one.code,
        code.title,
        one.subject,
        one.kind or "",
        figure.words,
        one.message,
        code.clause,
        "临界" if figure.borderline else "",
        "预期" if one.expected else "",
        BY_EXPLANATION if one.disposition is None else one.disposition.value,
        one.decided_by or "",
        one.decided_at,
        one.decided_reason or "",
    )
