"""How one kind of file is read: which of its columns is which field, in what datum, in what form its times are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from tianyi_desk.facts.vocabulary import Entity, Word
from tianyi_desk.geo.datum import Datum


class TimeForm(Word):
    """The order of a date's parts, or the time as a count since 1970."""

    AUTO = "自动"
    YEAR_FIRST = "年/月/日"
    DAY_FIRST = "日/月/年"
    MONTH_FIRST = "月/日/年"
    STAMP = "时间戳（秒或毫秒）"


@dataclass(frozen=True, slots=True)
class Profile:
    """What a person said of files with these headings.

    `columns` maps a field to the key of its column (its heading, numbered where it repeats). `datum` None means that
    the file says so itself, or that nobody knows (GCJ-02 is assumed, D03).
    """

    fingerprint: str
    entity: Entity
    columns: Mapping[str, str]
    datum: Datum | None = None
    times: TimeForm = TimeForm.AUTO
    actor: str = ""
    at: datetime | None = None


Profiles = Mapping[str, Profile]
"""The profiles that people confirmed, by fingerprint."""
