"""今天要办: what is open, one item a visit, by the working days that are left, and whose turn it is."""

from bisect import insort
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from tianyi_desk.services.calendar_filter import in_order
from tianyi_desk.services.deadlines import Deadlines
from tianyi_desk.services.queue_items import Group, Item, OpenVisit, Turn, item_of, rank


@dataclass(frozen=True, slots=True)
class Section:
    """One group of the list; `plans` counts its plans."""

    group: Group
    items: tuple[Item, ...]
    plans: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the queue is narrowed to; None and "" mean no matter."""

    turn: Turn | None = None
    branch: str = ""
    leader: str = ""

    def keeps(self, item: Item) -> bool:
        """Tell whether an item is shown."""
        return self.turn in (None, item.turn) and self._near(item)

    def _near(self, item: Item) -> bool:
        return (not self.branch or item.branch == self.branch) and (
            not self.leader or any(self.leader in plan.leaders for plan in item.plans)
        )


@dataclass(frozen=True, slots=True)
class Queue:
    """Every item, the most pressing first, as seen at a moment; `warnings` say which years have no calendar."""

    moment: datetime
    items: tuple[Item, ...]
    warnings: tuple[str, ...] = ()

    @property
    def owed(self) -> int:
        """Count the items that ask for an explanation: what the badge shows."""
        return sum(item.group is not Group.CHECK for item in self.items)

    @property
    def branches(self) -> tuple[str, ...]:
        """Return the 部门 there are, in the order of a Chinese list."""
        return in_order(item.branch for item in self.items)

    @property
    def leaders(self) -> tuple[str, ...]:
        """Return the leaders there are, in the order of a Chinese list."""
        return in_order(name for item in self.items for plan in item.plans for name in plan.leaders)

    def counts(self, wanted: Wanted) -> Mapping[Turn, int]:
        """Count the items of every turn that the other filters leave."""
        every = Wanted(None, wanted.branch, wanted.leader)
        return Counter(item.turn for item in self.items if every.keeps(item))

    def sections(self, wanted: Wanted) -> tuple[Section, ...]:
        """Return the groups that the filters leave something of."""
        found: dict[Group, list[Item]] = {group: [] for group in Group}
        for item in self.items:
            if wanted.keeps(item):
                found[item.group].append(item)
        return tuple(
            Section(group, tuple(items), sum(item.bound for item in items))
            for group, items in found.items()
            if items
        )

    def instead(self, plans: Collection[str], items: Iterable[Item]) -> "Queue":
        """Return the queue with the visits of some plans read anew: gone where nothing is open any more."""
        fresh = {item.key: item for item in items}
        kept = [
            item
            for item in self.items
            if item.key not in fresh and not any(plan.number in plans for plan in item.plans)
        ]
        for item in fresh.values():
            insort(kept, item, key=rank)
        return Queue(self.moment, tuple(kept), self.warnings)


def arrange(visits: Iterable[OpenVisit], deadlines: Deadlines, moment: datetime) -> Queue:
    """Make the queue of the visits that have something open, as seen at a moment."""
    items = [item_of(visit, deadlines) for visit in visits]
    items.sort(key=rank)
    lefts = {item.left.day: item.left for item in items if item.left is not None}
    warnings = (warning for left in lefts.values() for warning in left.warnings)
    return Queue(moment, tuple(items), tuple(dict.fromkeys(warnings)))
