"""All facts that a judgement sees."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tianyi_desk.facts.finding import Evidence
from tianyi_desk.facts.plan import Plan
from tianyi_desk.facts.records import CheckIn, Explanation, Photo, PhotoReview, RosterEntry
from tianyi_desk.facts.vocabulary import Disposition


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything that was recorded on one plan itself (bound plans have dossiers of their own)."""

    plan: Plan
    check_ins: tuple[CheckIn, ...] = ()
    photos: Sequence[Photo] = ()
    reviews: tuple[PhotoReview, ...] = ()
    explanations: tuple[Explanation, ...] = ()


@dataclass(frozen=True, slots=True)
class Binding:
    """What a person said of two plans, by number, the lower first: bound, not bound; None leaves it to the rules."""

    one: str
    other: str
    bound: bool | None


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided about a finding, and the evidence that stood before them."""

    disposition: Disposition
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Ledger:
    """The facts to judge: dossiers, the roster (None: none was loaded), DingTalk records of no named plan.

    `decisions` maps (plan, code, subject) to what people decided earlier. `bindings` are what people said of pairs of
    plans; of all others the rules alone say whether they are bound (rule book, section 3).
    """

    dossiers: tuple[Dossier, ...]
    roster: tuple[RosterEntry, ...] | None = None
    loose: tuple[CheckIn, ...] = ()
    decisions: Mapping[tuple[str, str, str], Decision] | None = None
    bindings: tuple[Binding, ...] = ()
