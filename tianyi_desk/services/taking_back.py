"""Take a batch back, or one thing of it, or one field of that: first show what it would do, then do it.

What the database is afterwards is defined in `take_back_plan`. Nothing of the history is erased: what goes and what
gets its former value is written as new changes, and the batch is marked with who took it back, when and why.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from tianyi_desk import clock
from tianyi_desk.facts.vocabulary import Entity
from tianyi_desk.models import tables as t
from tianyi_desk.models.database import Database
from tianyi_desk.models.json_text import json_text
from tianyi_desk.models.neighbours import MANY_PLANS, numbers_of
from tianyi_desk.models.quick import collector_paused
from tianyi_desk.progress import Job, Progress
from tianyi_desk.rules.policy import RuleBook
from tianyi_desk.services import judgement, trail
from tianyi_desk.services.take_back_plan import PLAN, Undoing, affected, work_out
from tianyi_desk.services.take_back_reading import Scope
from tianyi_desk.services.take_back_writing import write_undoing
from tianyi_desk.services.touched import touched
from tianyi_desk.trouble import DeskError

__all__ = ("Scope", "TakenBack", "take_back", "take_back_and_judge")

REASON = "收回"


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What taking back did: things that went by kind, things whose fields have their former values, things kept.

    `judge` are the numbers of the plans to be judged again, None where that is all of them.
    """

    scope: Scope
    removed: Mapping[str, int]
    restored: int
    kept: int
    judge: frozenset[str] | None

    @property
    def nothing(self) -> bool:
        """Tell whether the facts are as they were."""
        return not self.removed and not self.restored


def take_back(
    database: Database, actor: str, scope: Scope, reason: str, *, everything: bool = False
) -> Job[TakenBack]:
    """Take something of a batch back, in one transaction; closing the job early leaves everything as it was.

    With `everything` also what people have worked on since. Raises DeskError where the reason is blank, there is
    no such batch, nothing of it is left to take back, or the environment is at fault.
    """
    if not reason.strip():
        raise DeskError("没有填写收回的原因。", "没有改动任何数据。", "请写明原因后再收回。")
    yield Progress("正在查看这批数据")
    with collector_paused(), database.writing() as session:
        require_batch(session, scope)
        undoing = work_out(session, scope, everything=everything)
        act = trail.Act(actor, clock.now(), f"{REASON}：{reason.strip()}", scope.batch)
        return (yield from apply(session, act, undoing, reason.strip()))


def take_back_and_judge(
    database: Database,
    book: RuleBook,
    as_of: datetime,
    actor: str,
    scope: Scope,
    reason: str,
    *,
    everything: bool = False,
) -> Job[TakenBack]:
    """Take something of a batch back, and judge the visits again that it touches."""
    taken = yield from take_back(database, actor, scope, reason, everything=everything)
    if taken.judge is None:
        yield from judgement.judge(database, book, as_of, actor)
    elif taken.judge:
        yield from judgement.judge_only(database, book, as_of, actor, taken.judge)
    return taken


def apply(session: Session, act: trail.Act, undoing: Undoing, reason: str) -> Job[TakenBack]:
    """Write what was worked out, and mark the batch."""
    judge = to_judge(session, undoing)
    history = trail.Trail(session, act)
    first = history.next_number
    yield from write_undoing(session, history, undoing)
    outcome = TakenBack(
        undoing.scope,
        removed_by_kind(undoing),
        sum(bool(life.differences) for life in undoing.lives.values()),
        len(undoing.spared),
        judge,
    )
    _mark(session, act, undoing, outcome, (first, history.next_number - 1, reason))
    session.info.clear()  # what it remembers of people and neighbours was so before
    return outcome


def removed_by_kind(undoing: Undoing) -> dict[str, int]:
    """Count what goes, by kind."""
    counted: dict[str, int] = {}
    for kind, _key in (*undoing.gone, *undoing.hanging):
        counted[kind] = counted.get(kind, 0) + 1
    return {str(one.value): counted[str(one.value)] for one in Entity if str(one.value) in counted}


def require_batch(session: Session, scope: Scope) -> None:
    """Raise DeskError where there is no such batch."""
    if session.scalar(select(t.batch.c.id).where(t.batch.c.id == scope.batch)) is None:
        raise DeskError(f"没有第 {scope.batch} 批。", "没有改动任何数据。", "请刷新批次列表后再试。")


def to_judge(session: Session, undoing: Undoing) -> frozenset[str] | None:
    """Return the plans that may be judged otherwise afterwards, without those that go; None for all."""
    keys, people = set[int](), False
    plans = undoing.plans | undoing.hanging
    for which in affected(undoing):
        kind, key = which
        people = people or kind == Entity.PERSON
        if kind == PLAN:
            keys.add(key)
        elif plans.get(which):
            keys.add(plans[which])
    if people or len(keys) > MANY_PLANS or _loose(undoing, plans):
        return None
    numbers = numbers_of(session, keys)
    near = touched(session, set(numbers.values()))
    if near is None:
        return None
    return near - {numbers[key] for key in undoing.gone_plans if key in numbers}


def _loose(undoing: Undoing, plans: Mapping[tuple[str, int], int]) -> bool:
    """Tell whether records of no plan are concerned: any plan may be judged by them."""
    return any(kind == Entity.CHECK_IN and (kind, key) not in plans for kind, key in affected(undoing))


def _mark(
    session: Session, act: trail.Act, undoing: Undoing, outcome: TakenBack, said: tuple[int, int, str]
) -> None:
    scope, (first, last, reason) = undoing.scope, said
    session.execute(
        insert(t.take_back),
        {
            "id": (session.scalar(select(func.max(t.take_back.c.id))) or 0) + 1,
            "batch_id": scope.batch,
            "entity": scope.entity and str(scope.entity.value),
            "entity_id": scope.key,
            "field": scope.field,
            "kept": json_text([list(which) for which in sorted(undoing.spared)]),
            "first_change": first,
            "last_change": last,
            "removed": sum(outcome.removed.values()),
            "restored": outcome.restored,
            "reason": reason,
            "actor": act.actor,
            "at": act.at,
        },
    )


def told_words(taken: TakenBack) -> str:
    """Say in one sentence what was taken back."""
    removed = "、".join(f"{kind} {count:,} 条" for kind, count in taken.removed.items())
    parts = [f"去掉 {removed}"] if removed else []
    parts += [f"{taken.restored:,} 条恢复原值"] if taken.restored else []
    parts = parts or ["数据没有变化，后来的文件或更正也这样说"]
    parts += [f"人处理过的 {taken.kept:,} 项保留"] if taken.kept else []
    what = f"第 {taken.scope.batch} 批" + ("" if taken.scope.entity is None else "的一部分")
    return f"已收回{what}：{'；'.join(parts)}；已重新判定"
