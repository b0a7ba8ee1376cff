"""Imports, corrections, undos and take-backs on a database, told again from what still counts: the same must come out."""

import json
from collections.abc import Hashable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import select, update

from tests import builders
from tests.builders import at
from tianyi_desk.facts.intake import Draft, Fact, Intake
from tianyi_desk.facts.plan import Plan
from tianyi_desk.facts.vocabulary import Entity
from tianyi_desk.models import reading
from tianyi_desk.models import tables as t
from tianyi_desk.models.database import Database, throw_away_database
from tianyi_desk.models.json_text import json_text
from tianyi_desk.models.json_values import defaults_of, field_value
from tianyi_desk.models.writing import TABLES
from tianyi_desk.progress import finish
from tianyi_desk.services import trail
from tianyi_desk.services.intake import accept, examine
from tianyi_desk.services.last_words import people_wrote
from tianyi_desk.services.matching import natural_key
from tianyi_desk.services.photo_files import FILE
from tianyi_desk.services.taking_back import Scope, take_back
from tianyi_desk.services.undoing import save_undo
from tianyi_desk.trouble import DeskError

Name = tuple[Entity, Hashable]
"""What tells a thing: its kind and its natural key."""


@dataclass
class Import:
    """A batch as it was accepted: its drafts, the conflicts in which the file was adopted, what was taken back.

    `under` are fields that stood corrected when the file came.
    """

    intake: Intake
    adopted: set[tuple[Name, str]]
    batch: int | None
    whole: bool = False
    kept: set[Name] = field(default_factory=set)
    rows: set[Name] = field(default_factory=set)
    fields: set[tuple[Name, str]] = field(default_factory=set)
    under: list[tuple[Name, str, "Correction"]] = field(default_factory=list)


@dataclass
class Correction:
    """A person wrote a field of a thing: the row it was then, the number of the change, and whether it was undone."""

    name: Name
    key: int
    field: str
    value: Any
    number: int
    undone: bool = False


def name_of(fact: Fact) -> Name:
    """Return what tells a fact."""
    return builders.ENTITY[type(fact)], natural_key(fact)


def facts_of(database: Database) -> dict[tuple[Entity, int], Fact]:
    """Read every fact with its row's key."""
    with database.reading() as session:
        where = reading.sheets(session)
        plans = reading.plans(session, None, where)
        numbers = {key: plan.number for key, plan in plans.items()}
        signed = reading.check_ins(
            reading.blocks(session, reading.CHECK_IN, t.check_in.c.id, None), numbers, where
        )
        kinds: dict[Entity, dict[int, Any]] = {
            Entity.PLAN: dict(plans),
            Entity.PERSON: dict(reading.people(session, where)),
            Entity.CHECK_IN: dict(signed),
            Entity.PHOTO: dict(reading.photos(session, None, numbers, where)),
            Entity.REVIEW: dict(reading.reviews(session, None, numbers, where)),
            Entity.EXPLANATION: dict(reading.explanations(session, None, numbers, where)),
        }
    return {(entity, key): fact for entity, facts in kinds.items() for key, fact in facts.items()}


def correct(database: Database, entity: Entity, key: int, name: str, value: Any) -> int:
    """Write one field as a person does, with a trace and no batch; return the change's number."""
    fact = facts_of(database)[entity, key]
    table = TABLES[entity]
    with database.writing() as session:
        session.execute(update(table).where(table.c.id == key).values({name: value}))
        history = trail.Trail(session, trail.Act("陆文静", at("2021-11-01 09:00"), "核对原件"))
        thing = trail.Thing(entity.value, key, trail.key_words(fact))
        number = history.changed(thing, name, getattr(fact, name), value)
        history.append()
    return number


