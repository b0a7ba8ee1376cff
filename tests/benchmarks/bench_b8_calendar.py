"""B8: show a month of 2,000 plans in the calendar, from choosing the plans to the painted picture."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ["QT_QPA_PLATFORM"] = "offscreen"

from datetime import date

from PySide6.QtGui import QImage, QPainter

from tests.benchmarks import measuring
from tests.benchmarks.measuring import Measure, Stopwatch, apart, tell
from tests.calendar_lines import month_of_lines
from tianyi_desk.app import make_application
from tianyi_desk.services.calendar_view import around_month, lay_out
from tianyi_desk.services.plan_filter import PlanList
from tianyi_desk.services.policies import load_rule_book
from tianyi_desk.ui.calendar.month_view import MonthView
from tianyi_desk.ui.theme import Scheme, Theme

BAR_S = 0.1
SIZE = 1500, 850
BEFORE, FIRST = date(2026, 9, 1), date(2026, 10, 1)


def show(size: int) -> Measure:
    """Show a month; the work is the number of bars. The window has shown another month before, as it has in use."""
    theme = Theme(Scheme.LIGHT)
    theme.install(make_application())
    plans, calendar = PlanList(month_of_lines(size)), load_rule_book().calendar
    view, picture = MonthView(theme), QImage(*SIZE, QImage.Format.Format_RGB32)
    view.resize(*SIZE)
    view.show_month(lay_out(month_of_lines(40, BEFORE), BEFORE, calendar), BEFORE, BEFORE)
    view.render(picture)
    with Stopwatch() as watch:
        month = lay_out(around_month(plans, FIRST), FIRST, calendar)
        view.show_month(month, FIRST, FIRST)
        view.render(picture)
    return watch.measure(sum(len(week.bars) for week in month.weeks))


def paint_plainly(size: int) -> Measure:
    """Write as many short texts as a month shows plans into a picture, without any layout."""
    Theme(Scheme.LIGHT).install(make_application())
    picture = QImage(*SIZE, QImage.Format.Format_RGB32)
    names = [line.enterprise for line in month_of_lines(size)]
    with Stopwatch() as watch:
        painter = QPainter(picture)
        for place, name in enumerate(names):
            painter.drawText(place % 40 * 30, place // 40 * 16, name)
        painter.end()
    return watch.measure(len(names))


def main() -> None:
    """Measure B8 and print it."""
    with measuring.asked(__doc__, 2000) as (asked, _folder):
        taken, of_quarter, plain = measuring.alternating(
            asked.rounds,
            lambda _place: apart(show, asked.size),
            lambda _place: apart(show, asked.quarter),
            lambda _place: apart(paint_plainly, asked.size),
        )
        tell(f"B8 日历一个月 {asked.size} 个计划，画出 {taken.work} 条")
        measuring.tell_figure("用时", taken, BAR_S)
        measuring.tell_ratio("标尺（只写出同样多的企业名称）", taken, plain, None)
        measuring.tell_memory(taken)
        measuring.tell_ratio(f"四分之一（{asked.quarter} 个）", taken, of_quarter, measuring.QUARTER_BAR)


if __name__ == "__main__":
    main()
