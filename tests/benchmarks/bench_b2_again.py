"""B2: import a file of 20,000 plans that the database knows already: nothing changes."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.benchmarks import make_load, measuring
from tests.benchmarks.bench_b1_import import import_once
from tests.benchmarks.measuring import apart, tell

BAR_S = 3.0


def main() -> None:
    """Measure B2 and print it; the yardstick is the first import (B1)."""
    with measuring.asked(__doc__, 20_000) as (asked, folder):
        whole, quarter = folder / "计划.xlsx", folder / "四分之一.xlsx"
        apart(make_load.write_plans, whole, asked.size)
        apart(make_load.write_plans, quarter, asked.quarter)
        apart(import_once, quarter, folder / "quarter.db")
        first, again, of_quarter = measuring.alternating(
            asked.rounds,
            lambda place: apart(import_once, whole, folder / f"{place}.db"),
            lambda place: apart(import_once, whole, folder / f"{place}.db"),
            lambda _place: apart(import_once, quarter, folder / "quarter.db"),
        )
        tell(f"B2 再次导入 {first.work} 个计划，写入 {again.work} 个，应为 0")
        measuring.tell_figure("用时", again, BAR_S)
        measuring.tell_ratio("标尺（B1，首次导入）", again, first, None)
        measuring.tell_memory(again)
        measuring.tell_ratio(f"四分之一（{asked.quarter} 个）", again, of_quarter, measuring.QUARTER_BAR)


if __name__ == "__main__":
    main()
