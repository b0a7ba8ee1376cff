"""Findings, the verdict on a plan, and the reasons behind them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tianyi_desk.facts.source import Source
from tianyi_desk.facts.vocabulary import Channel, Disposition, Status

Evidence = Mapping[str, object]
"""Named figures with units in the key; values are str, int, float, bool, None or lists of them."""


@dataclass(frozen=True, slots=True)
class Input:
    """One value that a finding rests on, and the row it was read from."""

    name: str
    value: str
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Why:
    """The four parts of 为什么: clause and its sentence, inputs, formula with numbers, nearest counterfactual.

    `counterfactual` is "" where no single change was found that makes the finding vanish.
    """

    clause: str
    clause_text: str
    inputs: tuple[Input, ...]
    formula: str
    counterfactual: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One anomaly: one per (plan, code, subject). `disposition` is None for O and R."""

    plan: str
    code: str
    subject: str
    kind: str | None
    expected: bool
    disposition: Disposition | None
    evidence: Evidence
    message: str

    @property
    def key(self) -> tuple[str, str, str]:
        """Return what findings are matched by when a plan is judged again."""
        return self.plan, self.code, self.subject


@dataclass(frozen=True, slots=True)
class EventDistance:
    """The smallest distance of an event's counted records to any address, in metres."""

    distance_m: float
    borderline: bool
    nearest_address: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one plan was judged; `policy` and `deadline` follow the closing event.

    `warnings` are Chinese sentences about what could not be known for sure (a year without a calendar).
    """

    plan: str
    policy: date | None
    channel: Channel
    status: Status
    bound_with: tuple[str, ...]
    deadline: date | None
    opening_distance: EventDistance | None
    closing_distance: EventDistance | None
    photos_unreviewed: bool
    findings: tuple[Finding, ...]
    warnings: tuple[str, ...] = ()
