"""The four piles that an import falls into before anything is saved: 新增, 变更, 不变, 拒绝."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from tianyi_desk.facts.intake import Complaint, Draft, Fact, Intake, PlanReference
from tianyi_desk.facts.vocabulary import Entity
from tianyi_desk.services.last_words import Wrote


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a fact, as it stands and as the file would have it; the values are the facts' own."""

    name: str
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class Addition:
    """A fact that is new; `place` is its draft's position in the intake, `fact` names its plan by number."""

    place: int
    entity: Entity
    fact: Fact


@dataclass(frozen=True, slots=True)
class Alteration:
    """A known fact that the file says something else about.

    `key` is its row's, `fact` what it becomes by `changes`. `conflicts` are what the file says against fields
    that a person set last: a person outranks a file, so they are asked about and not written unless adopted;
    `wrote` tells for each who set it. `settled` are the fields in which a file's value was refused before, or is now.
    `adopted` are the changes that a person chose instead of a correction.
    """

    place: int
    entity: Entity
    key: int
    present: Fact
    fact: Fact
    changes: tuple[FieldChange, ...]
    conflicts: tuple[FieldChange, ...] = ()
    wrote: tuple[Wrote, ...] = ()
    settled: tuple[str, ...] = ()
    adopted: tuple[str, ...] = ()

    def adopting(self, names: Collection[str]) -> "Alteration":
        """Return what it becomes where a person takes the file's word in some of the conflicts."""
        taken = tuple(change for change in self.conflicts if change.name in names)
        left = [
            (change, who)
            for change, who in zip(self.conflicts, self.wrote, strict=True)
            if change not in taken
        ]
        values: dict[str, Any] = {change.name: change.after for change in taken}
        return replace(
            self,
            fact=replace(self.fact, **values),
            changes=(*self.changes, *taken),
            conflicts=tuple(change for change, _who in left),
            wrote=tuple(who for _change, who in left),
            adopted=(*self.adopted, *values),
        )

    def only_adopted(self) -> "Alteration":
        """Return what it becomes where nothing but the adopted fields shall be written."""
        left = [change for change in self.changes if change.name not in self.adopted]
        values: dict[str, Any] = {change.name: change.before for change in left}
        changes = tuple(change for change in self.changes if change.name in self.adopted)
        settled = (*self.settled, *values)
        return replace(self, fact=replace(self.fact, **values), changes=changes, settled=settled)


@dataclass(frozen=True, slots=True)
class Standing:
    """A known thing that a draft says nothing new of: its row's key, and the fields that the draft had for it."""

    key: int
    given: frozenset[str]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A plan that check-ins naming an enterprise and a time may mean; `score` is 0 to 100.

    `clear` says that name and time alone would settle it, were there no other.
    """

    number: str
    enterprise: str
    start: datetime
    end: datetime
    score: int
    why: str
    clear: bool = False


@dataclass(frozen=True, slots=True)
class Unclaimed:
    """Check-ins of one naming (`key`) whose plan a person has to say; `places` are their drafts' positions."""

    key: str
    places: tuple[int, ...]
    reference: PlanReference
    people: tuple[str, ...]
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Piles:
    """What accepting an intake would do.

    `unchanged` are the positions of drafts that say nothing new. `rejected` are the intake's own complaints and
    those that only comparing could raise, in the order of files, sheets and rows. `stamp` is the moment of the
    database that was compared with. `matched` says of drafts, by position, what their plan was found by; `unclaimed`
    are those of which a person has to say it, in none of the piles. `standing` tells by position which known things
    unchanged drafts are about.
    """

    intake: Intake
    added: tuple[Addition, ...]
    changed: tuple[Alteration, ...]
    unchanged: tuple[int, ...]
    rejected: tuple[Complaint, ...]
    stamp: int
    matched: Mapping[int, str] = field(default_factory=dict)
    unclaimed: tuple[Unclaimed, ...] = ()
    standing: Mapping[int, Standing] = field(default_factory=dict)

    @property
    def conflicts(self) -> tuple[Alteration, ...]:
        """Return what the files say against people's corrections."""
        return tuple(each for each in self.changed if each.conflicts)

    def adopting(self, chosen: Collection[tuple[int, str]]) -> "Piles":
        """Return the piles with the file's word taken in the chosen conflicts: (position of the draft, field)."""
        names: dict[int, set[str]] = {}
        for place, name in chosen:
            names.setdefault(place, set()).add(name)
        changed = (each.adopting(names[each.place]) if each.place in names else each for each in self.changed)
        return replace(self, changed=tuple(changed))

    @property
    def empty(self) -> bool:
        """Tell whether accepting would write nothing."""
        return not self.added and not any(each.changes for each in self.changed)

    def only(self, places: Collection[int]) -> "Piles":
        """Return the piles with only the chosen drafts (by position) to write."""
        return replace(
            self,
            added=tuple(each for each in self.added if each.place in places),
            changed=tuple(each for each in self.changed if each.place in places),
        )


def complaint(draft: Draft, message: str, column: str | None = None, **more: str | None) -> Complaint:
    """Complain about a draft's row; `more` may give `found`, `expected` and `code`."""
    source = draft.fact.source
    return Complaint(
        file=source.sheet.file if source else "",
        sheet=source.sheet.sheet if source else draft.entity.value,
        row=(source.row or None) if source else None,
        column=column,
        found=more.get("found") or "",
        expected=more.get("expected") or "",
        message=message,
        code=more.get("code"),
    )


def in_file_order(complaints: Iterable[Complaint]) -> tuple[Complaint, ...]:
    """Sort complaints by file, sheet and row; what is said of a whole file or sheet comes first."""
    return tuple(sorted(complaints, key=lambda one: (one.file, one.sheet, one.row or 0)))
