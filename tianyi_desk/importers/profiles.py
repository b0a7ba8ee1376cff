"""Find the headings that a person has once said the meaning of."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from tianyi_desk.facts.profile import Profile, Profiles
from tianyi_desk.importers.cells import Cell
from tianyi_desk.importers.column_keys import fingerprint_of, unique_keys
from tianyi_desk.importers.table import Header, given_by, missing_of, written_in

NO_PROFILES: Profiles = MappingProxyType({})
ROWS_OFFERED = 30
"""Filled rows from the top among which a person may choose the headings."""


def header_by_profile(rows: Sequence[tuple[int, Sequence[Cell]]], profiles: Profiles) -> Header | None:
    """Return the first row whose headings a profile is about, None where there is none."""
    if not profiles:
        return None
    for number, cells in filled_rows(rows):
        written = written_in(cells)
        profile = profiles.get(fingerprint_of(written))
        if profile is not None:
            return header_under(profile, number, written)
    return None


def header_under(profile: Profile, number: int, written: tuple[str, ...]) -> Header:
    """Return the headings of a row as a profile understands them; columns that are not there are left out."""
    places: Mapping[str, int] = {key: place for place, key in enumerate(unique_keys(written))}
    columns = {field: places[key] for field, key in profile.columns.items() if key in places}
    entity = profile.entity
    missing = missing_of(entity, columns.keys())
    return Header(entity, number, columns, written, missing, given_by(entity, columns), 0, profile)


def filled_rows(rows: Sequence[tuple[int, Sequence[Cell]]]) -> list[tuple[int, Sequence[Cell]]]:
    """Return the rows that may be the headings: the first ones that are not empty."""
    return [row for row in rows if any(cell != "" for cell in row[1])][:ROWS_OFFERED]
