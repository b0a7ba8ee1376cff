"""A plan before the rules: its duties, its people, what counts, and what was measured."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from tianyi_desk.facts.finding import Input
from tianyi_desk.facts.ledger import Dossier
from tianyi_desk.facts.plan import Member, Plan
from tianyi_desk.facts.records import CheckIn, Explanation, Photo
from tianyi_desk.facts.vocabulary import Channel, Event, PhotoCategory
from tianyi_desk.rules.duties import Duty
from tianyi_desk.rules.people import Directory
from tianyi_desk.rules.policy import Policy
from tianyi_desk.rules.workdays import Deadline

Point = tuple[float, float]
Nearest = tuple[float, int, CheckIn]
"""Metres, the address's position, the record."""


class Trait:
    """What a case must have for a check to find anything; single bits, so that most checks need not run."""

    ANY = 0
    BOUND = 1 << 0
    LACKING = 1 << 1
    """An owed event has nothing that counts."""
    OFF_DAY = 1 << 2
    """A member's own record does not count for its day."""
    OUTSIDER = 1 << 3
    """An own record is by somebody who is not on the team."""
    FIX = 1 << 4
    SEVERAL = 1 << 5
    """An event has several counted records."""
    REVIEWED = 1 << 6
    ABSENTEE = 1 << 7
    MANY_PHOTOS = 1 << 8
    """A category has more counted photos than the smallest limit allows."""
    ANOMALY = 1 << 9
    """An O finding; set when the O checks have run."""
    UNLOCATED = 1 << 10
    POSITION = 1 << 11
    """The plan gives a coordinate."""
    STRANGER = 1 << 12
    """A roster was loaded, and a member is not exactly one person of it."""
    UNKNOWN_PROJECT = 1 << 13
    EXCUSED = 1 << 14
    """涉密 or 临时调整."""
    SWAPPED = 1 << 15
    OFF_TIME = 1 << 16
    """A judged record is outside its meeting's time, or the stay between them is short."""
    FAR = 1 << 17
    """The nearest counted record of an event is nearly or more than deviation_m away."""
    UNMEASURED = 1 << 18
    """The first counted record of an event has no usable coordinate."""
    LEADERS = 1 << 19
    """The team has no leader, or several."""
    PHONE = 1 << 20
    """An own record says which phone it was made with."""
    STATEMENT = 1 << 21
    """The plan owes a statement because it is remote."""


@dataclass(slots=True)
class Counted:
    """What counts for one event: records in time order, and the near misses that explain a missing one."""

    records: list[CheckIn] = field(default_factory=list)
    own: Sequence[CheckIn] = ()
    outsiders: Sequence[CheckIn] = ()
    declined: Sequence[CheckIn] = ()
    too_late: Sequence[CheckIn] = ()
    early: Sequence[CheckIn] = ()
    wrong_day: Sequence[CheckIn] = ()


@dataclass(slots=True)
class Uploads:
    """How many counted photos a category has, and between which known moments they were uploaded."""

    count: int = 0
    first: datetime | None = None
    last: datetime | None = None

    def add(self, moment: datetime | None) -> None:
        """Count one more photo."""
        self.count += 1
        if moment is not None:
            if self.first is None or moment < self.first:
                self.first = moment
            if self.last is None or moment > self.last:
                self.last = moment


