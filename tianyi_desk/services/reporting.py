"""Make reports from the database and write them as PDF and Excel files."""

from pathlib import Path

from tianyi_desk.models.database import Database
from tianyi_desk.models.quick import collector_paused
from tianyi_desk.progress import Job, Progress
from tianyi_desk.reports.content import Report
from tianyi_desk.rules.policy import RuleBook
from tianyi_desk.services.paper import require_place, write_bytes_whole
from tianyi_desk.services.privacy import masked
from tianyi_desk.services.report_facts import (
    Period,
    earlier_months,
    month_period,
    read_plans,
    whole_period,
)
from tianyi_desk.services.report_figures import tally
from tianyi_desk.services.report_month import MonthBefore, month_report
from tianyi_desk.trouble import DeskError

MONTHS_BEFORE = 6
"""Earlier months that a trend shows at most."""


def report_of_month(database: Database, book: RuleBook, month: str | None) -> Job[Report]:
    """Gather the report of a month (2021-10), or of all plans; from the verdicts that the database holds.

    Raises DeskError where no plan ends in it.
    """
    with collector_paused(), database.reading() as session:
        yield Progress("正在汇总")
        whole = whole_period(session)
        if whole is None:
            raise _nothing("数据库里还没有审核计划", [])
        period = whole if month is None else month_period(month)
        plans = read_plans(session, book, period)
        if not plans:
            raise _nothing(f"没有审核计划在 {month} 结束", earlier_months(session, whole.ends.date(), MONTHS_BEFORE))
        before = []
        for earlier in earlier_months(session, period.first, MONTHS_BEFORE):
            yield Progress("正在汇总各月")
            before.append(MonthBefore(earlier, tally(read_plans(session, book, month_period(earlier)))))
    return month_report(period, plans, before, book)


def _nothing(happened: str, months: list[str]) -> DeskError:
    to_do = f"有计划结束的月份：{'、'.join(months)}。" if months else "请先导入审核计划。"
    return DeskError(f"{happened}。", "没有写出文件。", to_do)


def write_pdf(path: Path, report: Report) -> Job[None]:
    """Write a report as a PDF, whole or not at all; raises DeskError."""
    from tianyi_desk.reports.pdf import pdf_bytes  # noqa: PLC0415 - heavy, and only paper needs it

    require_place(path)
    content = yield from pdf_bytes(report, masked)
    write_bytes_whole(path, content)


__all__ = ["Period", "report_of_month", "write_pdf"]
