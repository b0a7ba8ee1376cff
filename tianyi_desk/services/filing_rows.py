"""Explanations as rows: where a text is needed, written for each plan and kind, corrected with a trace."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from tianyi_desk.facts.records import Explanation
from tianyi_desk.facts.vocabulary import AnomalyKind, Entity
from tianyi_desk.models import tables as t
from tianyi_desk.models import writing
from tianyi_desk.models.neighbours import keys_of
from tianyi_desk.rules.filing import KIND_OF
from tianyi_desk.services import trail
from tianyi_desk.services.causes import causes_in
from tianyi_desk.services.draft_views import Draft

FIELDS = ("text", "cause", "reported_on")


def needed(
    session: Session, numbers: Collection[str], kinds: Collection[AnomalyKind]
) -> list[tuple[str, AnomalyKind]]:
    """Return the plans and kinds that a text is filed for: where an O finding asks for it, else everywhere."""
    plans = {key: number for number, key in keys_of(session, numbers).items()}
    finding = t.finding.c
    held = {
        (plans[plan], KIND_OF[code])
        for plan, code in session.execute(
            select(finding.plan_id, finding.code).where(
                finding.plan_id.in_(list(plans)),
                finding.code.in_(list(KIND_OF)),
                finding.closed_at.is_(None),
            )
        )
    }
    wanted = [(number, kind) for number in sorted(plans.values()) for kind in kinds]
    asked = [one for one in wanted if one in held or one[1] is AnomalyKind.STATEMENT]
    return asked or wanted


def title_of(session: Session, cause: str) -> str:
    """Return what a cause's code is called; words that are no code stay as they are."""
    known = causes_in(session).get(cause)
    return known.title if known is not None else cause


def explanations(session: Session, draft: Draft, day: date) -> list[Explanation]:
    """Return what a draft is filed as on a day."""
    cause = title_of(session, draft.cause)
    return [
        Explanation(number, kind, draft.side, day, draft.text, draft.author, cause, day)
        for number, kind in needed(session, draft.numbers, draft.kinds)
    ]


def _standing(session: Session, plan: int, fact: Explanation) -> tuple[int, dict[str, Any]] | None:
    row = t.explanation.c
    found = session.execute(
        select(row.id, *(row[name] for name in FIELDS)).where(
            row.plan_id == plan,
            row.kind == fact.kind,
            row.side == fact.side,
            row.filed_on == fact.filed_on,
            row.author == fact.author,
        )
    ).first()
    return None if found is None else (found.id, dict(zip(FIELDS, found[1:], strict=True)))


def put(session: Session, act: trail.Act, facts: Iterable[Explanation]) -> None:
    """Write explanations; one that stands already is given what differs."""
    facts = list(facts)
    plans = keys_of(session, {one.plan for one in facts})
    noted, table = trail.Trail(session, act), t.explanation
    key = trail.next_key(session, table, Entity.EXPLANATION.value)
    for fact in facts:
        known = _standing(session, plans[fact.plan], fact)
        words = trail.key_words(fact)
        if known is None:
            values = writing.fact_values(Entity.EXPLANATION, fact, plans, {})
            session.execute(insert(table), {"id": key, "version": 1, **values})
            noted.added(trail.Thing(Entity.EXPLANATION.value, key, words), fact)
            key += 1
            continue
        _change(session, noted, known, words, {name: getattr(fact, name) for name in FIELDS})
    noted.append()


def _change(
    session: Session,
    noted: trail.Trail,
    known: tuple[int, dict[str, Any]],
    words: str,
    values: dict[str, Any],
) -> None:
    key, before = known
    fresh = {name: value for name, value in values.items() if before[name] != value}
    if not fresh:
        return
    for name, value in fresh.items():
        noted.changed(trail.Thing(Entity.EXPLANATION.value, key, words), name, before[name], value)
    table = t.explanation
    session.execute(update(table).where(table.c.id == key).values(**fresh, version=table.c.version + 1))


def correct(session: Session, act: trail.Act, draft: Draft, text: str, day: date) -> None:
    """Give the explanations that a draft was filed as another text and day."""
    noted, table = trail.Trail(session, act), t.explanation
    plans = keys_of(session, draft.numbers)
    author, kinds = draft.author, list(draft.kinds)
    statement = select(
        table.c.id, table.c.plan_id, table.c.kind, *(table.c[name] for name in ("filed_on", *FIELDS))
    )
    rows = session.execute(
        statement.where(
            table.c.plan_id.in_(list(plans.values())),
            table.c.side == draft.side,
            table.c.filed_on == draft.filed_on,
            table.c.author == author,
            table.c.kind.in_(kinds),
        )
    ).all()
    numbers = {key: number for number, key in plans.items()}
    for key, plan, kind, filed_on, *rest in rows:
        fact = Explanation(numbers[plan], kind, draft.side, day, text, author)
        clash = _standing(session, plan, fact) if day != filed_on else None
        if clash is not None:
            session.execute(delete(table).where(table.c.id == clash[0]))
            noted.removed(trail.Thing(Entity.EXPLANATION.value, clash[0], trail.key_words(fact)), clash[1])
        known = key, {"filed_on": filed_on, **dict(zip(FIELDS, rest, strict=True))}
        words = trail.key_words(replace(fact, filed_on=filed_on))
        _change(session, noted, known, words, {"filed_on": day, "text": text, "reported_on": day})
    noted.append()
