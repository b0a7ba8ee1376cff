"""B15: the memory of a window on 20,000 plans and 10,000 photos that was led through every panel."""

import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.benchmarks import make_load, measuring, photo_load
from tests.benchmarks.measuring import Measure, Stopwatch, apart, tell
from tianyi_desk.progress import finish
from tianyi_desk.services.desk import open_desk
from tianyi_desk.services.policies import load_rule_book

BAR_MB, BAR_S = 400.0, 60.0
PLANS_TO_PHOTOS = 10
"""One plan in so many has its five photos: 20,000 plans, 10,000 photos."""
VISITS, PAGES = 12, 12
"""Visits that are opened in 照片, and pages of its wall that are scrolled through."""


def fill(database: Path, plans: int) -> int:
    """Make a judged database of plans, every tenth with photos that have files; return how many photos there are."""
    with_photos = max(plans // PLANS_TO_PHOTOS, 1)
    with open_desk(database, load_rule_book()) as desk:
        finish(desk.accept("标尺", desk.examine(make_load.intake(plans, photos_of=with_photos))))
        photos = photo_load.give_files(desk)
        finish(desk.judge(make_load.AS_OF, "标尺"))
    return photos


def lead_through(database: Path, size: int) -> Measure:
    """Show every panel and what takes the most memory in each; the work is the panels, the memory what is held then."""
    from tests.benchmarks import sitting

    with sitting.window_on(database) as opened, Stopwatch() as watch:
        window, seen = opened.window, 0
        for name, panel in window.panels.items():
            window.show_panel(name)
            sitting.wait_until_idle(opened)
            seen += 1
            if name == "photos":
                _look_at_photos(opened, panel, size)
        window.show_panel("anomalies")
        anomalies: Any = window.panels["anomalies"]
        for place in range(min(measuring.repeated(PAGES, size), anomalies.model.rowCount())):
            window.open_plan(anomalies.model.row(place).number, False)
            sitting.wait_until_idle(opened)
        held = measuring.held_mb()
    return Measure(watch.seconds, watch.cpu_seconds, held, seen)


def _look_at_photos(opened: Any, panel: Any, size: int) -> None:
    """Open visits, see a picture at its own size, and scroll through the wall in two sizes."""
    from tests.benchmarks import sitting

    for _visit in range(measuring.repeated(VISITS, size)):
        panel.stage.view.turn_size()
        sitting.wait_until_idle(opened)
        panel.side.step(1)
        sitting.wait_until_idle(opened)
    panel.turn_wall()
    pages = measuring.repeated(PAGES, size)
    for pixels in (0, 1):
        panel.wall.view.set_size(pixels)
        bar = panel.wall.view.verticalScrollBar()
        for page in range(pages):
            bar.setValue(bar.maximum() * page // pages)
            sitting.wait_until_idle(opened)


def main() -> None:
    """Measure B15 and print it."""
    with measuring.asked(__doc__, 20_000) as (asked, folder):
        whole, quarter = folder / "whole.db", folder / "quarter.db"
        photos = apart(fill, whole, asked.size)
        apart(fill, quarter, asked.quarter)
        held, of_quarter = measuring.alternating(
            asked.rounds,
            lambda _place: apart(lead_through, whole, asked.size),
            lambda _place: apart(lead_through, quarter, asked.quarter),
        )
        tell(f"B15 {asked.size} 个计划、{photos} 张照片，看过 {held.work} 个面板")
        measuring.tell_figure("看遍各面板用时", held, BAR_S)
        measuring.tell_memory(held, BAR_MB, "看遍各面板后的内存")
        measuring.tell_ratio(f"四分之一（{asked.quarter} 个）", held, of_quarter, measuring.QUARTER_BAR)


if __name__ == "__main__":
    main()
