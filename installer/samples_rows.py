"""What the sample workbooks say, row by row, and what each plan is meant to show."""

from dataclasses import dataclass, field
from datetime import date, datetime
from random import Random
from typing import NamedTuple

from installer.samples_people import Person
from installer.samples_places import Enterprise, Point

OPENING, CLOSING = "签到", "签退"
FIRST_MEETING, LAST_MEETING, OTHER_PHOTO = "首次会议", "末次会议", "其他照片"
MINI_PROGRAM, DINGTALK, NOWHERE = "认证到", "钉钉", "不适用"
AUDITORS, BODY = "审核员", "机构"
GCJ02, WGS84, BD09, UNSTATED = "GCJ-02", "WGS-84", "BD-09", ""


class Expect(NamedTuple):
    """What a plan is meant to show, written by hand from the rule book.

    A finding reads `code(kind) subject`; kind and subject are left out where there is none. `{leader}`,
    `{second}` … stand for people of the story, `{0}`, `{1}` … for its plans' numbers.
    """

    findings: tuple[str, ...] = ()
    status: str = "正常"
    channel: str = MINI_PROGRAM


GOOD = Expect()


@dataclass(slots=True)
class SignRow:
    """One line of 签到记录.

    `point` and `fix` are GCJ-02 and written in `datum`; None leaves the cells empty. `written` is what the two
    coordinate cells read instead, `plan` the plan number that is written instead of the right one.
    """

    person: Person
    event: str
    at: datetime
    place: str
    point: Point | None
    datum: str = GCJ02
    fix: Point | None = None
    together: str = ""
    channel: str = ""
    phone: str = ""
    remarks: str = ""
    plan: str | None = None
    written: tuple[str, str] | None = None


@dataclass(slots=True)
class PhotoRow:
    """One line of 照片.

    `picture` says whether the file itself is handed in, `listed` whether the sheet names it. Photos of one
    `scene` are one picture byte for byte; without a scene every picture is its own.
    """

    category: str
    file_name: str
    uploader: Person | None
    at: datetime | None
    shot_with: str = "小程序拍照"
    picture: bool = False
    listed: bool = True
    scene: str = ""


@dataclass(slots=True)
class ReviewRow:
    """One line of 照片核查."""

    file_name: str
    people: list[Person]
    seen_by: str
    enterprise_seen: bool
    conclusion: str
    reviewer: str
    at: datetime


@dataclass(slots=True)
class ExplanationRow:
    """One line of 异常说明."""

    kind: str
    side: str
    author: str
    filed_on: date
    cause: str
    text: str
    reported_on: date | None = None


@dataclass(slots=True)
class PlanRow:
    """One line of 审核计划 with everything recorded on it.

    `points` are GCJ-02 and written in `datum`; None leaves the cells empty. `written` is what the two coordinate
    cells read instead. `strangers` are names on the team that no roster knows, `tell_apart` what stands behind a
    name to tell it from a namesake.
    """

    enterprise: Enterprise
    name: str
    projects: list[str]
    activity: str
    mode: str
    start: datetime
    end: datetime
    addresses: list[str]
    points: list[Point | None]
    leaders: list[Person]
    members: list[Person] = field(default_factory=list)
    trainees: list[Person] = field(default_factory=list)
    experts: list[Person] = field(default_factory=list)
    remote: list[Person] = field(default_factory=list)
    absent: list[Person] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)
    tell_apart: dict[str, str] = field(default_factory=dict)
    datum: str = GCJ02
    opening_at: datetime | None = None
    closing_start: datetime | None = None
    closing_end: datetime | None = None
    certificate: str = ""
    contact_phone: str = ""
    region: str = ""
    confidential: bool = False
    adjustment: str = ""
    synced: str = ""
    remarks: str = ""
    state: str = "有效"
    salesman: str = ""
    number: str = ""
    written: tuple[str, str] | None = None
    signs: list[SignRow] = field(default_factory=list)
    photos: list[PhotoRow] = field(default_factory=list)
    reviews: list[ReviewRow] = field(default_factory=list)
    explanations: list[ExplanationRow] = field(default_factory=list)
    expect: Expect = GOOD

    @property
    def auditors(self) -> list[Person]:
        """Return leader, members and trainees: those who owe a 钉钉 record (H14)."""
        return self.leaders + self.members + self.trainees

    @property
    def team(self) -> list[Person]:
        """Return everybody on the team, experts last."""
        return self.auditors + self.experts

    @property
    def on_site(self) -> list[Person]:
        """Return the members who come to the site."""
        return [] if self.mode == "远程" else [one for one in self.team if one not in self.remote]

    @property
    def opens(self) -> datetime:
        """Return 首次会议开始, or the plan's start."""
        return self.opening_at or self.start

    @property
    def closes(self) -> datetime:
        """Return 末次会议结束, or the plan's end."""
        return self.closing_end or self.end

    def records(self, event: str) -> list[SignRow]:
        """Return the plan's own records of an event."""
        return [row for row in self.signs if row.event == event]

    def meeting(self, category: str) -> list[PhotoRow]:
        """Return the plan's own photos of a category."""
        return [row for row in self.photos if row.category == category]


@dataclass(slots=True)
class Story:
    """One visit of the samples: plans that belong together, and the people its scenario speaks of."""

    title: str
    rng: Random
    plans: list[PlanRow]
    people: dict[str, Person] = field(default_factory=dict)
    spare: list[Person] = field(default_factory=list)

    @property
    def plan(self) -> PlanRow:
        """Return the first plan."""
        return self.plans[0]

    def intended(self, plan: PlanRow) -> tuple[str, ...]:
        """Return a plan's findings with the story's names and numbers filled in."""
        numbers = [one.number for one in self.plans]
        names = {word: person.name for word, person in self.people.items()}
        return tuple(token.format(*numbers, **names) for token in plan.expect.findings)


def dice(key: str) -> Random:
    """Return dice of their own for a key, so that a change in one place leaves the others as they were."""
    return Random(key)  # noqa: S311 - samples are no secret