@dataclass(slots=True, eq=False)
class Case:
    """One plan as the rules see it as of a moment; built by `rules.docket` and changed by no rule.

    `policy`, `deadline` and `statement_deadline` follow the closing event. `opening_at`, `closing_start` and
    `closing_end` are recorded or 推定; `closing_limit` is the last moment of a 签退 in time (inclusive). `owed` are
    the events owed on 认证到, `placed` those where O2 is judged if every address has a position. `bound` are the
    cases of `bound_with`, `joined` the numbers of those that a person bound; `visit` numbers the visit.

    `own` are the plan's check-ins known at `as_of`, `first` and `last` the records judged for time. `distances`
    holds, per record identity, the metres to each address (None where that pair cannot be measured),
    `fix_distances` those to the phone's fix, `nearest_at` the nearest counted record per owed event. `uploads` sums
    up the counted photos by category. `outsiders` says that an own record is by somebody who is not on the team.
    `official` are the plan's O breaches, filled before the rules that depend on
    them.
    """

    dossier: Dossier
    plan: Plan
    as_of: datetime
    opening: Duty
    closing: Duty
    channel: Channel
    policy: Policy | None
    directory: Directory
    opening_at: datetime
    closing_start: datetime
    closing_end: datetime
    closing_limit: datetime
    ended: bool
    remote: bool
    unknown_projects: tuple[str, ...]
    own: Sequence[CheckIn]
    photos: Sequence[Photo]
    points: Sequence[Point | None]
    located: bool
    judged: bool
    covered: bool = False
    on_mini_program: bool = False
    owed: tuple[Event, ...] = ()
    placed: tuple[Event, ...] = ()
    traits: int = 0
    visit: int = 0
    bound: Sequence["Case"] = ()
    joined: frozenset[str] = frozenset()
    counted_photos: Sequence[Photo] = ()
    uploads: Mapping[PhotoCategory, Uploads] = field(default_factory=dict)
    refused_photos: Sequence[Photo] = ()
    explanations: Sequence[Explanation] = ()
    dingtalk: Sequence[CheckIn] = ()
    own_dingtalk: Sequence[CheckIn] = ()
    signed_in: Counted = field(default_factory=Counted)
    signed_out: Counted = field(default_factory=Counted)
    first: CheckIn | None = None
    last: CheckIn | None = None
    distances: dict[int, list[float | None]] = field(default_factory=dict)
    fix_distances: dict[int, list[float | None]] = field(default_factory=dict)
    nearest_at: dict[Event, Nearest] = field(default_factory=dict)
    deadline: Deadline | None = None
    statement_deadline: Deadline | None = None
    outsiders: bool = False
    official: Sequence["Breach"] = ()

    def duty(self, event: Event) -> Duty:
        """Return the duty of an event."""
        return self.opening if event is Event.OPENING else self.closing

    def signed(self, event: Event) -> Counted:
        """Return what counts for an event."""
        return self.signed_in if event is Event.OPENING else self.signed_out

    def judged_record(self, event: Event) -> CheckIn | None:
        """Return the record that is judged for time: the earliest 签到, the latest 签退."""
        return self.first if event is Event.OPENING else self.last

    def on_team(self, record: CheckIn) -> bool:
        """Tell whether a record's signer is on the team, 技术专家 and 实习 included (M2.1 二)."""
        name, people, team = record.name, self.directory, self.plan.team
        alone = name not in people.namesakes
        for member in team:
            if member.name == name and (alone or people.same(member, name, record.phone)):
                return True
        if not record.phone or people.knows(name):
            return False
        return any(people.same(member, name, record.phone) for member in team if member.name != name)

    def has_member(self, name: str) -> bool:
        """Tell whether the team has somebody of that name."""
        return any(member.name == name for member in self.plan.team)

    def is_remote(self, member: Member) -> bool:
        """Tell whether a member takes part remotely; in a 远程 plan everybody does."""
        return member.remote or self.remote

    def within_days(self, moment: datetime) -> bool:
        """Tell whether a moment lies in the plan's days."""
        return self.plan.start.date() <= moment.date() <= self.plan.end.date()

    def nearest(self, record: CheckIn) -> tuple[float, int] | None:
        """Return the smallest distance of a record to any address, in metres, and the address's position."""
        best: tuple[float, int] | None = None
        for place, metres in enumerate(self.distances.get(id(record), ())):
            if metres is not None and (best is None or metres < best[0]):
                best = metres, place
        return best

    def nearest_of(self, records: Sequence[CheckIn]) -> Nearest | None:
        """Return the smallest distance of any record to any address."""
        best: Nearest | None = None
        for record in records:
            for place, metres in enumerate(self.distances.get(id(record), ())):
                if metres is not None and (best is None or metres < best[0]):
                    best = metres, place, record
        return best


@dataclass(frozen=True, slots=True)
class Breach:
    """What a rule found on a case, before a person's decision is looked up.

    `formula` shows the numbers in their relation; `inputs` are the values it rests on, in reading order.
    """

    code: str
    subject: str
    kind: str | None
    evidence: dict[str, object]
    message: str
    formula: str
    inputs: tuple[Input, ...] = ()
