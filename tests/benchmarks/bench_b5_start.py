"""B5: start to a usable window with 20,000 plans in the database; the yardstick is an empty window of Qt."""

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.benchmarks import make_load, measuring
from tests.benchmarks.bench_b4_once_more import fill_and_judge
from tests.benchmarks.measuring import Measure, apart, as_installed, middle, tell

VISIBLE_S, FILLED_S, BAR_RATIO = 1.0, 1.5, 3.0
PROGRAM = Path(__file__).with_name("starting.py")
MORNING_AFTER = make_load.AS_OF + timedelta(hours=23)
"""The last judgement is old by then, so that the window judges everything in the background."""


@dataclass(frozen=True, slots=True)
class Start:
    """From the start of a process: until the window was painted, its list was filled, and nothing was on its way."""

    visible: Measure
    filled: Measure
    rested: Measure


def start(folder: Path, *what: str) -> Start:
    """Start a program and return when its window was painted and filled; the work is the rows it lists."""
    environment = as_installed(folder) | {"PYTHONUTF8": "1"}
    if not any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")):
        environment["QT_QPA_PLATFORM"] = "offscreen"
    before = time.monotonic()
    answer = subprocess.run(
        [sys.executable, str(PROGRAM), *what], check=True, env=environment, capture_output=True
    )
    told = json.loads(answer.stdout)
    rows = int(told.get("rows", 1))

    def until(name: str) -> Measure:
        name = name if name in told else "visible"
        return Measure(told[name] - before, told[f"{name}_cpu"], told["peak_mb"], rows)

    return Start(until("visible"), until("filled"), until("rested"))


def start_window(folder: Path, database: Path, as_of: object = make_load.AS_OF) -> Start:
    """Start the program's window on a database."""
    return start(folder, "window", str(database), str(folder), f"{as_of:%Y-%m-%dT%H:%M}")


def of(starts: list[Start]) -> Start:
    """Return the medians of several starts."""
    return Start(
        middle([one.visible for one in starts]),
        middle([one.filled for one in starts]),
        middle([one.rested for one in starts]),
    )


def main() -> None:
    """Measure B5 and print it."""
    with measuring.asked(__doc__, 20_000) as (asked, folder):
        whole, quarter = folder / "whole.db", folder / "quarter.db"
        apart(fill_and_judge, whole, asked.size)
        apart(fill_and_judge, quarter, asked.quarter)
        start_window(folder, quarter)  # writes the compiled modules, as the first start after installing does
        start(folder, "empty")
        found = [
            (start(folder, "empty"), start_window(folder, whole), start_window(folder, quarter))
            for _ in range(asked.rounds)
        ]
        bare, taken, of_quarter = (of(list(several)) for several in zip(*found, strict=True))
        tell(f"B5 打开窗口，库中 {asked.size} 个计划，列出 {taken.filled.work} 行")
        measuring.tell_figure("看得见，用时", taken.visible, VISIBLE_S)
        measuring.tell_ratio("标尺（空窗口）", taken.visible, bare.visible, BAR_RATIO)
        measuring.tell_figure("列表已填，用时", taken.filled, FILLED_S)
        measuring.tell_ratio(
            f"四分之一（{asked.quarter} 个）", taken.filled, of_quarter.filled, measuring.QUARTER_BAR
        )
        measuring.tell_figure("全部静止，用时", taken.rested, FILLED_S)
        measuring.tell_memory(taken.rested)
        old = of([start_window(folder, whole, MORNING_AFTER) for _ in range(asked.rounds)])
        measuring.tell_figure("隔夜再开（后台重新判定），看得见，用时", old.visible, VISIBLE_S)
        measuring.tell_figure("隔夜再开（后台重新判定），列表已填，用时", old.filled, FILLED_S)


if __name__ == "__main__":
    main()
