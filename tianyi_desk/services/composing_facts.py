"""The facts of a visit as words for an explanation; what the data does not say is left to be filled in by hand.

Every phrase marks the facts in it, so that whoever shows the text can tint them. A phrase is None where there is
nothing to say, and a gap 〔……〕 where something has to be said that the data does not know.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from tianyi_desk.facts.records import CheckIn
from tianyi_desk.facts.vocabulary import AnomalyKind, Event, PhotoCategory, Role
from tianyi_desk.rules.case import Case
from tianyi_desk.rules.policy import RuleBook
from tianyi_desk.rules.signing import lacking_events
from tianyi_desk.rules.survey import Survey
from tianyi_desk.services.composing_words import (
    TAIL,
    distance_words,
    fact,
    gap,
    moment_words,
    period_words,
    short_numbers,
    tail_of,
)

MOST = 3
"""So many records are told one by one."""
MEETINGS = (PhotoCategory.OPENING_MEETING, PhotoCategory.CLOSING_MEETING)


@dataclass(frozen=True, slots=True)
class Scope:
    """What a text is about: the plans it is for, the whole visit, and the kinds of anomaly it explains."""

    cases: Sequence[Case]
    visit: Sequence[Case]
    kinds: Sequence[AnomalyKind]
    book: RuleBook

    @property
    def first(self) -> Case:
        """Return the plan that stands for all."""
        return self.cases[0]


def _number(scope: Scope, number: str) -> str:
    """Write a plan's number as short as the text, which begins with the first one, allows."""
    return tail_of(scope.first.plan.number, number) if number != scope.first.plan.number else number[-TAIL:]


def _joined(words: Iterable[str]) -> str:
    return "、".join(dict.fromkeys(words))


def _per_plan(scope: Scope, phrase: Callable[[Scope, Case], str | None]) -> str | None:
    """Say a phrase once where it is the same for every plan, else plan by plan."""
    said: dict[str, list[Case]] = {}
    for case in scope.cases:
        if words := phrase(scope, case):
            said.setdefault(words, []).append(case)
    if not said:
        return None
    if len(said) == 1 and len(next(iter(said.values()))) == len(scope.cases):
        return next(iter(said))
    return "，".join(
        f"计划 {fact('、'.join(_number(scope, one.plan.number) for one in plans))} {words}"
        for words, plans in said.items()
    )


def _period(scope: Scope) -> str:
    first = min(case.plan.start for case in scope.cases).date()
    return fact(period_words(first, max(case.plan.end for case in scope.cases).date()))


def _audit(scope: Scope) -> str:
    fields = scope.book.projects
    names = [name for case in scope.cases for name in case.plan.projects]
    short = dict.fromkeys(area.name if (area := fields.field_of(name)) else name for name in names)
    if not short:
        return gap("认证项目") + "审核"
    words = "、".join(short)
    space = " " if words[0].isascii() else ""
    return f"{space}{fact(words)} {'结合审核' if len(short) > 1 else '审核'}"


def _numbers(scope: Scope) -> str:
    return fact("、".join(short_numbers([case.plan.number for case in scope.cases])))


def _team(scope: Scope) -> str:
    by_role: dict[Role, dict[str, None]] = {role: {} for role in Role}
    for case in scope.cases:
        for member in case.plan.team:
            by_role[member.role][member.name] = None
    words = [f"{role.value}{fact('、'.join(names))}" for role, names in by_role.items() if names]
    return "，".join(words) or gap("审核组成员")


def _leader(scope: Scope) -> str:
    names = [one.name for case in scope.cases for one in case.plan.team if one.role is Role.LEADER]
    return fact(_joined(names)) if names else gap("组长")


def _anomaly(scope: Scope) -> str:
    return _per_plan(scope, _anomaly_of) or gap("异常情况")


def _anomaly_of(scope: Scope, case: Case) -> str:
    return "，".join(words for kind in scope.kinds if (words := _ANOMALIES[kind](case)))


def _not_signed(case: Case) -> str:
    events = lacking_events(case)
    return f"缺少{fact('和'.join(event.value for event in events))}记录" if events else ""


