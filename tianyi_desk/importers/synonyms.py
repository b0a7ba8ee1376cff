"""One column of a sheet and the short notation in which its other names are written down."""

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from tianyi_desk.importers.folding import folded_with_remark

_CHOICE = re.compile(r"\(([^()]*)\)")


@dataclass(frozen=True)
class Heading:
    """One column: its field, its name in the template, its other names, and the facts' fields it feeds.

    `also` lists the other names, separated by spaces; (受|被)审核方(|名称) stands for all four combinations.
    """

    field: str
    name: str
    also: str
    facts: tuple[str, ...]

    @cached_property
    def names(self) -> frozenset[str]:
        """Return every name of the column as names are compared, its own included."""
        return frozenset(folded_with_remark(name) for name in (self.name, *spelled_out(self.also)))


def spelled_out(notation: str) -> tuple[str, ...]:
    """Return every name that the notation stands for, in order."""
    return tuple(name for pattern in notation.split() for name in _combinations(pattern))


def _combinations(pattern: str) -> list[str]:
    parts = _CHOICE.split(pattern)  # plain text and choices take turns
    choices = [part.split("|") if place % 2 else [part] for place, part in enumerate(parts)]
    return ["".join(words) for words in product(*choices)]
