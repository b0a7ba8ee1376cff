"""Pictures for benchmarks: a few that compress like photographs, linked under as many names as are wanted."""

import hashlib
import os
from pathlib import Path

from PIL import Image
from sqlalchemy import insert, select

from tests.benchmarks import make_load
from tests.benchmarks.measuring import repeated
from tianyi_desk.models import tables as t
from tianyi_desk.progress import finish
from tianyi_desk.services.desk import Desk, open_desk
from tianyi_desk.services.policies import load_rule_book

DIFFERENT = 16
ONE_AND_A_HALF_MEGAPIXELS, TWELVE_MEGAPIXELS = (1440, 1080), (4000, 3000)


def draw(folder: Path, size: tuple[int, int], count: int = DIFFERENT) -> list[Path]:
    """Write different pictures of a size, about as large on disk as a phone's."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for place in range(count):
        channels = [
            Image.effect_noise((size[0] // 4, size[1] // 4), 40 + place + shift).resize(size)
            for shift in range(3)
        ]
        path = folder / f"{place}.jpg"
        Image.merge("RGB", channels).save(path, quality=85)
        paths.append(path)
    return paths


def fill(database: Path, plans: int) -> int:
    """Make a database of plans and photos, each with a file of its own name; return how many photos there are."""
    with open_desk(database, load_rule_book()) as desk:
        finish(desk.accept("标尺", desk.examine(make_load.intake(plans))))
        return give_files(desk)


def give_files(desk: Desk) -> int:
    """Give every listed photo a file of its own name; return how many there are."""
    store = desk.database.kept_files
    assert store is not None
    rows = []
    with desk.database.writing() as session:
        keys = list(session.scalars(select(t.photo.c.id)))
        drawn = draw(store / "drawn", ONE_AND_A_HALF_MEGAPIXELS, repeated(DIFFERENT, len(keys) // 5))
        for key in keys:
            sha256 = hashlib.sha256(str(key).encode()).hexdigest()
            target = store / sha256[:2] / f"{sha256}.jpg"
            target.parent.mkdir(exist_ok=True)
            os.link(drawn[key % len(drawn)], target)
            kept_as = f"{sha256[:2]}/{target.name}"
            rows.append({"photo_id": key, "sha256": sha256, "kept_as": kept_as, "size": 1})
        if rows:
            session.execute(insert(t.photo_file), rows)
    return len(rows)
