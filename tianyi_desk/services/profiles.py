"""Keep how files with certain headings are read, once a person has said so; nothing is ever deleted."""

import json
from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy import Row, insert, select

from tianyi_desk import clock
from tianyi_desk.facts.profile import Profile, TimeForm
from tianyi_desk.facts.vocabulary import Entity
from tianyi_desk.geo.datum import Datum
from tianyi_desk.importers.profiles import header_by_profile
from tianyi_desk.importers.sampling import Sample
from tianyi_desk.models import tables as t
from tianyi_desk.models.database import Database
from tianyi_desk.progress import Job, Progress
from tianyi_desk.services import trail


def load_profiles(database: Database) -> Mapping[str, Profile]:
    """Return the profiles in force by fingerprint."""
    table = t.column_profile.c
    with database.reading() as session:
        rows = session.execute(select(t.column_profile).order_by(table.id)).all()
    latest = {row.fingerprint: row for row in rows}
    return {key: _profile(row) for key, row in latest.items() if row.entity is not None}


def saved_for(database: Database, sample: Sample) -> Profile | None:
    """Return the profile that a sheet is read by, None where it is read by its names."""
    header = header_by_profile(sample.rows, load_profiles(database))
    return None if header is None else header.profile


def save_profile(database: Database, actor: str, profile: Profile) -> Job[Profile]:
    """Keep a profile; it holds from now on in place of an earlier one for the same headings."""
    yield Progress("正在保存对应关系")
    kept = replace(profile, actor=actor, at=clock.now())
    _append(database, kept, profile.entity)
    return kept


def forget_profile(database: Database, actor: str, fingerprint: str) -> Job[None]:
    """Read files with these headings by their names again; what was said before stays in the table."""
    yield Progress("正在忘记对应关系")
    profile = load_profiles(database).get(fingerprint)
    if profile is not None:
        _append(database, replace(profile, actor=actor, at=clock.now()), None)


def _append(database: Database, profile: Profile, entity: Entity | None) -> None:
    with database.writing() as session:
        session.execute(
            insert(t.column_profile),
            {
                "id": trail.next_key(session, t.column_profile),
                "fingerprint": profile.fingerprint,
                "entity": None if entity is None else entity.value,
                "columns": json.dumps(dict(profile.columns), ensure_ascii=False),
                "datum": None if profile.datum is None else profile.datum.value,
                "times": profile.times.value,
                "actor": profile.actor,
                "at": profile.at,
            },
        )


def _profile(row: Row[tuple[object, ...]]) -> Profile:
    return Profile(
        row.fingerprint,
        Entity(row.entity),
        json.loads(row.columns),
        None if row.datum is None else Datum(row.datum),
        TimeForm(row.times),
        row.actor,
        row.at,
    )
