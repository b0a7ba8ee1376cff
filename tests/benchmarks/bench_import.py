"""B1 and B2: import plans of 24 columns (read, map, check, diff, commit, trail), then the same file again.

Run from the project's root: python -m tests.benchmarks.bench_import [--size N]
"""

import tempfile
from pathlib import Path

from tests.benchmarks import make_load, yardsticks
from tests.benchmarks.measuring import QUARTER_BAR, peak_megabytes, report, seconds, size_asked
from tianyi_desk.progress import finish
from tianyi_desk.services.desk import open_desk
from tianyi_desk.services.policies import load_rule_book

SIZE = 20_000


def bring_in(workbook: Path, database: Path) -> int:
    """Import a workbook into a kept database; return how many rows were new."""
    with open_desk(database, load_rule_book()) as desk:
        piles = desk.examine(finish(desk.read([workbook])))
        return finish(desk.accept("测量", piles, [workbook])).added


def measure(folder: Path, size: int) -> tuple[float, float, float]:
    """Return the seconds of a first import, of the same again, and of the yardstick."""
    workbook, database = folder / f"计划{size}.xlsx", folder / f"{size}.sqlite3"
    make_load.write_plans(workbook, size)
    yardstick = seconds(lambda: yardsticks.read_and_insert(workbook, folder / f"raw{size}.sqlite3"))
    added: list[int] = []
    first = seconds(lambda: added.append(bring_in(workbook, database)))
    again = seconds(lambda: added.append(bring_in(workbook, database)))
    if added != [size, 0]:
        raise RuntimeError(f"expected {size} new rows, then none: {added}")
    return first, again, yardstick


def main(size: int) -> None:
    """Measure and print B1 and B2."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        quarter = measure(folder, max(size // 4, 1))
        first, again, yardstick = measure(folder, size)
    report(f"B1 导入 {size} 个计划", first, 5)
    report("B1 与原样读入并插入之比", first / yardstick, 4, "倍")
    report("B1 内存峰值", peak_megabytes(), 400, "MB")
    report("B1 与四分之一规模之比", first / quarter[0], QUARTER_BAR, "倍")
    report("B2 同一文件再导入", again, 3)
    report("B2 与 B1 之比", again / first, 1, "倍")


if __name__ == "__main__":
    main(size_asked(SIZE))
