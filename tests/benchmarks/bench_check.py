"""check: 1,000 plans with roster, check-ins and photos from a workbook to JSON, as a whole process."""

import json
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.benchmarks import make_load, measuring, yardsticks
from tests.benchmarks.measuring import Measure, Stopwatch, apart, as_installed, tell

BAR_S = 2.5
ROOT = Path(__file__).resolve().parents[2]


def check(workbook: Path, target: Path) -> Measure:
    """Check a workbook as people do; the work is the number of plans in the JSON."""
    command = [sys.executable, "-m", "tianyi_desk", "check", str(workbook)]
    command += ["--as-of", make_load.AS_OF.isoformat(), "--json", str(target)]
    environment = as_installed(target.parent)
    with Stopwatch() as watch:
        subprocess.run(command, cwd=ROOT, check=True, stderr=subprocess.DEVNULL, env=environment)
    account = json.loads(target.read_text(encoding="utf-8"))
    return watch.measure_of_program(len(account["plans"]))


def main() -> None:
    """Measure check and print it."""
    with measuring.asked(__doc__, 1000) as (asked, folder):
        whole, quarter = folder / "全部.xlsx", folder / "四分之一.xlsx"
        apart(make_load.write_everything, whole, asked.size)
        apart(make_load.write_everything, quarter, asked.quarter)
        for act in (check, yardsticks.bare_check):
            apart(act, quarter, folder / "先跑一遍.json")  # compiles the modules, as the first start does
        taken, of_quarter, raw = measuring.alternating(
            asked.rounds,
            lambda _place: apart(check, whole, folder / "结果.json"),
            lambda _place: apart(check, quarter, folder / "四分之一.json"),
            lambda _place: apart(yardsticks.bare_check, whole, folder / "原样.json"),
        )
        tell(f"check 从工作簿到 JSON，{taken.work} 个计划")
        measuring.tell_figure("用时（整个进程）", taken, BAR_S)
        measuring.tell_ratio("标尺（启动、读表、原样写成 JSON）", taken, raw, None)
        measuring.tell_memory(taken)
        measuring.tell_ratio(f"四分之一（{of_quarter.work} 个）", taken, of_quarter, measuring.QUARTER_BAR)


if __name__ == "__main__":
    main()
