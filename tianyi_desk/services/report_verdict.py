"""The verdict of one plan's report on both lines, the regulator's and the company's, which are never mixed."""

from collections.abc import Sequence

from tianyi_desk.facts.vocabulary import Channel, Disposition, FindingClass, MustSign, Status
from tianyi_desk.facts.wording import day_words
from tianyi_desk.reports.content import Verdict, Verdicts
from tianyi_desk.reports.drawings import Tone
from tianyi_desk.services.briefs import status_word
from tianyi_desk.services.plan_findings import FindingRow
from tianyi_desk.services.plan_head import Due, PlanHead
from tianyi_desk.services.plan_page import PlanPage

BETWEEN = "、"
MOST_NAMED = 4
"""Subjects of one kind of finding that a verdict names; the rest is listed below."""
UNDER_WAY = frozenset({Status.RUNNING, Status.REMINDED})
"""Of a plan that stands so nobody can say yet that it was in order."""


def verdicts_of(page: PlanPage) -> Verdicts:
    """Return how a plan stands to the regulator's and to the company's rules, and what else was found."""
    head = page.head
    if head.status is None:
        return Verdicts((Verdict("判定", "尚未判定。", Tone.MUTED),))
    if head.channel is Channel.NONE:
        words = f"{status_word(head.status)}：不判定签到。"
        return Verdicts((Verdict("监管", words, Tone.MUTED), Verdict("机构", words, Tone.MUTED)))
    if head.status is Status.NOT_STARTED:
        words = "审核尚未开始，没有可判定的。"
        return Verdicts((Verdict("监管", words, Tone.MUTED), Verdict("机构", words, Tone.MUTED)))
    counted = [one for one in page.findings if one.finding.disposition is not Disposition.DISMISSED]
    return Verdicts((_regulator(page, counted), _house(page, counted), _beside(head, counted)))


def _regulator(page: PlanPage, counted: Sequence[FindingRow]) -> Verdict:
    head = page.head
    official = [
        one
        for one in counted
        if one.finding_class is FindingClass.OFFICIAL and _demanded_by(one, MustSign.OFFICIAL)
    ]
    over = [
        one
        for one in counted
        if one.finding.code == "H04" or one.finding.evidence.get("over_regulator") is True
    ]
    late = f"时间超监管线：{_named(over)}。" if over else ""
    if official:
        expected = "（均属预期，N6.7、N6.8）" if all(one.finding.expected for one in official) else ""
        return Verdict("监管", f"异常{expected}：{_named(official)}。{_filing(page)}{late}", Tone.OFFICIAL)
    if (
        not any(one.must_sign is MustSign.OFFICIAL for one in head.projects)
        or head.channel is not Channel.MINI_PROGRAM
    ):
        words = "监管不要求本计划在认证到签到" + ("（钉钉）" if head.channel is Channel.DINGTALK else "")
        return Verdict("监管", f"{words}。{late}", Tone.MUTED)
    if head.status in UNDER_WAY:
        return Verdict(
            "监管", f"审核尚未结束，至判定时刻未见异常。{late}", Tone.HOUSE if late else Tone.MUTED
        )
    words = "未签到、地点偏差、未上传照片均无"
    return Verdict("监管", f"无异常：{words}。{late}", Tone.HOUSE if late else Tone.GOOD)


def _demanded_by(one: FindingRow, who: MustSign) -> bool:
    return one.finding.evidence.get("must_sign") == who.value


def _filing(page: PlanPage) -> str:
    due = next((one for one in page.head.dues if one.title == "说明期限"), None)
    if due is None:
        pending = any(side.missing for side in page.sides)
        return "异常说明尚未填齐。" if pending else "异常说明已填。"
    if due.pending:
        return f"机构说明{'应' if due.overdue else '须'}在 {day_words(due.day)} 前填报，{left_words(due)}。"
    return "机构说明已填报。"


def left_words(due: Due) -> str:
    """Say how much time is left; on paper, where H16 counts days of the calendar, with the kind of days."""
    return due.words.replace(" 天", " 个工作日")


def _house(page: PlanPage, counted: Sequence[FindingRow]) -> Verdict:
    against = [one for one in counted if one.finding_class in {FindingClass.OFFICIAL, FindingClass.HOUSE}]
    if against:
        return Verdict("机构", f"未满足：{_named(against)}。", Tone.HOUSE)
    if page.head.status in UNDER_WAY:
        return Verdict("机构", "审核尚未结束，至判定时刻没有违反。", Tone.MUTED)
    review = "照片尚未复核，H11、H12 待复核后判定。" if page.head.photos_unreviewed else ""
    return Verdict("机构", f"满足。{review}", Tone.GOOD)


def _beside(head: PlanHead, counted: Sequence[FindingRow]) -> Verdict:
    parts = [f"签到情况“{status_word(head.status)}”"]
    for each in (FindingClass.DOUBT, FindingClass.DATA, FindingClass.REMINDER):
        many = sum(one.finding_class is each for one in counted)
        parts.append(f"{each.value} {many} 项")
    parts += ["数据在判定后又有变动，请重新判定"] if head.stale else []
    return Verdict("另", f"{'，'.join(parts)}；各类不相加。", Tone.MUTED)


def _named(several: Sequence[FindingRow]) -> str:
    """Name findings, those of one title together; of many subjects the first few and how many there are."""
    subjects: dict[str, list[str]] = {}
    for one in several:
        subjects.setdefault(one.title, []).append(one.finding.subject or one.finding.kind or "")
    return BETWEEN.join(f"{title}{_about(about)}" for title, about in subjects.items())


def _about(subjects: Sequence[str]) -> str:
    named = [one for one in dict.fromkeys(subjects) if one]
    if not named:
        return ""
    more = f" 等 {len(named)} 项" if len(named) > MOST_NAMED else ""
    return f"（{BETWEEN.join(named[:MOST_NAMED])}{more}）"
