"""The auditors' side: return a text to them with a word, or type in what they reported."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from tianyi_desk.facts.vocabulary import Side
from tianyi_desk.services import filing_words
from tianyi_desk.services.changed import Changed
from tianyi_desk.services.draft_writing import Wish
from tianyi_desk.services.filing_words import Filed
from tianyi_desk.ui.explaining.asking import AuditorDialog
from tianyi_desk.ui.explaining.word_dialog import WordDialog
from tianyi_desk.ui.panel import Surroundings
from tianyi_desk.ui.runner import Lane

if TYPE_CHECKING:
    from tianyi_desk.services.plan_page import PlanPage

NOTHING_OWED = "所选的没有要审核员说明的官方异常"
READY = ("请在“审核日历”补填异常说明", "请写明实际地点、时间和原因", "请提供会议签到表或现场照片")


def auditors_wish(page: "PlanPage", numbers: tuple[str, ...] = ()) -> Wish | None:
    """Return what the auditors have to explain of a plan (and of others bound to it), with the last that they filed."""
    side = next((one for one in page.sides if one.side is Side.AUDITOR), None)
    if side is None or not side.needed:
        return None
    texts = [one.text for one in page.explanations if one.side is Side.AUDITOR]
    return Wish(numbers or (page.head.number,), side.needed, "", texts[-1] if texts else "", Side.AUDITOR)


def ask_auditor(
    parent: QWidget, around: Surroundings, wish: Wish | None, tell: Callable[[str], object]
) -> None:
    """Ask for a word and return the auditors' text, or its absence, to them."""
    if wish is None:
        tell(NOTHING_OWED)
        return
    more = f" 等 {len(wish.numbers)} 条" if len(wish.numbers) > 1 else ""
    dialog = WordDialog(
        "退回审核员",
        f"{wish.numbers[0]}{more}　退回后轮到审核员；补来的说明用“代填审核员说明…”记入，或随表导入。",
        "退回审核员",
        READY,
        parent=parent,
    )
    if not dialog.exec():
        return

    def done(_draft: object) -> None:
        tell("已退回审核员，轮到审核员填写")
        around.bulletin.post(Changed.WORDS)

    job = filing_words.ask_auditor(around.desk.database, around.actor(), wish, dialog.words())
    around.runner.start(job, done, lane=Lane.WRITE, title="正在退回")


def enter_for_auditor(
    parent: QWidget,
    around: Surroundings,
    wish: Wish | None,
    names: Sequence[str],
    tell: Callable[[str], object],
) -> None:
    """Ask for what an auditor reported and write it down; it counts at once."""
    if wish is None:
        tell(NOTHING_OWED)
        return
    dialog = AuditorDialog(names, wish.kinds, around.now().date(), len(wish.numbers), parent)
    if not dialog.exec():
        return

    def done(outcome: Filed) -> None:
        tell(f"已记入审核员说明；{outcome.words}")
        around.bulletin.post(Changed.WORDS | Changed.VERDICTS)

    desk, said = around.desk, replace(wish, kinds=dialog.kinds(), text=dialog.words())
    author, day = dialog.author.currentText().strip(), dialog.chosen_day()
    job = filing_words.enter_for_auditor(
        desk.database, desk.book, around.now(), around.actor(), said, author, day
    )
    around.runner.start(job, done, lane=Lane.WRITE, title="正在保存审核员说明")
