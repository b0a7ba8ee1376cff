"""How words, moments and lists stand in a column, and how they come back fast.

Values are read a hundred thousand at a time, so the way back is a function written in C where there is one.
"""

import json
from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from json.encoder import encode_basestring
from typing import Any, Generic, TypeVar

from sqlalchemy import DateTime, Dialect, Text
from sqlalchemy.types import TypeDecorator

E = TypeVar("E", bound=StrEnum)
Convert = Callable[[Any], Any]
_BETWEEN = ", "


class Word(TypeDecorator[E], Generic[E]):
    """An enumeration kept by its value: the Chinese word that files and people use."""

    impl = Text
    cache_ok = True

    def __init__(self, words: type[E]) -> None:
        super().__init__()
        self.words = words

    def bind_processor(self, dialect: Dialect) -> Convert:  # noqa: ARG002 - every dialect keeps text
        """Return what turns a member into its plain text; an unknown word raises KeyError."""
        texts: dict[E | str | None, str | None] = {word: str.__str__(word) for word in self.words}
        texts[None] = None
        return texts.__getitem__

    def result_processor(self, dialect: Dialect, coltype: object) -> Convert:  # noqa: ARG002 - as above
        """Return what turns text into the member; a word the program does not know raises KeyError."""
        members: dict[str | None, E | None] = {str.__str__(word): word for word in self.words}
        members[None] = None
        return members.__getitem__


class Moment(TypeDecorator[datetime]):
    """A moment in China Standard Time without a zone; SQLite keeps `2021-10-18 08:30:00`."""

    impl = DateTime
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Convert | None:
        """Return what writes ISO text on SQLite: shorter and quicker than SQLAlchemy's own."""
        return _iso_text if dialect.name == "sqlite" else super().bind_processor(dialect)


class Words(TypeDecorator[tuple[str, ...]]):
    """Several words in one column, as a JSON list in text; many rows share the same few lists."""

    impl = Text
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Convert:  # noqa: ARG002 - every dialect keeps text
        """Return what writes a tuple as a JSON list."""
        return words_text

    def result_processor(self, dialect: Dialect, coltype: object) -> Convert:  # noqa: ARG002 - as above
        """Return what reads a JSON list as a tuple."""
        return text_words


def _iso_text(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat(" ")


@lru_cache(maxsize=4096)
def words_text(words: tuple[str, ...] | None) -> str | None:
    """Write several words as a JSON list."""
    return None if words is None else f"[{_BETWEEN.join(map(encode_basestring, words))}]"


@lru_cache(maxsize=4096)
def text_words(text: str | None) -> tuple[str, ...] | None:
    """Read a JSON list of words; one that `words_text` wrote without any escape is just taken apart."""
    if text is None:
        return None
    words = text[2:-2].split(f'"{_BETWEEN}"')
    plain = text.startswith('["') and text.endswith('"]') and text.count('"') == 2 * len(words)
    return tuple(words if plain and "\\" not in text else json.loads(text))
