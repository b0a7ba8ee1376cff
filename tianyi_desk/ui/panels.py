"""The panels of a window by name, each made when it is first opened: making all of them costs a second."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tianyi_desk.ui.panel import Panel


@dataclass(frozen=True, slots=True)
class Place:
    """What the rail says of a panel before there is one, and what makes it.

    `takes_files` marks the panel that dropped files are handed to.
    """

    name: str
    title: str
    icon: str
    make: Callable[[], Panel]
    takes_files: bool = False


class Panels(Mapping[str, Panel]):
    """The panels in the order of the rail; asking for one makes it, once, and hands it to `settle_in`."""

    def __init__(self, places: Sequence[Place], settle_in: Callable[[Panel], None]) -> None:
        self.places = tuple(places)
        self._by_name = {place.name: place for place in places}
        self._made: dict[str, Panel] = {}
        self._settle_in = settle_in

    def __getitem__(self, name: str) -> Panel:
        if name not in self._made:
            panel = self._by_name[name].make()
            self._made[name] = panel
            self._settle_in(panel)
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_name)

    def __len__(self) -> int:
        return len(self._by_name)

    @property
    def made(self) -> tuple[Panel, ...]:
        """Return the panels that were opened so far."""
        return tuple(self._made.values())
