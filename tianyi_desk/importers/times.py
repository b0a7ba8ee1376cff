"""Read the moments that people and spreadsheets write: dates, times, both, and serial numbers."""

import re
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from tianyi_desk.importers.cells import Cell
from tianyi_desk.importers.folding import halved

Moment = datetime | date | time
"""How exact a cell was: a moment, a day without a time, or a time without a day."""

FIRST_YEAR, LAST_YEAR = 1990, 2100
_EPOCH = datetime(1899, 12, 30)  # day 0 of spreadsheets, right from March 1900 on
_MORNING, _AFTERNOON, _NOON = "morning", "afternoon", "noon"
_DAY_PARTS = {
    "上午": _MORNING, "早上": _MORNING, "早晨": _MORNING, "凌晨": _MORNING, "AM": _MORNING,
    "下午": _AFTERNOON, "傍晚": _AFTERNOON, "晚上": _AFTERNOON, "PM": _AFTERNOON, "中午": _NOON,
}  # fmt: skip

DAY = (
    r"(\d{4})(?:\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{1,2})(?!\d)|\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]?)"
)
CLOCK = (
    r"(上午|早上|早晨|凌晨|中午|下午|傍晚|晚上|AM|PM)?\s*(\d{1,2})"
    r"(?:\s*:\s*(\d{2})(?:\s*:\s*(\d{2})(?:\.\d+)?)?|\s*[时点]\s*(?:(\d{1,2})\s*分?(?:\s*(\d{1,2})\s*秒)?|(半))?)"
    r"\s*(AM|PM)?(?:\s*\+08:?00)?"
)
GAP = r"\s*[T,]?\s*"
_MOMENT = re.compile(rf"{DAY}(?:{GAP}{CLOCK})?", re.ASCII)
_DAY_ANYWHERE = re.compile(DAY, re.ASCII)
_CLOCK_ONLY = re.compile(CLOCK, re.ASCII)
_PACKED = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\s*(\d{2}):?(\d{2})(?::?(\d{2}))?)?", re.ASCII)
_SERIAL = re.compile(r"\d{1,5}(?:\.\d+)?|0?\.\d+", re.ASCII)
_WEEKDAY = re.compile(r"\(?(?:星期|礼拜|周)[一二三四五六日天]\)?")


def read_moment(cell: Cell) -> Moment | None:
    """Return what the cell says, to the second; None where it is no time or an impossible one.

    A number is a spreadsheet's serial day (44487.354), a fraction of a day, or packed digits (20211018). A
    spreadsheet's midnight reads as a day without a time, as its reader cannot tell the two apart.
    """
    if isinstance(cell, str):
        return _from_text(cell)
    if isinstance(cell, datetime):
        return _within_years(_to_the_second(cell))
    if isinstance(cell, date):
        return _within_years(cell)
    if isinstance(cell, time):
        return _to_the_second(datetime.combine(_EPOCH, cell)).time()
    if isinstance(cell, timedelta):
        return _clock_of(cell / timedelta(days=1))
    return None if isinstance(cell, bool) else _from_number(float(cell))


def tidy(text: str) -> str:
    """Return a time's text half width, upper case and without the name of the weekday."""
    return _WEEKDAY.sub(" ", halved(text).upper()).strip()


def day_of(parts: tuple[str | None, ...]) -> date | None:
    """Return the day of the five groups of `DAY`, None where the calendar has no such day."""
    year, month, day = parts[0], parts[1] or parts[3], parts[2] or parts[4]
    return calendar_day(int(year or 0), int(month or 0), int(day or 0))


def impossible_day(text: str) -> str | None:
    """Return the first day in a text that no calendar has (2021-02-30); None where every one exists."""
    for match in _DAY_ANYWHERE.finditer(tidy(text)):
        year, *month_and_day = (part for part in match.groups() if part)
        if FIRST_YEAR <= int(year) <= LAST_YEAR and day_of(match.groups()) is None:
            return "-".join((year, *(part.zfill(2) for part in month_and_day)))
    return None


def clock_of(parts: tuple[str | None, ...]) -> time | None:
    """Return the time of the eight groups of `CLOCK`, None where it is impossible or could mean two things."""
    hour, minute, second = int(parts[1] or 0), int(parts[2] or parts[4] or 0), int(parts[3] or parts[5] or 0)
    if parts[6]:
        minute = 30
    if parts[0] and parts[7]:
        return None
    word = parts[0] or parts[7]
    placed = hour if word is None else _placed(hour, word)
    if placed is None or placed > 23 or minute > 59 or second > 59:
        return None
    return time(placed, minute, second)


def calendar_day(year: int, month: int, day: int) -> date | None:
    """Return the day, None where there is none or its year cannot be an audit's."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _placed(hour: int, word: str) -> int | None:
    """Put an hour into its part of the day; 上午 12 点 and 晚上 12 点 could mean either end, so they mean nothing."""
    part = _DAY_PARTS[word]
    if part is _MORNING:
        if word == "AM" and hour == 12:
            return 0
        return hour if hour < 12 else None
    if part is _NOON:
        return hour + 12 if 1 <= hour <= 2 else hour if 11 <= hour <= 14 else None
    if hour == 12:
        return 12 if word in {"下午", "PM"} else None
    return hour if hour > 12 else hour + 12 if hour else None


@lru_cache(maxsize=32768)
def _from_text(text: str) -> Moment | None:
    if len(text) in {16, 19} and text[4] == text[7] == "-" and text[10] == " ":
        with suppress(ValueError):  # full-width signs in the usual shape are read below
            return _within_years(datetime.fromisoformat(text))
    plain = tidy(text)
    if match := _MOMENT.fullmatch(plain):
        return _joined(match.groups())
    if match := _CLOCK_ONLY.fullmatch(plain):
        return clock_of(match.groups())
    if match := _PACKED.fullmatch(plain):
        return _unpacked(match)
    return _from_number(float(plain)) if _SERIAL.fullmatch(plain) else None


def _joined(parts: tuple[str | None, ...]) -> Moment | None:
    day = day_of(parts[:5])
    if day is None or parts[6] is None:
        return day
    clock = clock_of(parts[5:])
    return None if clock is None else datetime.combine(day, clock)


def _unpacked(match: re.Match[str]) -> Moment | None:
    year, month, day, hour, minute, second = match.groups()
    on = calendar_day(int(year), int(month), int(day))
    if on is None or hour is None:
        return on
    clock = clock_of((None, hour, minute, second, None, None, None, None))
    return None if clock is None else datetime.combine(on, clock)


def _from_number(number: float) -> Moment | None:
    if 0 < number < 1:
        return _clock_of(number)
    if number.is_integer() and 19_000_000 < number < 22_000_000:
        return _from_text(str(int(number)))
    if not 1 <= number < 80_000:
        return None
    at = _to_the_second(_EPOCH + timedelta(days=number))
    return _within_years(at.date() if number.is_integer() else at)


def _clock_of(days: float) -> time | None:
    return _to_the_second(_EPOCH + timedelta(days=days)).time() if 0 <= days < 1 else None


def _to_the_second(at: datetime) -> datetime:
    """Round to the nearest second: a spreadsheet's 8:30 may be a few microseconds short of it."""
    if not at.microsecond:
        return at
    return (at + timedelta(microseconds=500_000)).replace(microsecond=0)


def _within_years(at: date) -> Moment | None:
    return at if FIRST_YEAR <= at.year <= LAST_YEAR else None
