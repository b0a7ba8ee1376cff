"""A plan's photos as rows that become facts when somebody looks at one: judging mostly needs how many, and when."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import overload

from tianyi_desk.facts.records import Photo
from tianyi_desk.facts.vocabulary import PhotoCategory

Upload = tuple[PhotoCategory, datetime | None]
"""What a photo shows and when it was uploaded, None where that is unknown."""


class PhotoRows:
    """The rows of many plans' photos, column by column; `make` returns those from one place up to another."""

    __slots__ = ("categories", "latest", "make", "moments")

    def __init__(
        self,
        categories: Sequence[PhotoCategory],
        moments: Sequence[datetime | None],
        make: Callable[[int, int], tuple[Photo, ...]],
    ) -> None:
        self.categories, self.moments, self.make = categories, moments, make
        self.latest = max(filter(None, moments), default=None)


class PhotoList(Sequence[Photo]):
    """The photos from one place of the rows up to another; like a tuple of them, and equal to one."""

    __slots__ = ("_first", "_last", "_made", "_rows")

    def __init__(self, rows: PhotoRows, first: int, last: int) -> None:
        self._rows, self._first, self._last = rows, first, last
        self._made: tuple[Photo, ...] | None = None

    @property
    def made(self) -> tuple[Photo, ...]:
        """Return the photos, always the same ones."""
        if self._made is None:
            self._made = self._rows.make(self._first, self._last)
        return self._made

    def uploads(self) -> Iterable[Upload]:
        """Return what each photo shows and when it was uploaded."""
        rows, first, last = self._rows, self._first, self._last
        return zip(rows.categories[first:last], rows.moments[first:last], strict=True)

    def known_at(self, moment: datetime) -> bool:
        """Tell whether no photo was uploaded later."""
        rows = self._rows
        return (
            rows.latest is None
            or rows.latest <= moment
            or all(at is None or at <= moment for at in rows.moments[self._first : self._last])
        )

    def __len__(self) -> int:
        return self._last - self._first

    def __iter__(self) -> Iterator[Photo]:
        return iter(self.made)

    @overload
    def __getitem__(self, place: int) -> Photo: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[Photo, ...]: ...

    def __getitem__(self, place: int | slice) -> Photo | tuple[Photo, ...]:
        return self.made[place]

    def __eq__(self, other: object) -> bool:
        return self.made == (other.made if isinstance(other, PhotoList) else other)

    def __hash__(self) -> int:
        return hash(self.made)

    def __repr__(self) -> str:
        return repr(self.made)


def known_photos(photos: Sequence[Photo], moment: datetime) -> Sequence[Photo]:
    """Return the photos uploaded up to a moment; those of unknown time are kept (rule book, section 2)."""
    if isinstance(photos, PhotoList) and photos.known_at(moment):
        return photos
    return [photo for photo in photos if photo.uploaded_at is None or photo.uploaded_at <= moment]


def uploads_of(photos: Sequence[Photo]) -> Iterable[Upload]:
    """Return what each photo shows and when it was uploaded."""
    if isinstance(photos, PhotoList):
        return photos.uploads()
    return [(photo.category, photo.uploaded_at) for photo in photos]
