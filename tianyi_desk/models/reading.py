"""Rows to facts, table by table: column queries whose values are handed on by position, no mapped objects.

Every reader takes the keys of the plans whose rows it shall read, None for all rows, and asks one query (for
many keys: one for each few hundred).
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby, islice
from typing import Any, TypeVar

from sqlalchemy import Column, Table, select
from sqlalchemy.orm import Session

from tianyi_desk.facts.photo_list import PhotoList, PhotoRows
from tianyi_desk.facts.place import Address, Position
from tianyi_desk.facts.plan import Member, Plan
from tianyi_desk.facts.records import CheckIn, Explanation, Photo, PhotoReview, RosterEntry
from tianyi_desk.facts.source import Sheet, Source
from tianyi_desk.models import tables as t
from tianyi_desk.models.columns import Columns, columns_of
from tianyi_desk.models.quick import builder

T = TypeVar("T")
Keys = Collection[int] | None
Sheets = Mapping[int, Sheet]
ByPlan = defaultdict[int, list[T]]
Numbers = Mapping[int, str]
"""Plan numbers by the keys of their rows."""

KEYS_PER_QUERY = 500
"""SQLite refuses statements with very many parameters."""

_address, _position, _member, _plan = builder(Address), builder(Position), builder(Member), builder(Plan)
_check_in, _photo, _review = builder(CheckIn), builder(Photo), builder(PhotoReview)
_explanation, _person, _source = builder(Explanation), builder(RosterEntry), builder(Source)


def several(keys: Collection[T], size: int = KEYS_PER_QUERY) -> Iterator[list[T]]:
    """Split keys into lists that fit into one statement."""
    left = iter(keys)
    while part := list(islice(left, size)):
        yield part


def _columns(table: Table, names: str) -> list[Column[Any]]:
    return [table.columns[name] for name in names.split()]


POSITION = "longitude latitude datum datum_stated decimals flaw swapped wgs_longitude wgs_latitude"
FIX = " ".join(f"fix_{name}" for name in POSITION.split())
SHEETS = (t.source_sheet.c.id, t.source_file.c.name, t.source_sheet.c.sheet)
ADDRESS = _columns(t.address, f"plan_id text origin {POSITION}")
MEMBER = _columns(t.member, "plan_id name role remote absent id_number ccaa_number phone")
PLAN = _columns(
    t.plan,
    "id number enterprise projects start end mode activities opening_at closing_start closing_end credit_code "
    "certificates region foreign contact contact_phone confidential adjustment synced remarks state "
    "sheet_id sheet_row",
)
CHECK_IN = _columns(
    t.check_in,
    f"id plan_id name event at phone place {POSITION} {FIX} declined channel remarks sheet_id sheet_row",
)
PHOTO = _columns(t.photo, "id plan_id category file_name uploader uploaded_at shot_with sheet_id sheet_row")
REVIEW = _columns(
    t.photo_review,
    "id plan_id file_name people seen_by enterprise_seen conclusion reviewer reviewed_at sheet_id sheet_row",
)
EXPLANATION = _columns(
    t.explanation, "id plan_id kind side filed_on text author cause reported_on sheet_id sheet_row"
)
PERSON = _columns(
    t.person, "id name id_number ccaa_number phone department qualification state sheet_id sheet_row"
)


def blocks(session: Session, columns: list[Column[Any]], by: Column[Any], keys: Keys) -> Iterator[Columns]:
    """Read columns of a table in the order of its own key, some thousand rows at a time, `by` limited to `keys`."""
    statement = select(*columns).order_by(*by.table.primary_key)
    if keys is None:
        yield from columns_of(session, statement)
    else:
        for part in several(keys):
            yield from columns_of(session, statement.where(by.in_(part)))


def sheets(session: Session) -> dict[int, Sheet]:
    """Read every sheet that rows came from, one object each, shared by all of its facts."""
    found = session.execute(select(*SHEETS).join_from(t.source_sheet, t.source_file))
    return {key: Sheet(file, sheet) for key, file, sheet in found}


def _positions(halves: Columns) -> list[Position | None]:
    """Make positions of the columns of `POSITION`; a row without a datum has none."""
    datums = halves[2]
    if not any(datums):
        return [None] * len(datums)
    return [None if row[2] is None else _position(*row) for row in zip(*halves, strict=True)]


def _sources(
    where: Sheets, sheet_keys: Sequence[int | None], lines: Sequence[int]
) -> Iterable[Source | None]:
    """Make the sources of rows; what a person added has none."""
    if None not in sheet_keys:
        return map(_source, map(where.__getitem__, sheet_keys), lines)  # type: ignore[arg-type]
    return (
        None if key is None else _source(where[key], line)
        for key, line in zip(sheet_keys, lines, strict=True)
    )


def addresses(session: Session, keys: Keys) -> ByPlan[Address]:
    """Read addresses in their order, by the keys of their plans."""
    found: ByPlan[Address] = defaultdict(list)
    for plan, text, origin, *halves in blocks(session, ADDRESS, t.address.c.plan_id, keys):
        for key, address in zip(plan, map(_address, text, _positions(halves), origin), strict=True):
            found[key].append(address)
    return found


def teams(session: Session, keys: Keys) -> ByPlan[Member]:
    """Read team members in their order, by the keys of their plans."""
    found: ByPlan[Member] = defaultdict(list)
    for plan, *rest in blocks(session, MEMBER, t.member.c.plan_id, keys):
        for key, member in zip(plan, map(_member, *rest), strict=True):
            found[key].append(member)
    return found


def plans(session: Session, keys: Keys, where: Sheets) -> dict[int, Plan]:
    """Read plans with their addresses and teams, by their keys."""
    places, people = addresses(session, keys), teams(session, keys)
    found: dict[int, Plan] = {}
    for key, number, enterprise, projects, start, end, *rest, sheet, line in blocks(
        session, PLAN, t.plan.c.id, keys
    ):
        parts = ([tuple(of_plan.get(one, ())) for one in key] for of_plan in (places, people))
        made = map(
            _plan, number, enterprise, projects, start, end, *parts, *rest, _sources(where, sheet, line)
        )
        found.update(zip(key, made, strict=True))
    return found


def check_ins(read: Iterable[Columns], numbers: Numbers, where: Sheets) -> dict[int, CheckIn]:
    """Make check-ins of the columns of `CHECK_IN`, by their keys; a row of no plan is of plan "" (钉钉)."""
    found: dict[int, CheckIn] = {}
    width = len(POSITION.split())
    for key, plan, name, event, at, phone, place, *rest in read:
        signed, fixed = _positions(rest[:width]), _positions(rest[width : 2 * width])
        declined, channel, remarks, sheet, line = rest[2 * width :]
        named = ("" if one is None else numbers[one] for one in plan)
        source = _sources(where, sheet, line)
        made = map(
            _check_in,
            *(named, name, event, at, phone, place, signed, fixed, declined, channel, remarks, source),
        )
        found.update(zip(key, made, strict=True))
    return found


def photos(session: Session, keys: Keys, numbers: Numbers, where: Sheets) -> dict[int, Photo]:
    """Read the photos of plans by their keys."""
    return _records(_photo, blocks(session, PHOTO, t.photo.c.plan_id, keys), numbers, where)


def photo_lists(
    session: Session, keys: Keys, numbers: Numbers, where: Sheets, void: Collection[int] = ()
) -> dict[str, PhotoList]:
    """Read the photos of plans by the plans' numbers, as rows that become facts when they are looked at.

    The photos of the keys `void` are left out.
    """
    columns: list[list[Any]] = [[] for _ in PHOTO]
    for read in blocks(session, PHOTO, t.photo.c.plan_id, keys):
        for column, values in zip(columns, read, strict=True):
            column.extend(values)
    if void:
        kept = [place for place, key in enumerate(columns[0]) if key not in void]
        columns = [list(map(column.__getitem__, kept)) for column in columns]
    runs = [(key, len(list(run))) for key, run in groupby(columns[1])]
    if len(runs) > len({key for key, _count in runs}):  # a plan's photos came at different times
        order = sorted(range(len(columns[1])), key=columns[1].__getitem__)
        columns = [list(map(column.__getitem__, order)) for column in columns]
        runs = [(key, len(list(run))) for key, run in groupby(columns[1])]
    _key, plan, category, name, uploader, moment, shot_with, sheet, line = columns

    def make(first: int, last: int) -> tuple[Photo, ...]:
        facts = (column[first:last] for column in (category, name, uploader, moment, shot_with))
        sources = _sources(where, sheet[first:last], line[first:last])
        return tuple(map(_photo, map(numbers.__getitem__, plan[first:last]), *facts, sources))

    rows, found, first = PhotoRows(category, moment, make), dict[str, PhotoList](), 0
    for key, count in runs:
        found[numbers[key]] = PhotoList(rows, first, first + count)
        first += count
    return found


def reviews(session: Session, keys: Keys, numbers: Numbers, where: Sheets) -> dict[int, PhotoReview]:
    """Read the reviews of plans' photos by their keys."""
    return _records(_review, blocks(session, REVIEW, t.photo_review.c.plan_id, keys), numbers, where)


def explanations(session: Session, keys: Keys, numbers: Numbers, where: Sheets) -> dict[int, Explanation]:
    """Read the explanations of plans by their keys."""
    return _records(_explanation, blocks(session, EXPLANATION, t.explanation.c.plan_id, keys), numbers, where)


def _records(
    make: Callable[..., T], read: Iterable[Columns], numbers: Numbers, where: Sheets
) -> dict[int, T]:
    """Make facts of columns that begin with their own and their plan's key and end with their source."""
    found: dict[int, T] = {}
    for key, plan, *rest, sheet, line in read:
        made = map(make, map(numbers.__getitem__, plan), *rest, _sources(where, sheet, line))
        found.update(zip(key, made, strict=True))
    return found


def people(session: Session, where: Sheets) -> dict[int, RosterEntry]:
    """Read the whole roster by its keys."""
    return {
        one: entry
        for key, *rest, sheet, line in blocks(session, PERSON, t.person.c.id, None)
        for one, entry in zip(key, map(_person, *rest, _sources(where, sheet, line)), strict=True)
    }
