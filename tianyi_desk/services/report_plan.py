"""The report of one plan: what it says, from everything that its page shows."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from tianyi_desk.facts.finding import Why
from tianyi_desk.facts.vocabulary import Channel, Disposition, Event, FindingClass, MustSign, PhotoCategory
from tianyi_desk.facts.wording import day_words, moment_words
from tianyi_desk.reports.content import (
    Column,
    Explained,
    ExplainedFindings,
    Facts,
    Heading,
    Kind,
    Note,
    Piece,
    Remark,
    Report,
    Section,
    SideBySide,
    Signatures,
    Table,
    Tone,
    Verdict,
    Verdicts,
)
from tianyi_desk.rules.policy import Policy
from tianyi_desk.services.briefs import status_word
from tianyi_desk.services.deviations import BY_EXPLANATION
from tianyi_desk.services.plan_changes import ChangeKind
from tianyi_desk.services.plan_findings import FindingRow
from tianyi_desk.services.plan_head import PlanHead
from tianyi_desk.services.plan_page import PlanPage
from tianyi_desk.services.plan_people import Seen
from tianyi_desk.services.plan_records import CheckInRow, PhotoRow
from tianyi_desk.services.report_drawings import sketch, time_axis
from tianyi_desk.services.report_findings import TONES
from tianyi_desk.services.report_month import SIGNERS

BETWEEN = "、"


def plan_report(page: PlanPage, policy: Policy | None, as_of: datetime) -> Report:
    """Return what the report of a plan says; `as_of` is the moment it was judged for."""
    head = page.head
    foreign = "境外" in head.marks
    sections = (
        Section("", (_verdicts(page),), new_page=False),
        Section(
            "", (SideBySide((Heading("审核计划"), _plan_facts(page)), (Heading("审核组与照片所见"), *_team(page)), 0.5),), new_page=False
        ),
        Section("时间：计划对实际", (time_axis(page.timeline),), new_page=False),
        Section(
            "地点：计划对签到",
            (SideBySide((sketch(page, policy, foreign=foreign),), (_distances(page), *_addresses(page)), 0.52),),
            new_page=False,
        ),
        Section("发现与为什么", (_findings(page),), new_page=False),
        Section("异常说明", tuple(_explanations(page)), new_page=False),
        Section("签到记录", (_check_ins(page),), new_page=False),
        Section("照片", tuple(_photos(page)), new_page=False),
        Section("更正与处置", (_changes(page),), new_page=False),
        Section("来源行", tuple(_sources(page)), new_page=False),
        Section("", (Signatures(SIGNERS),), new_page=False),
    )
    return Report(
        title=head.enterprise,
        subtitle=f"现场审核签到单项监督报告　{head.number}　判定时刻 {moment_words(as_of)}",
        running_title=f"单项监督报告，{head.number}",
        as_of=as_of,
        sections=sections,
    )


def _verdicts(page: PlanPage) -> Verdicts:
    head = page.head
    if head.status is None:
        return Verdicts((Verdict("判定", "尚未判定。", Tone.MUTED),))
    if head.channel is Channel.NONE:
        words = f"{status_word(head.status)}：不判定签到。"
        return Verdicts((Verdict("监管", words, Tone.MUTED), Verdict("机构", words, Tone.MUTED)))
    counted = [one for one in page.findings if one.finding.disposition is not Disposition.DISMISSED]
    return Verdicts((_regulator(page, counted), _house(page, counted), _beside(head, counted)))


def _regulator(page: PlanPage, counted: Sequence[FindingRow]) -> Verdict:
    head = page.head
    official = [one for one in counted if one.finding_class is FindingClass.OFFICIAL and _demanded_by(one, MustSign.OFFICIAL)]
    over = [one for one in counted if one.finding.code == "H04" or one.finding.evidence.get("over_regulator") is True]
    late = f"时间超监管线：{_named(over)}。" if over else ""
    if official:
        return Verdict("监管", f"异常：{_named(official)}。{_filing(page)}{late}", Tone.OFFICIAL)
    if not any(one.must_sign is MustSign.OFFICIAL for one in head.projects) or head.channel is not Channel.MINI_PROGRAM:
        words = "监管不要求本计划在认证到签到" + ("（钉钉）" if head.channel is Channel.DINGTALK else "")
        return Verdict("监管", f"{words}。{late}", Tone.MUTED)
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
        return f"机构说明{'应' if due.overdue else '须'}在 {day_words(due.day)} 前填报，{due.words}。"
    return "机构说明已填报。"


def _house(page: PlanPage, counted: Sequence[FindingRow]) -> Verdict:
    against = [one for one in counted if one.finding_class in {FindingClass.OFFICIAL, FindingClass.HOUSE}]
    if against:
        return Verdict("机构", f"未满足：{_named(against)}。", Tone.HOUSE)
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
    names = [
        f"{one.title}（{one.finding.subject or one.finding.kind}）" if one.finding.subject or one.finding.kind else one.title
        for one in several
    ]
    return BETWEEN.join(dict.fromkeys(names))


def _plan_facts(page: PlanPage) -> Facts:
    head = page.head
    bound = [f"{one.number}（{status_word(one.status)}）" for one in page.bound]
    pairs = [
        ("计划编号", head.number),
        ("认证项目", BETWEEN.join(one.text for one in head.projects)),
        ("认证领域", BETWEEN.join(head.fields)),
        ("审核活动", BETWEEN.join(head.activities)),
        ("审核方式", head.mode.value),
        ("审核时间", f"{moment_words(head.start)} 至 {moment_words(head.end)}"),
        ("渠道", head.channel.value + ("（随绑定计划签到）" if head.covered else "")),
        ("政策", f"{head.policy} 起施行" if head.policy else "无"),
        *((due.title, f"{day_words(due.day)}，{due.reason}，{due.words}") for due in head.dues),
        ("特别情况", BETWEEN.join(head.marks)),
        ("临时调整", head.adjustment),
        ("同时签到", BETWEEN.join(bound)),
        ("统一信用代码", head.credit_code),
        ("证书号", BETWEEN.join(head.certificates)),
        ("联系人", f"{head.contact} {head.contact_phone}".strip()),
        ("备注", head.remarks),
    ]
    return Facts(tuple((name, value) for name, value in pairs if value))


def _team(page: PlanPage) -> Iterator[Piece]:
    columns = (
        Column("姓名", Kind.TEXT, 16),
        Column("角色", Kind.TEXT, 16),
        Column("首次", Kind.TEXT, 8),
        Column("末次", Kind.TEXT, 8),
        Column("其他", Kind.TEXT, 8),
        Column("发现", Kind.TEXT, 12),
    )
    rows = tuple(
        (
            one.name,
            one.role.value + "，远程" * one.remote + "，未参会" * one.absent,
            *_seen(one.seen),
            BETWEEN.join(one.codes),
        )
        for one in page.team.members
    )
    enterprise = ("受审核方", "", *_seen(page.team.enterprise_seen), BETWEEN.join(page.team.enterprise_codes))
    note = "✓ 在照片中认出，✗ 没有认出，空白为尚未复核。"
    yield Table("", columns, (*rows, enterprise), note=note)


def _seen(seen: Seen) -> Iterator[str]:
    marks = {True: "✓", False: "✗", None: ""}
    return (marks[seen.get(category)] for category in PhotoCategory)


def _distances(page: PlanPage) -> Table:
    """Return the nearest counted record of each event."""
    columns = (
        Column("事件", Kind.TEXT, 8),
        Column("签到人", Kind.TEXT, 12),
        Column("最近地址", Kind.TEXT, 10),
        Column("距离", Kind.TEXT, 12),
        Column("结论", Kind.TEXT, 12),
    )
    rows = []
    for event in Event:
        counted = [one for one in page.check_ins if one.counted and one.record.event is event and one.distance_m is not None]
        if counted:
            nearest = min(counted, key=lambda one: one.distance_m or 0.0)
            verdict = "超过限值" if nearest.too_far else "在限值内"
            rows.append((event.value, nearest.record.name, f"{nearest.address}", nearest.distance_words, verdict))
    return Table("", columns, tuple(rows), empty="没有可以量距离的计入记录。")


def _addresses(page: PlanPage) -> Iterator[Piece]:
    rows = tuple(
        (
            f"{place}",
            one.text,
            (one.position or "无坐标") + (f"（{one.flaw}）" if one.flaw else "") + ("（经纬度已换回）" if one.swapped else ""),
        )
        for place, one in enumerate(page.addresses, 1)
    )
    columns = (Column("号", Kind.TEXT, 4), Column("审核地址", Kind.TEXT, 26), Column("坐标", Kind.TEXT, 20))
    yield Table("", columns, rows, empty="没有审核地址。")


def _findings(page: PlanPage) -> ExplainedFindings:
    return ExplainedFindings(tuple(map(_explained, page.findings)))


def _explained(row: FindingRow) -> Explained:
    one = row.finding
    about = BETWEEN.join(dict.fromkeys(filter(None, (one.subject, one.kind))))
    marks = ["预期"] if one.expected else []
    marks += ["临界"] if one.evidence.get("borderline") is True else []
    remark = Remark(
        one.code,
        TONES[row.finding_class],
        f"{row.title}（{about}）" if about else row.title,
        row.message,
        row.clause,
        BETWEEN.join(marks),
    )
    standing = f"{row.finding_class.value}，{one.disposition.value if one.disposition else BY_EXPLANATION}"
    return Explained(remark, standing, tuple(_parts(row)))


def _parts(row: FindingRow) -> Iterator[tuple[str, str]]:
    if row.why is None:
        yield "依据", row.clause or "无条款"
        yield "为什么", row.no_why
    else:
        yield from _why_parts(row.why)
    if row.hint:
        yield "现在要做", row.hint
    if row.decided is not None:
        yield "处理", f"{row.decided.by}，{moment_words(row.decided.at)}：{row.decided.reason}"


def _why_parts(why: Why) -> Iterator[tuple[str, str]]:
    if why.clause:
        yield "依据", f"{why.clause}　{why.clause_text}"
    for one in why.inputs:
        row = f"（{one.source.sheet.file} {one.source.sheet.sheet} 第 {one.source.row} 行）" if one.source else ""
        yield "取值", f"{one.name}：{one.value}{row}"
    yield "算式", why.formula
    if why.counterfactual:
        yield "若", why.counterfactual


def _explanations(page: PlanPage) -> Iterator[Piece]:
    yield Facts(tuple((f"{one.side.value}", one.words) for one in page.sides), across=2)
    columns = (
        Column("填写方", Kind.TEXT, 8),
        Column("异常类型", Kind.TEXT, 12),
        Column("填写日期", Kind.DAY, 12),
        Column("填写人", Kind.TEXT, 10),
        Column("原因", Kind.TEXT, 14),
        Column("说明", Kind.TEXT, 44),
        Column("监管填报", Kind.DAY, 12),
    )
    rows = tuple(
        (
            one.side.value,
            one.kind.value,
            one.filed_on,
            one.author,
            one.cause,
            ("" if one.own else f"（计划 {one.plan}）") + one.text + (f"（晚 {one.late_days} 天）" if one.late_days else ""),
            one.reported_on,
        )
        for one in page.explanations
    )
    yield Table("", columns, rows, empty="没有填写异常说明。")


def _check_ins(page: PlanPage) -> Table:
    columns = (
        Column("事件", Kind.TEXT, 7),
        Column("时间", Kind.TEXT, 17),
        Column("签到人", Kind.TEXT, 9),
        Column("渠道", Kind.TEXT, 8),
        Column("位置", Kind.TEXT, 26),
        Column("距离", Kind.TEXT, 10),
        Column("时限", Kind.TEXT, 11),
        Column("计入", Kind.TEXT, 18),
    )
    return Table("", columns, tuple(map(_check_in, page.check_ins)), empty="没有签到记录。")


def _check_in(row: CheckInRow) -> tuple[str, ...]:
    where = row.record.place + (f"（{row.position}）" if row.position else "")
    return (
        row.record.event.value,
        moment_words(row.record.at),
        row.record.name,
        row.channel.value,
        where + ("" if row.own else f"　计划 {row.plan}"),
        row.distance_words,
        row.timing.words if row.timing else "",
        ("计入，判定时间" if row.decides else "计入") if row.counted else f"不计入：{row.why_not}",
    )


def _photos(page: PlanPage) -> Iterator[Piece]:
    columns = (
        Column("类别", Kind.TEXT, 9),
        Column("文件名", Kind.TEXT, 26),
        Column("上传人", Kind.TEXT, 9),
        Column("上传时间", Kind.TEXT, 17),
        Column("时限", Kind.TEXT, 11),
        Column("计入", Kind.TEXT, 16),
        Column("复核", Kind.TEXT, 22),
    )
    yield Table("", columns, tuple(map(_photo, page.photos)), empty="没有上传照片。")
    if page.photos:
        yield Note("此处只列照片清单；照片本身不在本报告内。")


def _photo(row: PhotoRow) -> tuple[str, ...]:
    photo, review = row.photo, row.review
    found = ""
    if review is not None:
        people = BETWEEN.join(review.people) or "没有认出审核组成员"
        found = f"{people}{'，受审核方' if review.enterprise_seen else ''}（{review.seen_by.value}）{review.conclusion}"
    return (
        photo.category.value,
        photo.file_name + ("" if row.own else f"　计划 {photo.plan}"),
        photo.uploader or "不明",
        moment_words(photo.uploaded_at) if photo.uploaded_at else "不明",
        row.timing.words if row.timing else "",
        "计入" if row.counted else f"不计入：{row.why_not}",
        found or "未复核",
    )


def _changes(page: PlanPage) -> Table:
    columns = (
        Column("时间", Kind.TEXT, 16),
        Column("谁", Kind.TEXT, 9),
        Column("什么", Kind.TEXT, 24),
        Column("原值", Kind.TEXT, 20),
        Column("新值", Kind.TEXT, 20),
        Column("理由", Kind.TEXT, 20),
    )
    rows = tuple(
        (moment_words(one.at), one.actor, f"{one.entity} {one.what} {one.field}".strip(), one.before, one.after, one.reason)
        for one in page.changes
        if one.kind in {ChangeKind.CORRECTION, ChangeKind.DECISION}
    )
    return Table("", columns, rows, empty="没有人更正或处置过。")


def _sources(page: PlanPage) -> Iterator[Piece]:
    columns = (
        Column("种类", Kind.TEXT, 8),
        Column("来源", Kind.TEXT, 18),
        Column("批次", Kind.TEXT, 6),
        Column("原文", Kind.TEXT, 70),
    )
    rows = tuple(
        (
            one.entity.value,
            one.place,
            f"第 {one.batch} 批",
            "；".join(f"{heading} {text}" for heading, text in one.cells if text),
        )
        for one in page.sources
    )
    yield Table("", columns, rows, note="各行按导入时的原文，手机号和证件号已隐去中段。", empty="没有来源行。")
