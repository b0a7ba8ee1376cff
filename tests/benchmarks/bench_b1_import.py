"""B1: import 20,000 plans × 24 columns into a new database: read, map, check, compare, commit, history."""

import sys
from pathlib import Path
from threading import Event, Thread
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.benchmarks import make_load, measuring, yardsticks
from tests.benchmarks.measuring import Measure, Stopwatch, apart, tell
from tianyi_desk.progress import Progress, finish
from tianyi_desk.services.desk import Desk, open_desk
from tianyi_desk.services.policies import load_rule_book

BAR_S, BAR_MB, BAR_RATIO, BAR_STALL_MS = 5.0, 400.0, 4.0, 100.0
BEAT_S = 0.005


def import_once(workbook: Path, database: Path) -> Measure:
    """Import a workbook; the work is what was added and changed."""
    with open_desk(database, load_rule_book()) as desk:
        with Stopwatch() as watch:
            work = _import(desk, workbook)
        return watch.measure_with_programs(work)


def _import(desk: Desk, workbook: Path) -> int:
    piles = desk.examine(finish(desk.read([workbook])))
    accepted = finish(desk.accept("标尺", piles, [workbook]))
    return accepted.added + accepted.changed


def longest_stall_ms(workbook: Path, database: Path) -> float:
    """Import in a thread and return the longest that another thread had to wait for its turn, in milliseconds."""
    done, longest = Event(), 0.0
    with open_desk(database, load_rule_book()) as desk:

        def work() -> None:
            try:
                _import(desk, workbook)
            finally:
                done.set()

        thread = Thread(target=work)
        thread.start()
        before = perf_counter()
        while not done.wait(BEAT_S):
            now = perf_counter()
            longest, before = max(longest, now - before - BEAT_S), now
        thread.join()
    return longest * 1000


def left_after_cancel(workbook: Path, database: Path) -> int:
    """Close an import while it writes its last facts, and return how many plans the database has."""
    with open_desk(database, load_rule_book()) as desk:
        piles = desk.examine(finish(desk.read([workbook])))
        job = desk.accept("标尺", piles, [workbook])
        while not _is_last(next(job)):
            pass
        job.close()
        return len(desk.ledger().dossiers)


def _is_last(step: Progress) -> bool:
    return 0 < step.total == step.done


def main() -> None:
    """Measure B1 and print it."""
    with measuring.asked(__doc__, 20_000) as (asked, folder):
        whole, quarter = folder / "计划.xlsx", folder / "四分之一.xlsx"
        apart(make_load.write_plans, whole, asked.size)
        apart(make_load.write_plans, quarter, asked.quarter)
        taken, of_quarter, raw = measuring.alternating(
            asked.rounds,
            lambda place: apart(import_once, whole, folder / f"{place}.db"),
            lambda place: apart(import_once, quarter, folder / f"{place}-quarter.db"),
            lambda place: apart(yardsticks.read_and_insert, whole, folder / f"{place}-raw.db"),
        )
        tell(f"B1 导入 {asked.size} 个计划，写入 {taken.work} 个")
        measuring.tell_figure("用时", taken, BAR_S)
        measuring.tell_ratio("标尺（只读表、只插入）", taken, raw, BAR_RATIO)
        measuring.tell_memory(taken, BAR_MB)
        measuring.tell_ratio(f"四分之一（{of_quarter.work} 个）", taken, of_quarter, measuring.QUARTER_BAR)
        stall = apart(longest_stall_ms, whole, folder / "stall.db")
        tell(f"  另一线程最长等待：{stall:.0f} ms，上限 {BAR_STALL_MS:g} ms")
        left = apart(left_after_cancel, quarter, folder / "cancelled.db")
        tell(f"  写到最后时取消，留下：{left} 个计划，应为 0")


if __name__ == "__main__":
    main()
