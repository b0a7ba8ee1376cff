"""Judging again keeps what people wrote: findings are matched by (plan, code, subject) (rule book, section 5)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tianyi_desk.facts.finding import Finding
from tianyi_desk.facts.vocabulary import Disposition

Key = tuple[str, str, str]

DECIDED = frozenset({Disposition.CONFIRMED, Disposition.DISMISSED})


@dataclass(frozen=True, slots=True)
class Stored:
    """A finding as it was last written; `closed` says that it did not hold any more the last time."""

    finding: Finding
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Revised:
    """A known finding that is to be written anew, and what it becomes."""

    stored: Stored
    finding: Finding

    @property
    def holds_again(self) -> bool:
        """Tell whether it had been closed."""
        return self.stored.closed

    @property
    def undecided_again(self) -> bool:
        """Tell whether a decision of a person fell, because the evidence is another one."""
        return self.stored.finding.disposition in DECIDED and self.finding.disposition not in DECIDED


@dataclass(frozen=True, slots=True)
class Reconciled:
    """What judging again makes of the known findings; those that stay as they are appear nowhere."""

    added: tuple[Finding, ...] = ()
    revised: tuple[Revised, ...] = ()
    closed: tuple[Stored, ...] = ()


def reconcile(stored: Mapping[Key, Stored], fresh: Iterable[Finding]) -> Reconciled:
    """Compare the known findings of the plans that were judged with the findings of now.

    The fresh findings bear the decisions that still stand (the engine is handed them): new evidence has none.
    What no longer holds is closed, never dropped, and keeps what was decided.
    """
    added: list[Finding] = []
    revised: list[Revised] = []
    seen: set[Key] = set()
    for finding in fresh:
        seen.add(finding.key)
        known = stored.get(finding.key)
        if known is None:
            added.append(finding)
        elif known.closed or finding != known.finding:
            revised.append(Revised(known, finding))
    gone = (known for key, known in stored.items() if key not in seen and not known.closed)
    return Reconciled(tuple(added), tuple(revised), tuple(gone))
