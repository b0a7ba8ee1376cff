"""Keep which plan a person said check-ins mean; the next file that names it so finds it by itself."""

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from tianyi_desk import clock
from tianyi_desk.models import tables as t
from tianyi_desk.models.database import Database
from tianyi_desk.progress import Job, Progress
from tianyi_desk.services import trail
from tianyi_desk.services.claiming import Claimed, Claims
from tianyi_desk.services.piles import Candidate, Unclaimed


def claims_in(session: Session) -> Claims:
    """Return what holds of what people chose."""
    claim = t.claim.c
    rows = session.execute(select(claim.key, claim.plan, claim.actor).order_by(claim.id))
    latest = {key: (plan, actor) for key, plan, actor in rows}
    return {key: Claimed(plan, actor) for key, (plan, actor) in latest.items() if plan is not None}


def save_claim(database: Database, actor: str, unclaimed: Unclaimed, chosen: Candidate | None) -> Job[None]:
    """Keep that these check-ins mean a plan, None takes an earlier choice back; nothing is ever deleted."""
    yield Progress("正在保存认领")
    with database.writing() as session:
        session.execute(
            insert(t.claim),
            {
                "id": trail.next_key(session, t.claim),
                "key": unclaimed.key,
                "plan": None if chosen is None else chosen.number,
                "score": 0 if chosen is None else chosen.score,
                "actor": actor,
                "at": clock.now(),
            },
        )
