"""What the cards of a day add to a plan's line: where the audit is, and which official anomalies hold (M3.2(3), (4))."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tianyi_desk.facts.codes import CODE, ORDER
from tianyi_desk.facts.vocabulary import FindingClass
from tianyi_desk.models import tables as t
from tianyi_desk.models.database import Database
from tianyi_desk.models.neighbours import keys_of
from tianyi_desk.models.reading import several
from tianyi_desk.progress import Job, Progress

OFFICIAL = tuple(code for code, entry in CODE.items() if entry.finding_class is FindingClass.OFFICIAL)


@dataclass(frozen=True, slots=True)
class Note:
    """A plan's addresses in words, and the codes of its official anomalies in the rule book's order."""

    where: str = ""
    codes: tuple[str, ...] = ()


NO_NOTE = Note()


def load(database: Database, numbers: Collection[str]) -> Job[Mapping[str, Note]]:
    """Read the notes of plans by their numbers. Raises DeskError."""
    yield Progress("正在读取当天的计划")
    with database.reading() as session:
        keys = keys_of(session, numbers)
        where, codes = _addresses(session, keys.values()), _codes(session, keys.values())
    return {number: Note(where.get(key, ""), codes.get(key, ())) for number, key in keys.items()}


def _addresses(session: Session, keys: Collection[int]) -> dict[int, str]:
    address, found = t.address.c, dict[int, str]()
    counted = select(address.plan_id, func.count().label("count")).group_by(address.plan_id).subquery()
    statement = (
        select(address.plan_id, address.text, counted.c.count)
        .join(counted, counted.c.plan_id == address.plan_id)
        .where(address.place == 0)
    )
    for part in several(keys):
        for key, text, count in session.execute(statement.where(address.plan_id.in_(part))):
            found[key] = f"{text} 等 {count} 处" if count > 1 else text
    return found


def _codes(session: Session, keys: Collection[int]) -> dict[int, tuple[str, ...]]:
    finding, found = t.finding.c, defaultdict[int, set[str]](set)
    statement = select(finding.plan_id, finding.code).where(
        finding.code.in_(OFFICIAL), finding.closed_at.is_(None)
    )
    for part in several(keys):
        for key, code in session.execute(statement.where(finding.plan_id.in_(part))):
            found[key].add(code)
    return {key: tuple(sorted(codes, key=ORDER.__getitem__)) for key, codes in found.items()}
