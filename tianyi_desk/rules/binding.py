"""Which plans are bound for 同时签到 (rule book, section 3; M2.1, M2.4, F6)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from tianyi_desk.facts.ledger import Binding
from tianyi_desk.facts.plan import Plan
from tianyi_desk.facts.vocabulary import Event
from tianyi_desk.facts.wording import enterprise_folded
from tianyi_desk.rules.schedule import first_half_day, last_half_day

Said = Mapping[frozenset[str], bool]
"""What people said of pairs of plans: bound or not."""


def said_of(bindings: Iterable[Binding]) -> Said:
    """Return what people said of pairs of plans, those that are left to the rules again aside."""
    return {frozenset((one.one, one.other)): one.bound for one in bindings if one.bound is not None}


def bound_lists(plans: Sequence[Plan], half_day_from: date, said: Said | None = None) -> list[list[int]]:
    """Return, for each plan, the positions of the plans it is bound with, by plan number.

    A plan that starts before `half_day_from` lists those whose periods share a day with it, a later one those of
    the same half-days. What people `said` of a pair outranks that. Cancelled plans are bound to nothing.
    """
    firms: defaultdict[str, list[int]] = defaultdict(list)
    for place, plan in enumerate(plans):
        if plan.valid:
            firms[enterprise_folded(plan.enterprise)].append(place)
    lists: list[list[int]] = [[] for _ in plans]
    for firm in firms.values():
        if len(firm) > 1:
            _bind_firm(plans, firm, half_day_from, lists)
    if said:
        _bind_as_said(plans, said, lists)
    return lists


def _bind_as_said(plans: Sequence[Plan], said: Said, lists: list[list[int]]) -> None:
    places = {plan.number: place for place, plan in enumerate(plans) if plan.valid}
    for pair, bound in said.items():
        known = [places[number] for number in pair if number in places]
        if len(known) < 2:
            continue
        for place, other in (known, reversed(known)):
            others = [one for one in lists[place] if one != other]
            if bound:
                others.append(other)
                others.sort(key=lambda one: plans[one].number)
            lists[place] = others


def _bind_firm(plans: Sequence[Plan], firm: list[int], half_day_from: date, lists: list[list[int]]) -> None:
    firm.sort(key=lambda place: plans[place].number)
    halves: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for place in firm:
        halves[first_half_day(plans[place]), last_half_day(plans[place])].append(place)
    for place in firm:
        plan = plans[place]
        if plan.start.date() < half_day_from:
            lists[place] = [other for other in firm if other != place and _share_a_day(plan, plans[other])]
        else:
            same = halves[first_half_day(plan), last_half_day(plan)]
            lists[place] = [other for other in same if other != place]


def _share_a_day(one: Plan, other: Plan) -> bool:
    return one.start.date() <= other.end.date() and other.start.date() <= one.end.date()


def signs_together(one: Plan, other: Plan, event: Event, day: date, half_day_from: date) -> bool:
    """Tell whether a check-in of `day` on one plan is offered to the other too.

    Before `half_day_from` the day must lie in both periods (签退: both end on it); from then on both plans must
    start and end in the same half-days.
    """
    if day >= half_day_from:
        return first_half_day(one) == first_half_day(other) and last_half_day(one) == last_half_day(other)
    if event is Event.CLOSING:
        return one.end.date() == day == other.end.date()
    return one.start.date() <= day <= one.end.date() and other.start.date() <= day <= other.end.date()


def visits(lists: Sequence[Sequence[int]]) -> list[int]:
    """Return each plan's visit: the smallest position in its connected component of binding."""
    root = list(range(len(lists)))

    def find(place: int) -> int:
        while root[place] != place:
            root[place] = root[root[place]]
            place = root[place]
        return place

    for place, others in enumerate(lists):
        for other in others:
            one, two = find(place), find(other)
            root[max(one, two)] = min(one, two)
    return [find(place) for place in range(len(lists))]
