"""Decide on findings in bulk, let the plans' 签到情况 follow in the same breath, and take a decision back."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from tianyi_desk import clock
from tianyi_desk.facts.vocabulary import Disposition, Status
from tianyi_desk.models import tables as t
from tianyi_desk.models.database import Database
from tianyi_desk.models.neighbours import keys_of
from tianyi_desk.models.reading import several
from tianyi_desk.progress import Job, Progress
from tianyi_desk.rules.reconcile import Key
from tianyi_desk.rules.verdicts import BY_DECISIONS, status_by_decisions
from tianyi_desk.services import findings, trail
from tianyi_desk.trouble import DeskError

TAKEN_BACK = "撤销："


@dataclass(frozen=True, slots=True)
class Settled:
    """What a decision did: each finding's disposition before and after, what was left out, and the plans that moved.

    `moved` gives the 签到情况 before and after of the plans whose 签到情况 changed, by number.
    """

    reason: str
    written: Mapping[Key, tuple[Disposition, Disposition]]
    left_out: tuple[Key, ...]
    moved: Mapping[str, tuple[Status, Status]]

    @property
    def words(self) -> tuple[str, ...]:
        """Say how many plans moved from which 签到情况 to which: 3 条计划由 待核 变为 已核."""
        counts = Counter(self.moved.values())
        return tuple(
            f"{count} 条计划由 {before.value} 变为 {after.value}"
            for (before, after), count in counts.most_common()
        )


@dataclass(frozen=True, slots=True)
class _Wish:
    """Findings that shall get a disposition, those only that stand at `instead_of` (None: at any other)."""

    keys: Collection[Key]
    disposition: Disposition
    instead_of: Disposition | None = None


def decide_deviations(
    database: Database, actor: str, keys: Collection[Key], disposition: Disposition, reason: str
) -> Job[Settled]:
    """Write a decision on findings named by (plan, code, subject), and the 签到情况 that follows from it.

    All in one transaction: closing the job early leaves everything as it was. 签到情况 comes out as judging again
    as of the plan's last judgement would have it. Left out are findings that do not hold, that stand so already,
    or that nobody decides on (O and R). Raises DeskError where the reason is blank, or the environment at fault.
    """
    if disposition is not Disposition.OPEN and not reason.strip():
        raise DeskError("没有填写处理理由。", "没有改动任何异常。", "请写明理由后再保存。")
    return (yield from _settle(database, actor, reason.strip(), [_Wish(keys, disposition)]))


def take_back(database: Database, actor: str, settled: Settled) -> Job[Settled]:
    """Write the former dispositions back, as a new change with the reason 撤销：….

    Findings that were decided otherwise or no longer hold since are left out. Taking the outcome back in turn
    decides again.
    """
    groups: defaultdict[tuple[Disposition, Disposition], list[Key]] = defaultdict(list)
    for key, change in settled.written.items():
        groups[change].append(key)
    wishes = [_Wish(keys, before, after) for (before, after), keys in groups.items()]
    return (yield from _settle(database, actor, TAKEN_BACK + settled.reason, wishes))


def _settle(database: Database, actor: str, reason: str, wishes: Iterable[_Wish]) -> Job[Settled]:
    yield Progress("正在保存处理意见")
    with database.writing() as session:
        act = trail.Act(actor, clock.now(), reason)
        written: dict[Key, tuple[Disposition, Disposition]] = {}
        asked: dict[Key, None] = {}
        for wish in wishes:
            asked |= dict.fromkeys(wish.keys)
            former = findings.decide_findings(
                session, act, list(wish.keys), wish.disposition, wish.instead_of
            )
            written |= {key: (before, wish.disposition) for key, before in former.items()}
        yield Progress("正在更新签到情况")
        moved = _follow(session, {plan for plan, _code, _subject in written})
    return Settled(reason, written, tuple(key for key in asked if key not in written), moved)


def _follow(session: Session, numbers: Collection[str]) -> dict[str, tuple[Status, Status]]:
    """Write the 签到情况 of plans anew by the dispositions of their findings; return those that changed."""
    moved: dict[str, tuple[Status, Status]] = {}
    rows: list[dict[str, object]] = []
    plan, verdict = t.plan.c, t.judgement.c
    columns = plan.id, plan.number, plan.end, verdict.as_of, verdict.status
    for part in several(keys_of(session, numbers).values()):
        dispositions = _dispositions(session, part)
        statement = select(*columns).join_from(t.plan, t.judgement).where(plan.id.in_(part))
        for key, number, end, as_of, before in session.execute(statement):
            running = as_of.date() <= end.date()
            after = status_by_decisions(dispositions.get(key, ()), running=running)
            if before in BY_DECISIONS and after is not before:
                moved[number] = before, after
                rows.append({"row_key": key, "status": after})
    if rows:
        session.execute(update(t.judgement).where(verdict.plan_id == bindparam("row_key")), rows)
    return moved


def _dispositions(
    session: Session, plans: Collection[int]
) -> Mapping[int, list[tuple[str, Disposition | None]]]:
    finding = t.finding.c
    columns = finding.plan_id, finding.code, finding.disposition
    holding = select(*columns).where(finding.plan_id.in_(plans), finding.closed_at.is_(None))
    found: defaultdict[int, list[tuple[str, Disposition | None]]] = defaultdict(list)
    for key, code, disposition in session.execute(holding):
        found[key].append((code, disposition))
    return found
