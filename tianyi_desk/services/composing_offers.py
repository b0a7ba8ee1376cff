"""Offer ready causes from the evidence, each with the reason why it is offered."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from tianyi_desk.facts.vocabulary import AnomalyKind, AuditMode, Event
from tianyi_desk.rules.case import Case
from tianyi_desk.rules.signing import lacking_events
from tianyi_desk.services.composing_evidence import Scope, late_uploads, left_out, other_site, outsiders
from tianyi_desk.services.composing_words import distance_words, short_numbers
from tianyi_desk.services.privacy import masked

_TIME = re.compile("时间|日期|提前|推迟|延期|延后|改期|改为.*[日时]")
_PLACE = re.compile("地点|地址|场所|[厂园]|会议室|现场改|搬|迁|外地|转到")
_PEOPLE = re.compile("人员|组长|组员|审核员|专家|替换|换人")
_CANCELLED = re.compile("取消|撤销|终止|未实施")
_DOOR = re.compile(r"\d|[一二三四五六七八九十]+号")

DRIFT_M = 200
"""From here on a phone's fix and the signed point are far enough apart to speak of a drift; our choice."""
REMOTE = "remote"
GUESSES = ("forgotten", "drift", "irregular-address")
"""Causes that the evidence allows but does not say: offered, and never chosen unasked."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A cause by its code, and why it is offered."""

    code: str
    why: str

    @property
    def sure(self) -> bool:
        """Tell whether the evidence says it, so that a text may begin with it."""
        return self.code not in GUESSES


def offers(scope: Scope) -> tuple[Offer, ...]:
    """Return the causes that the evidence speaks for, the plainest first, each once.

    A statement about a remote audit alone (F5) is about nothing but its being remote.
    """
    found: dict[str, Offer] = {}
    alone = set(scope.kinds) == {AnomalyKind.STATEMENT}
    for code, look in sorted(_LOOKS, key=lambda one: alone and one[0] != REMOTE):
        why = look(scope)
        if why:
            found.setdefault(code, Offer(code, why))
    return tuple(found.values())


def _any(scope: Scope, say: Callable[[Case], str]) -> str:
    return next((words for case in scope.cases if (words := say(case))), "")


def _left_out(scope: Scope) -> str:
    def say(case: Case) -> str:
        for record, declined in left_out(case):
            where = f"在计划 {record.plan} "
            if declined:
                return f"{record.name} {where}{record.event.value}时未勾选同时签到"
            return f"{record.name} {where}{record.event.value}，但不在计划 {case.plan.number} 的审核组"
        return ""

    return _any(scope, say)


def _outsider(scope: Scope) -> str:
    def say(case: Case) -> str:
        names = dict.fromkeys(one.name for one in outsiders(case))
        return f"{'、'.join(names)} 签到，但不在上报的审核组" if names else ""

    return _any(scope, say)


def _secret(scope: Scope) -> str:
    if any(case.plan.confidential for case in scope.cases):
        return "计划标为涉密"
    fields = scope.book.projects
    for case in scope.cases:
        for name in case.plan.projects:
            area = fields.field_of(name)
            if area is not None and area.military:
                return f"{name} 属国军标，是否涉密请核实"
    return ""


def _dingtalk(scope: Scope) -> str:
    return _any(
        scope,
        lambda case: (
            f"审核组有 {len(case.dingtalk)} 条钉钉记录" if case.dingtalk and lacking_events(case) else ""
        ),
    )


def _late(scope: Scope) -> str:
    def say(case: Case) -> str:
        late = late_uploads(case)
        return f"{len(late)} 张会议照片在结束日之后上传" if late else ""

    return _any(scope, say)


def _unlocatable(scope: Scope) -> str:
    def say(case: Case) -> str:
        missing = [
            one.text for one, point in zip(case.plan.addresses, case.points, strict=True) if point is None
        ]
        if not case.plan.addresses:
            return "计划没有审核地址"
        return f"审核地址没有坐标：{masked(missing[0])}" if missing else ""

    return _any(scope, say)


def _other_site(scope: Scope) -> str:
    found = other_site(scope)
    if found is not None:
        text, number, metres = found
        return f"签到点距计划 {number} 的地址 {distance_words(metres)}：{masked(text)}"
    several = [case.plan.number for case in scope.visit if len(case.plan.addresses) > 1]
    return f"计划 {'、'.join(short_numbers(several))} 有多个审核地址" if several else ""


def _far(scope: Scope, case: Case) -> bool:
    """Tell whether a text about 地点偏差 has a record of the plan that is too far away."""
    return AnomalyKind.DEVIATION in scope.kinds and any(
        found[0] > policy.deviation_m
        for event, found in case.nearest_at.items()
        if (policy := case.duty(event).policy) is not None
    )


def _drift(scope: Scope) -> str:
    def say(case: Case) -> str:
        moved = [row[0] for row in case.fix_distances.values() if row and row[0] is not None]
        far = max(moved, default=0)
        return f"手机定位与签到点相距 {distance_words(far)}" if far >= DRIFT_M and _far(scope, case) else ""

    return _any(scope, say)


def _irregular(scope: Scope) -> str:
    def say(case: Case) -> str:
        plain = [one.text for one in case.plan.addresses if not _DOOR.search(one.text)]
        return f"审核地址没有门牌号：{masked(plain[0])}" if plain and _far(scope, case) else ""

    return _any(scope, say)


def _remote(scope: Scope) -> str:
    return _any(
        scope, lambda case: "" if case.plan.mode is AuditMode.ON_SITE else f"审核方式为{case.plan.mode.value}"
    )


def _adjusted(word: re.Pattern[str]) -> Callable[[Scope], str]:
    def look(scope: Scope) -> str:
        text = "；".join(case.plan.adjustment for case in scope.cases if case.plan.adjustment)
        if not text:
            return ""
        any_word = any(one.search(text) for one in (_TIME, _PLACE, _PEOPLE))
        return f"临时调整：{masked(text)}" if word.search(text) or not any_word else ""

    return look


def _cancelled(scope: Scope) -> str:
    def say(case: Case) -> str:
        plan = case.plan
        if not plan.valid:
            return f"计划状态为{plan.state}"
        text = f"{plan.remarks} {plan.adjustment}"
        return f"备注写有“{found[0]}”" if (found := _CANCELLED.search(text)) else ""

    return _any(scope, say)


def _forgotten(scope: Scope) -> str:
    if AnomalyKind.NOT_SIGNED not in scope.kinds:
        return ""

    def say(case: Case) -> str:
        events = lacking_events(case)
        if len(events) != 1:
            return ""
        other = Event.CLOSING if events[0] is Event.OPENING else Event.OPENING
        return f"{other.value}已计入，只缺{events[0].value}" if case.signed(other).records else ""

    return _any(scope, say)


_LOOKS: tuple[tuple[str, Callable[[Scope], str]], ...] = (
    ("left-out", _left_out),
    ("confidential", _secret),
    ("dingtalk", _dingtalk),
    ("changed-time", _adjusted(_TIME)),
    ("changed-place", _adjusted(_PLACE)),
    ("changed-people", lambda scope: _outsider(scope) or _adjusted(_PEOPLE)(scope)),
    ("cancelled", _cancelled),
    ("other-site", lambda scope: _other_site(scope) if any(_far(scope, one) for one in scope.cases) else ""),
    ("unlocatable", _unlocatable),
    ("drift", _drift),
    ("irregular-address", _irregular),
    ("late-photos", _late),
    (REMOTE, _remote),
    ("forgotten", _forgotten),
)
