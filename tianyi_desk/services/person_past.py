"""What a person was when: qualification, branch and state over the years, as the history tells it."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from tianyi_desk.facts.records import RosterEntry
from tianyi_desk.services import trail

TOLD = {"qualification": "资格", "department": "部门", "state": "状态"}


@dataclass(frozen=True, slots=True)
class Span:
    """A value that a field had from one moment to another; `since` None is before the roster, `until` None is now."""

    field: str
    title: str
    value: str
    since: datetime | None
    until: datetime | None
    by: str


def spans(entry: RosterEntry, written: Iterable[trail.Entry]) -> tuple[Span, ...]:
    """Return what a person was when, field by field, the present first."""
    lines = sorted(written, key=lambda line: line.number)
    return tuple(span for name in TOLD for span in _spans(name, entry, lines))


def _spans(name: str, entry: RosterEntry, lines: list[trail.Entry]) -> Iterator[Span]:
    steps: list[tuple[str, datetime | None, str]] = []
    for line in lines:
        by = "导入" if line.batch is not None else line.actor
        if line.field is None and line.after is not None:
            value = str(json.loads(line.after).get(name) or "")
            steps.append((value, line.at, by))
        elif line.field == name:
            if not steps:
                steps.append((_text(line.before), None, ""))
            steps.append((_text(line.after), line.at, by))
    steps = [step for place, step in enumerate(steps) if not place or step[0] != steps[place - 1][0]]
    if not steps:
        steps = [(getattr(entry, name), None, "")]
    ends = [step[1] for step in steps[1:]] + [None]
    for (value, since, by), until in reversed(list(zip(steps, ends, strict=True))):
        if value:
            yield Span(name, TOLD[name], value, since, until, by)


def left_at(entry: RosterEntry, found: Iterable[Span]) -> datetime | None:
    """Return since when a person is 离职 or 停用, None for who is at work or where nothing tells."""
    if entry.active:
        return None
    return next((one.since for one in found if one.field == "state" and one.until is None), None)


def _text(json_text: str | None) -> str:
    return str(json.loads(json_text or '""') or "")
