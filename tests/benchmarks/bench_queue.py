"""今天要办 with 5,000 open items: open it, go to the next that needs a decision, and decide on one.

It is read once, when the window begins, and kept up to date from then on; that first reading is told, too.
Deciding is measured from the word that was given until the next item is on the screen and the decision is saved.
"""

import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests import builders
from tests.benchmarks import make_load, measuring
from tests.benchmarks.measuring import Measure, Stopwatch, apart, middle, tell
from tianyi_desk.facts.plan import Plan
from tianyi_desk.facts.vocabulary import Disposition
from tianyi_desk.progress import finish
from tianyi_desk.services.desk import open_desk
from tianyi_desk.services.policies import load_rule_book

BAR_S = 0.15
LATER = timedelta(weeks=251)
"""The load's first Monday becomes one of August 2026, so that explanations have deadlines."""
TIMES = 12
PAUSE_MS = 20


def plans(size: int) -> Iterator[Plan]:
    """Yield plans that nobody signed: every visit is open, most of them overdue (H16)."""
    for audit in make_load.audits(size):
        plan = make_load.plan_fact(audit)
        yield replace(plan, start=plan.start + LATER, end=plan.end + LATER, opening_at=None, closing_end=None)


def fill(database: Path, size: int) -> datetime:
    """Make a database of such plans, judged just after the last has ended; return that moment."""
    made = list(plans(size))
    moment = max(plan.end for plan in made) + timedelta(days=1)
    with open_desk(database, load_rule_book()) as desk:
        finish(desk.accept("标尺", desk.examine(builders.intake(*made))))
        finish(desk.judge(moment, "标尺"))
    return moment


def work_off(database: Path, moment: datetime) -> list[Measure]:
    """Open the queue, go on and decide a few times; the work is the number of items."""
    from tests.benchmarks import sitting
    from tianyi_desk.ui.today.today_panel import TodayPanel

    with sitting.window_on(database, moment) as opened:
        panel = opened.window.panels["today"]
        assert isinstance(panel, TodayPanel)
        with Stopwatch() as reading:
            opened.window.show_panel("today")
            while not panel.queue.items:
                sitting.wait_for_event()
            sitting.painted()
        sitting.wait_until_idle(opened)
        taken = [reading.measure(len(panel.queue.items))]
        opened.window.show_panel("plans")
        sitting.wait_until_idle(opened)
        with Stopwatch() as opening:
            opened.window.show_panel("today")
            sitting.painted()
        taken.append(opening.measure(len(panel.queue.items)))
        sitting.wait_until_idle(opened)
        going: list[Measure] = []
        deciding: list[Measure] = []
        for _time in range(TIMES):
            with Stopwatch() as watch:
                panel.go_on()
                sitting.painted()
            going.append(watch.measure(len(panel.queue.items)))
            sitting.wait(PAUSE_MS)
            keys = [one.key for item in panel.view.chosen() for one in item.decidable]
            with Stopwatch() as watch:
                before = panel.queue
                panel.settle(keys, Disposition.CONFIRMED, "已核实")
                while panel.queue is before:
                    sitting.wait_for_event()
                sitting.painted()
            deciding.append(watch.measure(len(keys)))
            sitting.wait_until_idle(opened)
        return [*taken, middle(going), middle(deciding)]


def main() -> None:
    """Measure the queue and print it."""
    with measuring.asked(__doc__, 5000) as (asked, folder):
        sizes = {"whole": asked.size, "quarter": asked.quarter}
        moments = {
            name: apart(fill, folder / f"{name}.db", size * 10 // 9 + 1) for name, size in sizes.items()
        }
        rounds = [
            {name: apart(work_off, folder / f"{name}.db", moment) for name, moment in moments.items()}
            for _round in range(asked.rounds)
        ]
        reading, opening, going, deciding = (
            middle([one["whole"][act] for one in rounds]) for act in range(4)
        )
        tell(f"今天要办 {opening.work} 项")
        measuring.tell_figure("打开，用时", opening, BAR_S)
        measuring.tell_figure("下一条待定，用时", going, BAR_S)
        measuring.tell_figure("处理一条，用时", deciding, BAR_S)
        measuring.tell_memory(reading)
        quarter = middle([one["quarter"][0] for one in rounds])
        tell(
            f"  开机后第一次读出：{reading.seconds:.2f} s（处理器 {reading.cpu_seconds:.2f} s），其后随改动保持最新"
        )
        measuring.tell_ratio(f"四分之一（{asked.quarter} 个）", reading, quarter, measuring.QUARTER_BAR)


if __name__ == "__main__":
    main()
