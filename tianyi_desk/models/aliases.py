"""What people may be known by: the names and numbers that the roster joins, written one way here and another there."""

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from tianyi_desk.models import tables as t


def aliases_in(session: Session) -> "Aliases":
    """Return the roster's aliases as this session sees them, read the first time only.

    For sessions that read: what the session itself writes to the roster later is not seen.
    """
    known: Aliases | None = session.info.get(Aliases)
    if known is None:
        known = session.info[Aliases] = Aliases(session)
    return known


class Aliases:
    """The roster's names and numbers, read once.

    People of one name, or of one number, are taken together: this may find too many, never too few. Who is who
    is the rules' business.
    """

    def __init__(self, session: Session) -> None:
        person = t.person.c
        self._by_word: defaultdict[str, list[tuple[str, frozenset[str]]]] = defaultdict(list)
        columns = person.name, person.id_number, person.ccaa_number, person.phone
        for name, *given in session.execute(select(*columns)):
            numbers = frozenset(given) - {""}
            for word in {name, *numbers}:
                self._by_word[word].append((name, numbers))

    def of(self, names: Iterable[str], numbers: Iterable[str]) -> tuple[set[str], set[str]]:
        """Return these names and numbers with all that the roster knows their bearers by, "" left out of numbers."""
        all_names, all_numbers = set(names), set(numbers) - {""}
        waiting = all_names | all_numbers
        while waiting:
            for name, others in self._by_word.get(waiting.pop(), ()):
                waiting |= ({name} - all_names) | (others - all_numbers)
                all_names.add(name)
                all_numbers |= others
        return all_names, all_numbers
