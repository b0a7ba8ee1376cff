"""B12: a PDF of about 100 pages, an Excel file of 20,000 rows, and one plan's PDF, from a judged database."""

import sys
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from openpyxl import Workbook
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from tests.benchmarks import make_load, measuring
from tests.benchmarks.bench_b4_once_more import fill_and_judge
from tests.benchmarks.measuring import Measure, Stopwatch, apart, tell
from tianyi_desk.progress import finish
from tianyi_desk.reports import letters
from tianyi_desk.reports.content import Value
from tianyi_desk.services import reporting
from tianyi_desk.services.desk import open_desk
from tianyi_desk.services.policies import load_rule_book
from tianyi_desk.services.reporting import Papers

BAR_S, PLAN_BAR_S, BAR_RATIO, BAR_MB = 6.0, 3.0, 2.0, 4.0
PAGES = 100
LINE, SIZE, TOP, LOW = 11.0, 8.0, 800.0, 40.0


def write(database: Path, papers: Papers) -> Measure:
    """Write papers of all plans of a database; the work is the pages of the PDF, else the rows of the workbook."""
    with open_desk(database, load_rule_book()) as desk:
        with Stopwatch() as watch:
            report = finish(reporting.report_of_month(desk, None))
            finish(reporting.write_papers(report, papers))
        if papers.pdf is not None:
            return watch.measure(papers.pdf.read_bytes().count(b"/Type /Page\n"))
        return watch.measure(sum(len(table.rows) for table in report.sheets))


def write_plan(database: Path, target: Path) -> Measure:
    """Write one plan's paper; the work is the size of the file in bytes."""
    number = next(iter(make_load.audits(1))).number
    with open_desk(database, load_rule_book()) as desk:
        with Stopwatch() as watch:
            finish(reporting.papers_of_plan(desk, number, Papers(target)))
        return watch.measure(target.stat().st_size)


def bare_pdf(database: Path) -> Measure:
    """Draw the findings' table bare with reportlab, cell by cell, as many pages as they take."""
    with open_desk(database, load_rule_book()) as desk:
        report = finish(reporting.report_of_month(desk, None))
    rows = report.sheets[-1].rows
    with Stopwatch() as watch:
        letters.make_ready()
        canvas, y, pages = Canvas(BytesIO(), pagesize=A4), 0.0, 0
        for row in rows:
            if y < LOW:
                pages += 1
                if pages > 1:
                    canvas.showPage()
                canvas.setFont(letters.REGULAR, SIZE)
                y = TOP
            for place, value in enumerate(row[:12]):
                canvas.drawString(30 + place * 45, y, str(value))
            y -= LINE
        canvas.save()
    return watch.measure(pages)


def bare_workbook(database: Path) -> Measure:
    """Write the same tables bare with openpyxl; the work is the rows."""
    with open_desk(database, load_rule_book()) as desk:
        report = finish(reporting.report_of_month(desk, None))
    with Stopwatch() as watch:
        book = Workbook(write_only=True)
        for table in report.sheets:
            _append(book, table.rows)
        book.save(BytesIO())
    return watch.measure(sum(len(table.rows) for table in report.sheets))


def _append(book: Workbook, rows: Iterable[tuple[Value, ...]]) -> None:
    sheet = book.create_sheet()
    for row in rows:
        sheet.append(list(row))


def main() -> None:
    """Measure B12 and print it."""
    with measuring.asked(__doc__, 20_000) as (asked, folder):
        whole, quarter = folder / "whole.db", folder / "quarter.db"
        apart(fill_and_judge, whole, asked.size)
        apart(fill_and_judge, quarter, asked.quarter)
        pdf, xlsx = Papers(pdf=folder / "月报.pdf"), Papers(xlsx=folder / "月报.xlsx")
        paper, of_quarter, sheets, sheets_of_quarter, plan, bare_paper, bare_sheets = measuring.alternating(
            asked.rounds,
            lambda _place: apart(write, whole, pdf),
            lambda _place: apart(write, quarter, pdf),
            lambda _place: apart(write, whole, xlsx),
            lambda _place: apart(write, quarter, xlsx),
            lambda _place: apart(write_plan, whole, folder / "计划.pdf"),
            lambda _place: apart(bare_pdf, whole),
            lambda _place: apart(bare_workbook, whole),
        )
        tell(f"B12 {asked.size} 个计划的月报：PDF {paper.work} 页，Excel {sheets.work} 行")
        measuring.tell_figure("用时，PDF", paper, BAR_S)
        measuring.tell_memory(paper)
        tell(f"  每 {PAGES} 页：{paper.seconds / max(paper.work, 1) * PAGES:.2f} s（含汇总）")
        measuring.tell_ratio(f"标尺（只画表，{bare_paper.work} 页）", paper, bare_paper, None)
        measuring.tell_ratio(f"四分之一（{asked.quarter} 个）", paper, of_quarter, measuring.QUARTER_BAR)
        measuring.tell_figure("用时，Excel", sheets, BAR_S)
        measuring.tell_memory(sheets)
        measuring.tell_ratio("标尺（openpyxl 只写同样的表）", sheets, bare_sheets, BAR_RATIO)
        measuring.tell_ratio(
            f"四分之一（{asked.quarter} 个）", sheets, sheets_of_quarter, measuring.QUARTER_BAR
        )
        measuring.tell_figure("用时，一条计划的 PDF", plan, PLAN_BAR_S)
        size = plan.work / 1e6
        tell(f"  大小：{size:.2f} MB，上限 {BAR_MB:g} MB，{'达到' if size <= BAR_MB else '没有达到'}")


if __name__ == "__main__":
    main()
