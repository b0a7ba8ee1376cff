"""Collect the distances that many plans want, and measure them together."""

from tianyi_desk.geo.distance import quick_distance_m

Point = tuple[float, float]

MANY = 10_000
"""Pairs from which arrays are worth the time that loading them takes (a tenth of a second)."""


class Survey:
    """Pairs of points in WGS-84 degrees (longitude, latitude), each with the place that wants its metres."""

    def __init__(self) -> None:
        self._pairs: list[tuple[float, float, float, float]] = []
        self._rows: list[tuple[list[float | None], int]] = []

    def want(self, row: list[float | None], place: int, one: Point, other: Point) -> None:
        """Ask for the distance between two points; `measure` writes it to `row[place]`."""
        self._pairs.append(one + other)
        self._rows.append((row, place))

    def measure(self) -> None:
        """Measure every pair that was asked for; metres on the WGS-84 ellipsoid."""
        measured = _in_arrays if len(self._pairs) >= MANY else _one_by_one
        for (row, place), value in zip(self._rows, measured(self._pairs), strict=True):
            row[place] = value


def _one_by_one(pairs: list[tuple[float, float, float, float]]) -> list[float]:
    return [quick_distance_m(*pair) for pair in pairs]


def _in_arrays(pairs: list[tuple[float, float, float, float]]) -> list[float]:
    from tianyi_desk.geo.distance_arrays import distances_m  # noqa: PLC0415 - numpy only where it pays

    measured: list[float] = distances_m(*zip(*pairs, strict=True)).tolist()
    return measured
