"""Collect the distances that many plans want, and measure them in one vector."""

import numpy as np

from tianyi_desk.geo.distance import distances_m

Point = tuple[float, float]


class Survey:
    """Pairs of points in WGS-84 degrees (longitude, latitude), each with the place that wants its metres."""

    def __init__(self) -> None:
        self._pairs: list[tuple[float, float, float, float]] = []
        self._rows: list[tuple[list[float | None], int]] = []

    def want(self, row: list[float | None], place: int, one: Point, other: Point) -> None:
        """Ask for the distance between two points; `measure` writes it to `row[place]`."""
        self._pairs.append((*one, *other))
        self._rows.append((row, place))

    def measure(self) -> None:
        """Measure every pair that was asked for; metres on the WGS-84 ellipsoid."""
        if not self._pairs:
            return
        metres = distances_m(*np.array(self._pairs).T).tolist()
        for (row, place), value in zip(self._rows, metres, strict=True):
            row[place] = value
