"""B4: judge again and save after one correction, in a database of 20,000 plans with check-ins and photos."""

import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests import builders
from tests.benchmarks import make_load, measuring
from tests.benchmarks.bench_b3_judge import fill
from tests.benchmarks.measuring import Measure, Stopwatch, apart, tell
from tianyi_desk.facts.plan import Plan
from tianyi_desk.progress import finish
from tianyi_desk.services.desk import Desk, open_desk
from tianyi_desk.services.policies import load_rule_book

BAR_S = 0.05
CORRECTIONS = 15


def fill_and_judge(database: Path, size: int) -> None:
    """Make a database of plans, roster, check-ins and photos, and judge it."""
    fill(database, size)
    with open_desk(database, load_rule_book()) as desk:
        finish(desk.judge(make_load.AS_OF, "标尺"))


def correct(desk: Desk, plan: Plan) -> None:
    """Put the opening meeting of a plan forward so that its sign-in becomes late; nothing else changes."""
    later = replace(plan, opening_at=plan.start - timedelta(minutes=50))
    finish(desk.accept("标尺", desk.examine(builders.intake(later))))


def once_more(database: Path, size: int) -> list[Measure]:
    """Correct plans here and there one by one, and judge each again; the work is the plans judged each time."""
    taken: list[Measure] = []
    with open_desk(database, load_rule_book()) as desk:
        plans = [make_load.plan_fact(one) for one in make_load.audits(size)]
        for plan in plans[:: max(1, size // (CORRECTIONS + 1))][: CORRECTIONS + 1]:
            correct(desk, plan)
            with Stopwatch() as watch:
                verdicts = finish(desk.judge_only(make_load.AS_OF, "标尺", [plan.number]))
            taken.append(watch.measure(len(verdicts)))
    return taken[1:]  # the first one warms the program up, as its first hour does


def of(database: Path, size: int) -> Measure:
    """Return the typical correction of a database."""
    taken = apart(once_more, database, size)
    slowest = max(taken, key=lambda one: one.seconds)
    tell(
        f"  {size} 个计划中的 {len(taken)} 次：最慢 {slowest.seconds * 1000:.0f} ms（{slowest.work} 个计划）"
    )
    return Measure(
        median(one.seconds for one in taken),
        median(one.cpu_seconds for one in taken),
        taken[-1].peak_mb,
        sum(one.work for one in taken),
    )


def main() -> None:
    """Measure B4 and print it."""
    with measuring.asked(__doc__, 20_000) as (asked, folder):
        whole, quarter = folder / "whole.db", folder / "quarter.db"
        apart(fill_and_judge, whole, asked.size)
        apart(fill_and_judge, quarter, asked.quarter)
        taken, of_quarter = measuring.alternating(
            asked.rounds, lambda _place: of(whole, asked.size), lambda _place: of(quarter, asked.quarter)
        )
        tell(f"B4 {asked.size} 个计划中更正一个后再次判定，共判定 {taken.work} 个")
        tell(f"  每次：{taken.seconds * 1000:.1f} ms（处理器 {taken.cpu_seconds * 1000:.1f} ms）")
        measuring.tell_figure("用时", taken, BAR_S)
        measuring.tell_memory(taken)
        measuring.tell_ratio(f"四分之一（{asked.quarter} 个）", taken, of_quarter, measuring.QUARTER_BAR)


if __name__ == "__main__":
    main()
