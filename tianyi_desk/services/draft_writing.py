"""Write drafts and their versions, inside a transaction that somebody else opened."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from tianyi_desk.facts.vocabulary import AnomalyKind, DraftAct, DraftStage, Side
from tianyi_desk.models import tables as t
from tianyi_desk.models.neighbours import keys_of
from tianyi_desk.services import trail
from tianyi_desk.services.draft_views import Draft, drafts_of
from tianyi_desk.trouble import DeskError

SITTING = timedelta(minutes=10)
"""Saves of one person this close together make one version."""
WRITERS = (DraftAct.WRITE, DraftAct.REVISE, DraftAct.HAND_IN, DraftAct.CORRECT)
"""What makes somebody a writer of a text, who may not accept it."""
NOT_WRITTEN = "这次没有写入任何数据。"


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to say: for which plans and kinds of anomaly, with which cause (its code) and words."""

    numbers: tuple[str, ...]
    kinds: tuple[AnomalyKind, ...]
    cause: str
    text: str
    side: Side = Side.BODY


def writers_of(draft: Draft) -> frozenset[str]:
    """Return everybody who wrote on a text."""
    return frozenset({draft.author, *(one.actor for one in draft.versions if one.act in WRITERS)})


def seen(session: Session, key: int, version: int | None) -> Draft:
    """Return a draft as it stands; raises DeskError where it is gone or was changed since `version` (None: any)."""
    found = drafts_of(session, [key])
    if not found or found[0].stage is DraftStage.DROPPED:
        raise DeskError("这份说明已被放弃或不存在。", NOT_WRITTEN, "请刷新后再试。")
    if version is not None and found[0].version != version:
        raise seen_by_others()
    return found[0]


def seen_by_others() -> DeskError:
    """Return the fault that somebody else wrote on a draft meanwhile."""
    return DeskError(
        "这份说明刚刚被别处改过。",
        NOT_WRITTEN,
        "请看过新的内容后再写；您写的文字还在输入框里，可以复制。",
    )


def add_draft(session: Session, act: trail.Act, wish: Wish, stage: DraftStage, word: str = "") -> int:
    """Write a new draft with its first version; return its key. Raises DeskError where a plan is unknown."""
    plans = keys_of(session, wish.numbers)
    missing = [number for number in wish.numbers if number not in plans]
    if missing or not wish.numbers:
        raise DeskError(f"找不到计划 {'、'.join(missing)}。", NOT_WRITTEN, "请刷新后再试。")
    key = trail.next_key(session, t.draft, trail.DRAFT)
    row: dict[str, Any] = {
        "id": key,
        "side": wish.side,
        "kinds": tuple(kind.value for kind in wish.kinds),
        "cause": wish.cause,
        "text": wish.text,
        "stage": stage,
        "author": act.actor,
        "written_at": act.at,
        "reviewer": "",
        "reviewed_at": None,
        "copied_at": None,
        "filed_on": None,
        "word": word,
        "version": 1,
    }
    session.execute(insert(t.draft), row)
    session.execute(insert(t.draft_plan), [{"plan_id": one, "draft_id": key} for one in plans.values()])
    first = DraftAct.RETURN if stage is DraftStage.RETURNED else DraftAct.WRITE
    _add_version(session, act, key, first, stage, wish.cause, wish.text, word)
    noted = trail.Trail(session, act)
    noted.added(thing_of(key, wish.numbers, wish.kinds), _told(wish, stage, word))
    noted.append()
    return key


def thing_of(key: int, numbers: Sequence[str], kinds: Sequence[AnomalyKind]) -> trail.Thing:
    """Return how the history names a draft: by its first plan and its kinds."""
    more = f" 等 {len(numbers)} 条" if len(numbers) > 1 else ""
    words = "、".join(kind.value for kind in kinds)
    return trail.Thing(trail.DRAFT, key, f"{min(numbers, default='')}{more} {words}".strip())


def _told(wish: Wish, stage: DraftStage, word: str) -> dict[str, object]:
    return {
        "plans": list(wish.numbers),
        "kinds": list(wish.kinds),
        "side": wish.side,
        "cause": wish.cause,
        "text": wish.text,
        "stage": stage,
        "word": word,
    }