def _deviation(case: Case) -> str:
    told = []
    for event in case.placed:
        policy, found = case.duty(event).policy, case.nearest_at.get(event)
        if found is not None and policy is not None and found[0] > policy.deviation_m:
            told.append(f"{event.value}位置距上报审核地址 {fact(distance_words(found[0]))}")
    return "，".join(told)


def _no_photos(case: Case) -> str:
    lacking = [one for one in MEETINGS if not (case.uploads.get(one) and case.uploads[one].count)]
    return f"未上传{fact('和'.join(one.value for one in lacking))}照片" if lacking and case.owed else ""


_ANOMALIES: dict[AnomalyKind, Callable[[Case], str]] = {
    AnomalyKind.NOT_SIGNED: _not_signed,
    AnomalyKind.DEVIATION: _deviation,
    AnomalyKind.NO_PHOTOS: _no_photos,
    AnomalyKind.STATEMENT: lambda _case: "",
}


def _role_and_name(case: Case, record: CheckIn) -> str:
    role = next((one.role for one in case.plan.team if one.name == record.name), None)
    return f"{role.value if role is Role.LEADER else ''}{fact(record.name)}"


def _signed(event: Event) -> Callable[[Scope, Case], str | None]:
    def say(_scope: Scope, case: Case) -> str | None:
        near = case.nearest_at.get(event)
        record = near[2] if near is not None else case.judged_record(event)
        if record is None:
            return None
        when = fact(moment_words(record.at, case.plan.start.year))
        words = f"{_role_and_name(case, record)}于 {when} {event.value}"
        measured = case.nearest(record)
        return (
            f"{words}，距上报审核地址 {fact(distance_words(measured[0]))}" if measured is not None else words
        )

    return say


def _photos_of(_scope: Scope, case: Case) -> str | None:
    told = [
        f"{one.value}照片 {fact(f'{uploads.count} 张')}"
        for one in MEETINGS
        if (uploads := case.uploads.get(one)) is not None and uploads.count
    ]
    return f"已上传{'、'.join(told)}" if told else None


def _late_photos(scope: Scope) -> str:
    return _per_plan(scope, _late_photos_of) or gap("补传照片的张数和时间")


def _late_photos_of(_scope: Scope, case: Case) -> str | None:
    late = late_uploads(case)
    told = []
    for category in MEETINGS:
        moments = [at for one, at in late if one is category]
        if moments:
            when = fact(moment_words(max(moments), case.plan.start.year))
            told.append(f"{category.value}照片 {fact(f'{len(moments)} 张')}已于 {when} 补传")
    return "，".join(told) or None


def late_uploads(case: Case) -> list[tuple[PhotoCategory, datetime]]:
    """Return the meeting photos that were uploaded after the end day, with their times."""
    end = case.plan.end.date()
    return [
        (photo.category, photo.uploaded_at)
        for photo in case.counted_photos
        if photo.category in MEETINGS and photo.uploaded_at is not None and photo.uploaded_at.date() > end
    ]


def left_out(case: Case) -> list[tuple[CheckIn, bool]]:
    """Return the records that a lacking event misses only by their signer or a declined 同时签到 (M2.4)."""
    found = []
    for event in lacking_events(case):
        counted = case.signed(event)
        found += [(record, False) for record in counted.outsiders]
        found += [(record, True) for record in counted.declined]
    return found


def _binding(scope: Scope) -> str:
    return _per_plan(scope, _binding_of) or gap("由谁在哪条计划签到、为何没有计入")


def _binding_of(scope: Scope, case: Case) -> str | None:
    told = []
    for record, declined in left_out(case)[:MOST]:
        when = fact(moment_words(record.at, case.plan.start.year))
        where = f"在绑定计划 {fact(_number(scope, record.plan))} " if record.plan != case.plan.number else ""
        why = "未勾选同时签到" if declined else "不在本计划审核组，按同时签到的规定不计入"
        told.append(f"{fact(record.name)}于 {when} {where}{record.event.value}，{why}")
    return "；".join(told) or None


def _dingtalk(scope: Scope) -> str:
    return _per_plan(scope, _dingtalk_of) or gap("在钉钉签到的人员和时间")


