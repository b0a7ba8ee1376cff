"""Read the histories of what a batch spoke of, and what people have done with it since."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select, select, tuple_
from sqlalchemy.orm import Session

from tianyi_desk.facts.vocabulary import Entity
from tianyi_desk.models import tables as t
from tianyi_desk.models.reading import several
from tianyi_desk.models.writing import TABLES
from tianyi_desk.services.counting import Counting, Which
from tianyi_desk.services.photo_files import FILE
from tianyi_desk.services.replaying import Claim, Write

KINDS = tuple(str(entity.value) for entity in TABLES)
RECORDS = {kind: TABLES[Entity(kind)] for kind in KINDS if "plan_id" in TABLES[Entity(kind)].c}
"""The tables of what hangs on plans, by kind."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What is to be taken back: a batch, or one thing of it, or one field of that."""

    batch: int
    entity: Entity | None = None
    key: int | None = None
    field: str | None = None


@dataclass(slots=True)
class Histories:
    """The change rows of some things, oldest first, and what files said of them."""

    writes: dict[Which, list[Write]] = field(default_factory=dict)
    claims: defaultdict[Which, list[Claim]] = field(default_factory=lambda: defaultdict(list))


def histories(session: Session, scope: Scope, counting: Counting) -> Histories:
    """Read the histories of everything that taking back may concern."""
    found = Histories()
    for statement in _changes(session, scope, counting):
        for kind, key, *write in session.execute(statement):
            found.writes.setdefault((kind, key), []).append(Write(*write))
    _read_claims(session, scope, found)
    return found


def _changes(session: Session, scope: Scope, counting: Counting) -> Iterator[Select[Any]]:
    change = t.change.c
    names = (
        "entity",
        "entity_id",
        "id",
        "batch_id",
        "field",
        "before",
        "after",
        "actor",
        "at",
        "reason",
        "key",
    )
    every: Select[Any] = select(*(change[name] for name in names)).order_by(change.id)
    if scope.entity is not None:
        yield every.where(change.entity == str(scope.entity.value), change.entity_id == scope.key)
        return
    theirs = select(change.entity, change.entity_id).where(
        change.batch_id == scope.batch, change.entity.in_(KINDS)
    )
    yield every.where(tuple_(change.entity, change.entity_id).in_(theirs))
    if counting.all_counts:
        return  # what it only confirmed stands by others' word, all of which counts
    wrote: set[Which] = {(kind, key) for kind, key in session.execute(theirs.distinct())}
    only_said: defaultdict[str, list[int]] = defaultdict(list)
    for kind, keys in session.execute(
        select(t.said.c.entity, t.said.c["keys"]).where(t.said.c.batch_id == scope.batch)
    ):
        only_said[kind] += [key for key in json.loads(keys) if (kind, key) not in wrote]
    for kind, some in only_said.items():
        for part in several(some):
            yield every.where(change.entity == kind, change.entity_id.in_(part))


def _read_claims(session: Session, scope: Scope, found: Histories) -> None:
    said, kinds = t.said.c, {kind for kind, _key in found.writes}
    columns = (said.batch_id, said.entity, said.sheet_id, said.at_change, said.given, said["keys"], said.rows)
    tellers = set(session.scalars(select(said.batch_id).distinct()))
    for batch, kind, sheet, at_change, given, keys, rows in session.execute(
        select(*columns).where(said.entity.in_(kinds)).order_by(said.batch_id, said.place)
    ):
        if scope.entity is None and batch == scope.batch:
            continue  # none of it counts
        names = json.loads(given)
        for key, row in zip(json.loads(keys), json.loads(rows), strict=True):
            if (kind, key) in found.writes:
                place = None if sheet is None else (sheet, row)
                whole = [*names, FILE] if kind == Entity.PHOTO and not row else names
                found.claims[kind, key].append(Claim(at_change, batch, whole, place))
    if scope.entity is None:
        tellers.add(scope.batch)
    for which, writes in found.writes.items():
        if any(one.batch is not None and one.batch not in tellers for one in writes):
            found.claims[which] += _of_old(writes, tellers)


def _of_old(writes: Collection[Write], tellers: Collection[int]) -> Iterator[Claim]:
    """Yield what batches said that were written before it was noted: all that the thing was then."""
    last: dict[int, Write] = {
        one.batch: one for one in writes if one.batch is not None and one.batch not in tellers
    }
    fields: dict[str, object] = next(
        (json.loads(one.after) for one in writes if one.field is None and one.after), {}
    )
    for batch, one in last.items():
        yield Claim(one.number, batch, list(fields), None)


