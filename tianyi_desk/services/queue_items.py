"""The items of 今天要办: one a visit, with what waits on it, how long is left, and whose turn it is."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tianyi_desk.models.quick import builder
from tianyi_desk.rules.reconcile import Key
from tianyi_desk.services.briefs import Brief
from tianyi_desk.services.deadlines import Deadlines, Left
from tianyi_desk.services.queue_codes import CLASSES, PLACES, STATEMENT, Codes, Waiting, codes_of, is_official


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


@dataclass(frozen=True, slots=True)
class OpenFinding:
    """A finding that waits: an O that is not explained, or an H, S or D that nobody decided about.

    A statement that is owed stands among them by the name of its kind.
    """

    plan: str
    code: str
    subject: str
    expected: bool

    @property
    def key(self) -> Key:
        """Return what a decision names it by."""
        return self.plan, self.code, self.subject

    @property
    def explained(self) -> bool:
        """Tell whether it is an O or a statement, which is written about, not decided."""
        return self.code == STATEMENT or is_official(self.code)


@dataclass(frozen=True, slots=True)
class Stage:
    """How far the explanations of one visit have come.

    `auditor_filed` says that the auditors explained every kind; `turn` is what the body's draft waits for, None
    without a draft; `who` is the person that the stage names, "" for none. `asked` says when the auditors' text was
    returned to them.
    """

    auditor_filed: bool = False
    turn: Turn | None = None
    who: str = ""
    asked: str = ""


NOT_BEGUN = Stage()


@dataclass(frozen=True, slots=True)
class Item:
    """One visit with everything that is open on it.

    `key` is the first of the visit's plan numbers, which stays while the item is worked on. `plans` are those with
    something open, the one to look at first, and `waiting` what is open on each; `bound` counts all plans of the
    visit. `who` stands below whose turn it is.
    """

    key: str
    plans: tuple[Brief, ...]
    waiting: tuple[Waiting, ...]
    bound: int
    coded: Codes
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
        return self.coded.every

    @property
    def findings(self) -> tuple[OpenFinding, ...]:
        """Return what waits, in the rule book's order."""
        found = [
            OpenFinding(plan.number, *one)
            for plan, of_plan in zip(self.plans, self.waiting, strict=True)
            for one in of_plan
        ]
        return tuple(sorted(found, key=lambda one: (PLACES[one.code], one.plan, one.subject)))

    @property
    def unexplained(self) -> tuple[str, ...]:
        """Return the plans with an O, which the auditors explain as well as the body."""
        return tuple(
            plan.number
            for plan, of_plan in zip(self.plans, self.waiting, strict=True)
            if any(is_official(code) for code, *_ in of_plan)
        )

    @property
    def expected(self) -> bool:
        """Tell whether an O is 预期."""
        return any(expected for of_plan in self.waiting for _code, _subject, expected in of_plan)

    @property
    def decidable(self) -> tuple[OpenFinding, ...]:
        """Return the H, S and D findings."""
        return tuple(one for one in self.findings if not one.explained)

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
        beside = self.coded.statement or bool(self.coded.others)
        return self.turn is not Turn.AUDITOR or pressed or beside


_item = builder(Item)


@dataclass(frozen=True, slots=True)
class OpenVisit:
    """A visit as read: its first number, its plans with what waits on each, how many it has, how far it has come.

    `statements` are the last days for the 其他情况说明 that plans of it owe.
    """

    key: str
    plans: tuple[tuple[Brief, Waiting], ...]
    bound: int = 1
    stage: Stage = NOT_BEGUN
    statements: tuple[date, ...] = ()


def item_of(visit: OpenVisit, deadlines: Deadlines) -> Item:
    """Make the item of one visit."""
    several = visit.plans if len(visit.plans) == 1 else tuple(sorted(visit.plans, key=_first_to_look_at))
    plans, waiting = tuple([plan for plan, _ in several]), tuple([of_plan for _, of_plan in several])
    codes = codes_of(waiting)
    days = [
        plan.deadline
        for plan, of_plan in several
        if codes.official and plan.deadline is not None and is_official(of_plan[0][0])
    ]
    days += visit.statements
    left = deadlines[min(days)] if days else None
    turn = turn_of(codes, visit.stage)
    group = group_of(left) if codes.due else Group.CHECK
    who = _who(turn, visit.stage, codes, plans[0])
    return _item(visit.key, plans, waiting, visit.bound, codes, left, group, turn, who)


def _first_to_look_at(plan: tuple[Brief, Waiting]) -> tuple[float, str]:
    brief, waiting = plan
    return PLACES[waiting[0][0]], brief.number


def group_of(left: Left | None) -> Group:
    """Return the group of something that asks for an explanation."""
    if left is None:
        return Group.UNDATED
    if left.overdue:
        return Group.OVERDUE
    steps = ((0, Group.TODAY), (SOON_DAYS, Group.SOON), (NEXT_DAYS, Group.NEXT))
    return next((group for last, group in steps if left.working_days <= last), Group.LATER)


def turn_of(codes: Codes, stage: Stage) -> Turn:
    """Tell whose turn it is.

    A draft on its way decides; before there is one, a correction that would dissolve every O comes first, then the
    auditors, then the body. A statement alone is the body's. Without either, data is to be corrected, and the rest
    looked at.
    """
    if not codes.due:
        return Turn.CORRECT if codes.data_only else Turn.CHECK
    if stage.turn is not None:
        return stage.turn
    if not codes.official:
        return Turn.BODY
    if codes.curable:
        return Turn.CORRECT
    return Turn.BODY if stage.auditor_filed else Turn.AUDITOR


def _who(turn: Turn, stage: Stage, codes: Codes, plan: Brief) -> str:
    if turn is Turn.CORRECT:
        return codes.wrong
    if turn is Turn.AUDITOR:
        return f"{plan.leader} {stage.asked}".rstrip()
    return stage.who or plan.leader


_GROUPS = {group: place for place, group in enumerate(Group)}


def rank(item: Item) -> tuple[object, ...]:
    """Return what the queue is sorted by: group, deadline, class, number of plans, code, end, number."""
    worst = item.coded.every[0]
    return (
        _GROUPS[item.group],
        item.left.day if item.left is not None else date.max,
        CLASSES[worst],
        -item.bound,
        PLACES[worst],
        item.plans[0].end,
        item.plans[0].number,
    )
