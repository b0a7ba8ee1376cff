"""The one figure that decides a finding, as a list shows it: 7.19 km, 迟 47 分, 1,240 km/h."""

import json
import math
from collections.abc import Callable, Mapping, Sized
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from tianyi_desk.facts.wording import distance_words, over_limit_words

Evidence = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Figure:
    """A finding's figure: words, the number behind them to sort by (None without one), and whether it is 临界."""

    words: str = ""
    value: float | None = None
    borderline: bool = False


NO_FIGURE = Figure()


def _number(evidence: Evidence, key: str) -> float | None:
    value = evidence.get(key)
    return float(value) if isinstance(value, (int, float)) else None


def _metres(evidence: Evidence) -> Figure:
    distance, limit = _number(evidence, "distance_m"), _number(evidence, "limit_m")
    if distance is None:
        return NO_FIGURE
    over = limit is not None and distance > limit
    words = over_limit_words(distance, limit) if over and limit is not None else distance_words(distance)
    return Figure(words, distance, evidence.get("borderline") is True)


def _counted(key: str, before: str, after: str) -> Callable[[Evidence], Figure]:
    def figure(evidence: Evidence) -> Figure:
        value = _number(evidence, key)
        return NO_FIGURE if value is None else Figure(f"{before}{value:,.0f} {after}", value)

    return figure


def _several(key: str, unit: str) -> Callable[[Evidence], Figure]:
    def figure(evidence: Evidence) -> Figure:
        value = evidence.get(key)
        if not isinstance(value, (list, tuple)):
            return NO_FIGURE
        return Figure(f"{len(value)} {unit}", float(len(cast("Sized", value))))

    return figure


def _speed(evidence: Evidence) -> Figure:
    if "speed_kmh" not in evidence:
        return NO_FIGURE
    speed = _number(evidence, "speed_kmh")
    return Figure("同一时刻", math.inf) if speed is None else Figure(f"{speed:,.0f} km/h", speed)


def _meeting_photos(evidence: Evidence) -> Figure:
    counts = evidence.get("counts")
    if not isinstance(counts, Mapping):
        return NO_FIGURE
    least = min(counts.values(), default=0)
    return Figure(f"{least} 张", float(least))


FIGURES: Mapping[str, Callable[[Evidence], Figure]] = {
    "O2": _metres,
    "O3": _meeting_photos,
    "H01": _counted("days_early", "早 ", "天"),
    "H02": _counted("late_minutes", "迟 ", "分"),
    "H03": _counted("minutes", "早 ", "分"),
    "H04": _counted("minutes", "迟 ", "分"),
    "H05": _counted("count", "", "条"),
    "H06": _counted("stay_minutes", "在场 ", "分"),
    "H07": _counted("worst_minutes", "差 ", "分"),
    "H08": _counted("count", "", "条"),
    "H09": _metres,
    "H10": _counted("count", "", "张"),
    "H14": _counted("count", "", "条"),
    "H15": _counted("count", "钉钉 ", "条"),
    "S03": _speed,
    "S04": _metres,
    "S07": _counted("stay_minutes", "在场 ", "分"),
    "S08": _metres,
    "S10": _metres,
    "D02": _counted("count", "", "条"),
    "D03": _metres,
    "D04": _several("addresses", "处"),
    "D05": _several("leaders", "名"),
    "D10": _several("projects", "项"),
    "R1": _counted("minutes_since", "过 ", "分"),
    "R2": _counted("minutes_since", "过 ", "分"),
}
"""What reads the figure out of the evidence, by code; a code that is not here has none."""


def figure_of(code: str, evidence: str) -> Figure:
    """Return the figure of a finding by its code and its evidence as stored (JSON)."""
    return _figure(code, evidence) if code in FIGURES else NO_FIGURE


@lru_cache(maxsize=32768)
def _figure(code: str, evidence: str) -> Figure:
    return FIGURES[code](json.loads(evidence))