def _add_version(
    session: Session,
    act: trail.Act,
    draft: int,
    done: DraftAct,
    stage: DraftStage,
    cause: str,
    text: str,
    word: str,
) -> None:
    row = {
        "id": trail.next_key(session, t.draft_version),
        "draft_id": draft,
        "act": done,
        "stage": stage,
        "cause": cause,
        "text": text,
        "word": word,
        "actor": act.actor,
        "at": act.at,
    }
    session.execute(insert(t.draft_version), row)


def change_draft(
    session: Session, act: trail.Act, draft: Draft, done: DraftAct, said: str = "", /, **values: Any
) -> None:
    """Give fields of a draft other values, as a new version with what was done and said, and note that."""
    noted = trail.Trail(session, act)
    thing = thing_of(draft.key, draft.numbers, draft.kinds)
    _note_text(session, noted, thing, values.get("text", draft.text))
    for name, value in values.items():
        before = getattr(draft, name)
        if name != "text" and before != value:
            noted.changed(thing, name, before, value)
    noted.append()
    _write(session, draft, values)
    stage, cause = values.get("stage", draft.stage), values.get("cause", draft.cause)
    _add_version(session, act, draft.key, done, stage, cause, values.get("text", draft.text), said)


def go_on(session: Session, act: trail.Act, draft: Draft, **values: Any) -> None:
    """Save what somebody goes on writing: in one sitting it stays one version, which the history notes once."""
    last = draft.versions[-1] if draft.versions else None
    same = last is not None and last.act in (DraftAct.WRITE, DraftAct.REVISE) and last.actor == act.actor
    if last is None or not same or act.at - _begun(session, draft) > SITTING:
        change_draft(session, act, draft, DraftAct.REVISE, author=act.actor, written_at=act.at, **values)
        return
    version = t.draft_version.c
    newest = select(version.id).where(version.draft_id == draft.key).order_by(version.id.desc()).limit(1)
    shown = {name: value for name, value in values.items() if name in ("text", "cause")}
    session.execute(
        update(t.draft_version).where(version.id == newest.scalar_subquery()).values(**shown, at=act.at)
    )
    _write(session, draft, {**values, "written_at": act.at})


def _begun(session: Session, draft: Draft) -> datetime:
    """Return when the history last noted anything of a draft."""
    change = t.change.c
    mine = (change.entity == trail.DRAFT) & (change.entity_id == draft.key)
    found: datetime | None = session.scalar(select(change.at).where(mine).order_by(change.id.desc()).limit(1))
    return found or draft.written_at


def _write(session: Session, draft: Draft, values: dict[str, Any]) -> None:
    row = dict(values)
    if "kinds" in row:
        row["kinds"] = tuple(str(kind.value) for kind in row["kinds"])
    numbers = row.pop("numbers", None)
    table = t.draft
    session.execute(update(table).where(table.c.id == draft.key).values(**row, version=table.c.version + 1))
    if numbers is not None and tuple(numbers) != draft.numbers:
        of_plan = t.draft_plan
        session.execute(of_plan.delete().where(of_plan.c.draft_id == draft.key))
        plans = keys_of(session, numbers)
        session.execute(insert(of_plan), [{"plan_id": one, "draft_id": draft.key} for one in plans.values()])


def _note_text(session: Session, noted: trail.Trail, thing: trail.Thing, text: str) -> None:
    """Note the text where it is not what the history said last: saves of one sitting are noted together."""
    change = t.change.c
    mine = (change.entity == trail.DRAFT) & (change.entity_id == thing.entity_id)
    row = session.execute(
        select(change.field, change.after)
        .where(mine, (change.field == "text") | change.field.is_(None))
        .order_by(change.id.desc())
        .limit(1)
    ).first()
    said = json.loads(row.after or '""') if row is not None else ""
    before = said.get("text", "") if isinstance(said, dict) else said
    if before != text:
        noted.changed(thing, "text", before, text)
