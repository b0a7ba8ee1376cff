"""B12: a PDF of about 100 pages, an Excel file of 20,000 rows, and one plan's PDF, from a judged database."""

import sys
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import Any
from unittest.mock import patch

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import numpy as np
from openpyxl import Workbook
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from tests import builders
from tests.benchmarks import make_load, measuring
from tests.benchmarks.bench_b4_once_more import fill_and_judge
from tests.benchmarks.measuring import Measure, Stopwatch, apart, tell
from tianyi_desk.facts.vocabulary import PhotoCategory
from tianyi_desk.progress import finish
from tianyi_desk.reports import letters, pdf
from tianyi_desk.reports.content import Report, Value
from tianyi_desk.services import reporting
from tianyi_desk.services.desk import open_desk
from tianyi_desk.services.policies import load_rule_book
from tianyi_desk.services.privacy import masked
from tianyi_desk.services.reporting import Papers

BAR_S, PLAN_BAR_S, BAR_RATIO, BAR_MB = 6.0, 3.0, 2.0, 4.0
PAGES = 100
PHOTOS, PHOTO_SIZE = 8, (4000, 3000)
Text = tuple[float, float, str, float, str]
"""Where a text stands on a page, the text, its size and face."""


def write(database: Path, papers: Papers) -> Measure:
    """Write papers of all plans of a database; the work is the pages of the PDF, else the rows of the workbook."""
    with open_desk(database, load_rule_book()) as desk:
        with Stopwatch() as watch:
            report = finish(reporting.report_of_month(desk, None))
            finish(reporting.write_papers(report, papers))
        if papers.pdf is not None:
            return watch.measure(papers.pdf.read_bytes().count(b"/Type /Page\n"))
        return watch.measure(sum(len(table.rows) for table in report.sheets))


def with_photos(database: Path, folder: Path) -> None:
    """Give the first plan eight photos as phones take them, 12 megapixels each."""
    number = next(iter(make_load.audits(1))).number
    noise = np.random.default_rng(1)
    facts = []
    for place in range(PHOTOS):
        category = list(PhotoCategory)[place % len(PhotoCategory)]
        path = folder / number / category.value / f"手机{place}.jpg"
        path.parent.mkdir(parents=True, exist_ok=True)
        coarse = noise.integers(0, 256, (30, 40, 3), np.uint8)
        grain = noise.integers(0, 24, (PHOTO_SIZE[1], PHOTO_SIZE[0], 1), np.uint8)
        scene = np.asarray(Image.fromarray(coarse).resize(PHOTO_SIZE)) // 2 + 40 + grain
        Image.fromarray(scene.astype(np.uint8)).save(path, quality=90)
        facts.append(builders.photo(number, category, file_name=path.name))
    with open_desk(database, load_rule_book()) as desk:
        finish(desk.accept("标尺", desk.examine(builders.intake(*facts)), [folder]))


def write_plan(database: Path, target: Path) -> Measure:
    """Write one plan's paper; the work is the size of the file in bytes."""
    number = next(iter(make_load.audits(1))).number
    with open_desk(database, load_rule_book()) as desk:
        with Stopwatch() as watch:
            finish(reporting.papers_of_plan(desk, number, Papers(target)))
        return watch.measure(target.stat().st_size)


def paper_alone(database: Path) -> Measure:
    """Set the month on paper from a report that is there already; the work is the pages."""
    with open_desk(database, load_rule_book()) as desk:
        report = finish(reporting.report_of_month(desk, None))
    letters.make_ready()
    with Stopwatch() as watch:
        content = finish(pdf.pdf_bytes(report, masked))
    return watch.measure(content.count(b"/Type /Page\n"))


def bare_pdf(database: Path) -> Measure:
    """Draw the same texts of the same pages bare with reportlab: no wrapping, rules, colours or masks."""
    with open_desk(database, load_rule_book()) as desk:
        report = finish(reporting.report_of_month(desk, None))
    pages = _texts_of(report)
    with Stopwatch() as watch:
        canvas = Canvas(BytesIO(), pagesize=A4)
        for page in pages:
            for x, y, words, size, face in page:
                canvas.setFont(face, size)
                canvas.drawString(x, y, words)
            canvas.showPage()
        canvas.save()
    return watch.measure(len(pages))


def _texts_of(report: Report) -> list[list[Text]]:
    """Return the texts of a report's pages as they were drawn."""
    pages: list[list[Text]] = []
    drawn, shown = Canvas.drawString, Canvas.showPage
    page: list[Text] = []

    def draw(canvas: Any, x: float, y: float, words: str) -> None:
        page.append((x, y, words, canvas._fontsize, canvas._fontname))
        drawn(canvas, x, y, words)

    def show(canvas: Any) -> None:
        pages.append(page.copy())
        page.clear()
        shown(canvas)

    with patch.object(Canvas, "drawString", draw), patch.object(Canvas, "showPage", show):
        finish(pdf.pdf_bytes(report, masked))
    return pages


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
        apart(with_photos, whole, folder / "照片")
        pdf_only, xlsx_only = Papers(pdf=folder / "月报.pdf"), Papers(xlsx=folder / "月报.xlsx")
        measured = measuring.alternating(
            asked.rounds,
            lambda _place: apart(write, whole, pdf_only),
            lambda _place: apart(write, quarter, pdf_only),
            lambda _place: apart(paper_alone, whole),
            lambda _place: apart(bare_pdf, whole),
            lambda _place: apart(write, whole, xlsx_only),
            lambda _place: apart(write, quarter, xlsx_only),
            lambda _place: apart(bare_workbook, whole),
            lambda _place: apart(write_plan, whole, folder / "计划.pdf"),
        )
        paper, of_quarter, alone, bare_paper, sheets, sheets_of_quarter, bare_sheets, plan = measured
        tell(f"B12 {asked.size} 个计划的月报：PDF {paper.work} 页，Excel {sheets.work} 行")
        measuring.tell_figure("用时，PDF", paper, BAR_S)
        measuring.tell_memory(paper)
        tell(f"  每 {PAGES} 页：{paper.seconds / max(paper.work, 1) * PAGES:.2f} s（含汇总）")
        measuring.tell_ratio(
            f"标尺（reportlab 只画同样的 {bare_paper.work} 页文字）", alone, bare_paper, BAR_RATIO
        )
        measuring.tell_ratio(f"四分之一（{asked.quarter} 个）", paper, of_quarter, measuring.QUARTER_BAR)
        measuring.tell_figure("用时，Excel", sheets, BAR_S)
        measuring.tell_memory(sheets)
        measuring.tell_ratio("标尺（openpyxl 只写同样的表）", sheets, bare_sheets, BAR_RATIO)
        measuring.tell_ratio(
            f"四分之一（{asked.quarter} 个）", sheets, sheets_of_quarter, measuring.QUARTER_BAR
        )
        measuring.tell_figure(f"用时，一条计划的 PDF，{PHOTOS} 张 1200 万像素的照片", plan, PLAN_BAR_S)
        size = plan.work / 1e6
        tell(f"  大小：{size:.2f} MB，上限 {BAR_MB:g} MB，{'达到' if size <= BAR_MB else '没有达到'}")


if __name__ == "__main__":
    main()
