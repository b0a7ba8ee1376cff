"""Read 审核时间: A至B in one cell or two columns, and meeting times that may be given without a day."""

import re
from datetime import date, datetime, time
from functools import lru_cache
from typing import NamedTuple

from tianyi_desk.importers.cells import Cell
from tianyi_desk.importers.times import (
    CLOCK,
    DAY,
    GAP,
    Moment,
    calendar_day,
    clock_of,
    day_of,
    read_moment,
    tidy,
)

DAY_BEGINS, DAY_ENDS = time(0, 0), time(23, 59)

_TO = r"\s*起?\s*(至|到|TO|[~〜∼→]|->|[-—–―─‐‑−]{1,3}|\n)\s*"
_SECOND = rf"(?:{DAY}(?:{GAP}{CLOCK})?|{CLOCK}|(?:(\d{{1,2}})\s*([-/.月])\s*)?(\d{{1,2}})\s*([日号])?(?:{GAP}{CLOCK})?)"
_PERIOD = re.compile(rf"{DAY}(?:{GAP}{CLOCK})?{_TO}{_SECOND}\s*止?", re.ASCII)
_DASHES = frozenset("-—–―─‐‑−")


class Period(NamedTuple):
    """The start and the end of an audit; a day without a time is 00:00 at the start and 23:59 at the end (D07)."""

    start: datetime
    end: datetime


def begun(moment: Moment | None) -> datetime | None:
    """Return the moment as a start: a bare day begins at 00:00; a bare time is no start."""
    return _at(moment, DAY_BEGINS)


def ended(moment: Moment | None) -> datetime | None:
    """Return the moment as an end: a bare day ends at 23:59; a bare time is no end."""
    return _at(moment, DAY_ENDS)


@lru_cache(maxsize=32768)
def read_period(text: str) -> Period | None:
    """Return the period that one cell names, None where it is none, has no end, or an impossible day or time.

    The second half may be a time only (08:30至15:30) or a day of the same month or year (18日至20日). Whether the
    end lies after the start is the caller's question.
    """
    if len(text) == 33 and text[16] in "至到~" and text[4] == text[7] == text[21] == text[24] == "-":
        start, end = read_moment(text[:16]), read_moment(text[17:])
    else:
        match = _PERIOD.fullmatch(tidy(text))
        if match is None:
            return None
        start, end = _halves(match.groups())
    begin, finish = begun(start), ended(end)
    return None if begin is None or finish is None else Period(begin, finish)


def meeting_time(cell: Cell, day: date) -> datetime | None:
    """Return a recorded meeting time; a bare time is on `day`; a bare day does not say when, so it is None."""
    if type(cell) is datetime and not cell.microsecond:
        return cell
    moment = read_moment(cell)
    if isinstance(moment, time):
        return datetime.combine(day, moment)
    return moment if isinstance(moment, datetime) else None


def _at(moment: Moment | None, otherwise: time) -> datetime | None:
    if isinstance(moment, datetime):
        return moment
    return datetime.combine(moment, otherwise) if isinstance(moment, date) else None


def _halves(parts: tuple[str | None, ...]) -> tuple[Moment | None, Moment | None]:
    """Return both halves of a matched period: groups 0–12 the first, 13 the sign between, the rest the second."""
    day = day_of(parts[:5])
    if day is None:
        return None, None
    first = _with_clock(day, parts[5:13])
    if parts[14] is not None:
        second_day = day_of(parts[14:19])
        return first, None if second_day is None else _with_clock(second_day, parts[19:27])
    if parts[28] is not None:  # a time only: the first half must have one, too
        return first, _with_clock(day, parts[27:35]) if isinstance(first, datetime) else None
    return first, _short_day(day, parts[13] or "", parts[35:])


def _short_day(first: date, between: str, parts: tuple[str | None, ...]) -> Moment | None:
    """Return the second half that leaves out the year, or year and month; None where it could mean two things."""
    month, joint, day, day_word = parts[0], parts[1], parts[2], parts[3]
    spelled_out = day_word is not None or joint == "月"
    if not spelled_out and (month is None or between[0] in _DASHES):
        return None
    on = calendar_day(first.year, int(month or first.month), int(day or 0))
    return None if on is None else _with_clock(on, parts[4:12])


def _with_clock(day: date, parts: tuple[str | None, ...]) -> Moment | None:
    if parts[1] is None:
        return day
    clock = clock_of(parts)
    return None if clock is None else datetime.combine(day, clock)
