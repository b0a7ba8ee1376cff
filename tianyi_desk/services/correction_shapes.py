"""What a field that people put right consists of, and the few shapes that most fields have."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tianyi_desk.facts.wording import moment_words
from tianyi_desk.importers.cells import is_blank
from tianyi_desk.services import typed_values as typed
from tianyi_desk.services.correctable import Item
from tianyi_desk.services.typed_values import A_MOMENT, YES_OR_NO

Values = Mapping[str, Any]
Read = Callable[[str, Item, int | None], Values]
Words = Callable[[Item, int | None], str]
YES, NO = "是", "否"


@dataclass(frozen=True, slots=True)
class Slot:
    """A place where something stands that may be put right: a field, or a part of one.

    `part` is the position of an address or of a member, `aspect` what of it is meant (position, role, …).
    """

    entity: str
    key: int
    field: str
    aspect: str = ""
    part: int | None = None

    @property
    def kind(self) -> tuple[str, str, str]:
        """Return what the tables of fields know the slot's field by."""
        return self.entity, self.field, self.aspect

    @property
    def which(self) -> tuple[str, int]:
        """Return the thing that this is a part of."""
        return self.entity, self.key


@dataclass(frozen=True, slots=True)
class Field:
    """One field that may be put right.

    `read` makes values of the fact's fields of what is typed, or raises MisreadError; `words` is the text to be edited;
    `expected` says in Chinese what may be typed; `choices` are all that may, where they are few. `private` fields hold
    numbers that are not shown whole.
    """

    label: str
    expected: str
    read: Read
    words: Words
    choices: tuple[str, ...] = ()
    private: bool = False


def plain(
    name: str, label: str, expected: str = "", *, required: bool = False, private: bool = False
) -> Field:
    """Return a field of text."""

    def read(text: str, _item: Item, _part: int | None) -> Values:
        if required:
            typed.needed(text, expected or label)
        return {name: "" if is_blank(text) else text}

    return Field(label, expected or label, read, lambda item, _part: item.value(name), private=private)


def made(
    name: str,
    label: str,
    expected: str,
    reader: Callable[[str], Any],
    words: Callable[[Any], str] = str,
    choices: tuple[str, ...] = (),
    nothing: Any = None,
    *,
    optional: bool = False,
    private: bool = False,
) -> Field:
    """Return a field whose value an importer's reader makes of a text; `nothing` is that of an empty optional one."""

    def read(text: str, _item: Item, _part: int | None) -> Values:
        if optional and is_blank(text):
            return {name: nothing}
        return {name: typed.read_with(reader, typed.needed(text, expected), expected)}

    def to_edit(item: Item, _part: int | None) -> str:
        value = item.value(name)
        return "" if value is None else words(value)

    return Field(label, expected, read, to_edit, choices, private)


def truth(name: str, label: str, *, turned: bool = False) -> Field:
    """Return a field of 是 or 否; `turned` where the fact holds the opposite."""

    def read(text: str, _item: Item, _part: int | None) -> Values:
        return {name: typed.read_yes(text) is not turned}

    def words(item: Item, _part: int | None) -> str:
        return YES if item.value(name) is not turned else NO

    return Field(label, YES_OR_NO, read, words, (YES, NO))


def timed(
    name: str, label: str, day_of: Callable[[Any], datetime], *, optional: bool, end: bool = False
) -> Field:
    """Return a moment; a bare time is on the day that it was on, or on `day_of` the fact."""

    def read(text: str, item: Item, _part: int | None) -> Values:
        if optional and is_blank(text):
            return {name: None}
        day = (item.value(name) or day_of(item.fact)).date()
        moment = typed.read_instant_on(text, day) if optional else typed.read_moment_on(text, day, end=end)
        return {name: moment}

    def words(item: Item, _part: int | None) -> str:
        at = item.value(name)
        return "" if at is None else moment_words(at)

    return Field(label, A_MOMENT, read, words)
