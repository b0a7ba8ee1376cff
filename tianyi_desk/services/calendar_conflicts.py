"""Who is in two places at once by the judgement (S04), for the week by person."""

from sqlalchemy import select

from tianyi_desk.facts.vocabulary import Disposition
from tianyi_desk.models import tables as t
from tianyi_desk.models.database import Database
from tianyi_desk.progress import Job, Progress

CODE = "S04"


def load(database: Database) -> Job[frozenset[tuple[str, str]]]:
    """Read plan and person of every S04 that holds and nobody dismissed. Raises DeskError."""
    yield Progress("正在读取时间冲突")
    finding = t.finding.c
    dismissed = finding.disposition.is_not_distinct_from(Disposition.DISMISSED)
    statement = (
        select(t.plan.c.number, finding.subject)
        .join_from(t.finding, t.plan, finding.plan_id == t.plan.c.id)
        .where(finding.code == CODE, finding.closed_at.is_(None), ~dismissed)
    )
    with database.reading() as session:
        return frozenset((number, person) for number, person in session.execute(statement))
