"""Compare a judgement with what a rule case demands; differences are Chinese sentences."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tests.rules.case_reader import Case, Expectation, read_date
from tianyi_desk.facts.finding import EventDistance, Finding, Verdict

DISTANCE_SLACK_M = 0.06  # evidence may be rounded to the decimetre
SLACK = 1e-6
COMPARISONS = ("约", "差", "开头", "含")
KINDS_OF_THEIR_OWN = ("O1", "O3", "H11", "H12", "D05")
EVENTS_AND_CATEGORIES = ("签到", "签退", "计划", "首次会议", "末次会议", "其他照片")


def differences(case: Case, verdicts: Sequence[Verdict]) -> list[str]:
    """List everything in which a judgement differs from the case."""
    findings = [finding for verdict in verdicts for finding in verdict.findings]
    judged = {verdict.plan: verdict for verdict in verdicts}
    return [
        *_presence(case, findings),
        *_contents(case, {finding.key: finding for finding in findings}),
        *(line for plan, columns in case.verdicts.items() for line in _columns(columns, judged[plan])),
    ]


def _presence(case: Case, findings: Sequence[Finding]) -> Iterator[str]:
    wanted = {expectation.key for expectation in case.expectations}
    got = {finding.key for finding in findings if finding.code not in case.ignored}
    for plan, code, subject in sorted(wanted - {finding.key for finding in findings}):
        yield f"应有而没有：{plan} {code} {subject}"
    for plan, code, subject in sorted(got - wanted):
        yield f"不应有而有：{plan} {code} {subject}"
    for finding in findings:
        if finding.code in case.absent:
            yield f"本例要看的就是没有 {finding.code}，却有：{finding.plan} {finding.subject}"


def _contents(case: Case, found: Mapping[tuple[str, str, str], Finding]) -> Iterator[str]:
    for expectation in case.expectations:
        if finding := found.get(expectation.key):
            for line in _one(expectation, finding):
                yield f"{' '.join(expectation.key)}：{line}"


def _one(expectation: Expectation, finding: Finding) -> Iterator[str]:
    if expectation.kind is not None and finding.kind != expectation.kind:
        yield f"种类应为 {expectation.kind}，判为 {finding.kind}"
    if expectation.expected is not None and finding.expected is not expectation.expected:
        yield f"预期应为 {expectation.expected}，判为 {finding.expected}"
    if expectation.disposition is not None and finding.disposition is not expectation.disposition:
        yield f"处置应为 {expectation.disposition}，判为 {finding.disposition}"
    if expectation.mentions is not None and expectation.mentions not in str(dict(finding.evidence)):
        yield f"证据中应提到 {expectation.mentions}，证据是 {dict(finding.evidence)}"
    for name, value in expectation.evidence.items():
        if name not in finding.evidence:
            yield f"证据缺 {name}，证据是 {dict(finding.evidence)}"
        elif not agrees(name, value, finding.evidence[name]):
            yield f"证据 {name} 应为 {value}，判为 {finding.evidence[name]}"


def agrees(name: str, wanted: Any, got: Any) -> bool:
    """Tell whether an evidence value is what a case wants: equal, or a table of 约/差, 开头, 含."""
    if isinstance(wanted, dict):
        if strange := set(wanted) - set(COMPARISONS):
            raise ValueError(f"案例有误：不认识的比较 {sorted(strange)}")
        if "约" in wanted:
            return isinstance(got, int | float) and abs(got - wanted["约"]) <= wanted["差"]
        return str(got).startswith(wanted.get("开头", "")) and wanted.get("含", "") in str(got)
    if isinstance(wanted, bool) or isinstance(got, bool) or wanted is None:
        return wanted is got
    if isinstance(wanted, float) or name.endswith("_m"):
        slack = DISTANCE_SLACK_M if name.endswith("_m") else SLACK
        return isinstance(got, int | float) and abs(got - wanted) <= slack
    return bool(wanted == got)


def _columns(columns: Mapping[str, Any], verdict: Verdict) -> Iterator[str]:
    got: dict[str, Any] = {
        "状态": verdict.status.value,
        "渠道": verdict.channel.value,
        "政策": verdict.policy,
        "绑定": list(verdict.bound_with),
        "期限": verdict.deadline,
        "照片未复核": "是" if verdict.photos_unreviewed else "否",
    }
    for column, value in columns.items():
        if column == "距离":
            yield from _distances(value, verdict)
            continue
        wanted = read_date(value) if column in ("政策", "期限") else value
        if got[column] != wanted:
            yield f"{verdict.plan} {column}应为 {wanted}，判为 {got[column]}"


def _distances(wanted: Mapping[str, Any], verdict: Verdict) -> Iterator[str]:
    got = {"签到": verdict.opening_distance, "签退": verdict.closing_distance}
    for event, value in wanted.items():
        if not _distance_agrees(value, got[event]):
            yield f"{verdict.plan} {event}距离应为 {value}，判为 {got[event]}"


def _distance_agrees(wanted: Any, got: EventDistance | None) -> bool:
    if wanted is None or got is None:
        return wanted is got
    table = wanted if isinstance(wanted, dict) else {"米": wanted}
    return (
        ("米" not in table or agrees("distance_m", table["米"], got.distance_m))
        and ("临界" not in table or (table["临界"] == "是") is got.borderline)
        and ("地址" not in table or table["地址"] == got.nearest_address)
    )


def broken_invariants(case: Case, verdicts: Sequence[Verdict]) -> Iterator[str]:
    """Name what every judgement must keep, whatever the case: order, one finding per key, 预期, 处置, must_sign."""
    if [verdict.plan for verdict in verdicts] != sorted(each.plan.number for each in case.ledger.dossiers):
        yield "每个计划一个结论，按计划编号排序"
    plans = {dossier.plan.number: dossier.plan for dossier in case.ledger.dossiers}
    for verdict in verdicts:
        places = [(finding.code, finding.subject) for finding in verdict.findings]
        if places != sorted(set(places)):
            yield f"{verdict.plan}：异常应按代码、对象排序，且各不相同"
        plan = plans[verdict.plan]
        for finding in verdict.findings:
            yield from _broken(finding, predictable=plan.confidential or bool(plan.adjustment))


def _broken(finding: Finding, *, predictable: bool) -> Iterator[str]:
    name = f"{finding.plan} {finding.code} {finding.subject}"
    official, reminder = finding.code[0] == "O", finding.code[0] == "R"
    if (finding.expected and not predictable) or (official and predictable and not finding.expected):
        yield f"{name}：预期应为 {predictable}"
    if (finding.disposition is None) != (official or reminder):
        yield f"{name}：O、R 没有处置，其余都有；判为 {finding.disposition}"
    if official and finding.evidence.get("must_sign") not in ("官方", "机构"):
        yield f"{name}：证据应有 must_sign"
    if finding.code not in KINDS_OF_THEIR_OWN:
        same = finding.subject if finding.subject in EVENTS_AND_CATEGORIES else None
        if finding.kind != same:
            yield f"{name}：种类应为 {same}，判为 {finding.kind}"
    if not finding.message:
        yield f"{name}：没有说明文字"
