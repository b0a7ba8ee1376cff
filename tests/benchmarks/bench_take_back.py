"""Take 20,000 rows of a batch back, of a judged database that keeps other batches; and the preview of it."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from sqlalchemy import func, select

from tests.benchmarks import make_load
from tests.benchmarks.measuring import Measure, Stopwatch
from tianyi_desk.models import tables as t
from tianyi_desk.progress import finish
from tianyi_desk.services.desk import Desk, open_desk
from tianyi_desk.services.policies import load_rule_book
from tianyi_desk.services.taking_back import Scope, take_back

BAR_S = 5.0


def fill(database: Path, size: int) -> None:
    """Make a database of plans with check-ins and photos in one batch and judge it."""
    with open_desk(database, load_rule_book()) as desk:
        finish(desk.accept("标尺", desk.examine(make_load.intake(size))))
        finish(desk.judge(make_load.AS_OF, "标尺"))


def fill_rows(database: Path, size: int) -> None:
    """Make a database of `size` plans that came in first, and as many rows of check-ins in a batch of their own."""
    with open_desk(database, load_rule_book()) as desk:
        whole = make_load.intake(size)
        plans = [draft for draft in whole.drafts if draft.entity.value != "签到记录"]
        records = [draft for draft in whole.drafts if draft.entity.value == "签到记录"][:size]
        for drafts in (plans, records):
            from dataclasses import replace

            finish(desk.accept("标尺", desk.examine(replace(whole, drafts=tuple(drafts)))))
        finish(desk.judge(make_load.AS_OF, "标尺"))


def _count(desk: Desk) -> int:
    with desk.database.reading() as session:
        return session.scalar(select(func.count()).select_from(t.change)) or 0


def once(database: Path, batch: int) -> Measure:
    """Take a batch back and leave it so; the work is the things that went."""
    with open_desk(database, load_rule_book()) as desk:
        with Stopwatch() as watch:
            taken = finish(take_back(desk.database, "标尺", Scope(batch), "标尺"))
        return watch.measure(sum(taken.removed.values()) + taken.restored)
