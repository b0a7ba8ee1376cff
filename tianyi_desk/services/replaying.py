"""One thing's history told again without what was taken back: whether it stands, and what its fields are then.

Pure: writes and words of files in, the present and the wanted values out, both as JSON has them.
"""

import json
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

Values = dict[str, Any]
Place = tuple[int | None, int]
"""Where a thing was read: the key of the sheet (None: not known), and the row."""


class Write(NamedTuple):
    """A change row: JSON texts before and after; `field` None is the thing itself."""

    number: int
    batch: int | None
    field: str | None
    before: str | None
    after: str | None
    actor: str
    at: datetime
    reason: str
    key: str


class Claim(NamedTuple):
    """What a batch's file said of a thing: the fields `given`, as the thing was after change row `at_change`."""

    at_change: int
    batch: int
    given: Sequence[str]
    place: Place | None


class Counts(NamedTuple):
    """What counts: a write, and what a batch's file said (of a field; None: of the thing itself)."""

    write: Callable[[Write], bool]
    says: Callable[[int, str | None], bool]
    undone: Container[int] = ()
    """The numbers of the change rows that people undid."""


@dataclass(slots=True)
class Life:
    """How a thing stands by its whole history (`present`), and by what counts of it (`wanted`); None: not at all.

    `place` is where it was read by what counts, None where that is not known.
    """

    present: Values | None = None
    wanted: Values | None = None
    place: Place | None = None
    _said: Values = field(default_factory=dict)
    _stands: bool = False
    _first: Values = field(default_factory=dict)
    _wrote: set[int | None] = field(default_factory=set)
    _undone: set[str] = field(default_factory=set)

    def write(self, one: Write, *, counts: bool, undone: bool) -> None:
        """Hear a change row."""
        if one.field is not None:
            (self._undone.add if undone else self._undone.discard)(one.field)
            value = json.loads(one.after or "null")
            if self.present is not None:
                self.present[one.field] = value
            if counts:
                self._said[one.field] = value
                self._wrote.add(one.batch)
        elif one.after is None:
            self.present = None
            self._stands = self._stands and not counts
        else:
            values: Values = json.loads(one.after)
            self.present, self._first = dict(values), values
            if counts:
                self._stands = True
                self._said.update(values)
                self._wrote.add(one.batch)

    def claim(self, one: Claim, says: Callable[[int, str | None], bool]) -> None:
        """Hear what a file said."""
        if self.present is None or not says(one.batch, None):
            return
        values = {
            name: self.present.get(name)
            for name in one.given
            if name not in self._undone and says(one.batch, name)
        }
        news = any(name not in self._said or self._said[name] != value for name, value in values.items())
        self._said.update(values)
        if (news or not self._stands or one.batch in self._wrote) and one.place is not None:
            self.place = one.place
        self._stands = True

    def end(self, defaults: Values) -> None:
        """Work out what is wanted; what nobody said is what a file leaves it at that does not give it."""
        if self._stands:
            nothing = {**self._first, **{name: defaults[name] for name in self._first if name in defaults}}
            extra = {name: None for name in self.present or {} if name not in nothing}
            self.wanted = {**extra, **nothing, **self._said}

    @property
    def differences(self) -> dict[str, tuple[Any, Any]]:
        """Return the fields that are not as wanted: now and wanted; nothing where the thing itself goes."""
        if self.present is None or self.wanted is None:
            return {}
        return {
            name: (self.present.get(name), value)
            for name, value in self.wanted.items()
            if self.present.get(name) != value
        }


def replay(writes: Iterable[Write], claims: Iterable[Claim], counts: Counts, defaults: Values) -> Life:
    """Tell a thing's history again, oldest first."""
    life = Life()
    waiting = sorted(claims, key=lambda claim: claim.at_change)
    for one in writes:
        while waiting and waiting[0].at_change < one.number:
            life.claim(waiting.pop(0), counts.says)
        life.write(one, counts=counts.write(one), undone=one.number in counts.undone)
    for claim in waiting:
        life.claim(claim, counts.says)
    life.end(defaults)
    return life


def without(writes: Sequence[Write], claims: Iterable[Claim], batch: int) -> Life:
    """Tell a thing without what one batch changed of it, where everything else counts: as `replay` would, at once.

    The fields that nobody spoke of since have what the batch found in them.
    """
    others = [claim for claim in claims if claim.batch != batch]
    writers = {one.batch for one in writes if one.batch != batch}
    found: dict[str, Write] = {}
    later: set[str] = set()
    for one in writes:
        if one.field is not None and one.batch == batch:
            found.setdefault(one.field, one)
        elif one.field is not None and one.field in found:
            later.add(one.field)
    for claim in others:
        later.update(name for name in claim.given if name in found and claim.at_change > found[name].number)
    life = Life({}, {})
    for name, one in found.items():
        if name not in later:
            life.present[name] = json.loads(one.after or "null")  # type: ignore[index]
            life.wanted[name] = json.loads(one.before or "null")  # type: ignore[index]
    places = [claim.place for claim in others if claim.batch in writers]
    life.place = next((place for place in reversed(places) if place is not None), None)
    return life
