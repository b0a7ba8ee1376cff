"""Jobs are generators: they yield how far they are and return what they made."""

from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


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
