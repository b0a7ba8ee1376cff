"""A kept desk with one or two plans, whose photos have files, for tests that review them."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests import builders
from tests.builders import NUMBER, at, member, photo, plan
from tests.photos.pictures import picture
from tianyi_desk.facts.intake import Fact
from tianyi_desk.facts.vocabulary import PhotoCategory, Role
from tianyi_desk.progress import finish
from tianyi_desk.services.desk import Desk, open_desk
from tianyi_desk.services.gallery import VisitLine, VisitPhotos, list_visits, open_visit
from tianyi_desk.services.policies import load_rule_book

AS_OF = at("2021-10-25 09:00")
OPENING, CLOSING, OTHER = PhotoCategory
PHOTOS = ((OPENING, "首1.jpg"), (OPENING, "首2.jpg"), (CLOSING, "末1.jpg"))


def facts(number: str = NUMBER) -> list[Fact]:
    """Build a plan of two and its three listed photos."""
    team = (member("崔明远", Role.LEADER), member("贾思齐"))
    return [
        plan(number, team=team),
        *(photo(number, category, file_name=name) for category, name in PHOTOS),
    ]


def photo_folder(
    folder: Path, number: str = NUMBER, photos: Sequence[tuple[PhotoCategory, str]] = PHOTOS
) -> Path:
    """Write pictures under folders that say of which plan and category they are."""
    for place, (category, name) in enumerate(photos):
        picture(folder / number / category.value / name, seed=place + 1)
    return folder


def bring_in(desk: Desk, *more: Fact, folder: Path | None = None) -> None:
    """Import facts, and pictures from a folder."""
    piles = desk.examine(builders.intake(*more))
    finish(desk.accept("录入员", piles, [folder] if folder else []))


@contextmanager
def kept_desk(folder: Path) -> Iterator[Desk]:
    """Open an empty desk whose files are kept."""
    with open_desk(folder / "库" / "desk.sqlite3", load_rule_book()) as desk:
        yield desk


def visits(desk: Desk) -> tuple[VisitLine, ...]:
    """Return the visits with photos."""
    return finish(list_visits(desk.database, desk.book))


def opened(desk: Desk) -> VisitPhotos:
    """Return the photos of the only visit."""
    (line,) = visits(desk)
    return finish(open_visit(desk.database, line.key, line.numbers))
