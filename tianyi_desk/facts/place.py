"""Positions as files give them, and addresses."""

from dataclasses import dataclass

from tianyi_desk.facts.vocabulary import Flaw, Origin
from tianyi_desk.geo.datum import Datum


@dataclass(frozen=True, slots=True)
class Position:
    """A coordinate as a file gave it (swaps and units already repaired), and the same point in WGS-84.

    Degrees throughout. `longitude` and `latitude` are in `datum`; `wgs_longitude` and `wgs_latitude` are None
    exactly where the numbers cannot be a point (flaws HALF, ZERO, OUT_OF_RANGE). A point outside China keeps its
    WGS-84 pair: whether it may be used depends on the plan (D02). `datum_stated` is False where GCJ-02 was assumed
    (D03). `decimals` is the smaller number of decimals of the two halves as the cell reads (S01).
    """

    longitude: float | None
    latitude: float | None
    datum: Datum
    datum_stated: bool
    decimals: int
    flaw: Flaw | None
    swapped: bool
    wgs_longitude: float | None
    wgs_latitude: float | None

    def point(self, *, foreign: bool) -> tuple[float, float] | None:
        """Return (longitude, latitude) in WGS-84 degrees, or None where the coordinate is invalid (D02)."""
        if self.wgs_longitude is None or self.wgs_latitude is None:
            return None
        if self.flaw is not None and not (foreign and self.flaw is Flaw.OUTSIDE_CHINA):
            return None
        return self.wgs_longitude, self.wgs_latitude


@dataclass(frozen=True, slots=True)
class Address:
    """One of a plan's audit addresses; `position` is None where the file gave no coordinate."""

    text: str
    position: Position | None = None
    origin: Origin = Origin.IMPORTED
