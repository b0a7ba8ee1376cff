"""B7: scroll lists of 100,000 rows: the time from moving to having painted, frame by frame."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.benchmarks import measuring
from tests.benchmarks.bench_b4_once_more import fill_and_judge
from tests.benchmarks.measuring import Measure, Stopwatch, apart, tell

BAR_S = 0.04
FRAMES = 120
Frames = dict[str, list[Measure]]


def scroll(database: Path, size: int) -> Frames:
    """Scroll both lists in three ways and return what every frame took; the work is the rows of the list."""
    from tests.benchmarks import sitting

    taken: Frames = {}
    with sitting.window_on(database) as opened:
        panels = sitting.lengthen(opened, size)
        for name, panel in panels.items():
            opened.window.show_panel(name)
            sitting.wait(200)
            for way, places in ways(panel.view, measuring.repeated(FRAMES, size)):
                taken[f"{panel.title} {way}"] = [_frame(panel, place) for place in places]
    return taken


def ways(view: Any, frames: int) -> Iterator[tuple[str, Iterator[int]]]:
    """Yield where the scroll bar goes: a wheel's notches, whole pages, the thumb dragged through everything."""
    bar = view.verticalScrollBar()
    page, last = bar.pageStep(), bar.maximum()
    bar.setValue(0)
    yield "滚轮", (min(84 * frame, last) for frame in range(1, frames + 1))
    yield "翻页", (min(page * frame, last) for frame in range(1, frames + 1))
    yield "拖动滑块", (last * (frame % frames) // frames for frame in range(1, frames + 1))


def _frame(panel: Any, place: int) -> Measure:
    from tests.benchmarks import sitting

    with Stopwatch() as watch:
        panel.view.verticalScrollBar().setValue(place)
        sitting.painted()
    return watch.measure(panel.model.rowCount())


def of_95(frames: list[Measure]) -> Measure:
    """Return the frame that only one in twenty exceeds."""
    return sorted(frames, key=lambda one: one.seconds)[len(frames) * 95 // 100 - 1]


def main() -> None:
    """Measure B7 and print it."""
    with measuring.asked(__doc__, 100_000) as (asked, folder):
        database = folder / "desk.db"
        apart(fill_and_judge, database, max(asked.size // 5, 20))
        rounds = [apart(scroll, database, asked.size) for _ in range(asked.rounds)]
        taken = {way: measuring.middle([of_95(one[way]) for one in rounds]) for way in rounds[0]}
        of_quarter = apart(scroll, database, asked.quarter)
        tell(f"B7 滚动 {asked.size} 行的列表，每种 {measuring.repeated(FRAMES, asked.size)} 帧，第 95 百分位")
        for way, one in taken.items():
            tell(f"  {way}：{one.seconds * 1000:.1f} ms（处理器 {one.cpu_seconds * 1000:.1f} ms）")
        worst = max(taken, key=lambda way: taken[way].seconds)
        measuring.tell_figure(f"{worst}，用时", taken[worst], BAR_S)
        measuring.tell_memory(taken[worst])
        quarter = of_95(of_quarter[worst])
        measuring.tell_ratio(f"四分之一（{asked.quarter} 个）", taken[worst], quarter, measuring.QUARTER_BAR)


if __name__ == "__main__":
    main()
