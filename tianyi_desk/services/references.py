"""Find the plan that a check-in names by 企业名称 and 审核时间 instead of a number."""

from collections import defaultdict
from collections.abc import Callable, Iterable

from tianyi_desk.facts.intake import PlanReference
from tianyi_desk.facts.plan import Plan
from tianyi_desk.facts.records import CheckIn
from tianyi_desk.facts.wording import enterprise_folded

Fits = Callable[[Plan, PlanReference, CheckIn], bool]


def _same_period(plan: Plan, reference: PlanReference, _record: CheckIn) -> bool:
    return plan.start == reference.start and plan.end == reference.end


def _same_days(plan: Plan, reference: PlanReference, _record: CheckIn) -> bool:
    return plan.start.date() == reference.start.date() and plan.end.date() == reference.end.date()


def _covers(plan: Plan, _reference: PlanReference, record: CheckIn) -> bool:
    return plan.start.date() <= record.at.date() <= plan.end.date()


class ReferenceBook:
    """Plans by enterprise, as binding compares names."""

    def __init__(self, plans: Iterable[Plan]) -> None:
        self._by_firm: defaultdict[str, list[Plan]] = defaultdict(list)
        for plan in plans:
            self._by_firm[enterprise_folded(plan.enterprise)].append(plan)

    def number_of(self, reference: PlanReference, record: CheckIn) -> str | None:
        """Return the number of the plan that is meant, None where none is or the choice is open.

        The same period decides, else the same days, else the only plan whose days hold the record. Of several
        (they are bound), valid ones go first, then those with the signer on the team, then the lowest number.
        """
        firm = self._by_firm.get(enterprise_folded(reference.enterprise), [])
        for fits in (_same_period, _same_days):
            found = [plan for plan in firm if fits(plan, reference, record)]
            if found:
                return min(found, key=lambda plan: _rank(plan, record)).number
        found = [plan for plan in firm if _covers(plan, reference, record)]
        valid = [plan for plan in found if plan.valid] or found
        return valid[0].number if len(valid) == 1 else None


def _rank(plan: Plan, record: CheckIn) -> tuple[bool, bool, str]:
    signer_missing = all(member.name != record.name for member in plan.team)
    return not plan.valid, signer_missing, plan.number
