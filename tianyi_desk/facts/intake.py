"""What reading a file yields: drafts of facts, complaints about rows, repairs made on the way."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from tianyi_desk.facts.plan import Plan
from tianyi_desk.facts.records import CheckIn, Explanation, Photo, PhotoReview, RosterEntry
from tianyi_desk.facts.vocabulary import Entity

Fact = Plan | RosterEntry | CheckIn | Photo | PhotoReview | Explanation


@dataclass(frozen=True, slots=True)
class PlanReference:
    """How a check-in without 计划编号 names its plan: enterprise and 审核时间."""

    enterprise: str
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Draft:
    """A fact read from one row, before it is compared with what is known.

    `given` are the fact's field names for which the file had a column: a column that a file lacks never wipes
    what is known. `raw` is the row as the cells read, heading → text, unknown columns included. `reference` is set
    where a check-in names its plan by enterprise and time; its fact's `plan` is then "".
    """

    entity: Entity
    fact: Fact
    given: frozenset[str]
    raw: Mapping[str, str]
    reference: PlanReference | None = None


@dataclass(frozen=True, slots=True)
class Complaint:
    """Why a row, a sheet or a file was refused; `message` is one Chinese sentence that says what to do.

    `code` is D07, D08 or None. `row` is None for a complaint about a whole sheet or file. `plan` is the number that
    a refused row of 审核计划 bears, "" where it could not be read: records of that plan are refused with it.
    """

    file: str
    sheet: str
    row: int | None
    column: str | None
    found: str
    expected: str
    message: str
    code: str | None = None
    plan: str = ""


@dataclass(frozen=True, slots=True)
class Repair:
    """A value that was put right on import and is shown (D01: 经纬度互换)."""

    file: str
    sheet: str
    row: int
    message: str
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a file or sheet was taken for, and why, in Chinese; `profile` is the fingerprint of the one used, or ""."""

    file: str
    sheet: str
    entity: Entity | None
    reason: str
    rows: int
    profile: str = ""


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A table file as it was when it was read: `sha256` and `size` are of its bytes, `path` is absolute."""

    path: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Intake:
    """Everything that reading yielded, in file order; `files` are the table files it was read from."""

    drafts: tuple[Draft, ...] = ()
    complaints: tuple[Complaint, ...] = ()
    repairs: tuple[Repair, ...] = ()
    recognised: tuple[Recognised, ...] = ()
    notes: tuple[str, ...] = field(default=())
    files: tuple[ReadFile, ...] = ()
