"""Put the sheets of other systems into the template's form; all others stay as they are."""

from collections.abc import Callable
from dataclasses import replace

from tianyi_desk.importers import dingtalk, upload_102010
from tianyi_desk.importers.adapted import AdaptedGrid
from tianyi_desk.importers.grids import Grid, Opened

IMPORTERS: tuple[Callable[[Grid], AdaptedGrid | None], ...] = (upload_102010.adapted, dingtalk.adapted)


def in_template_form(opened: Opened) -> Opened:
    """Return what was opened with every sheet of another system adapted."""
    return replace(opened, grids=tuple(map(_adapted, opened.grids))) if opened.grids else opened


def _adapted(grid: Grid) -> Grid:
    for importer in IMPORTERS:
        found = importer(grid)
        if found is not None:
            return found
    return grid
