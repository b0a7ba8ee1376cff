"""What people did and wrote: roster entries, check-ins, photos, reviews, explanations."""

from dataclasses import dataclass, field
from datetime import date, datetime

from tianyi_desk.facts.place import Position
from tianyi_desk.facts.source import Source
from tianyi_desk.facts.vocabulary import AnomalyKind, Channel, Event, PhotoCategory, SeenBy, Side

LEFT_STATES = frozenset({"离职", "停用"})


@dataclass(frozen=True, slots=True)
class RosterEntry:
    """A person of the roster (审核组名册); numbers are "" where unknown."""

    name: str
    id_number: str = ""
    ccaa_number: str = ""
    phone: str = ""
    department: str = ""
    qualification: str = ""
    state: str = ""
    source: Source | None = field(default=None, compare=False)

    @property
    def active(self) -> bool:
        """Tell whether the person still works here; 离职 and 停用 match no plan (D06)."""
        return self.state not in LEFT_STATES


@dataclass(frozen=True, slots=True)
class CheckIn:
    """One sign-in or sign-out.

    `plan` is a plan number, "" for a DingTalk record that names none. `channel` None means the file did not say:
    the record takes its plan's channel (DingTalk importers always say). `position` is where the person signed,
    `fix` where the phone was (定位经度/定位纬度, in the record's datum). `declined` means 同时签到 was refused.
    """

    plan: str
    name: str
    event: Event
    at: datetime
    phone: str = ""
    place: str = ""
    position: Position | None = None
    fix: Position | None = None
    declined: bool = False
    channel: Channel | None = None
    remarks: str = ""
    source: Source | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Photo:
    """One uploaded photo; `uploaded_at` None means the time is unknown, `uploader` "" that the person is."""

    plan: str
    category: PhotoCategory
    file_name: str
    uploader: str = ""
    uploaded_at: datetime | None = None
    shot_with: str = ""
    source: Source | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class PhotoReview:
    """What a reviewer recognised in one photo (照片核查)."""

    plan: str
    file_name: str
    people: tuple[str, ...] = ()
    seen_by: SeenBy = SeenBy.ON_SITE
    enterprise_seen: bool = False
    conclusion: str = ""
    reviewer: str = ""
    reviewed_at: datetime | None = None
    source: Source | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Explanation:
    """异常说明 or 其他情况说明 of one side; `filed_on` is 填写日期, which decides (rule book, section 5)."""

    plan: str
    kind: AnomalyKind
    side: Side
    filed_on: date
    text: str
    author: str = ""
    cause: str = ""
    reported_on: date | None = None
    source: Source | None = field(default=None, compare=False)
