"""Work out what taking back would do: what goes, which fields get which values, what stays and why.

The definition. Acts are imports, and what people write; an import that had nothing to write is none. After taking
back, the database is what the acts that still count would have made, told in their order:

* A thing stands if an act that counts put it in, or said it again (a later file that had the row, too), and no
  person took it away since. A record stands if its plan does, too, a photo's review if the photo does. What one
  file said of a record counts also where another one brought the plan.
* A field holds what the last act said of it that counts: a file says the fields that it had columns for, changed
  or not, except those that a person had corrected and that were not adopted from the file; a person says what was
  written. What nobody said that counts is empty, as where a file has no such column.
* What people write counts until they undo it: a correction stays, whatever it corrected is taken back. A
  correction that was undone does not count, nor does the undoing, nor what a file said of the field meanwhile: it
  was weighed against the correction, and refused or found the same.
* Things that would go, but that people have worked on since (corrected, explained, reviewed, decided on), stay as
  they are with all that hangs on them, unless it is asked for that they go as well.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from tianyi_desk.facts.vocabulary import Entity
from tianyi_desk.models.json_text import json_text
from tianyi_desk.models.json_values import defaults_of
from tianyi_desk.services import take_back_reading as reading
from tianyi_desk.services.counting import Counting, Taken, Which
from tianyi_desk.services.replaying import Counts, Life, Write, replay, without
from tianyi_desk.services.take_back_reading import Histories, Scope, Work

PLAN = str(Entity.PLAN.value)
PHOTO = str(Entity.PHOTO.value)
REVIEW = str(Entity.REVIEW.value)


@dataclass(frozen=True, slots=True)
class Stay:
    """Something that the batch wrote and that stays: a field (None: the thing itself), and by whose word."""

    which: Which
    field: str | None
    by: str


@dataclass(slots=True)
class Undoing:
    """What taking back would do to facts.

    `gone` are the things that disappear and that the batch spoke of, with what they are as JSON text; `hanging`
    others that go with them. `lives` tell of those that change or stay. `kept` says why things stay that would go,
    `spared` names all that the batch wrote and that stays with them. `stays` are what stays because somebody else
    said so since. `words` names things, `plans` are the keys of the plans that records hang on.
    """

    scope: Scope
    gone: dict[Which, str] = field(default_factory=dict)
    hanging: dict[Which, int] = field(default_factory=dict)
    lives: dict[Which, Life] = field(default_factory=dict)
    kept: dict[Which, Work] = field(default_factory=dict)
    spared: set[Which] = field(default_factory=set)
    stays: list[Stay] = field(default_factory=list)
    words: dict[Which, str] = field(default_factory=dict)
    plans: dict[Which, int] = field(default_factory=dict)

    @property
    def gone_plans(self) -> list[int]:
        """Return the keys of the plans that disappear."""
        return [key for kind, key in self.gone if kind == PLAN]


def work_out(session: Session, scope: Scope, *, everything: bool) -> Undoing:
    """Work out what taking back would do, with or without what people have worked on since."""
    taken = Taken(scope.entity and str(scope.entity.value), scope.key, scope.field)
    counting, before = Counting(session, {scope.batch: taken}), Counting(session)
    found = reading.histories(session, scope, before)
    undoing = Undoing(scope)
    for which, writes in found.writes.items():
        if _only_changed(undoing.scope, which, writes, before):
            undoing.words[which] = writes[-1].key
            undoing.lives[which] = without(writes, found.claims[which], scope.batch)
        else:
            _weigh(undoing, which, writes, found, counting)
    undoing.plans = reading.plans_of(session, undoing.gone | undoing.lives)
    if not everything:
        _keep(session, undoing, before)
    _hang(session, undoing)
    for which in undoing.lives:
        undoing.stays += _stays(undoing, which, found, before, counting)
    return undoing


def _only_changed(scope: Scope, which: Which, writes: list[Write], before: Counting) -> bool:
    """Tell whether the batch only changed a thing of which everything else counts, and that stands."""
    kind, key = which
    return (
        scope.field is None
        and writes[0].batch != scope.batch
        and all(one.field is not None for one in writes if one.batch == scope.batch)
        and all(
            (one.after is not None or one.field is not None)
            and before.counts(one.number, one.batch, kind, key, one.field)
            for one in writes
        )
    )


def _weigh(undoing: Undoing, which: Which, writes: list[Write], found: Histories, counting: Counting) -> None:
    """Tell one thing's history again."""
    kind, key = which
    undoing.words[which] = writes[-1].key
    first, claims = writes[0], found.claims[which]
    others = any(claim.batch != undoing.scope.batch for claim in claims)
    if (
        len(writes) == 1
        and first.field is None
        and first.after
        and not others
        and undoing.scope.field is None
    ):
        undoing.gone[which] = first.after  # most things, and quick: nobody else ever spoke of it
        return
    counts = Counts(
        lambda one: counting.counts(one.number, one.batch, kind, key, one.field),
        lambda batch, name: counting.says(batch, kind, key, name),
        counting.undone,
    )
    life = replay(writes, claims, counts, defaults_of(Entity(kind)))
    if life.present is None:
        return
    if life.wanted is None:
        undoing.gone[which] = json_text(life.present)
    else:
        undoing.lives[which] = life


