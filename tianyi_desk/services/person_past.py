"""What a person was when: qualification, branch and state over the years, as the history tells it."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from tianyi_desk.facts.records import RosterEntry
from tianyi_desk.models import tables as t
from tianyi_desk.models.reading import several
from tianyi_desk.services import trail

TOLD = {"qualification": "资格", "department": "部门", "state": "状态"}


@dataclass(frozen=True, slots=True)
class Span:
    """A value that a field had from one day to another; `since` None is before the roster, `until` None is now."""

    field: str
    title: str
    value: str
    since: date | None
    until: date | None
    by: str


def days_of(session: Session, written: Iterable[trail.Entry]) -> dict[int, date]:
    """Return from which day on changes hold for which somebody said so, by their numbers."""
    numbers = [line.number for line in written]
    told = t.change_day.c
    return {
        number: day
        for part in several(numbers)
        for number, day in session.execute(select(told.change_id, told.day).where(told.change_id.in_(part)))
    }


def spans(
    entry: RosterEntry, written: Iterable[trail.Entry], days: Mapping[int, date] | None = None
) -> tuple[Span, ...]:
    """Return what a person was when, field by field, the present first; `days` are those that `days_of` returns."""
    lines = sorted(written, key=lambda line: line.number)
    since = {line.number: (days or {}).get(line.number, line.at.date()) for line in lines}
    return tuple(span for name in TOLD for span in _spans(name, entry, lines, since))


def _spans(
    name: str, entry: RosterEntry, lines: list[trail.Entry], since_of: Mapping[int, date]
) -> Iterator[Span]:
    steps: list[tuple[str, date | None, str]] = []
    for line in lines:
        by = "导入" if line.batch is not None else line.actor
        if line.field is None and line.after is not None:
            value = str(json.loads(line.after).get(name) or "")
            steps.append((value, since_of[line.number], by))
        elif line.field == name:
            if not steps:
                steps.append((_text(line.before), None, ""))
            steps.append((_text(line.after), since_of[line.number], by))
    steps = [step for place, step in enumerate(steps) if not place or step[0] != steps[place - 1][0]]
    if not steps:
        steps = [(getattr(entry, name), None, "")]
    ends = [step[1] for step in steps[1:]] + [None]
    for (value, since, by), until in reversed(list(zip(steps, ends, strict=True))):
        if value:
            yield Span(name, TOLD[name], value, since, until, by)


def left_at(entry: RosterEntry, found: Iterable[Span]) -> date | None:
    """Return since when a person is 离职 or 停用, None for who is at work or where nothing tells."""
    if entry.active:
        return None
    return next((one.since for one in found if one.field == "state" and one.until is None), None)


def _text(json_text: str | None) -> str:
    return str(json.loads(json_text or '""') or "")
