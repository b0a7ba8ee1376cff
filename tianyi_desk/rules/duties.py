"""Where a plan's two events are owed, and who demands them (rule book, section 2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tianyi_desk.facts.plan import Plan
from tianyi_desk.facts.projects import Field
from tianyi_desk.facts.vocabulary import AuditMode, Channel, MustSign
from tianyi_desk.rules.policy import MustSignTable, Policy, RuleBook


@dataclass(frozen=True, slots=True)
class Duty:
    """What one event owes: the policy of its day, its channel, and who demands it on 认证到 (None: nobody)."""

    policy: Policy | None
    channel: Channel
    must_sign: MustSign | None

    @property
    def owed(self) -> bool:
        """Tell whether the event is owed on 认证到."""
        return self.must_sign is not None


NOT_JUDGED = Duty(None, Channel.NONE, None)


def _demands(table: MustSignTable, area: Field, mode: AuditMode) -> bool:
    if mode not in table.modes:
        return False
    return area.name in table.fields or (
        table.every_management_system and area.management and not area.military
    )


class Duties:
    """Answer what plans owe by one rule book; equal plans are looked up once."""

    def __init__(self, book: RuleBook) -> None:
        self._book = book
        self._duties: dict[tuple[object, ...], Duty] = {}
        self._policies: dict[date, Policy | None] = {}
        self._starred: dict[tuple[object, ...], tuple[str, ...]] = {}
        self._unknown: dict[tuple[str, ...], tuple[str, ...]] = {}

    def on(self, plan: Plan, day: date) -> Duty:
        """Return the duty of an event of `plan` that falls on `day`, before covering is considered."""
        policy = self._policy(day)
        if policy is None or not plan.valid:
            return NOT_JUDGED
        key = policy.effective, plan.projects, plan.mode, plan.synced
        found = self._duties.get(key)
        if found is None:
            found = self._duties[key] = self._look_up(plan, policy)
        return found

    def _policy(self, day: date) -> Policy | None:
        if day not in self._policies:
            self._policies[day] = self._book.policy_on(day)
        return self._policies[day]

    def _look_up(self, plan: Plan, policy: Policy) -> Duty:
        if plan.synced is False:
            return Duty(policy, Channel.DINGTALK, None)
        fields = self._deciding_fields(plan.projects, plan.synced)
        if any(_demands(policy.official, area, plan.mode) for area in fields):
            return Duty(policy, Channel.MINI_PROGRAM, MustSign.OFFICIAL)
        if any(_demands(policy.house, area, plan.mode) for area in fields):
            return Duty(policy, Channel.MINI_PROGRAM, MustSign.HOUSE)
        return Duty(policy, Channel.DINGTALK, None)

    def _deciding_fields(self, projects: tuple[str, ...], synced: bool | None) -> tuple[Field, ...]:
        """Return the fields that decide the channel: known ones, food only where 同步认证到 says 是."""
        fields = (self._book.projects.field_of(project) for project in projects)
        return tuple(area for area in fields if area is not None and (synced or not area.food))

    def starred(
        self, projects: tuple[str, ...], mode: AuditMode, synced: bool | None, *days: date
    ) -> tuple[str, ...]:
        """Return projects with the 必签 mark `*` behind those whose check-in the regulator demands on any of the days.

        The company's own demands bear no mark, nor does what is not signed on 认证到 (M3.1, N2, F2).
        """
        policies = tuple([self._policy(day) for day in days])
        key = *[one and one.effective for one in policies], projects, mode, synced
        found = self._starred.get(key)
        if found is None:
            demanded = [self._is_demanded(one, mode, synced, policies) for one in projects]
            marked = [one + "*" * must for one, must in zip(projects, demanded, strict=True)]
            found = self._starred[key] = tuple(marked)
        return found

    def _is_demanded(
        self, project: str, mode: AuditMode, synced: bool | None, policies: Iterable[Policy | None]
    ) -> bool:
        area = self._book.projects.field_of(project)
        if area is None or synced is False or (area.food and not synced):
            return False
        return any(policy is not None and _demands(policy.official, area, mode) for policy in policies)

    def unknown_projects(self, plan: Plan) -> tuple[str, ...]:
        """Return the projects that the table does not know (D10), as written."""
        found = self._unknown.get(plan.projects)
        if found is None:
            found = tuple(one for one in plan.projects if self._book.projects.field_of(one) is None)
            self._unknown[plan.projects] = found
        return found

    def may_be_covered(self, plan: Plan) -> bool:
        """Tell whether a bound plan can cover this one: GJB and nothing else known, or 同步认证到 否 (N4, N5)."""
        return self.may_be_covered_by(plan.projects, plan.synced)

    def may_be_covered_by(self, projects: tuple[str, ...], synced: bool | None) -> bool:
        """Tell by its projects and 同步认证到 whether a bound plan can cover a plan."""
        fields = self._deciding_fields(projects, synced)
        return synced is False or (bool(fields) and all(area.military for area in fields))
