"""Find the sentences that stand at a cited clause, for 为什么."""

import re
from collections.abc import Mapping

_LIST = re.compile(r"\s*[,，、;；]\s*")
_RANGE = re.compile(r"\s*[–—~～]\s*")
_BELOW = ("(", " ", ".")


def clause_text(clauses: Mapping[str, str], clause: str) -> str:
    """Return the sentences of a citation such as "N6.1(1), F3" or "N6.2–N6.6, M2.7", each on its own line.

    A clause comes with those below it (N6.1 with N6.1(1) and N6.1(2)); a range takes the table's order. Where
    several are joined each begins with its number. "" gives "". Raises KeyError for a clause not in the table.
    """
    numbers = cited_numbers(clauses, clause)
    if len(numbers) == 1:
        return clauses[numbers[0]].strip()
    return "\n".join(f"{number} {clauses[number].strip()}" for number in numbers)


def cited_numbers(clauses: Mapping[str, str], clause: str) -> tuple[str, ...]:
    """Return the clause numbers that a citation stands for, in its order, each once.

    Raises KeyError for a clause not in the table.
    """
    numbers: dict[str, None] = {}
    for piece in filter(None, _LIST.split(clause.strip())):
        numbers.update(dict.fromkeys(_expanded(clauses, piece)))
    return tuple(numbers)


def _expanded(clauses: Mapping[str, str], piece: str) -> list[str]:
    ends = [_with_those_below(clauses, number) for number in _RANGE.split(piece)]
    if len(ends) == 1:
        return ends[0]
    order = list(clauses)
    first, last = order.index(ends[0][0]), order.index(ends[-1][-1])
    if len(ends) > 2 or first > last:
        raise KeyError(piece)
    return order[first : last + 1]


def _with_those_below(clauses: Mapping[str, str], number: str) -> list[str]:
    """Return a clause and those below it; a heading without a sentence of its own may give only the latter."""
    found = [
        other
        for other in clauses
        if other == number or other.startswith(tuple(number + mark for mark in _BELOW))
    ]
    if not found or not number:
        raise KeyError(number)
    return found
