"""What people do with drafts of explanations: write, hand in, review, withdraw, give up; each in one transaction."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import update
from sqlalchemy.orm import Session

from tianyi_desk import clock
from tianyi_desk.facts.vocabulary import DraftAct, DraftStage
from tianyi_desk.models import tables as t
from tianyi_desk.models.database import Database
from tianyi_desk.progress import Job, Progress
from tianyi_desk.services import trail
from tianyi_desk.services.composing import faults_of
from tianyi_desk.services.draft_views import Draft, drafts_of_plans
from tianyi_desk.services.draft_writing import (
    NOT_WRITTEN,
    Wish,
    add_draft,
    change_draft,
    go_on,
    seen,
    seen_by_others,
    writers_of,
)
from tianyi_desk.trouble import DeskError


@dataclass(frozen=True, slots=True)
class Step:
    """From which stages an act leads to which; `needs_word` that it must say why, `by_another` that no writer may."""

    begins: tuple[DraftStage, ...]
    ends: DraftStage
    needs_word: bool = False
    by_another: bool = False


STEPS: Mapping[DraftAct, Step] = {
    DraftAct.HAND_IN: Step((DraftStage.WRITING, DraftStage.RETURNED), DraftStage.WAITING),
    DraftAct.WITHDRAW: Step((DraftStage.WAITING, DraftStage.ACCEPTED), DraftStage.WRITING),
    DraftAct.RETURN: Step((DraftStage.WAITING, DraftStage.ACCEPTED), DraftStage.RETURNED, True, True),
    DraftAct.ACCEPT: Step((DraftStage.WAITING,), DraftStage.ACCEPTED, by_another=True),
    DraftAct.DROP: Step((DraftStage.WRITING, DraftStage.RETURNED), DraftStage.DROPPED),
}
"""The way of a text to being filed; filing and correcting stand in `filing_words`, for they judge again."""


def may(draft: Draft, act: DraftAct, actor: str) -> str:
    """Return "" where somebody may do something with a draft, else in Chinese why not."""
    step = STEPS[act]
    if draft.stage not in step.begins:
        return f"这份说明是“{draft.stage.value}”，不能{act.value}"
    if step.by_another and actor in writers_of(draft):
        return f"{actor} 写过这份说明，须由另一人复核"
    faults = faults_of(draft.text) if act is DraftAct.HAND_IN else ()
    return "；".join(faults)


def save_draft(
    database: Database, actor: str, wish: Wish, key: int | None = None, version: int | None = 0
) -> Job[Draft]:
    """Save what somebody writes, as a new draft or on with the one of a key; nothing counts for the rules yet.

    Without a key a draft goes on that the same person began for the same plans and kinds. Raises DeskError where
    it was changed since `version` (None: by somebody else), or may not be written on.
    """
    yield Progress("正在保存说明")
    with database.writing() as session:
        act = trail.Act(actor, clock.now(), DraftAct.WRITE.value)
        if key is None:
            key, version = _begun(session, actor, wish), None
        if key is None:
            key = add_draft(session, act, wish, DraftStage.WRITING)
        else:
            draft = seen(session, key, version)
            if version is None and draft.versions and draft.versions[-1].actor != actor:
                raise seen_by_others()
            if not draft.editable:
                raise DeskError(
                    f"这份说明是“{draft.stage.value}”，不能再改。", NOT_WRITTEN, "请先撤回，再修改。"
                )
            told = (
                ("numbers", wish.numbers),
                ("kinds", wish.kinds),
                ("cause", wish.cause),
                ("text", wish.text),
            )
            values = {name: value for name, value in told if getattr(draft, name) != value}
            if values:
                go_on(session, act, draft, **values)
        return seen(session, key, None)


def _begun(session: Session, actor: str, wish: Wish) -> int | None:
    """Return the draft that somebody began for just these plans and kinds."""
    for one in drafts_of_plans(session, wish.numbers):
        same = one.numbers == tuple(sorted(wish.numbers)) and set(one.kinds) == set(wish.kinds)
        if same and one.side is wish.side and one.stage is DraftStage.WRITING and one.author == actor:
            return one.key
    return None


def take_step(
    database: Database, actor: str, key: int, version: int, act: DraftAct, word: str = ""
) -> Job[Draft]:
    """Hand in, withdraw, return with a word, accept or give up a draft.

    Raises DeskError where the draft is not at that point, a writer would review the own text, the word is missing,
    or the text is not ready; and where somebody changed it since `version`.
    """
    yield Progress("正在保存")
    with database.writing() as session:
        draft, step = seen(session, key, version), STEPS[act]
        refused = may(draft, act, actor)
        if not refused and step.needs_word and not word.strip():
            refused = f"{act.value}要写明原因"
        if refused:
            raise DeskError(f"{refused}。", NOT_WRITTEN, "请按提示处理后再试。")
        now = clock.now()
        values: dict[str, object] = {"stage": step.ends}
        if step.by_another:
            values |= {"reviewer": actor, "reviewed_at": now}
        if act is DraftAct.HAND_IN:
            values |= {"author": actor, "written_at": now}
        values["word"] = word.strip() if act is DraftAct.RETURN else ""
        told = trail.Act(actor, now, "：".join(filter(None, (act.value, word.strip()))))
        change_draft(session, told, draft, act, word.strip(), **values)
        if act is DraftAct.DROP:
            return draft
        return seen(session, key, None)


def mark_copied(database: Database, actor: str, key: int) -> Job[Draft]:
    """Note that the text was copied for the regulator's system."""
    yield Progress("正在保存")
    with database.writing() as session:
        draft, now = seen(session, key, None), clock.now()
        noted = trail.Trail(session, trail.Act(actor, now, "复制正文与计划编号"))
        thing = trail.Thing(trail.DRAFT, key, f"{draft.numbers[0]} {'、'.join(draft.kinds)}")
        noted.changed(thing, "copied_at", draft.copied_at, now)
        noted.append()
        table = t.draft
        session.execute(
            update(table).where(table.c.id == key).values(copied_at=now, version=table.c.version + 1)
        )
        return seen(session, key, None)
