"""The columns of what papers can be made of, months, plans and the day's work, and of a paper's parts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tianyi_desk.services.plan_listing import PlanLine
from tianyi_desk.services.preview import Bookmark, Report
from tianyi_desk.services.work_papers import WorkPaper
from tianyi_desk.ui.panel import Period
from tianyi_desk.ui.periods import EVERYTHING, month_of, period_words
from tianyi_desk.ui.tables import Column


@dataclass(frozen=True, slots=True)
class SpanLine:
    """A period that a report can be about, and how many plans end in it; an open Period is everything."""

    period: Period
    plans: int

    @property
    def words(self) -> str:
        """Write the period as people do."""
        return period_words(self.period)

    @property
    def file_name(self) -> str:
        """Return what a file of its report is called."""
        first, last = self.period.first, self.period.last
        if first is None or last is None:
            return f"签到核查报告 {EVERYTHING}"
        return (
            f"签到核查报告 {first:%Y-%m}"
            if self.period == month_of(first)
            else f"签到核查报告 {first}至{last}"
        )


ABOUT = {
    WorkPaper.FILING: "要在监管系统填报的异常说明和其他情况说明，每条一行，栏目可以直接复制。",
    WorkPaper.OVERDUE: "期限已过还没有填报的说明：逾期几个工作日，轮到谁。",
    WorkPaper.REMINDERS: "每位组长一页：今天的审核，还要填写的异常说明和期限。",
}


@dataclass(frozen=True, slots=True)
class WorkLine:
    """One of the papers of the day's work."""

    paper: WorkPaper

    @property
    def about(self) -> str:
        """Say what it is for."""
        return f"{ABOUT[self.paper]}不限期间，按此刻所见；可以按分支、领域、组长筛选。"


def spans(months: Sequence[tuple[str, int]], chosen: Period, held: int) -> list[SpanLine]:
    """Return the months, newest first, then everything; before them a chosen period that is none of them.

    `held` is how many plans end in the chosen period.
    """
    found = [SpanLine(month_of(date.fromisoformat(f"{month}-01")), many) for month, many in months]
    if len(found) > 1:
        found.append(SpanLine(Period(), sum(many for _month, many in months)))
    whole = chosen.first is not None and chosen.last is not None
    if whole and held and all(line.period != chosen for line in found):
        found.insert(0, SpanLine(chosen, held))
    return found


SPANS: tuple[Column[SpanLine], ...] = (
    Column("span", "期间", lambda one: one.words, 110, stretch=True, bold=True),
    Column("plans", "计划", lambda one: f"{one.plans:,}", 64, sort=lambda one: one.plans, right=True),
)
PLANS: tuple[Column[PlanLine], ...] = (
    Column(
        "enterprise",
        "企业名称",
        lambda one: one.enterprise,
        120,
        tip=lambda one: f"{one.enterprise}\n{one.number}",
        stretch=True,
        bold=True,
    ),
    Column("end", "结束", lambda one: f"{one.end:%Y-%m-%d}", 84, sort=lambda one: one.end),
)
WORK: tuple[Column[WorkLine], ...] = (
    Column(
        "paper",
        "办理用表",
        lambda one: one.paper.value,
        160,
        tip=lambda one: one.about,
        stretch=True,
        bold=True,
    ),
)


@dataclass(frozen=True, slots=True)
class PartLine:
    """A part of a report, ticked where it goes into the paper; `page` (1 is the first) is None where it does not."""

    title: str
    page: int | None


def part_lines(report: Report, bookmarks: Sequence[Bookmark]) -> list[PartLine]:
    """Return the parts of a whole report with the pages that they begin on in what was set of it."""
    pages = {mark.title.rpartition("　")[2]: mark.page for mark in reversed(bookmarks)}
    titles = dict.fromkeys(section.title for section in report.sections if section.title)
    return [PartLine(title, pages.get(title)) for title in titles]


PARTS: tuple[Column[PartLine], ...] = (
    Column(
        "title", "目录（勾选的才出具）", lambda one: one.title, 120, tip=lambda one: one.title, stretch=True
    ),
    Column(
        "page",
        "页",
        lambda one: "—" if one.page is None else f"{one.page}",
        44,
        sort=lambda one: one.page,
        right=True,
    ),
)
