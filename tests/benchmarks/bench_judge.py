"""B3: judge plans with two check-ins and five photos each from the database, without writing.

Run from the project's root: python -m tests.benchmarks.bench_judge [--size N]
"""

import tempfile
from datetime import datetime
from pathlib import Path

from tests.benchmarks import make_load, yardsticks
from tests.benchmarks.measuring import QUARTER_BAR, RUNS, report, seconds, size_asked
from tianyi_desk.progress import finish
from tianyi_desk.services.desk import open_desk
from tianyi_desk.services.policies import load_rule_book

SIZE = 20_000
AS_OF = datetime(2024, 6, 1, 9)


def measure(folder: Path, size: int) -> tuple[float, float]:
    """Return the median seconds of judging and of reading the same rows into tuples."""
    with open_desk(folder / f"{size}.sqlite3", load_rule_book()) as desk:
        finish(desk.accept("测量", desk.examine(make_load.intake(size))))
        judged: list[int] = []
        taken = seconds(lambda: judged.append(len(finish(desk.judge_unsaved(AS_OF)))), RUNS)
        if set(judged) != {size}:
            raise RuntimeError(f"expected {size} verdicts: {judged}")
        with desk.database.reading() as session:
            yardstick = seconds(lambda: yardsticks.read_rows(session), RUNS)
    return taken, yardstick


def main(size: int) -> None:
    """Measure and print B3."""
    with tempfile.TemporaryDirectory() as name:
        quarter, _yardstick = measure(Path(name), max(size // 4, 1))
        taken, yardstick = measure(Path(name), size)
    report(f"B3 判定 {size} 个计划", taken, 2)
    report("B3 与读入同样的行之比", taken / yardstick, 4, "倍")
    report("B3 与四分之一规模之比", taken / quarter, QUARTER_BAR, "倍")


if __name__ == "__main__":
    main(size_asked(SIZE))
