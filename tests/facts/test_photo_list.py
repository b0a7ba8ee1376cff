"""A plan's photos as rows are the photos themselves, made when somebody looks at one."""

from datetime import datetime

from tests.builders import at, photo
from tianyi_desk.facts.photo_list import PhotoList, PhotoRows, known_photos, uploads_of
from tianyi_desk.facts.records import Photo
from tianyi_desk.facts.vocabulary import PhotoCategory

PHOTOS = (
    photo(category=PhotoCategory.OPENING_MEETING, file_name="a.jpg", uploaded_at=at("2021-10-18 08:40")),
    photo(category=PhotoCategory.CLOSING_MEETING, file_name="b.jpg", uploaded_at=at("2021-10-19 16:40")),
    photo(category=PhotoCategory.OTHER, file_name="c.jpg", uploaded_at=None),
)


def rows_of(photos: tuple[Photo, ...], made: list[tuple[int, int]]) -> PhotoRows:
    def make(first: int, last: int) -> tuple[Photo, ...]:
        made.append((first, last))
        return photos[first:last]

    return PhotoRows([one.category for one in photos], [one.uploaded_at for one in photos], make)


def test_photos_are_made_once_and_only_when_one_is_looked_at() -> None:
    made: list[tuple[int, int]] = []
    photos = PhotoList(rows_of(PHOTOS, made), 1, 3)
    assert len(photos) == 2
    assert photos
    assert list(uploads_of(photos)) == [(one.category, one.uploaded_at) for one in PHOTOS[1:]]
    assert known_photos(photos, at("2021-10-20 00:00")) is photos
    assert made == []
    assert photos[0] is photos[0]
    assert photos[1:] == PHOTOS[2:]
    assert photos == PHOTOS[1:] == tuple(photos)
    assert repr(photos) == repr(PHOTOS[1:])
    assert hash(photos) == hash(PHOTOS[1:])
    assert made == [(1, 3)]


def test_photos_uploaded_later_are_left_out_and_those_of_unknown_time_kept() -> None:
    moment: datetime = at("2021-10-19 16:00")
    photos = PhotoList(rows_of(PHOTOS, []), 0, 3)
    assert known_photos(photos, moment) == known_photos(PHOTOS, moment) == [PHOTOS[0], PHOTOS[2]]
    assert known_photos(PhotoList(rows_of(PHOTOS[2:], []), 0, 1), moment) == PHOTOS[2:]
    early = PhotoList(rows_of(PHOTOS, []), 0, 1)
    assert known_photos(early, moment) is early
