"""Jobs are generators: they yield how far they are and return what they made."""

from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import Any, TypeVar

T = TypeVar("T")
AT_ONCE = 400
"""Things let go of at once: a plan has some twenty objects, and freeing them takes less than a millisecond."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job is: `done` of `total` units of what `text` names (Chinese); total 0 means unknown."""

    text: str
    done: int = 0
    total: int = 0


Job = Generator[Progress, None, T]


def finish(job: Job[T], tell: Callable[[Progress], None] | None = None) -> T:
    """Run a job to its end on the spot and return its result; `tell` hears every step."""
    while True:
        try:
            step = next(job)
        except StopIteration as stop:
            result: T = stop.value
            return result
        if tell is not None:
            tell(step)


def let_go(things: list[Any]) -> None:
    """Empty a list a few things at a time.

    Where nobody else holds them they are freed then. A hundred thousand freed in one go hold every other thread up
    for a tenth of a second, the window's too.
    """
    while things:
        del things[-AT_ONCE:]


def letting_go(*lists: list[Any]) -> Job[None]:
    """Empty lists in a job: what the window no longer shows need not be freed in its own thread."""
    yield Progress("")
    for things in lists:
        let_go(things)
