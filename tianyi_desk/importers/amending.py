"""Put a row's cells into the form that the template has, as its profile says: times in order, the datum named.

Only what is read is put right; the row's raw record, and what messages quote, stay as the file has them.
"""

import re
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from tianyi_desk.facts.profile import TimeForm
from tianyi_desk.facts.vocabulary import Entity
from tianyi_desk.importers.cells import EMPTY_WORDS, Cell
from tianyi_desk.importers.folding import halved
from tianyi_desk.importers.table import Header

Amendment = Callable[[Sequence[Cell], Sequence[str]], tuple[list[Cell], list[str]]]

TIME_FIELDS: dict[Entity, frozenset[str]] = {
    Entity.PLAN: frozenset({"period", "starts", "ends", "opening_at", "closing_start", "closing_end"}),
    Entity.CHECK_IN: frozenset({"period", "starts", "ends", "day", "at"}),
    Entity.PHOTO: frozenset({"uploaded_at"}),
    Entity.EXPLANATION: frozenset({"filed_on", "reported_on"}),
    Entity.REVIEW: frozenset({"reviewed_at"}),
    Entity.PERSON: frozenset(),
}
_DAY = re.compile(r"(?<![\d-])(\d{1,2})\s*([-/.])\s*(\d{1,2})\s*\2\s*(\d{2}|\d{4})(?!\d)", re.ASCII)
_STAMP = re.compile(r"(?<![\d.])(\d{13}|\d{10})(?:\.\d+)?(?!\d)", re.ASCII)
_EPOCH_HERE = datetime(1970, 1, 1, 8)  # 1970 began at eight in China
_MILLISECONDS_DIGITS = 13
# Where in "first, middle, last" the year, the month and the day stand.
_ORDERS = {
    TimeForm.YEAR_FIRST: (0, 1, 2),
    TimeForm.DAY_FIRST: (2, 1, 0),
    TimeForm.MONTH_FIRST: (2, 0, 1),
}


def amendment(header: Header, columns: dict[str, int]) -> Amendment | None:
    """Return what puts rows right under a profile, None where nothing is to be done.

    `columns` is where fields are read; a datum that the file does not name gets a place behind the last one.
    """
    profile = header.profile
    if profile is None:
        return None
    times = [place for field, place in header.columns.items() if field in TIME_FIELDS[header.entity]]
    form = profile.times
    if form is TimeForm.AUTO:
        times = []
    datum = profile.datum.value if profile.datum is not None and "datum" in columns else ""
    if datum and "datum" not in header.columns:
        columns["datum"] = len(header.written) + 1
    named_at = columns.get("datum", 0)
    if not times and not datum:
        return None

    def amend(cells: Sequence[Cell], texts: Sequence[str]) -> tuple[list[Cell], list[str]]:
        made, said = [*cells, "", ""], [*texts, ""]
        for place in times:
            text = standard_time(said[place], form)
            if text != said[place]:
                made[place] = said[place] = text
        if datum and said[named_at] in EMPTY_WORDS:
            made[named_at] = said[named_at] = datum
        return made, said

    return amend


def standard_time(text: str, form: TimeForm) -> str:
    """Return a text with its days written year first and its counts since 1970 as moments; all else is kept."""
    if form is TimeForm.STAMP:
        return _STAMP.sub(_moment, halved(text))
    order = _ORDERS.get(form)
    return text if order is None else _DAY.sub(lambda found: _ordered(found, order), halved(text))


def _ordered(found: re.Match[str], order: tuple[int, int, int]) -> str:
    parts = found[1], found[3], found[4]
    year, month, day = (parts[place] for place in order)
    if len(month) > 2 or len(day) > 2 or len(year) not in {2, 4}:
        return found[0]
    return f"{year if len(year) == 4 else f'20{year}'}-{int(month):02d}-{int(day):02d}"


def _moment(found: re.Match[str]) -> str:
    count = int(found[1])
    seconds = count / 1000 if len(found[1]) == _MILLISECONDS_DIGITS else count
    return f"{_EPOCH_HERE + timedelta(seconds=round(seconds)):%Y-%m-%d %H:%M:%S}"
