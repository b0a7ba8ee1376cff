"""What the drawings of a report show, in frozen pieces: charts, time axes, sketches, and what colours stand for."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Tone(StrEnum):
    """What a colour stands for; every use says it in words, too."""

    PLAIN = "平"
    MUTED = "次要"
    OFFICIAL = "官方异常"
    HOUSE = "机构要求"
    DOUBT = "疑点"
    DATA = "数据问题"
    REMINDER = "提醒"
    GOOD = "正常"
    ACCENT = "强调"


@dataclass(frozen=True, slots=True)
class Series:
    """One line or layer of a chart; None where a category has no value."""

    name: str
    tone: Tone
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Lines over categories, or bars stacked on them where `stacked`; `unit` stands in the title."""

    title: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    stacked: bool = False
    decimals: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class Dot:
    """One record on a lane of a time axis; hollow where it does not count, big where it decides."""

    at: datetime
    tone: Tone
    counts: bool
    decides: bool


@dataclass(frozen=True, slots=True)
class Stretch:
    """A bar on a lane of a time axis."""

    start: datetime
    end: datetime
    tone: Tone
    text: str = ""
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Lane:
    """One lane of a day: bars, dots, and words with the moment that they stand at."""

    name: str
    stretches: tuple[Stretch, ...] = ()
    dots: tuple[Dot, ...] = ()
    words: tuple[tuple[datetime, str, Tone], ...] = ()


@dataclass(frozen=True, slots=True)
class Day:
    """One day with its own scale; `limits` are vertical lines with their words."""

    title: str
    start: datetime
    end: datetime
    lanes: tuple[Lane, ...]
    limits: tuple[tuple[datetime, str, Tone], ...] = ()


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """Planned against actual: one day or two, and the words of what is folded between them."""

    days: tuple[Day, ...]
    folded: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Spot:
    """A point of a sketch in metres east and north of the first address; square where it was planned."""

    label: str
    east_m: float
    north_m: float
    tone: Tone
    planned: bool
    words: str = ""
    nearest: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Sketch:
    """Where the audit was planned and where people signed, to scale; rings are in metres round every address.

    `borders` are county lines and `names` of counties, in metres like the spots.
    """

    spots: tuple[Spot, ...]
    rings_m: tuple[float, ...]
    note: str = ""
    borders: tuple[tuple[tuple[float, float], ...], ...] = ()
    names: tuple[tuple[str, float, float], ...] = ()
