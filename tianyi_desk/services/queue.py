"""今天要办: what is open, one item a visit, by the working days that are left, and whose turn it is."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from tianyi_desk.facts.codes import CODE, ORDER
from tianyi_desk.facts.vocabulary import FindingClass
from tianyi_desk.models.quick import builder
from tianyi_desk.rules.reconcile import Key
from tianyi_desk.services.briefs import Brief
from tianyi_desk.services.calendar_filter import in_order
from tianyi_desk.services.deadlines import Deadlines, Left


class Turn(StrEnum):
    """Whose turn it is, and for what; in the order of the tabs."""

    AUDITOR = "审核员未填写"
    BODY = "机构未填写"
    REVIEW = "待复核"
    RETURNED = "被退回"
    FILE = "待填报"
    CORRECT = "待更正"
    CHECK = "待核"


class Group(StrEnum):
    """How soon; in the order of the list. 待核 needs no explanation of the body's."""

    OVERDUE = "逾期"
    TODAY = "今天到期"
    SOON = "剩 1–2 天"
    NEXT = "剩 3–5 天"
    LATER = "剩 5 天以上"
    UNDATED = "没有期限"
    CHECK = "待核"


SOON_DAYS, NEXT_DAYS = 2, 5
CURABLE: dict[str, frozenset[str]] = {"O2": frozenset({"D03"})}
"""D findings that a correction dissolves together with the O finding beside them."""
CORRECTED: dict[str, str] = {
    "D02": "坐标无效",
    "D03": "坐标系待定",
    "D04": "地址无法定位",
    "D05": "组长缺失或多名",
    "D06": "姓名与名册不符",
    "D10": "项目不识别",
    "D12": "手机号不符",
}
"""D findings that are answered by a correction, and what is wrong."""


@dataclass(frozen=True, slots=True)
class OpenFinding:
    """A finding that waits: an O that is not explained, or an H, S or D that nobody decided about."""

    plan: str
    code: str
    subject: str
    expected: bool

    @property
    def key(self) -> Key:
        """Return what a decision names it by."""
        return self.plan, self.code, self.subject

    @property
    def official(self) -> bool:
        """Tell whether it is an O, which is explained, not decided."""
        return CODE[self.code].finding_class is FindingClass.OFFICIAL


@dataclass(frozen=True, slots=True)
class Stage:
    """How far the explanations of one visit have come.

    `auditor_filed` says that the auditors explained every kind; `turn` is what the body's draft waits for, None
    without a draft; `who` is the person that the stage names, "" for none.
    """

    auditor_filed: bool = False
    turn: Turn | None = None
    who: str = ""


NOT_BEGUN = Stage()


@dataclass(frozen=True, slots=True)
class Item:
    """One visit with everything that is open on it.

    `key` is the first of the visit's plan numbers, which stays while the item is worked on. `plans` are those with
    something open, the one to look at first; `bound` counts all plans of the visit. `who` stands below whose turn
    it is.
    """

    key: str
    plans: tuple[Brief, ...]
    bound: int
    findings: tuple[OpenFinding, ...]
    left: Left | None
    group: Group
    turn: Turn
    who: str

    @property
    def number(self) -> str:
        """Return the plan to open."""
        return self.plans[0].number

    @property
    def enterprise(self) -> str:
        """Return the 企业名称."""
        return self.plans[0].enterprise

    @property
    def branch(self) -> str:
        """Return the leader's 部门."""
        return self.plans[0].branch

    @property
    def leader(self) -> str:
        """Return the 组长's name."""
        return self.plans[0].leader

    @property
    def codes(self) -> tuple[str, ...]:
        """Return the codes, each once, in the rule book's order."""
        return tuple(dict.fromkeys(one.code for one in self.findings))

    @property
    def official(self) -> tuple[str, ...]:
        """Return the O codes."""
        return tuple(code for code in self.codes if CODE[code].finding_class is FindingClass.OFFICIAL)

    @property
    def others(self) -> tuple[str, ...]:
        """Return the H, S and D codes."""
        return tuple(code for code in self.codes if CODE[code].finding_class is not FindingClass.OFFICIAL)

    @property
    def expected(self) -> bool:
        """Tell whether an O is 预期."""
        return any(one.expected for one in self.findings)

    @property
    def decidable(self) -> tuple[OpenFinding, ...]:
        """Return the H, S and D findings."""
        return tuple(one for one in self.findings if not one.official)

    @property
    def fields(self) -> str:
        """Return the 认证领域 of its plans: QMS+EMS."""
        return "+".join(dict.fromkeys(field for plan in self.plans for field in plan.fields))

    @property
    def days(self) -> tuple[date, date]:
        """Return the first and the last day."""
        return min(plan.start for plan in self.plans).date(), max(plan.end for plan in self.plans).date()

    @property
    def asks(self) -> bool:
        """Tell whether somebody here has to decide: waiting for an auditor with time left is not that."""
        pressed = self.left is not None and (self.left.overdue or self.left.today)
        return self.turn is not Turn.AUDITOR or pressed or bool(self.decidable)


