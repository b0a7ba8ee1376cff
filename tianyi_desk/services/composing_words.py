"""How facts read in an explanation: days, moments, distances and plan numbers in the regulator's Chinese."""

from collections.abc import Sequence
from datetime import date, datetime

from tianyi_desk.services.privacy import masked

BEGIN, END, NOTHING = "\ue000", "\ue001", "\ue002"
"""Stand round a fact, and for a phrase that there is nothing to say in; of Unicode's private area."""
_OURS = {ord(mark): None for mark in (BEGIN, END, NOTHING)}
TAIL = 4
"""So many characters of a plan number tell bound plans apart that share the rest."""


def fact(text: str) -> str:
    """Mark a fact; phone and ID numbers in it are hidden."""
    return f"{BEGIN}{masked(text).translate(_OURS)}{END}"


def gap(what: str) -> str:
    """Return a place to be filled in by hand."""
    return f"〔{what}……〕"


def period_words(first: date, last: date) -> str:
    """Write days in words: 2026 年 9 月 28 日至 30 日."""
    words = f"{first.year} 年 {first.month} 月 {first.day} 日"
    if last == first:
        return words
    year = f" {last.year} 年" if last.year != first.year else ""
    month = f" {last.month} 月" if (last.year, last.month) != (first.year, first.month) else ""
    return f"{words}至{year}{month} {last.day} 日"


def moment_words(moment: datetime, year: int) -> str:
    """Write a moment in words, its year only where it is another one: 9 月 28 日 09:17."""
    words = f"{moment.month} 月 {moment.day} 日 {moment:%H:%M}"
    return words if moment.year == year else f"{moment.year} 年 {words}"


def distance_words(distance_m: float) -> str:
    """Write a distance in Chinese units: 418 米, 7.19 公里."""
    if distance_m < 999.5:
        return f"{distance_m:.0f} 米"
    return f"{distance_m / 1000:,.2f} 公里" if distance_m < 100_000 else f"{distance_m / 1000:,.1f} 公里"


def short_numbers(numbers: Sequence[str]) -> list[str]:
    """Write plan numbers: the first whole, those that share its beginning by their last characters."""
    if not numbers:
        return []
    first, *rest = numbers
    return [first, *(tail_of(first, one) for one in rest)]


def tail_of(first: str, number: str) -> str:
    """Return a plan number as short as it may be where `first` was written whole."""
    alike = len(first) == len(number) and first[:-TAIL] == number[:-TAIL]
    return number[-TAIL:] if alike and len(number) > 2 * TAIL else number
