"""Rows to facts, table by table: column queries whose rows are unpacked by position, no mapped objects.

Every reader takes the keys of the plans whose rows it shall read, None for all rows, and asks one query (for
many keys: one for each few hundred).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain, islice
from typing import Any, TypeVar

from sqlalchemy import Column, Table, select
from sqlalchemy.orm import Session

from tianyi_desk.facts.place import Address, Position
from tianyi_desk.facts.plan import Member, Plan
from tianyi_desk.facts.records import CheckIn, Explanation, Photo, PhotoReview, RosterEntry
from tianyi_desk.facts.source import Sheet, Source
from tianyi_desk.models import tables as t
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


def rows(session: Session, columns: list[Column[Any]], by: Column[Any], keys: Keys) -> Iterator[Any]:
    """Read columns of a table in the order of its own key, `by` limited to `keys`."""
    statement = select(*columns).order_by(*by.table.primary_key)
    if keys is None:
        return iter(session.execute(statement))
    return chain.from_iterable(session.execute(statement.where(by.in_(part))) for part in several(keys))


def sheets(session: Session) -> dict[int, Sheet]:
    """Read every sheet that rows came from, one object each, shared by all of its facts."""
    found = session.execute(select(*SHEETS).join_from(t.source_sheet, t.source_file))
    return {key: Sheet(file, sheet) for key, file, sheet in found}


def addresses(session: Session, keys: Keys) -> ByPlan[Address]:
    """Read addresses in their order, by the keys of their plans."""
    found: ByPlan[Address] = defaultdict(list)
    for (
        plan,
        text,
        origin,
        longitude,
        latitude,
        datum,
        stated,
        decimals,
        flaw,
        swapped,
        wgs_longitude,
        wgs_latitude,
    ) in rows(session, ADDRESS, t.address.c.plan_id, keys):
        found[plan].append(
            _address(
                text,
                None
                if datum is None
                else _position(
                    longitude, latitude, datum, stated, decimals, flaw, swapped, wgs_longitude, wgs_latitude
                ),
                origin,
            )
        )
    return found


def teams(session: Session, keys: Keys) -> ByPlan[Member]:
    """Read team members in their order, by the keys of their plans."""
    found: ByPlan[Member] = defaultdict(list)
    for plan, name, role, remote, absent, id_number, ccaa_number, phone in rows(
        session, MEMBER, t.member.c.plan_id, keys
    ):
        found[plan].append(_member(name, role, remote, absent, id_number, ccaa_number, phone))
    return found


def plans(session: Session, keys: Keys, where: Sheets) -> dict[int, Plan]:
    """Read plans with their addresses and teams, by their keys."""
    places, people = addresses(session, keys), teams(session, keys)
    found: dict[int, Plan] = {}
    for key, number, enterprise, projects, start, end, *rest, sheet, line in rows(
        session, PLAN, t.plan.c.id, keys
    ):
        found[key] = _plan(
            number,
            enterprise,
            projects,
            start,
            end,
            tuple(places.get(key, ())),
            tuple(people.get(key, ())),
            *rest,
            None if sheet is None else _source(where[sheet], line),
        )
    return found


def check_ins(found_rows: Iterable[Any], numbers: Numbers, where: Sheets) -> dict[int, CheckIn]:
    """Make check-ins of `CHECK_IN` rows, by their keys; a row of no plan is of plan "" (钉钉)."""
    found: dict[int, CheckIn] = {}
    for (
        key, plan, name, event, at, phone, place,
        longitude, latitude, datum, stated, decimals, flaw, swapped, wgs_longitude, wgs_latitude,
        fix_longitude, fix_latitude, fix_datum, fix_stated, fix_decimals, fix_flaw, fix_swapped,
        fix_wgs_longitude, fix_wgs_latitude,
        declined, channel, remarks, sheet, line,
    ) in found_rows:  # fmt: skip
        found[key] = _check_in(
            "" if plan is None else numbers[plan],
            name,
            event,
            at,
            phone,
            place,
            None
            if datum is None
            else _position(
                longitude, latitude, datum, stated, decimals, flaw, swapped, wgs_longitude, wgs_latitude
            ),
            None
            if fix_datum is None
            else _position(
                fix_longitude,
                fix_latitude,
                fix_datum,
                fix_stated,
                fix_decimals,
                fix_flaw,
                fix_swapped,
                fix_wgs_longitude,
                fix_wgs_latitude,
            ),
            declined,
            channel,
            remarks,
            None if sheet is None else _source(where[sheet], line),
        )
    return found


def photos(session: Session, keys: Keys, numbers: Numbers, where: Sheets) -> dict[int, Photo]:
    """Read the photos of plans by their keys."""
    return {
        key: _photo(
            numbers[plan],
            category,
            file_name,
            uploader,
            uploaded_at,
            shot_with,
            None if sheet is None else _source(where[sheet], line),
        )
        for key, plan, category, file_name, uploader, uploaded_at, shot_with, sheet, line in rows(
            session, PHOTO, t.photo.c.plan_id, keys
        )
    }


def reviews(session: Session, keys: Keys, numbers: Numbers, where: Sheets) -> dict[int, PhotoReview]:
    """Read the reviews of plans' photos by their keys."""
    return {
        key: _review(numbers[plan], *rest, None if sheet is None else _source(where[sheet], line))
        for key, plan, *rest, sheet, line in rows(session, REVIEW, t.photo_review.c.plan_id, keys)
    }


def explanations(session: Session, keys: Keys, numbers: Numbers, where: Sheets) -> dict[int, Explanation]:
    """Read the explanations of plans by their keys."""
    return {
        key: _explanation(numbers[plan], *rest, None if sheet is None else _source(where[sheet], line))
        for key, plan, *rest, sheet, line in rows(session, EXPLANATION, t.explanation.c.plan_id, keys)
    }


def people(session: Session, where: Sheets) -> dict[int, RosterEntry]:
    """Read the whole roster by its keys."""
    return {
        key: _person(*rest, None if sheet is None else _source(where[sheet], line))
        for key, *rest, sheet, line in rows(session, PERSON, t.person.c.id, None)
    }
