"""Stage a supposition: the facts of a visit with one thing changed, ready to be judged again."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from tianyi_desk.facts.ledger import Dossier
from tianyi_desk.facts.place import Position
from tianyi_desk.facts.plan import Member
from tianyi_desk.facts.projects import ProjectTable
from tianyi_desk.facts.records import CheckIn, Explanation, Photo, PhotoReview, RosterEntry
from tianyi_desk.facts.vocabulary import Channel, Event, Role
from tianyi_desk.geo.datum import Datum
from tianyi_desk.rules.case import Breach, Case, Point


@dataclass(frozen=True, slots=True)
class Supposition:
    """One change that might make a finding vanish: how it reads, and the changed facts.

    `dossiers` replace those of the same plan numbers; `entry` joins the roster; `projects` replaces the table.
    """

    text: str
    dossiers: tuple[Dossier, ...] = ()
    entry: RosterEntry | None = None
    projects: ProjectTable | None = None


@dataclass(slots=True)
class Scene:
    """A case with its breach and every case whose facts the supposition may touch."""

    case: Case
    breach: Breach
    neighbours: Sequence[Case]
    projects: ProjectTable

    def plan(self, text: str, **changes: Any) -> Supposition:
        """Suppose other values of the plan's own fields."""
        dossier = self.case.dossier
        return Supposition(text, (replace(dossier, plan=replace(dossier.plan, **changes)),))

    def team(self, text: str, team: Iterable[Member]) -> Supposition:
        """Suppose another team."""
        return self.plan(text, team=tuple(team))

    def member(self, text: str, name: str, **changes: Any) -> Supposition:
        """Suppose other values of one member."""
        team = (replace(one, **changes) if one.name == name else one for one in self.case.plan.team)
        return self.team(text, team)

    def joined(self, text: str, names: Iterable[str]) -> Supposition:
        """Suppose that people are on the team."""
        extra = (Member(name, Role.MEMBER) for name in dict.fromkeys(names))
        return self.team(text, (*self.case.plan.team, *extra))

    def records(
        self, text: str, change: Callable[[CheckIn], CheckIn | None], chosen: Iterable[CheckIn]
    ) -> Supposition:
        """Suppose that the chosen check-ins, on whatever plan of the scene, were other ones (None: were not)."""
        wanted = {id(record) for record in chosen}
        dossiers = []
        for case in self.neighbours:
            if any(id(record) in wanted for record in case.dossier.check_ins):
                kept = (change(one) if id(one) in wanted else one for one in case.dossier.check_ins)
                dossiers.append(
                    replace(case.dossier, check_ins=tuple(one for one in kept if one is not None))
                )
        return Supposition(text, tuple(dossiers))

    def signed(self, text: str, *records: CheckIn) -> Supposition:
        """Suppose further check-ins on the plan itself."""
        dossier = self.case.dossier
        return Supposition(text, (replace(dossier, check_ins=(*dossier.check_ins, *records)),))

    def new_record(self, event: Event, at: datetime, channel: Channel = Channel.MINI_PROGRAM) -> CheckIn:
        """Return a check-in of the first member, who may sign for the team."""
        first = self.case.plan.team[0] if self.case.plan.team else None
        return CheckIn(self.case.plan.number, first.name if first else "", event, at, channel=channel)

    def photos(
        self,
        text: str,
        change: Callable[[Photo], Photo | None] | None = None,
        chosen: Iterable[Photo] = (),
        added: Iterable[Photo] = (),
        reviews: Iterable[PhotoReview] = (),
    ) -> Supposition:
        """Suppose other photos and reviews: chosen ones changed (None: were not), further ones on the plan itself."""
        wanted = {id(photo) for photo in chosen}
        dossiers = []
        for case in self.neighbours:
            mine = case is self.case
            if not mine and not any(id(photo) in wanted for photo in case.dossier.photos):
                continue
            kept = (change(one) if change and id(one) in wanted else one for one in case.dossier.photos)
            photos = tuple(one for one in kept if one is not None)
            dossiers.append(
                replace(
                    case.dossier,
                    photos=photos + (tuple(added) if mine else ()),
                    reviews=case.dossier.reviews + (tuple(reviews) if mine else ()),
                )
            )
        return Supposition(text, tuple(dossiers))

    def reviewed(
        self, text: str, change: Callable[[PhotoReview], PhotoReview], chosen: PhotoReview
    ) -> Supposition:
        """Suppose that a review said something else."""
        dossiers = [
            replace(
                case.dossier,
                reviews=tuple(change(one) if one is chosen else one for one in case.dossier.reviews),
            )
            for case in self.neighbours
            if any(one is chosen for one in case.dossier.reviews)
        ]
        return Supposition(text, tuple(dossiers))

    def explained(self, text: str, filings: Iterable[Explanation]) -> Supposition:
        """Suppose further explanations on the plan itself."""
        dossier = self.case.dossier
        return Supposition(text, (replace(dossier, explanations=(*dossier.explanations, *filings)),))


def at_point(point: Point, datum: Datum = Datum.WGS84) -> Position:
    """Return a valid position at a point given in WGS-84 degrees, stated as such."""
    return Position(point[0], point[1], datum, True, 6, None, False, point[0], point[1])


def towards(point: Point, target: Point, fraction: float) -> Point:
    """Return the point that lies `fraction` of the way from `target` to `point`."""
    return (
        target[0] + (point[0] - target[0]) * fraction,
        target[1] + (point[1] - target[1]) * fraction,
    )


Supposer = Callable[[Scene], Iterable[Supposition]]
SupposerTable = Mapping[str, Supposer]
