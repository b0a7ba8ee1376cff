"""Make reports from the database, and write them as PDF and Excel files."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from tianyi_desk.models import tables as t
from tianyi_desk.models.database import in_memory_copy
from tianyi_desk.models.quick import collector_paused
from tianyi_desk.progress import Job, Progress
from tianyi_desk.reports.content import Report
from tianyi_desk.services.desk import Desk
from tianyi_desk.services.paper import Papers, write_bytes_whole
from tianyi_desk.services.privacy import masked
from tianyi_desk.services.report_closing import read_closings
from tianyi_desk.services.report_facts import (
    Period,
    Reported,
    earlier_months,
    judged_as_of,
    month_period,
    read_plans,
    span,
    whole_period,
)
from tianyi_desk.services.report_figures import tally
from tianyi_desk.services.report_filter import ALL, PaperFilter
from tianyi_desk.services.report_month import MonthPaper, month_report
from tianyi_desk.services.report_photos import copies_of
from tianyi_desk.services.report_plan import plan_report
from tianyi_desk.services.report_summary import MonthBefore
from tianyi_desk.services.report_words import read_words
from tianyi_desk.trouble import DeskError

MONTHS_BEFORE = 6
"""Earlier months that a trend shows at most."""
ACTOR = "报告"


def report_of_month(desk: Desk, month: str | None) -> Job[Report]:
    """Gather the report of a month (2021-10), or of all plans (None), from the verdicts that the database holds.

    Raises DeskError where no plan ends in it.
    """
    return (yield from report_of_period(desk, None if month is None else month_period(month)))


def report_of_period(desk: Desk, period: Period | None, wanted: PaperFilter = ALL) -> Job[Report]:
    """Gather the report of the plans that end in a period (of all plans for None) and that are wanted.

    Raises DeskError where no plan ends in it.
    """
    with collector_paused(), desk.database.reading() as session:
        yield Progress("正在汇总")
        whole = whole_period(session)
        if whole is None:
            raise _nothing("数据库里还没有审核计划", [])
        period = period or whole
        plans = _wanted(read_plans(session, desk.book, period), wanted)
        if not plans:
            where = f"{period.first:%Y-%m}" if period.is_month else f"{period.words} 间"
            where += f"（{wanted.words}）" if wanted.parts else ""
            raise _nothing(
                f"没有审核计划在 {where} 结束", earlier_months(session, whole.after, MONTHS_BEFORE)
            )
        trend = []
        for month in _months(session, period):
            yield Progress("正在汇总各月")
            counted = tally(_wanted(read_plans(session, desk.book, month), wanted))
            if counted.plans:
                trend.append(MonthBefore(month.key, counted))
        yield Progress("正在汇总说明")
        words = read_words(session, desk.book, plans, judged_as_of(plans) or period.ends)
        closings = read_closings(session, desk.book, period, plans, wanted)
    return month_report(MonthPaper(period, plans, trend, desk.book, words, wanted, closings))


def _wanted(plans: Sequence[Reported], wanted: PaperFilter) -> tuple[Reported, ...]:
    return tuple(one for one in plans if wanted.takes(one))


def _months(session: Session, period: Period) -> list[Period]:
    """Return the months that a trend shows beside a period: those before a month, those inside a longer period."""
    if period.is_month:
        return [month_period(month) for month in earlier_months(session, period.first, MONTHS_BEFORE)]
    months = map(month_period, earlier_months(session, period.after, MONTHS_BEFORE + 1))
    return [
        Period(max(one.first, period.first), min(one.last, period.last), one.words)
        for one in months
        if one.last >= period.first
    ]


def _nothing(happened: str, months: list[str]) -> DeskError:
    to_do = f"有计划结束的月份：{'、'.join(months)}。" if months else "请先导入审核计划。"
    return DeskError(f"{happened}。", "没有写出文件。", to_do)


def write_papers(report: Report, papers: Papers) -> Job[list[Path]]:
    """Write a report to where it was asked for, each file whole or not at all, and return the paths.

    Raises DeskError where a file cannot be written.
    """
    made: list[tuple[Path, bytes]] = []
    if papers.pdf is not None:
        from tianyi_desk.reports.pdf import pdf_bytes  # noqa: PLC0415 - heavy, and only paper needs it

        made.append((papers.pdf, (yield from pdf_bytes(report, masked))))
    if papers.xlsx is not None:
        from tianyi_desk.reports.workbook import workbook_bytes  # noqa: PLC0415 - only a workbook needs it

        made.append((papers.xlsx, (yield from workbook_bytes(report, masked))))
    for path, content in made:
        write_bytes_whole(path, content)
    return [path for path, _content in made]


def papers_of_month(
    desk: Desk, month: str | None, papers: Papers, as_of: datetime | None = None
) -> Job[list[Path]]:
    """Write the papers of a month; with `as_of` judged for that moment, without changing what is kept.

    Raises DeskError.
    """
    with _seen_at(desk, as_of) as seen:
        if as_of is not None:
            yield from seen.judge(as_of, ACTOR)
        report = yield from report_of_month(seen, month)
    return (yield from write_papers(report, papers))


def report_of_plan(desk: Desk, number: str, kept_files: Path | None = None) -> Job[Report]:
    """Gather the report of one plan, looked at as of the moment it was judged for.

    `kept_files` is where its photos lie, by default beside the desk's database. Raises DeskError where there is no such
    plan, or it was never judged.
    """
    with desk.database.reading() as session:
        found = session.execute(
            select(t.judgement.c.as_of)
            .join_from(t.plan, t.judgement, isouter=True)
            .where(t.plan.c.number == number)
        ).one_or_none()
    if found is None:
        raise DeskError(f"没有编号为 {number} 的计划。", "没有写出文件。", "请核对编号。")
    if found.as_of is None:
        raise DeskError(
            f"计划 {number} 还没有判定。", "没有写出文件。", "请先判定，或用 --as-of 指定判定时刻。"
        )
    page = yield from desk.open_page(number, found.as_of)
    if page is None:
        raise DeskError(f"计划 {number} 刚刚被删除。", "没有写出文件。", "请核对编号。")
    policy = next((one for one in desk.book.policies if one.effective == page.head.policy), None)
    photos = yield from copies_of(desk.database, kept_files or desk.database.kept_files, page.photos)
    return plan_report(page, policy, found.as_of, photos)


def papers_of_plan(desk: Desk, number: str, papers: Papers, as_of: datetime | None = None) -> Job[list[Path]]:
    """Write the paper of one plan; with `as_of` judged for that moment, without changing what is kept.

    Raises DeskError.
    """
    with _seen_at(desk, as_of) as seen:
        if as_of is not None:
            yield from seen.judge(as_of, ACTOR)
        report = yield from report_of_plan(seen, number, desk.database.kept_files)
    return (yield from write_papers(report, papers))


@contextmanager
def _seen_at(desk: Desk, as_of: datetime | None) -> Iterator[Desk]:
    """Yield the desk, or a passing copy of it that can be judged for another moment."""
    if as_of is None:
        yield desk
        return
    copy = in_memory_copy(desk.database)
    try:
        yield Desk(copy, desk.book)
    finally:
        copy.close()


__all__ = ["Papers", "Period", "papers_of_month", "papers_of_plan", "span", "write_papers"]
