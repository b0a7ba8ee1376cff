"""The ticks of the visit in hand, before anything of them is saved; the last ones can be undone one by one."""

from collections.abc import Iterable
from dataclasses import replace

from tianyi_desk.facts.vocabulary import PhotoCategory, SeenBy
from tianyi_desk.services.gallery import Mark, Shot, VisitPhotos
from tianyi_desk.services.reviewing import Which


def which(shot: Shot) -> Which:
    """Return what a photo's marks are known by."""
    return shot.plan, shot.file_name


class Working:
    """The marks of a visit's photos as they are ticked now."""

    def __init__(self, visit: VisitPhotos) -> None:
        self.visit = visit
        self.stored = {which(shot): shot.mark for shot in visit.shots}
        self.marks = dict(self.stored)
        self.steps: list[tuple[Which, Mark]] = []
        self._saving: dict[Which, Mark] | None = None

    @property
    def changed(self) -> bool:
        """Tell whether anything is ticked that is not saved."""
        return self.marks != self.saved_or_stored

    def being_saved(self) -> None:
        """Note that the ticks as they stand are on their way into the database; later ones are new."""
        self._saving = dict(self.marks)
        self.steps.clear()

    def take_over(self, former: "Working") -> None:
        """Go on with the unsaved ticks of an earlier look at the same visit.

        Ticks in photos whose stored review is another one now, by somebody else's hand, are given up.
        """
        saved = former.saved_or_stored
        for where, mark in former.marks.items():
            fresh = self.stored.get(where)
            if fresh is None or mark == saved[where]:
                continue
            if former.being_written or fresh == former.stored[where]:
                ticks = replace(fresh, people=mark.people, seen_by=mark.seen_by, enterprise=mark.enterprise)
                self.marks[where] = ticks
        self.steps = [(where, before) for where, before in former.steps if where in self.marks]

    @property
    def being_written(self) -> bool:
        """Tell whether its ticks were sent to the database since it was opened."""
        return self._saving is not None

    @property
    def saved_or_stored(self) -> dict[Which, Mark]:
        """Return the marks that are saved, or are being saved."""
        return self._saving if self._saving is not None else self.stored

    def mark(self, shot: Shot) -> Mark:
        """Return the marks of a photo."""
        return self.marks[which(shot)]

    def place_words(self, shot: Shot) -> str:
        """Say which of how many photos of its strip one is."""
        strip = self.visit.strip(shot.category)
        return f"{shot.category.value} {strip.index(shot) + 1} / {len(strip)}"

    def beside(self, shot: Shot) -> tuple[Shot, ...]:
        """Return the photos that are likely to be looked at next."""
        shots = self.visit.shots
        place = shots.index(shot)
        return (*shots[place + 1 : place + 3], *shots[max(0, place - 1) : place])

    def turn_person(self, shot: Shot, name: str) -> None:
        """Tick a person in a photo, or clear the tick."""
        people = self.mark(shot).people
        after = tuple(one for one in people if one != name) if name in people else (*people, name)
        self._put(shot, replace(self.mark(shot), people=self._in_order(after)))

    def turn_enterprise(self, shot: Shot) -> None:
        """Tick the enterprise in a photo, or clear the tick."""
        self._put(shot, replace(self.mark(shot), enterprise=not self.mark(shot).enterprise))

    def turn_video(self, shot: Shot) -> None:
        """Say that the people of a photo are seen by video only, or on site."""
        other = SeenBy.ON_SITE if self.mark(shot).seen_by is SeenBy.VIDEO else SeenBy.VIDEO
        self._put(shot, replace(self.mark(shot), seen_by=other))

    def undo(self) -> bool:
        """Take the last tick back; tell whether there was one."""
        if not self.steps:
            return False
        where, before = self.steps.pop()
        self.marks[where] = replace(
            self.marks[where], people=before.people, seen_by=before.seen_by, enterprise=before.enterprise
        )
        return True

    def sees(self, name: str, category: PhotoCategory) -> bool:
        """Tell whether a person is ticked in any photo of a category."""
        return any(name in self.mark(shot).people for shot in self._of(category))

    def sees_enterprise(self, category: PhotoCategory) -> bool:
        """Tell whether the enterprise is ticked in any photo of a category."""
        return any(self.mark(shot).enterprise for shot in self._of(category))

    def _of(self, category: PhotoCategory) -> Iterable[Shot]:
        return self.visit.strip(category)

    def _put(self, shot: Shot, mark: Mark) -> None:
        self.steps.append((which(shot), self.mark(shot)))
        self.marks[which(shot)] = mark

    def _in_order(self, names: Iterable[str]) -> tuple[str, ...]:
        """Return names in the order of the team, strangers (from an imported list) last."""
        order = {seat.name: place for place, seat in enumerate(self.visit.seats)}
        return tuple(sorted(names, key=lambda name: order.get(name, len(order))))