_item = builder(Item)


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

    def instead(self, keys: Collection[str], items: Iterable[Item]) -> "Queue":
        """Return the queue with the items of some visits read anew: gone where nothing is open any more."""
        kept = [item for item in self.items if item.key not in keys]
        return Queue(self.moment, tuple(sorted((*kept, *items), key=_rank)), self.warnings)


@dataclass(frozen=True, slots=True)
class OpenVisit:
    """A visit as read: its first number, its plans with something open, how many it has, and how far it has come."""

    key: str
    plans: tuple[Brief, ...]
    bound: int
    findings: tuple[OpenFinding, ...]
    stage: Stage = NOT_BEGUN


def arrange(visits: Iterable[OpenVisit], deadlines: Deadlines, moment: datetime) -> Queue:
    """Make the queue of the visits that have something open, as seen at a moment."""
    items = [item_of(visit, deadlines) for visit in visits if visit.findings]
    items.sort(key=_rank)
    warnings = (warning for item in items if item.left is not None for warning in item.left.warnings)
    return Queue(moment, tuple(items), tuple(dict.fromkeys(warnings)))


def item_of(visit: OpenVisit, deadlines: Deadlines) -> Item:
    """Make the item of one visit."""
    findings = tuple(sorted(visit.findings, key=lambda one: (ORDER[one.code], one.plan, one.subject)))
    owing = {one.plan for one in findings if one.official}
    days = [plan.deadline for plan in visit.plans if plan.number in owing and plan.deadline is not None]
    left = deadlines[min(days)] if days else None
    turn = turn_of(findings, visit.stage)
    first = findings[0].plan
    plans = tuple(sorted(visit.plans, key=lambda plan: (plan.number != first, plan.number)))
    group = group_of(left) if owing else Group.CHECK
    return _item(
        visit.key,
        plans,
        visit.bound,
        findings,
        left,
        group,
        turn,
        _who(turn, visit.stage, findings, plans[0]),
    )


def group_of(left: Left | None) -> Group:
    """Return the group of something that asks for an explanation."""
    if left is None:
        return Group.UNDATED
    if left.overdue:
        return Group.OVERDUE
    steps = ((0, Group.TODAY), (SOON_DAYS, Group.SOON), (NEXT_DAYS, Group.NEXT))
    return next((group for last, group in steps if left.working_days <= last), Group.LATER)


def turn_of(findings: Sequence[OpenFinding], stage: Stage) -> Turn:
    """Tell whose turn it is.

    A draft on its way decides; before there is one, a correction that would dissolve every O comes first, then the
    auditors, then the body. Without an O, data is to be corrected, and the rest looked at.
    """
    codes = {one.code for one in findings}
    official = {one.code for one in findings if one.official}
    if not official:
        return Turn.CORRECT if codes <= CORRECTED.keys() else Turn.CHECK
    if stage.turn is not None:
        return stage.turn
    if all(CURABLE.get(code, frozenset()) & codes for code in official):
        return Turn.CORRECT
    return Turn.BODY if stage.auditor_filed else Turn.AUDITOR


def _who(turn: Turn, stage: Stage, findings: Sequence[OpenFinding], plan: Brief) -> str:
    if turn is Turn.CORRECT:
        return next(CORRECTED[one.code] for one in findings if one.code in CORRECTED)
    if stage.who and turn is not Turn.AUDITOR:
        return stage.who
    return plan.leader


_CLASSES = {code: tuple(FindingClass).index(CODE[code].finding_class) for code in ORDER}
_GROUPS = {group: place for place, group in enumerate(Group)}


def _rank(item: Item) -> tuple[object, ...]:
    worst = item.findings[0].code
    return (
        _GROUPS[item.group],
        item.left.day if item.left is not None else date.max,
        _CLASSES[worst],
        -item.bound,
        ORDER[worst],
        item.plans[0].end,
        item.plans[0].number,
    )
