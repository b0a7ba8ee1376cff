"""Explanations: compose a text, and file one and judge again, in a database of 20,000 plans."""

import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from sqlalchemy import select

from tests.benchmarks import make_load, measuring
from tests.benchmarks.bench_b4_once_more import fill_and_judge
from tests.benchmarks.measuring import Measure, Stopwatch, apart, tell
from tianyi_desk.facts.vocabulary import AnomalyKind, DraftAct
from tianyi_desk.models import tables as t
from tianyi_desk.progress import finish
from tianyi_desk.services.desk import Desk, open_desk
from tianyi_desk.services.draft_writing import Wish
from tianyi_desk.services.drafting import save_draft, take_step
from tianyi_desk.services.explaining import Ground, open_ground
from tianyi_desk.services.filing_words import file_draft
from tianyi_desk.services.policies import load_rule_book

BAR_S = 0.05
TEXTS = 15
Act = Callable[[Desk, Ground], Stopwatch]


def grounds(desk: Desk) -> list[Ground]:
    """Open what the composer stands on for some plans with an official anomaly, others where there are too few."""
    finding = t.finding.c
    statement = (
        select(t.plan.c.number)
        .join_from(t.finding, t.plan)
        .where(finding.code.in_(("O1", "O2", "O3")), finding.closed_at.is_(None))
        .distinct()
        .order_by(t.plan.c.number)
    )
    with desk.database.reading() as session:
        numbers = list(session.scalars(statement))
        if len(numbers) <= TEXTS:
            numbers += [
                one for one in session.scalars(select(t.plan.c.number).limit(TEXTS + 1)) if one not in numbers
            ]
    chosen = numbers[:: max(1, len(numbers) // (TEXTS + 1))][: TEXTS + 1]
    opened = (finish(open_ground(desk.database, desk.book, one, make_load.AS_OF)) for one in chosen)
    return [one for one in opened if one is not None]


def composed(_desk: Desk, ground: Ground) -> Stopwatch:
    """Offer the causes and compose the text of each."""
    with Stopwatch() as watch:
        kinds = ground.kinds()
        numbers = ground.needing(kinds)
        ground.offers(numbers, kinds)
        ground.compose("other", numbers, kinds)
    return watch


def filed(desk: Desk, ground: Ground) -> Stopwatch:
    """File an accepted text and judge its plans again."""
    kinds = ground.kinds() or (AnomalyKind.NOT_SIGNED,)
    wish = Wish(ground.needing(kinds), kinds, "other", "标尺的说明。")
    draft = finish(save_draft(desk.database, "标尺", wish))
    draft = finish(take_step(desk.database, "标尺", draft.key, draft.version, DraftAct.HAND_IN))
    draft = finish(take_step(desk.database, "另一把标尺", draft.key, draft.version, DraftAct.ACCEPT))
    day = make_load.AS_OF.date()
    with Stopwatch() as watch:
        finish(
            file_draft(
                desk.database, desk.book, make_load.AS_OF, "标尺", draft.key, draft.version, day, "标尺"
            )
        )
    return watch


def each(database: Path, act: Act) -> list[Measure]:
    """Do something for one plan after the other; the first one warms the program up."""
    with open_desk(database, load_rule_book()) as desk:
        return [act(desk, one).measure(1) for one in grounds(desk)][1:]


def of(database: Path, act: Act, name: str) -> Measure:
    """Return the typical one of a database."""
    taken = apart(each, database, act)
    tell(f"  {name} {len(taken)} 次：最慢 {max(one.seconds for one in taken) * 1000:.0f} ms")
    return Measure(
        median(one.seconds for one in taken),
        median(one.cpu_seconds for one in taken),
        taken[-1].peak_mb,
        len(taken),
    )


def main() -> None:
    """Measure and print both."""
    with measuring.asked(__doc__, 20_000) as (asked, folder):
        whole, quarter = folder / "whole.db", folder / "quarter.db"
        apart(fill_and_judge, whole, asked.size)
        apart(fill_and_judge, quarter, asked.quarter)
        written = of(whole, composed, "拟稿")
        taken, of_quarter = measuring.alternating(
            asked.rounds,
            lambda _place: of(whole, filed, "填报"),
            lambda _place: of(quarter, filed, "填报"),
        )
        tell(f"异常说明 {asked.size} 个计划中拟一份、填报一份并再次判定，共 {taken.work} 份")
        tell(f"  拟稿每次：{written.seconds * 1000:.1f} ms，上限 {BAR_S * 1000:.0f} ms")
        tell(f"  填报每次：{taken.seconds * 1000:.1f} ms（处理器 {taken.cpu_seconds * 1000:.1f} ms）")
        measuring.tell_figure("填报用时", taken, BAR_S)
        measuring.tell_memory(taken)
        measuring.tell_ratio(f"四分之一（{asked.quarter} 个）", taken, of_quarter, measuring.QUARTER_BAR)


if __name__ == "__main__":
    main()
