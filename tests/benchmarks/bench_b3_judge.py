"""B3: judge 20,000 plans with 40,000 check-ins and 100,000 photo rows from the database, without writing."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.benchmarks import make_load, measuring, yardsticks
from tests.benchmarks.measuring import Measure, Stopwatch, apart, tell
from tianyi_desk.progress import finish
from tianyi_desk.services.desk import open_desk
from tianyi_desk.services.policies import load_rule_book

BAR_S, BAR_RATIO = 2.0, 4.0


def fill(database: Path, size: int) -> None:
    """Make a database of plans, roster, check-ins and photos."""
    with open_desk(database, load_rule_book()) as desk:
        finish(desk.accept("标尺", desk.examine(make_load.intake(size))))


def judge(database: Path) -> Measure:
    """Judge a database; the work is the number of findings."""
    with open_desk(database, load_rule_book()) as desk:
        with Stopwatch() as watch:
            verdicts = finish(desk.judge_unsaved(make_load.AS_OF))
        return watch.measure(sum(len(verdict.findings) for verdict in verdicts))


def main() -> None:
    """Measure B3 and print it."""
    with measuring.asked(__doc__, 20_000) as (asked, folder):
        whole, quarter = folder / "whole.db", folder / "quarter.db"
        apart(fill, whole, asked.size)
        apart(fill, quarter, asked.quarter)
        taken, of_quarter, raw = measuring.alternating(
            asked.rounds,
            lambda _place: apart(judge, whole),
            lambda _place: apart(judge, quarter),
            lambda _place: apart(yardsticks.read_rows, whole),
        )
        tell(f"B3 判定 {asked.size} 个计划（{raw.work} 行），得到 {taken.work} 条异常")
        measuring.tell_figure("用时", taken, BAR_S)
        measuring.tell_ratio("标尺（只读出同样的行）", taken, raw, BAR_RATIO)
        measuring.tell_memory(taken)
        measuring.tell_ratio(f"四分之一（{asked.quarter} 个）", taken, of_quarter, measuring.QUARTER_BAR)


if __name__ == "__main__":
    main()
