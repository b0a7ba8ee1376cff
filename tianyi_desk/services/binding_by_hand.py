"""Bind plans for 同时签到 by hand, or unbind them: what a person says outranks the rule book, and can be undone."""

from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from tianyi_desk import clock
from tianyi_desk.models import tables as t
from tianyi_desk.models.database import Database
from tianyi_desk.models.neighbours import keys_of
from tianyi_desk.progress import Job, Progress
from tianyi_desk.rules.policy import RuleBook
from tianyi_desk.services import trail
from tianyi_desk.services.correctable import read_items
from tianyi_desk.services.correcting import UNTOUCHED, Corrected, judged, write
from tianyi_desk.trouble import DeskError


def bind(
    database: Database,
    book: RuleBook,
    actor: str,
    plans: tuple[str, str],
    bound: bool | None,
    reason: str,
    as_of: datetime,
) -> Job[Corrected]:
    """Say that two plans, by number, are bound or not, or (None) leave it to the rules; and judge both visits again.

    Raises DeskError where the reason is blank, a plan is not known, or the environment is at fault.
    """
    if not reason.strip():
        raise DeskError("没有填写原因。", UNTOUCHED, "请写明原因后再保存。")
    yield Progress("正在保存绑定")
    with database.writing() as session:
        act = trail.Act(actor, clock.now(), reason.strip())
        which = trail.BINDING, _row(session, plans)
        before = read_items(session, [which])
        after = {which: before[which].having({"bound": bound})}
        saved = write(session, trail.Trail(session, act), before, after)
    return (yield from judged(database, book, actor, saved, as_of))


def _row(session: Session, plans: tuple[str, str]) -> int:
    """Return the key of the pair's row, made where nobody said anything of the pair yet: it then says nothing."""
    one, other = sorted(plans)
    keys = keys_of(session, plans)
    missing = [number for number in plans if number not in keys]
    if missing or one == other:
        what = f"没有编号为 {missing[0]} 的计划。" if missing else "计划不能与自己绑定。"
        raise DeskError(what, UNTOUCHED, "请核对计划编号。")
    row = t.binding.c
    known: int | None = session.scalar(
        select(row.id).where(row.one_id == keys[one], row.other_id == keys[other])
    )
    if known is not None:
        return known
    key = trail.next_key(session, t.binding, trail.BINDING)
    session.execute(
        insert(t.binding),
        {"id": key, "one_id": keys[one], "other_id": keys[other], "bound": None, "version": 1},
    )
    return key