def plans_of(session: Session, things: Collection[Which]) -> dict[Which, int]:
    """Return the keys of the plans that records hang on now."""
    found: dict[Which, int] = {}
    for kind, table in RECORDS.items():
        keys = [key for one, key in things if one == kind]
        for part in several(keys):
            rows = session.execute(select(table.c.id, table.c.plan_id).where(table.c.id.in_(part)))
            found.update(((kind, key), plan) for key, plan in rows if plan is not None)
    return found


def records_of(session: Session, plans: Collection[int]) -> dict[Which, int]:
    """Return everything that hangs on these plans, with the plans' keys."""
    found: dict[Which, int] = {}
    for kind, table in RECORDS.items():
        for part in several(plans):
            rows = session.execute(select(table.c.id, table.c.plan_id).where(table.c.plan_id.in_(part)))
            found.update(((kind, key), plan) for key, plan in rows)
    return found


def reviews_of(session: Session, photos: Collection[int]) -> dict[int, set[int]]:
    """Return the photos that each review of these photos is of, by the reviews' keys."""
    photo, review = t.photo.c, t.photo_review.c
    mine = select(photo.plan_id, photo.file_name)
    found: defaultdict[int, set[int]] = defaultdict(set)
    for part in several(photos):
        rows = session.execute(
            select(review.id, photo.id)
            .join_from(
                t.photo_review,
                t.photo,
                (photo.plan_id == review.plan_id) & (photo.file_name == review.file_name),
            )
            .where(tuple_(review.plan_id, review.file_name).in_(mine.where(photo.id.in_(part))))
        )
        for key, one in rows:
            found[key].add(one)
    return found


@dataclass(frozen=True, slots=True)
class Work:
    """Something a person did: the kind of thing, by whom, and how it is put."""

    actor: str
    words: str


def work_on(session: Session, things: Collection[Which], counting: Counting) -> dict[Which, Work]:
    """Return the last thing that a person wrote about each of these things and did not undo."""
    change, found = t.change.c, dict[Which, Work]()
    by_kind: defaultdict[str, list[int]] = defaultdict(list)
    for kind, key in things:
        by_kind[kind].append(key)
    columns = change.id, change.entity_id, change.field, change.actor, change.reason
    for kind, keys in by_kind.items():
        for part in several(keys):
            mine = (change.entity == kind) & change.entity_id.in_(part) & change.batch_id.is_(None)
            for number, key, field_, actor, reason in session.execute(
                select(*columns).where(mine).order_by(change.id)
            ):
                if counting.counts(number, None, kind, key, field_):
                    found[kind, key] = Work(actor, f"{kind}：{reason}")
    return found


def work_on_plans(session: Session, plans: Collection[int]) -> dict[int, Work]:
    """Return what people decided of these plans' findings, or wrote in drafts for them."""
    finding, link, draft, found = t.finding.c, t.draft_plan.c, t.draft.c, dict[int, Work]()
    for part in several(plans):
        rows = session.execute(
            select(finding.plan_id, finding.decided_by, finding.disposition).where(
                finding.plan_id.in_(part), finding.decided_by.is_not(None)
            )
        )
        found.update(
            (plan, Work(actor, f"处理意见：{word.value if word else ''}")) for plan, actor, word in rows
        )
        texts = session.execute(
            select(link.plan_id, draft.author)
            .join_from(t.draft_plan, t.draft, link.draft_id == draft.id)
            .where(link.plan_id.in_(part))
        )
        found.update((plan, Work(actor, "说明")) for plan, actor in texts)
        pair = t.binding.c
        for one, other in session.execute(
            select(pair.one_id, pair.other_id).where(
                pair.one_id.in_(part) | pair.other_id.in_(part), pair.bound.is_not(None)
            )
        ):
            found.update((plan, Work("人工", "同时签到的绑定")) for plan in (one, other) if plan in part)
    return found


def numbers(session: Session, plans: Collection[int]) -> Mapping[int, str]:
    """Return plan numbers by key."""
    plan = t.plan.c
    return {
        key: number
        for part in several(plans)
        for key, number in session.execute(select(plan.id, plan.number).where(plan.id.in_(part)))
    }
