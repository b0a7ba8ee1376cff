"""Two windows on one database: what one writes, the other shows without being asked."""

from pathlib import Path

from tests.ui.conftest import MONTH, Sit, Sitting
from tianyi_desk.progress import finish
from tianyi_desk.services.changed import Changed
from tianyi_desk.services.desk import open_desk
from tianyi_desk.services.policies import load_rule_book


def bring_in(sitting: Sitting) -> None:
    """Import and judge as a second program does."""
    with open_desk(Path(sitting.desk.database.where), load_rule_book()) as desk:
        finish(desk.accept("录入员", desk.examine(finish(desk.read([MONTH.folder])))))
        finish(desk.judge(MONTH.as_of, "录入员"))


def test_what_another_window_brings_in_is_shown_without_judging_it_again(sit: Sit) -> None:
    sitting = sit(filled=False)
    sitting.opened.window.show_panel("import")
    opened = sitting.opened
    told: list[str] = []
    opened.judging.told.connect(told.append)
    bring_in(sitting)
    opened.elsewhere.look()
    batches = opened.window.panels["import"].idle.batches  # type: ignore[attr-defined]
    sitting.wait_for(lambda: bool(opened.shelf.shelf.lines) and batches.rowCount() == 1)
    opened.window.show_panel("anomalies")
    sitting.settle()
    assert opened.window.panels["anomalies"].model.rowCount() > 0  # type: ignore[attr-defined]
    assert told == []


def test_what_a_window_writes_itself_is_not_read_a_second_time(sit: Sit) -> None:
    sitting = sit()
    opened = sitting.opened
    posted: list[Changed] = []
    opened.around.bulletin.posted.connect(posted.append)
    opened.judging.start()
    sitting.wait_for(lambda: bool(posted))
    opened.elsewhere.look()
    sitting.settle()
    assert posted == [Changed.VERDICTS]


def test_after_judging_again_a_window_lists_the_batches_of_another(sit: Sit) -> None:
    sitting = sit(filled=False)
    sitting.opened.window.show_panel("import")
    opened = sitting.opened
    bring_in(sitting)
    opened.judging.start()
    batches = opened.window.panels["import"].idle.batches  # type: ignore[attr-defined]
    sitting.wait_for(lambda: batches.rowCount() == 1)
