"""Build frozen facts by the hundred thousand: without a call for every field, and without the collector's rounds."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields, make_dataclass
from typing import Any, TypeVar

F = TypeVar("F")


def builder(fact: type[F]) -> Callable[..., F]:
    """Return what builds facts of a frozen, slotted dataclass from all its fields by position, three times as fast.

    A frozen dataclass sets each field by a call to `object.__setattr__`. The twin made here has the same slots
    but sets them directly, and then becomes the fact; what comes out is as frozen as any other.
    """
    names = [field.name for field in fields(fact)]  # type: ignore[arg-type]
    twin: Any = make_dataclass(
        f"Quick{fact.__name__}",
        [(name, Any) for name in names],
        bases=fact.__bases__,
        slots=True,
        eq=False,
        repr=False,
    )
    body = [f" made.{name} = {name}" for name in names]
    lines = [f"def __init__(made, {', '.join(names)}):", *body, " made.__class__ = class_of_fact"]
    space: dict[str, Any] = {"class_of_fact": fact}
    exec("\n".join(lines), space)  # noqa: S102 - as the dataclasses module does; the names are our own
    twin.__init__ = space["__init__"]
    return twin  # type: ignore[no-any-return]


@contextmanager
def collector_paused() -> Iterator[None]:
    """Keep the cyclic garbage collector from walking over facts again and again while many are made.

    Facts form no cycles: counting references frees them. What others ask of the collector meanwhile waits.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
