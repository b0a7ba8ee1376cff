"""The timeline of the 计划页: planned against actual, described so that it can be drawn to scale."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from tianyi_desk.facts.wording import day_words
from tianyi_desk.services.plan_records import Tone


class Lane(StrEnum):
    """The three lanes, top to bottom."""

    PLAN = "计划"
    CHECK_IN = "签到签退"
    PHOTO = "会议照片"


class BarKind(StrEnum):
    """What a bar of the plan's lane stands for."""

    AUDIT = "审核"
    CLOSING_MEETING = "末次会议"


@dataclass(frozen=True, slots=True)
class Bar:
    """A planned stretch of time; `assumed` says that it is 推定."""

    kind: BarKind
    start: datetime
    end: datetime
    text: str
    assumed: bool


@dataclass(frozen=True, slots=True)
class Caption:
    """A planned moment in words, to be written right of it in the plan's lane."""

    at: datetime
    text: str
    assumed: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A vertical line at a moment, labelled under the lanes; `title` is "" for the meeting's own moment."""

    at: datetime
    title: str
    tone: Tone

    @property
    def text(self) -> str:
        """Write the moment with what it is."""
        return f"{self.at:%H:%M} {self.title}".strip()


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch of a segment in which signing and uploading has one tone."""

    start: datetime
    end: datetime
    tone: Tone


@dataclass(frozen=True, slots=True)
class Tick:
    """One record on a lane, `hint` tells it in full.

    `counted` is False for what does not count for this plan; `decides` marks the check-in judged for time.
    """

    at: datetime
    tone: Tone
    counted: bool
    decides: bool
    hint: str


@dataclass(frozen=True, slots=True)
class Mark:
    """What a lane shows of one event or meeting: its records, and one text beside them.

    `home` is the planned moment that the event belongs to: without ticks the text stands there. `anchor` is the
    planned moment that a late or early check-in is drawn to.
    """

    lane: Lane
    home: datetime
    ticks: tuple[Tick, ...]
    text: str
    tone: Tone
    anchor: datetime | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """One day with its own minute scale from `start` to `end` (which may lie after midnight)."""

    day: date
    start: datetime
    end: datetime
    bars: tuple[Bar, ...]
    captions: tuple[Caption, ...]
    lines: tuple[Line, ...]
    zones: tuple[Zone, ...]
    marks: tuple[Mark, ...]

    @property
    def words(self) -> str:
        """Write the day with its weekday."""
        return day_words(self.day)


@dataclass(frozen=True, slots=True)
class Fold:
    """The days between the opening and the closing day, drawn as one narrow strip."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """Return how many days are folded."""
        return (self.last - self.first).days + 1

    @property
    def words(self) -> str:
        """Write the folded days."""
        return f"{self.first:%m-%d}" if self.first == self.last else f"{self.first:%m-%d}—{self.last:%m-%d}"


@dataclass(frozen=True, slots=True)
class Timeline:
    """One segment (a one-day visit) or two with what is folded between; `elsewhere` are records of other days."""

    segments: tuple[Segment, ...]
    fold: Fold | None
    elsewhere: tuple[Tick, ...]
