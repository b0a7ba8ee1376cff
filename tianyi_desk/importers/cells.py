"""Turn spreadsheet cells into text and into simple answers."""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache

from tianyi_desk.importers.folding import halved, upper_compact

Cell = str | int | float | bool | date | datetime | time | timedelta
"""What a reader hands over for one cell; an empty cell is ""."""

EMPTY_WORDS = frozenset(
    {
        "",
        "无",
        "空",
        "没有",
        "/",
        "\\",
        "-",
        "--",
        "—",
        "——",
        "–",
        "－",
        "／",
        "N/A",
        "n/a",
        "NA",
        "NULL",
        "null",
    }
    | {"(空)", "(无)", "（空）", "（无）", "Ｎ／Ａ", "#N/A", "None"}
)
"""What a cell says where there is nothing to say."""
_YES = frozenset({"是", "有", "对", "Y", "YES", "TRUE", "T", "1", "√", "✓", "✔", "☑"})
_NO = frozenset({"否", "不", "没", "N", "NO", "FALSE", "F", "0", "×", "✗", "✘", "X", "☐"})
_LONGEST_PHONE = 13
_DIGITS_KEPT = 10**15  # a spreadsheet keeps 15 digits of a number; what stands behind them is lost

_SCIENTIFIC = re.compile(r"[+-]?\d(?:\.\d+)?E\+\d{1,3}", re.ASCII)
_FORMULA_TEXT = re.compile(r'="(.*)"', re.DOTALL)
_MANY = re.compile(r"[;；\n\r]+")


def text_of(cell: Cell) -> str:
    """Return what the cell reads, trimmed; whole numbers carry neither `.0` nor an exponent."""
    return cell.strip() if type(cell) is str else _TEXTS[type(cell)](cell)


def unwrapped(text: str) -> str:
    """Take the text out of `="0123"`, which programs write into text tables to keep the zeros."""
    match = _FORMULA_TEXT.fullmatch(text)
    return match[1].replace('""', '"') if match else text


def is_blank(text: str) -> bool:
    """Tell whether a text says that there is nothing: empty, 无, /, -, —."""
    return text in EMPTY_WORDS


def lost_digits(cell: Cell) -> bool:
    """Tell whether a number with too many digits was kept as a figure, so that its last digits are gone."""
    if type(cell) is str:
        return "+" in cell and _SCIENTIFIC.fullmatch(cell.strip().upper()) is not None
    return isinstance(cell, float | int) and not isinstance(cell, bool) and abs(cell) >= _DIGITS_KEPT


@lru_cache(maxsize=1024)
def answer(text: str) -> bool | None:
    """Return True for 是 and its like, False for 否 and its like, None for anything else."""
    word = upper_compact(text)
    if word in _YES:
        return True
    return False if word in _NO or word in EMPTY_WORDS else None


@lru_cache(maxsize=8192)
def digits(text: str) -> str:
    """Return a phone number as it is kept: digits only, without +86, spaces and dashes; "" where there are none."""
    if len(text) == 11 and text.isascii() and text.isdigit():
        return text
    figures = "".join(sign for sign in halved(text) if sign in "0123456789")
    for prefix in ("0086", "86"):
        if figures.startswith(prefix) and len(figures) == len(prefix) + 11 and figures[len(prefix)] == "1":
            return figures[len(prefix) :]
    return figures


@lru_cache(maxsize=8192)
def phone_text(text: str) -> str:
    """Return a contact's phone: digits only, or as written where it is more than one number."""
    figures = digits(text)
    return figures if 0 < len(figures) <= _LONGEST_PHONE else text


def several(text: str) -> tuple[str, ...]:
    """Split a cell with several values at line breaks and semicolons; empty and repeated ones are dropped."""
    if not _MANY.search(text):
        return () if is_blank(text) else (text,)
    parts = (part.strip() for part in _MANY.split(text))
    return tuple(dict.fromkeys(part for part in parts if not is_blank(part)))


def _figure(number: float) -> str:
    if number.is_integer():
        return str(int(number))
    text = repr(number)
    return format(Decimal(text), "f") if "e" in text else text


def _moment(at: datetime) -> str:
    return at.isoformat(" ", "seconds" if at.second or at.microsecond else "minutes")


def _clock(at: time) -> str:
    return at.isoformat("seconds" if at.second or at.microsecond else "minutes")


def _span(length: timedelta) -> str:
    seconds = round(length.total_seconds())
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}" + (
        f":{seconds % 60:02d}" if seconds % 60 else ""
    )


_TEXTS: dict[type, Callable[..., str]] = {
    float: _figure,
    int: str,
    bool: lambda value: "TRUE" if value else "FALSE",
    datetime: _moment,
    date: date.isoformat,
    time: _clock,
    timedelta: _span,
}