def _dingtalk_of(_scope: Scope, case: Case) -> str | None:
    told = [
        f"{_role_and_name(case, one)}于 {fact(moment_words(one.at, case.plan.start.year))} {one.event.value}"
        for one in case.dingtalk[:MOST]
    ]
    more = f"等共 {fact(f'{len(case.dingtalk)} 条')}" if len(case.dingtalk) > MOST else ""
    return f"审核组在钉钉签到：{'，'.join(told)}{more}" if told else None


def _fix(scope: Scope) -> str:
    moved = [
        row[0]
        for case in scope.cases
        for row in case.fix_distances.values()
        if row and row[0] is not None and row[0] >= 1
    ]
    return f"手机定位与签到点相距 {fact(distance_words(max(moved)))}" if moved else gap("定位漂移的表现")


def _quoted(texts: Iterable[str]) -> str:
    return "、".join(f"“{fact(one)}”" for one in dict.fromkeys(texts) if one.strip())


def _addresses(scope: Scope) -> str:
    return _quoted(one.text for case in scope.cases for one in case.plan.addresses) or gap("上报的审核地址")


def _unlocated(scope: Scope) -> str:
    return _quoted(
        one.text
        for case in scope.cases
        for one, point in zip(case.plan.addresses, case.points, strict=True)
        if point is None
    ) or gap("哪一地址")


def other_site(scope: Scope) -> tuple[str, str, float] | None:
    """Return an address of another plan of the visit near which a deviating record was signed.

    It comes with its plan's number and the distance in metres; None where there is none within the limit.
    """
    survey, asked = Survey(), []
    for case in scope.cases:
        mine = {one.text for one in case.plan.addresses}
        for record in (found[2] for found in case.nearest_at.values()):
            point = record.position.point(foreign=case.plan.foreign) if record.position else None
            for partner in scope.visit if point is not None else ():
                for address, target in zip(partner.plan.addresses, partner.points, strict=True):
                    if target is not None and point is not None and address.text not in mine:
                        row: list[float | None] = [None]
                        survey.want(row, 0, point, target)
                        asked.append((row, address.text, partner.plan.number))
    survey.measure()
    limit = scope.first.policy.deviation_m if scope.first.policy else 0
    near = [(text, number, row[0]) for row, text, number in asked if row[0] is not None and row[0] <= limit]
    return min(near, key=lambda one: one[2], default=None)


def _other_site(scope: Scope) -> str:
    found = other_site(scope)
    if found is None:
        return gap("实际场所的名称及地址")
    text, number, metres = found
    return f"“{fact(text)}”（计划 {fact(_number(scope, number))} 的审核地址，距签到点 {fact(distance_words(metres))}）"


def _adjustment(scope: Scope) -> str:
    texts = dict.fromkeys(
        case.plan.adjustment.strip("。；， ") for case in scope.cases if case.plan.adjustment
    )
    return f"“{fact('；'.join(texts))}”" if texts else gap("变更的原因")


def _remote(scope: Scope) -> str:
    names = [one.name for case in scope.cases for one in case.plan.team if case.is_remote(one)]
    return fact(_joined(names)) if names else gap("远程参加的人员")


def _state(scope: Scope) -> str | None:
    states = dict.fromkeys(case.plan.state for case in scope.cases if not case.plan.valid)
    return f"计划状态现为{fact('、'.join(states))}" if states else None


PHRASES: dict[str, Callable[[Scope], str | None]] = {
    "期间": _period,
    "企业": lambda scope: fact(scope.first.plan.enterprise),
    "审核": _audit,
    "计划编号": _numbers,
    "方式": lambda scope: fact(_joined(case.plan.mode.value for case in scope.cases)),
    "审核组": _team,
    "组长": _leader,
    "异常": _anomaly,
    "签到": lambda scope: _per_plan(scope, _signed(Event.OPENING)),
    "签退": lambda scope: _per_plan(scope, _signed(Event.CLOSING)),
    "照片": lambda scope: _per_plan(scope, _photos_of),
    "补传": _late_photos,
    "绑定": _binding,
    "钉钉": _dingtalk,
    "定位": _fix,
    "地址": _addresses,
    "无法定位": _unlocated,
    "另一场所": _other_site,
    "临时调整": _adjustment,
    "远程人员": _remote,
    "计划状态": _state,
}
"""What a cause's template may name in braces."""
