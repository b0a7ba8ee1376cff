"""B9: pan a map with 20,000 points and county lines, and open one plan of as many on it."""

import os
import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import QRectF

from tests.benchmarks import make_load, measuring
from tests.benchmarks.bench_b4_once_more import fill_and_judge
from tests.benchmarks.measuring import Measure, Stopwatch, apart, tell
from tianyi_desk.app import make_application
from tianyi_desk.progress import finish
from tianyi_desk.services.desk import open_desk
from tianyi_desk.services.places_view import PlaceLine, Places, load_places
from tianyi_desk.services.plan_place import open_place
from tianyi_desk.services.policies import load_rule_book
from tianyi_desk.ui.map.map_view import MapView
from tianyi_desk.ui.theme import Scheme, Theme

BAR_FPS, BAR_OPEN_S = 30.0, 0.1
FRAMES, STEP_PIXELS, OPENED = 240, 9, 15
VIEW = 960, 760
PROVINCE = 112.0, 28.0, 118.0, 33.0
"""What is seen while panning, in degrees: several hundred counties."""


def application() -> tuple[Any, Any]:
    """Make an application that draws into memory, dressed as the program is."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    made = make_application()
    theme = Theme(Scheme.LIGHT)
    theme.install(made)
    return made, theme


def read_places(database: Path) -> Places:
    """Read the places of every plan."""
    with open_desk(database, load_rule_book()) as desk:
        return finish(load_places(desk.database, desk.book))


def scattered(lines: tuple[PlaceLine, ...], size: int) -> list[PlaceLine]:
    """Return as many plans as asked for, spread over what is seen by a fixed pattern: the load has eight cities only."""
    west, south, east, north = PROVINCE
    spread = [
        (
            west + (east - west) * (place * 0.6180339887 % 1),
            south + (north - south) * (place * 0.7548776662 % 1),
        )
        for place in range(size)
    ]
    return [replace(lines[place % len(lines)], point=point) for place, point in enumerate(spread)]


def pan(database: Path, size: int) -> tuple[Measure, list[float]]:
    """Drag the map to and fro; the work is the points on it, the list how long each frame took."""
    made, theme = application()
    lines = scattered(read_places(database).lines, size)
    view = MapView(theme)
    view.resize(*VIEW)
    view.show()
    made.processEvents()
    view.show_all(lines)
    x, y = view.plane.flat(PROVINCE[::2], PROVINCE[1::2])
    view.look_at(QRectF(float(x[0]), float(y[0]), float(x[1] - x[0]), float(y[1] - y[0])), 0)
    view.viewport().repaint()
    assert view.dots.clusters, "nothing was painted"
    step = STEP_PIXELS / view.frame().scale
    frames: list[float] = []
    count = measuring.repeated(FRAMES, size)
    with Stopwatch() as watch:
        for place in range(count):
            there = 1 if place % 120 < 60 else -1
            began = perf_counter()
            view.box.translateBy(x=there * step, y=there * step / 3)
            view.viewport().repaint()
            frames.append(perf_counter() - began)
    return watch.measure(len(view.dots.lines)), frames


def open_some(database: Path, moment: datetime) -> list[Measure]:
    """Open plans here and there: read, reckon, draw."""
    made, theme = application()
    lines = read_places(database).lines
    view = MapView(theme)
    view.resize(*VIEW)
    view.show()
    made.processEvents()
    taken = []
    with open_desk(database, load_rule_book()) as desk:
        for line in lines[:: max(1, len(lines) // (OPENED + 1))][: OPENED + 1]:
            with Stopwatch() as watch:
                place = finish(open_place(desk.database, desk.book, line.number, moment))
                view.show_plan(place, line)
                view.viewport().repaint()
            taken.append(watch.measure(len(place.signed) if place else 0))
    return taken[1:]  # the first one draws the letters that all others share


def main() -> None:
    """Measure B9 and print it."""
    with measuring.asked(__doc__, 20_000) as (asked, folder):
        whole, quarter = folder / "whole.db", folder / "quarter.db"
        for database, size in ((whole, asked.size), (quarter, asked.quarter)):
            apart(fill_and_judge, database, size)
        panned, frames = apart(pan, whole, asked.size)
        tell(f"B9 地图：{panned.work} 个点，{len(frames)} 帧")
        rate = len(frames) / panned.seconds
        met = "达到" if rate >= BAR_FPS else "没有达到"
        slowest = sorted(frames)[int(len(frames) * 0.95)]
        tell(f"  平移：每秒 {rate:.0f} 帧，下限 {BAR_FPS:g}，{met}；95 % 的帧在 {slowest * 1000:.0f} ms 内")
        tell(f"  处理器每秒画 {len(frames) / panned.cpu_seconds:.0f} 帧")
        measuring.tell_memory(panned)
        opened, fewer = (apart(open_some, one, make_load.AS_OF) for one in (whole, quarter))
        typical, small = (
            Measure(
                median(one.seconds for one in some),
                median(one.cpu_seconds for one in some),
                some[-1].peak_mb,
                1,
            )
            for some in (opened, fewer)
        )
        tell(
            f"  打开一个计划：{typical.seconds * 1000:.0f} ms，最慢 {max(one.seconds for one in opened) * 1000:.0f} ms"
        )
        measuring.tell_figure("用时", typical, BAR_OPEN_S)
        measuring.tell_ratio(f"四分之一（{asked.quarter} 个）", typical, small, measuring.QUARTER_BAR)


if __name__ == "__main__":
    main()
