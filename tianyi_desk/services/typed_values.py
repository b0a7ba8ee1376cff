"""What people type into a field, read by the importers' own conversions: times, coordinates, names, words."""

import re
from collections.abc import Callable
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from tianyi_desk.facts.place import Position
from tianyi_desk.importers.cells import answer, digits, is_blank
from tianyi_desk.importers.coordinates import ASSUMED, DatumSaid, Degrees, position, read_datum, read_degrees
from tianyi_desk.importers.folding import halved
from tianyi_desk.importers.names import name_list
from tianyi_desk.importers.periods import begun, ended, meeting_time, read_period
from tianyi_desk.importers.times import impossible_day, read_moment

A_MOMENT = "日期和时间，如 2021-10-18 08:30"
A_PERIOD = "起止时间，如 2021-10-18 08:30至2021-10-20 15:30"
A_POINT = "经度、纬度和坐标系，如 120.1,30.2 GCJ-02"
YES_OR_NO = "是 或 否"
ONE_NAME = "一个人的姓名"

_LABEL = re.compile(r"(东经|西经|北纬|南纬|经度|纬度)\s*[:=]?\s*")
_PIECES = re.compile(r"[,，、;；\s/]+")
_NORTH = re.compile(r"^(?:纬度|北纬|南纬|[NS])|[NS]$", re.IGNORECASE)


class MisreadError(Exception):
    """What was typed is not understood; the message is what it should be, in Chinese."""


def said_wrong(label: str, text: str, expected: str) -> str:
    """Say in one Chinese sentence what was typed and what it should be."""
    said = f"“{label}”写的是“{text}”" if text else f"“{label}”是空的"
    day = impossible_day(text)
    return f"{said}{f'，没有 {day} 这一天' if day else ''}，应为{expected}"


def read_with(reader: Callable[[str], Any], text: str, expected: str) -> Any:
    """Return what a reader of the importers makes of a text; raises MisreadError where it makes nothing."""
    value = reader(text)
    if value is None:
        raise MisreadError(expected)
    return value


def needed(text: str, expected: str) -> str:
    """Return a text that must say something."""
    if is_blank(text):
        raise MisreadError(expected)
    return text


def read_yes(text: str) -> bool:
    """Return 是 or 否 as a truth; nothing is 否."""
    said: bool = read_with(answer, text, YES_OR_NO)
    return said


def read_moment_on(text: str, day: date, *, end: bool = False) -> datetime:
    """Return a moment; a bare time is on `day`, a bare day begins at 00:00 or ends at 23:59."""
    at = meeting_time(text, day) or (ended if end else begun)(read_moment(text))
    if at is None:
        raise MisreadError(A_MOMENT)
    return at


def read_instant_on(text: str, day: date) -> datetime:
    """Return a moment to the second; a bare time is on `day`, a bare day is not understood."""
    at = meeting_time(text, day)
    if at is None:
        raise MisreadError(A_MOMENT)
    return at


def read_instant(text: str) -> datetime:
    """Return a moment to the second that says its day itself."""
    moment = read_moment(text)
    if not isinstance(moment, datetime):
        raise MisreadError(A_MOMENT)
    return moment


def read_both_times(text: str) -> tuple[datetime, datetime]:
    """Return the start and the end of an audit typed as one period."""
    period = read_period(text)
    if period is None:
        raise MisreadError(A_PERIOD)
    return period.start, period.end


def read_name(text: str) -> str:
    """Return the one name that a text is."""
    names = None if is_blank(text) else name_list(text)
    if names is None or len(names) != 1:
        raise MisreadError(ONE_NAME)
    return names[0]


def read_phone(text: str) -> str:
    """Return a phone number, digits only, "" for none."""
    figures = "" if is_blank(text) else digits(text)
    if not is_blank(text) and not 7 <= len(figures) <= 13:
        raise MisreadError("一个电话号码，如 13800001234")
    return figures


def read_point(text: str, before: Position | None) -> Position | None:
    """Return the position of a typed pair of degrees, in WGS-84 too; nothing typed is no position.

    Longitude first, unless the halves say which they are; swapped halves are put right as on import (D01). A datum
    that is not typed is the one the coordinate had, else GCJ-02 is assumed. Raises MisreadError.
    """
    if is_blank(text):
        return None
    halves, rest = _halves(_PIECES.split(_LABEL.sub(r" \1", halved(text)).strip()))
    if len(halves) != 2:
        raise MisreadError(A_POINT)
    (first, one), (second, other) = halves
    if _NORTH.search(first) and not _NORTH.search(second):
        one, other = other, one
    return position(one, other, _datum(" ".join(rest), before))


def _halves(pieces: list[str]) -> tuple[list[tuple[str, Degrees]], list[str]]:
    """Return the first two pieces that are degrees, and what stands behind them."""
    halves: list[tuple[str, Degrees]] = []
    for place, piece in enumerate(pieces):
        half = read_degrees(piece)
        if half is None:
            return halves, pieces[place:]
        halves.append((piece, half))
        if len(halves) == 2:
            return halves, pieces[place + 1 :]
    return halves, []


def _datum(text: str, before: Position | None) -> DatumSaid:
    if not text:
        return DatumSaid(before.datum, before.datum_stated) if before is not None else ASSUMED
    said = read_datum(text.strip("()（）"))
    if said is None:
        raise MisreadError("坐标系名称：WGS-84、GCJ-02 或 BD-09")
    return said


def choices_of(words: type[StrEnum]) -> tuple[str, ...]:
    """Return the words of a vocabulary, to be chosen from."""
    return tuple(word.value for word in words)