def _keep(session: Session, undoing: Undoing, counting: Counting) -> None:
    """Leave out what people have worked on since: a plan with all that hangs on it, a record, somebody."""
    of_plans = reading.records_of(session, undoing.gone_plans)
    work = reading.work_on(session, undoing.gone.keys() | of_plans.keys(), counting)
    on_plans = reading.work_on_plans(session, undoing.gone_plans)
    for which in undoing.gone:
        kind, key = which
        found = work.get(which) or (on_plans.get(key) if kind == PLAN else None)
        if found is not None:
            undoing.kept[which] = found
    _keep_photos(session, undoing, counting)
    for which, plan in of_plans.items():
        found = work.get(which)
        if found is not None:
            undoing.kept.setdefault((PLAN, plan), found)
    kept_plans = {key for kind, key in undoing.kept if kind == PLAN}
    undoing.spared = set(undoing.kept)
    with_plans = {one for one, plan in undoing.plans.items() if plan in kept_plans}
    undoing.spared |= with_plans
    undoing.kept = {one: found for one, found in undoing.kept.items() if one not in with_plans}
    _spare(undoing)


def _keep_photos(session: Session, undoing: Undoing, counting: Counting) -> None:
    """Leave photos out that a person reviewed."""
    reviews = reading.reviews_of(session, [key for kind, key in undoing.gone if kind == PHOTO])
    work = reading.work_on(session, [(REVIEW, key) for key in reviews], counting)
    for (_kind, key), found in work.items():
        for photo in reviews[key]:
            if (PHOTO, photo) in undoing.gone:
                undoing.kept.setdefault((PHOTO, photo), found)


def _spare(undoing: Undoing) -> None:
    for which in undoing.spared:
        undoing.gone.pop(which, None)
        undoing.lives.pop(which, None)


def _hang(session: Session, undoing: Undoing) -> None:
    """Note what goes along: the records of plans that go, the reviews of photos that go."""
    hanging = reading.records_of(session, undoing.gone_plans)
    photos = {key for kind, key in undoing.gone if kind == PHOTO}
    plans = dict(undoing.plans)
    of_photos = reading.reviews_of(session, photos)
    going = photos | {key for kind, key in hanging if kind == PHOTO}
    lost = [(REVIEW, key) for key, theirs in of_photos.items() if theirs <= going]
    plans |= reading.plans_of(session, lost)
    hanging |= {which: plans[which] for which in lost}
    for which, plan in hanging.items():
        if which not in undoing.gone:
            undoing.hanging[which] = plan
            undoing.lives.pop(which, None)


def _stays(
    undoing: Undoing, which: Which, found: Histories, before: Counting, after: Counting
) -> Iterator[Stay]:
    """Tell what the batch wrote about a thing that stays because of somebody else's word."""
    kind, key = which
    differing = undoing.lives[which].differences
    for one in found.writes[which]:
        if one.batch != undoing.scope.batch or after.counts(one.number, one.batch, kind, key, one.field):
            continue
        if not before.counts(one.number, one.batch, kind, key, one.field) or one.field in differing:
            continue
        rest = (
            other
            for other in reversed(found.writes[which])
            if other.field == one.field and after.counts(other.number, other.batch, kind, key, other.field)
        )
        said = (
            claim.batch
            for claim in reversed(found.claims[which])
            if (one.field is None or one.field in claim.given)
            and after.says(claim.batch, kind, key, one.field)
        )
        yield Stay(which, one.field, _by(next(rest, None), next(said, None)))


def _by(write: Write | None, batch: int | None) -> str:
    if write is not None and write.batch is None:
        return f"{write.actor} {write.at:%Y-%m-%d} {write.reason}"
    if write is not None:
        return f"第 {write.batch} 批"
    return "" if batch is None else f"第 {batch} 批的文件"


def affected(undoing: Undoing) -> Iterable[Which]:
    """Return everything that goes or changes."""
    changing = [which for which, life in undoing.lives.items() if life.differences]
    return [*undoing.gone, *undoing.hanging, *changing]
