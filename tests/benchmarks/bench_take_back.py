"""Take a batch of 20,000 rows back, out of a judged database that other batches came into."""

import sys
from dataclasses import replace
from pathlib import Path
from shutil import copyfile

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.benchmarks import make_load, measuring
from tests.benchmarks.measuring import Measure, Stopwatch, apart, tell
from tianyi_desk.facts.vocabulary import Entity
from tianyi_desk.progress import finish
from tianyi_desk.services.desk import open_desk
from tianyi_desk.services.policies import load_rule_book
from tianyi_desk.services.taking_back import Scope, take_back

BAR_S = 5.0


def fill(database: Path, size: int) -> None:
    """Bring plans and photos in as one batch, as many rows of check-ins as another, and judge them."""
    whole = make_load.intake(size)
    signed = [draft for draft in whole.drafts if draft.entity is Entity.CHECK_IN][:size]
    rest = [draft for draft in whole.drafts if draft.entity is not Entity.CHECK_IN]
    with open_desk(database, load_rule_book()) as desk:
        for drafts in (rest, signed):
            finish(desk.accept("标尺", desk.examine(replace(whole, drafts=tuple(drafts)))))
        finish(desk.judge(make_load.AS_OF, "标尺"))


def once(database: Path, copy: Path) -> Measure:
    """Take the check-ins back in a copy; the work is the rows that went."""
    copyfile(database, copy)
    with open_desk(copy, load_rule_book()) as desk:
        with Stopwatch() as watch:
            taken = finish(take_back(desk.database, "标尺", Scope(2), "标尺"))
        return watch.measure(sum(taken.removed.values()))


def main() -> None:
    """Measure it and print it."""
    with measuring.asked(__doc__, 20_000) as (asked, folder):
        whole, quarter = folder / "whole.db", folder / "quarter.db"
        apart(fill, whole, asked.size)
        apart(fill, quarter, asked.quarter)
        taken, of_quarter = measuring.alternating(
            asked.rounds,
            lambda _place: apart(once, whole, folder / "copy.db"),
            lambda _place: apart(once, quarter, folder / "copy.db"),
        )
        tell(f"收回一批，去掉 {taken.work} 行")
        measuring.tell_figure("用时", taken, BAR_S)
        measuring.tell_memory(taken)
        measuring.tell_ratio(f"四分之一（{asked.quarter} 个）", taken, of_quarter, measuring.QUARTER_BAR)


if __name__ == "__main__":
    main()
