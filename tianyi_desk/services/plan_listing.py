"""All plans, one line each with everything the panel 计划 sorts, filters and shows."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tianyi_desk.facts.codes import CODE, ORDER
from tianyi_desk.facts.projects import ProjectTable
from tianyi_desk.facts.vocabulary import AuditMode, Disposition, FindingClass
from tianyi_desk.facts.wording import width_folded
from tianyi_desk.models import tables as t
from tianyi_desk.models.database import Database
from tianyi_desk.models.quick import builder, collector_paused
from tianyi_desk.progress import Job, Progress, let_go
from tianyi_desk.rules.policy import RuleBook
from tianyi_desk.services.briefs import NO_FIELD, AboutPlan, Brief, briefs, read_brief_rows

STEP = 5000
"""Plans put together between two reports of progress."""
BETWEEN = "、"

Path = tuple[str, str, str]
"""A project under its three levels: 一级, 二级, 三级认证项目 (M3.1); the third is the project as written."""


class Phase(StrEnum):
    """Where a plan stands in time."""

    COMING = "未开始"
    RUNNING = "进行中"
    DONE = "已结束"


class Tab(StrEnum):
    """The two lists of the manual: M3.1 and M3.3."""

    TASKS = "审核任务"
    HISTORY = "审核经历"


@dataclass(frozen=True, slots=True)
class Found:
    """What was found on a plan: how many findings hold that nobody dismissed, by class in the rule book's order.

    `worst` is the code that stands first in the rule book, "" for none; `expected` says that an O is 预期.
    """

    counts: tuple[int, int, int, int, int] = (0, 0, 0, 0, 0)
    worst: str = ""
    expected: bool = False


NOTHING = Found()


@dataclass(frozen=True, slots=True)
class PlanLine(AboutPlan):
    """One plan of the list; its own values can be asked for by their names (`enterprise`, `status` …).

    `team` are all names in the plan's order, joined. `paths` are its projects under their three levels. `folded`
    is what a text is looked for in: number, enterprise, projects and names, half width and case folded, by lines.
    """

    plan: Brief
    team: str
    paths: tuple[Path, ...]
    found: Found
    folded: str

    @property
    def mode(self) -> AuditMode:
        """Return 审核方式."""
        return self.plan.mode

    def count(self, finding_class: FindingClass) -> int:
        """Return how many findings of a class hold that nobody dismissed."""
        return self.found.counts[_CLASSES.index(finding_class)]

    @property
    def worst(self) -> str:
        """Return the code of the worst finding, "" for none."""
        return self.found.worst

    @property
    def expected(self) -> bool:
        """Tell whether an O finding is 预期."""
        return self.found.expected

    def phase(self, as_of: datetime) -> Phase:
        """Return where the plan stands at a moment: over when its last day is."""
        if as_of < self.plan.start:
            return Phase.COMING
        return Phase.RUNNING if as_of.date() <= self.plan.end.date() else Phase.DONE


def tab_of(line: PlanLine, as_of: datetime) -> Tab:
    """Return the list that a plan is in: coming and running ones are 审核任务, those done 审核经历."""
    return Tab.HISTORY if line.phase(as_of) is Phase.DONE else Tab.TASKS


_CLASSES = tuple(FindingClass)
_PLACE = {code: _CLASSES.index(entry.finding_class) for code, entry in CODE.items()}
_line = builder(PlanLine)


def has_plans(database: Database) -> bool:
    """Tell whether the database holds any plan."""
    with database.reading() as session:
        return session.scalar(select(t.plan.c.id).limit(1)) is not None


def load(database: Database, book: RuleBook) -> Job[tuple[PlanLine, ...]]:
    """Read every plan, the latest start first.

    Everything is read in one moment of the database; closing the job early costs nothing. Raises DeskError.
    """
    with collector_paused():
        yield Progress("正在读取计划")
        with database.reading() as session:
            rows = read_brief_rows(session)
            teams, found = _teams(session), _found(session)
        total = len(rows.plans)
        levels = _Levels(book.projects)
        made: list[PlanLine] = []
        for key, plan in briefs(rows, book):
            if len(made) % STEP == 0:
                yield Progress("正在整理计划", len(made), total)
            team = teams.get(key, "")
            paths, folded = levels[plan.projects]
            text = f"{plan.number}\n{plan.folded_enterprise}\n".casefold() + f"{folded}\n{team}"
            made.append(_line(plan, team, paths, found.get(key, NOTHING), text))
        yield Progress("正在排序", total, total)
        let_go(rows.plans)
        made.sort(key=lambda line: (line.plan.start, line.plan.number), reverse=True)
        return tuple(made)


def _teams(session: Session) -> dict[int, str]:
    """Return the names of every plan's team, joined in the plan's order, by the keys of the plans."""
    member = t.member.c
    in_order = select(member.plan_id, member.name).order_by(member.plan_id, member.place).subquery().c
    names = func.aggregate_strings(in_order.name, BETWEEN).label("names")
    statement = select(in_order.plan_id, names).group_by(in_order.plan_id)
    return {row.plan_id: row.names for row in session.execute(statement)}


def _found(session: Session) -> dict[int, Found]:
    """Return what was found on the plans that have findings, by the keys of the plans."""
    finding = t.finding.c
    dismissed = finding.disposition.is_not_distinct_from(Disposition.DISMISSED)
    statement = select(finding.plan_id, finding.code, finding.expected)
    codes: dict[int, tuple[tuple[str, bool], ...]] = {}
    for key, code, expected in session.execute(statement.where(finding.closed_at.is_(None), ~dismissed)):
        codes[key] = (*codes.get(key, ()), (code, expected))
    known: dict[tuple[tuple[str, bool], ...], Found] = {}
    for several in codes.values():
        if several not in known:
            known[several] = _summed(several)
    return {key: known[several] for key, several in codes.items()}


def _summed(codes: tuple[tuple[str, bool], ...]) -> Found:
    counts = [0] * len(_CLASSES)
    for code, _expected in codes:
        counts[_PLACE[code]] += 1
    official, house, doubt, data, reminder = counts
    worst = min((code for code, _expected in codes), key=ORDER.__getitem__)
    return Found((official, house, doubt, data, reminder), worst, any(expected for _code, expected in codes))


class _Levels(dict[tuple[str, ...], tuple[tuple[Path, ...], str]]):
    """The three levels of projects and the text they are found by; equal lists are looked up once."""

    def __init__(self, table: ProjectTable) -> None:
        super().__init__()
        self._table = table

    def __missing__(self, projects: tuple[str, ...]) -> tuple[tuple[Path, ...], str]:
        paths = tuple([self._path(project) for project in projects])
        areas = [self._table.field_of(project) for project in projects]
        names = dict.fromkeys([*projects, *(area.name for area in areas if area)])
        found = self[projects] = paths, width_folded(" ".join(names)).casefold()
        return found

    def _path(self, project: str) -> Path:
        area = self._table.field_of(project)
        return (area.level1, area.level2, project) if area else (NO_FIELD, NO_FIELD, project)