class Acts:
    """A database on which things happen, and everything that happened."""

    def __init__(self) -> None:
        self.database = throw_away_database()
        self.done: list[Import | Correction] = []
        self.waiting: list[Draft] = []  # records told again whose plan another file brings later

    def close(self) -> None:
        """Let go of the database."""
        self.database.close()

    @property
    def imports(self) -> list[Import]:
        """Return the batches in order."""
        return [one for one in self.done if isinstance(one, Import) and one.batch is not None]

    def bring_in(self, intake: Intake, *, adopt: bool) -> None:
        """Accept a file; the same file again changes nothing and asks nothing."""
        piles = examine(self.database, intake)
        asked = {(each.place, change.name) for each in piles.conflicts for change in each.conflicts}
        adopted = asked if adopt else set()
        names = {(name_of(intake.drafts[place].fact), field) for place, field in adopted}
        under = [word for word in self._standing_words() if word[:2] not in names]
        outcome = finish(accept(self.database, "录入员", piles, adopted=adopted))
        self.done.append(Import(intake, names, outcome.batch, under=under))
        again = examine(self.database, intake)
        assert (again.added, again.changed) == ((), ())

    def write(self, entity: Entity, key: int, name: str, value: Any) -> None:
        """Correct a field."""
        fact = facts_of(self.database)[entity, key]
        before = getattr(fact, name)
        if before != value:
            number = correct(self.database, entity, key, name, value)
            self.done.append(Correction(name_of(fact), key, name, value, number))

    def undo(self, one: Correction) -> None:
        """Undo a correction, where it may be."""
        with suppress(DeskError):
            one.undone = bool(finish(save_undo(self.database, "陆文静", [one.number])).written) or one.undone

    def _standing_words(self) -> Iterator[tuple[Name, str, Correction]]:
        """Yield the fields that are as a person wrote them."""
        with self.database.reading() as session:
            for (entity, key), fact in facts_of(self.database).items():
                for _key, name in people_wrote(session, entity, [key]):
                    words = (one for one in reversed(self.done) if isinstance(one, Correction))
                    for one in words:
                        if (one.name[0], one.key, one.field) == (entity, key, name) and not one.undone:
                            yield name_of(fact), name, one
                            break

    def take_back(self, one: Import, *, everything: bool) -> None:
        """Take a whole batch back."""
        before = {which: name_of(fact) for which, fact in facts_of(self.database).items()}
        worked = {which for which, _name in before.items() if self._written(which)}
        finish(take_back(self.database, "陆文静", Scope(one.batch or 0), "选错了文件", everything=everything))
        after = facts_of(self.database)
        gone = before.keys() - after.keys()
        assert everything or not gone & worked  # what people worked on does not go unasked
        one.whole = True
        one.kept = {before[which] for which in self._kept(one.batch)}
        assert not (everything and one.kept)

    def take_row_back(self, one: Import, fact: Fact) -> None:
        """Take what a batch said of one thing back."""
        name = name_of(fact)
        for (entity, key), present in facts_of(self.database).items():
            if name_of(present) == name:
                kept = finish(
                    take_back(self.database, "陆文静", Scope(one.batch or 0, entity, key), "看错了")
                ).kept
                if not kept:
                    one.rows.add(name)

    def take_field_back(self, one: Import, number: int) -> None:
        """Take one field back that a batch changed."""
        change = t.change.c
        with self.database.reading() as session:
            statement = select(change.entity, change.entity_id, change.field).where(
                change.batch_id == one.batch, change.field.is_not(None)
            )
            rows = session.execute(statement.order_by(change.id)).all()
        present = facts_of(self.database)
        rows = [row for row in rows if (Entity(row.entity), row.entity_id) in present]
        if rows:
            kind, key, name = rows[number % len(rows)]
            scope = Scope(one.batch or 0, Entity(kind), key, name)
            finish(take_back(self.database, "陆文静", scope, "这一项不对"))
            one.fields.add((name_of(present[Entity(kind), key]), name))

    def _kept(self, batch: int | None) -> Iterator[tuple[Entity, int]]:
        row = t.take_back.c
        with self.database.reading() as session:
            kept = session.scalars(
                select(row.kept).where(row.batch_id == batch).order_by(row.id.desc()).limit(1)
            ).one()
        return ((Entity(kind), key) for kind, key in json.loads(kept))

    def _written(self, which: tuple[Entity, int]) -> bool:
        return any(
            isinstance(one, Correction) and not one.undone and (one.name[0], one.key) == which
            for one in self.done
        )

    def check(self) -> None:
        """See that the database is what the remaining acts make, and that the history tells all of it."""
        present = facts_of(self.database)
        assert {name_of(fact): fact for fact in present.values()} == self._told_again()
        assert self._by_history() == {
            (str(entity.value), key): json.loads(json_text(fact)) for (entity, key), fact in present.items()
        }

    def _by_history(self) -> dict[tuple[str, int], Any]:
        """Replay every change row from nothing."""
        found: dict[tuple[str, int], Any] = {}
        change = t.change.c
        columns = change.entity, change.entity_id, change.field, change.before, change.after
        with self.database.reading() as session:
            rows = session.execute(select(*columns).order_by(change.id)).all()
        for kind, key, name, before, after in rows:
            if kind == trail.CONFLICT:
                continue
            if name is None and after is None:
                assert found.pop((kind, key)) == json.loads(before)
            elif name is None:
                found[kind, key] = json.loads(after)
            elif name != FILE:
                assert found[kind, key][name] == json.loads(before)
                found[kind, key][name] = json.loads(after)
        return found

    def _told_again(self) -> dict[Name, Fact]:
        """Do what still counts on an empty database."""
        standing = {(entity, key): name_of(fact) for (entity, key), fact in facts_of(self.database).items()}
        with closing(throw_away_database()) as fresh:
            early: list[Correction] = []
            self.waiting.clear()
            for one in self.done:
                if isinstance(one, Correction):
                    if one.undone:
                        continue
                    if (one.name[0], one.key) in standing and not self._again(fresh, one):
                        early.append(one)
                elif one.batch is not None:
                    self._import_again(fresh, one, early)
            return {name_of(fact): fact for fact in facts_of(fresh).values()}

    def _plans(self, fresh: Database) -> set[str]:
        return {fact.number for fact in facts_of(fresh).values() if isinstance(fact, Plan)}

    def _again(self, fresh: Database, one: Correction) -> bool:
        for (entity, key), fact in facts_of(fresh).items():
            if name_of(fact) == one.name:
                correct(fresh, entity, key, one.field, one.value)
                return True
        return False

    def _import_again(self, fresh: Database, one: Import, early: list[Correction]) -> None:
        there = {name_of(fact) for fact in facts_of(fresh).values()}
        drafts = list(_remaining(one))
        numbers = self._plans(fresh) | {draft.fact.number for draft in drafts if isinstance(draft.fact, Plan)}
        self.waiting += [draft for draft in drafts if getattr(draft.fact, "plan", "") not in {"", *numbers}]
        intake = replace(one.intake, drafts=tuple(draft for draft in drafts if draft not in self.waiting))
        piles = examine(fresh, intake)
        adopted = {
            (each.place, change.name)
            for each in piles.conflicts
            for change in each.conflicts
            if (name_of(each.fact), change.name) in one.adopted
        }
        finish(accept(fresh, "录入员", piles, adopted=adopted))
        known, numbers = {name_of(fact) for fact in facts_of(fresh).values()}, self._plans(fresh)
        for draft in [draft for draft in self.waiting if getattr(draft.fact, "plan", "") in numbers]:
            self.waiting.remove(draft)
            if name_of(draft.fact) not in known:
                finish(accept(fresh, "录入员", examine(fresh, replace(one.intake, drafts=(draft,)))))
        # What a person wrote of a thing holds whenever it comes, unless this file was preferred to it.
        new = {name_of(fact) for fact in facts_of(fresh).values()} - there
        for word in [word for word in early if word.name in new]:
            early.remove(word)
            if (word.name, word.field) not in one.adopted:
                self._again(fresh, word)


def _remaining(one: Import) -> Iterator[Draft]:
    """Yield the drafts of a batch as far as they were not taken back."""
    for draft in one.intake.drafts:
        name = name_of(draft.fact)
        if name in one.rows or (one.whole and name not in one.kept):
            continue
        gone = {field for which, field in one.fields if which == name}
        gone |= {field for which, field, word in one.under if which == name and word.undone}
        defaults = defaults_of(draft.entity)
        values: Any = {field: field_value(draft.entity, field, defaults[field]) for field in gone}
        yield replace(draft, fact=replace(draft.fact, **values), given=draft.given - gone)


def plan_file(*facts: Fact, without: frozenset[str] = frozenset()) -> Intake:
    """Build a file whose plans lack some columns."""
    drafts = []
    for fact in facts:
        given = set(builders.draft(fact).given)
        if isinstance(fact, Plan):
            defaults = defaults_of(Entity.PLAN)
            values: Any = {name: field_value(Entity.PLAN, name, defaults[name]) for name in without}
            fact, given = replace(fact, **values), given - without  # noqa: PLW2901 - as a reader would leave it
        drafts.append(builders.draft(fact, given))
    return builders.intake(*drafts)
