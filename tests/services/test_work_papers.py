"""报送表, 逾期清单 and 提醒单: what is still to be done in words, on paper and in Excel."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from openpyxl import load_workbook

from tests.builders import address, at, explanation, member, plan
from tests.services.words_desk import (
    DRAFTER,
    FAR,
    NOW,
    NUMBERS,
    QMS,
    REVIEWER,
    accepted,
    book,
    bring_in,
    filed,
    step,
    wish,
    words_desk,
    written,
)
from tianyi_desk.facts.vocabulary import AnomalyKind, AuditMode, Disposition, DraftAct, Role, Side
from tianyi_desk.progress import finish
from tianyi_desk.reports.content import Lead, Note, Report, Table
from tianyi_desk.rules.filing import KIND_OF
from tianyi_desk.services.demonstration import demonstration_moment
from tianyi_desk.services.desk import Desk, throw_away_desk
from tianyi_desk.services.filing_words import ask_auditor
from tianyi_desk.services.queue_codes import STATEMENT
from tianyi_desk.services.queue_reading import load_queue
from tianyi_desk.services.reporting import Papers, report_of_month, report_of_plan, write_papers
from tianyi_desk.services.work_papers import WorkPaper, report_of_work

PHONE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
LONG = "大连长兴岛经济技术开发区海川精密机械零部件制造与技术服务（集团）股份有限公司总厂"
LATER = datetime(2026, 10, 20, 9)
"""Five working days after the deadline of the visit, 2026-10-13 (10-10 is worked for 调休)."""


@pytest.fixture(name="desk")
def _desk(tmp_path: Path) -> Iterator[Desk]:
    with words_desk(tmp_path) as desk:
        yield desk


def made(desk: Desk, paper: WorkPaper, moment: datetime = NOW) -> Report:
    return finish(report_of_work(desk, paper, moment))


def rows(desk: Desk, paper: WorkPaper = WorkPaper.FILING, moment: datetime = NOW) -> tuple[Any, ...]:
    return made(desk, paper, moment).sheets[0].rows


def states(desk: Desk) -> dict[str, tuple[str, str]]:
    """Return the text and the state of every row of the 报送表 by plan."""
    return {row[0]: (row[7], row[8]) for row in rows(desk)}


def files(report: Report, folder: Path) -> tuple[bytes, bytes]:
    papers = Papers(folder / "表.pdf", folder / "表.xlsx")
    finish(write_papers(report, papers))
    return (folder / "表.pdf").read_bytes(), (folder / "表.xlsx").read_bytes()


def pages(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_range() for page in document]


def test_what_is_to_be_filed_stands_in_the_columns_of_the_regulators_system(desk: Desk) -> None:
    table = made(desk, WorkPaper.FILING).sheets[0]
    assert [one.heading for one in table.columns] == [
        "计划编号", "企业名称", "认证项目", "审核时间", "异常类型", "情形", "说明期限", "机构说明正文", "状态",
    ]  # fmt: skip
    assert [row[0] for row in table.rows] == list(NUMBERS)
    assert table.rows[0][1:] == (
        "山东筠砺轴承制造有限公司",
        "ISO9001",
        "2026-09-28 08:30至2026-09-30 17:00",
        "地点偏差",
        "签到 7.4 km",
        date(2026, 10, 13),
        "",
        "审核员未填写",
    )


def test_a_text_stands_there_once_it_is_accepted_and_its_row_goes_once_it_is_filed(desk: Desk) -> None:
    draft = written(desk, "首次会议在第二厂区召开，联系电话 13812345678。")
    assert set(states(desk).values()) == {("", "机构未填写")}
    waiting = step(desk, draft, DraftAct.HAND_IN, DRAFTER)
    assert set(states(desk).values()) == {("", "待复核")}
    agreed = step(desk, waiting, DraftAct.ACCEPT, REVIEWER, "同意")
    assert set(states(desk).values()) == {("首次会议在第二厂区召开，联系电话 13812345678。", "待填报")}
    filed(desk, agreed)
    assert rows(desk) == ()


def test_a_returned_text_is_not_to_be_copied(desk: Desk) -> None:
    step(desk, accepted(desk), DraftAct.RETURN, REVIEWER, "请写明第二厂区的地址")
    assert set(states(desk).values()) == {("", "被退回")}


def test_a_text_filed_without_the_regulators_date_is_still_to_be_entered_there(desk: Desk) -> None:
    text = "因企业安排，首次会议在第二厂区召开。"
    filing = explanation(
        QMS, kind=FAR, side=Side.BODY, filed_on=date(2026, 10, 13), text=text, author="林知夏"
    )
    bring_in(desk, filing)
    assert set(states(desk).values()) == {(text, "待填报")}  # bound plans' filings count (F6)
    assert rows(desk, WorkPaper.OVERDUE, LATER) == ()


def test_once_the_auditors_explained_it_is_the_bodys_turn_and_no_reminder_is_left(desk: Desk) -> None:
    told = explanation(QMS, kind=FAR, side=Side.AUDITOR, filed_on=date(2026, 10, 10), author="顾念慈")
    bring_in(desk, told)
    assert {state for _text, state in states(desk).values()} == {"机构未填写"}
    report = made(desk, WorkPaper.REMINDERS)
    assert report.sections[0].pieces == (Note("没有组长还有要办的事。"),)


def test_what_is_overdue_says_by_how_many_working_days_and_whose_turn_it_is(desk: Desk) -> None:
    assert rows(desk, WorkPaper.OVERDUE) == ()
    found = rows(desk, WorkPaper.OVERDUE, LATER)
    assert [row[0] for row in found] == list(NUMBERS)
    assert found[0][2:] == ("顾念慈", "未列部门", "地点偏差", date(2026, 10, 13), 5, "审核员未填写")
    sunday = rows(desk, WorkPaper.OVERDUE, datetime(2026, 10, 18, 20))
    assert [row[6] for row in sunday] == [3, 3, 3]


def test_each_leader_has_a_sheet_with_what_is_asked_and_until_when(desk: Desk) -> None:
    finish(ask_auditor(desk.database, DRAFTER, wish(""), "请写明第二厂区的地址"))
    report = made(desk, WorkPaper.REMINDERS)
    assert [one.title for one in report.sections] == ["顾念慈"]
    lead, _heading, table = report.sections[0].pieces
    assert lead == Lead(("2026-10-13 周二：待填写的异常说明 3 项。",))
    assert isinstance(table, Table)
    assert table.rows[0] == (
        QMS,
        "山东筠砺轴承制造有限公司",
        "ISO9001*",
        "2026-09-28 08:30至2026-09-30 17:00",
        "地点偏差",
        "签到 7.4 km",
        date(2026, 10, 13),
        "今天到期",
        "改写（被退回：请写明第二厂区的地址）",
    )
    assert report.sheets[0].rows[0] == ("顾念慈", *table.rows[0])


def test_a_leaders_name_stands_on_every_page_of_the_sheet(tmp_path: Path) -> None:
    team = (member("崔明远", Role.LEADER), member("贾思齐"))
    days = {"start": at("2026-09-28 08:30"), "end": at("2026-09-30 17:00"), "team": team}
    others = (member("顾念慈", Role.LEADER), member("贾思齐"))
    plans = [
        plan(f"R01230320269{place:03}", enterprise=f"{LONG[:37]}{place:03}", **days) for place in range(20)
    ]
    plans.append(plan("R01230320269900", enterprise="大连海川机械有限公司", **(days | {"team": others})))
    with throw_away_desk(book()) as desk:
        bring_in(desk, *plans)
        told = pages(files(made(desk, WorkPaper.REMINDERS), tmp_path)[0])
    heads = [page.split("判定")[0].split("\r\n")[:3] for page in told]
    assert len(told) > 3
    assert all(any("组长提醒单，崔明远" in line for line in head) for head in heads[:-1])
    assert any("组长提醒单，顾念慈" in line for line in heads[-1])


def test_an_audit_of_today_stands_on_its_leaders_sheet(desk: Desk) -> None:
    running = plan("R01230320261013", start=at("2026-10-13 08:30"), end=at("2026-10-14 17:00"))
    bring_in(desk, running)
    report = made(desk, WorkPaper.REMINDERS)
    assert [one.title for one in report.sections] == ["崔明远", "顾念慈"]
    assert report.sections[1].new_page
    (row,) = report.sheets[1].rows
    assert row[:2] == ("崔明远", "R01230320261013")
    assert row[-1] == "签到（08:30 开始 过 5 小时，超 3 小时）"


def remote(number: str, **changes: Any) -> Any:
    team = (member("崔明远", Role.LEADER), member("贾思齐"))
    values = {"start": at("2026-09-28 08:30"), "end": at("2026-09-30 17:00"), "mode": AuditMode.REMOTE}
    return plan(number, **(values | {"team": team} | changes))


def test_the_statement_of_a_remote_audit_is_to_be_filed_until_somebody_says_it_is_not(desk: Desk) -> None:
    bring_in(desk, remote("R01230320260801"))
    kinds = {row[4]: row for row in rows(desk) if row[0] == "R01230320260801"}
    statement = kinds["其他情况说明"]
    assert statement[5:] == ("远程审核", date(2026, 10, 13), "", "机构未填写")
    finish(desk.judge(LATER, "录入员"))
    late = [row for row in rows(desk, WorkPaper.OVERDUE, LATER) if row[0] == "R01230320260801"]
    assert [row[4] for row in late] == ["未签到、未上传照片、其他情况说明"]
    key = ("R01230320260801", "H17", "")
    finish(desk.decide_deviations("林知夏", [key], Disposition.DISMISSED, "已在监管系统填报"))
    assert "其他情况说明" not in {row[4] for row in rows(desk, moment=LATER)}


def test_a_statement_entered_with_the_regulators_date_is_done(desk: Desk) -> None:
    done = explanation(
        "R01230320260801",
        kind=AnomalyKind.STATEMENT,
        side=Side.BODY,
        filed_on=date(2026, 10, 10),
        reported_on=date(2026, 10, 10),
    )
    bring_in(desk, remote("R01230320260801"), done)
    assert "其他情况说明" not in {row[4] for row in rows(desk)}


@pytest.mark.parametrize(
    ("paper", "words"),
    [
        (WorkPaper.FILING, "没有要在监管系统填报的说明。"),
        (WorkPaper.OVERDUE, "没有逾期未填的说明。"),
        (WorkPaper.REMINDERS, "没有组长还有要办的事。"),
    ],
)
def test_a_paper_with_nothing_on_it_says_so(paper: WorkPaper, words: str, tmp_path: Path) -> None:
    with throw_away_desk(book()) as desk:
        pdf, workbook = files(made(desk, paper), tmp_path)
    assert words in "".join(pages(pdf))
    told = load_workbook(BytesIO(workbook))
    assert told.sheetnames[-1] == "口径"
    assert str(told.worksheets[0]["A2"].value).startswith(("没有", "今天没有"))


@pytest.mark.parametrize("paper", list(WorkPaper))
def test_the_same_moment_makes_the_same_files_without_a_phone_number(
    desk: Desk, paper: WorkPaper, tmp_path: Path
) -> None:
    waiting = step(desk, written(desk, "联系电话 13812345678。"), DraftAct.HAND_IN, DRAFTER)
    step(desk, waiting, DraftAct.ACCEPT, REVIEWER, "同意")
    first = files(made(desk, paper, LATER), tmp_path)
    assert files(made(desk, paper, LATER), tmp_path) == first
    book_told = load_workbook(BytesIO(first[1]))
    told = "".join(pages(first[0])) + "".join(
        str(cell) for one in book_told.worksheets for line in one.iter_rows(values_only=True) for cell in line
    )
    assert not PHONE.search(told)
    assert ("138****5678" in told) == (paper is WorkPaper.FILING)
    assert "截至 2026-10-20 09:00" in pages(first[0])[0]


def test_many_rows_of_long_names_go_on_with_their_headings_and_stay_on_the_page(tmp_path: Path) -> None:
    assert len(LONG) == 40
    team = (member("买买提艾力·阿卜杜拉赫曼", Role.LEADER), member("贾思齐"))
    plans = [
        plan(
            f"R01230320269{place:03}",
            enterprise=f"{LONG[:37]}{place:03}",
            start=at("2026-09-28 08:30"),
            end=at("2026-09-30 17:00"),
            addresses=(address(),),
            team=team,
        )
        for place in range(100)
    ]
    with throw_away_desk(book()) as desk:
        bring_in(desk, *plans)
        report = made(desk, WorkPaper.FILING)
        assert len(report.sheets[0].rows) == 200  # 未签到 and 未上传照片 of each
        pdf, _workbook = files(report, tmp_path)
    told = pages(pdf)
    assert len(told) > 10
    assert all("机构说明正文" in page and f"共 {len(told)} 页" in page for page in told)
    with pypdfium2.PdfDocument(pdf) as document:
        width, height = document[0].get_size()
        assert width > height
        for page in document:
            text = page.get_textpage()
            boxes = [text.get_rect(place) for place in range(text.count_rects())]
            assert all(left > 44 and right < width - 44 for left, _low, right, _top in boxes)


def test_the_workbook_can_be_filtered_and_copied(desk: Desk, tmp_path: Path) -> None:
    accepted(desk)
    _pdf, workbook = files(made(desk, WorkPaper.FILING), tmp_path)
    one = load_workbook(BytesIO(workbook))["异常说明报送表"]
    assert one.freeze_panes == "A2"
    assert one.auto_filter.ref == "A1:I4"
    assert one["G2"].value == datetime(2026, 10, 13)
    assert one["G2"].number_format == "yyyy-mm-dd"
    assert one["H2"].value == "因企业安排，首次会议在第二厂区召开。"


def test_the_paper_of_a_plan_says_of_each_side_and_kind_whether_it_is_filled(desk: Desk) -> None:
    told = explanation(
        QMS,
        kind=FAR,
        side=Side.AUDITOR,
        filed_on=date(2026, 10, 10),
        author="顾念慈",
        text="电话 13812345678",
    )
    bring_in(desk, told)
    finish(desk.judge(LATER, "录入员"))
    report = finish(report_of_plan(desk, QMS))
    table = next(one for one in report.sections if one.title == "异常说明").pieces[1]
    assert isinstance(table, Table)
    assert table.rows == (
        ("机构", "地点偏差", "未填写", None, 7, "", "", "", None),
        ("审核员", "地点偏差", "已填写", date(2026, 10, 10), None, "顾念慈", "", "电话 138****5678", None),
    )


def test_a_month_tells_the_explanations_of_both_sides_and_what_is_overdue(desk: Desk) -> None:
    filing = explanation(
        QMS, kind=FAR, side=Side.BODY, filed_on=date(2026, 10, 16), text="已核实。", author="林知夏"
    )
    bring_in(desk, filing)
    finish(desk.judge(LATER, "录入员"))
    report = finish(report_of_month(desk, "2026-09"))
    sheets = {one.title: one for one in report.sheets}
    found = {(row[0], row[3]): row[4:] for row in sheets["异常说明"].rows}
    assert found[QMS, "审核员"] == ("未填写", None, None, "", "", None)
    assert found[QMS, "机构"] == ("已填写", date(2026, 10, 16), 3, "林知夏", "已核实。", None)
    paper = next(one for one in report.sections if one.title == "异常说明").pieces[0]
    assert isinstance(paper, Table)
    assert paper.rows[0][2:] == (
        "地点偏差",
        date(2026, 10, 13),
        "未填写",
        "2026-10-16 林知夏，晚 3 天：已核实。",
    )
    bound = f"（计划 {QMS}）已核实。"
    assert {found[number, "机构"][4] for number in NUMBERS[1:]} == {bound}
    assert sheets["逾期清单"].rows == ()
    assert sheets["说明及时率"].total == ("合计", "", 3, 3, 3, 0, 3, 0.0)
    assert sheets["说明及时率"].rows[0] == ("按月份", "2026-09", 3, 3, 3, 0, 3, None)


def test_a_month_without_explanations_due_says_so(tmp_path: Path) -> None:
    with throw_away_desk(book()) as desk:
        bring_in(desk, plan(start=at("2026-10-20 08:30"), end=at("2026-10-21 17:00")))
        report = finish(report_of_month(desk, "2026-10"))
        told = "".join("".join(page.split("\r\n")) for page in pages(files(report, tmp_path)[0]))
    for words in (
        "期间内没有说明期限已到或已填报的异常计划，不计说明及时率。",
        "期间内没有需要说明的官方异常，也没有填写过异常说明。",
        "没有逾期未填的说明。",
    ):
        assert words in told


def test_a_month_tells_which_remote_audits_lack_their_statement(desk: Desk) -> None:
    bring_in(desk, remote("R01230320260801"))
    finish(desk.judge(LATER, "录入员"))
    table = next(one for one in finish(report_of_month(desk, "2026-09")).sheets if one.title == "异常说明")
    lacking = [row for row in table.rows if row[2] == "其他情况说明"]
    assert [row[3:7] for row in lacking] == [("机构", "未填写", None, 7)]


def test_a_year_without_a_calendar_is_told_on_the_paper() -> None:
    year = max(book().calendar.years)
    ended = datetime(year, 12, 29, 17)
    with throw_away_desk(book()) as desk:
        bring_in(desk, plan(start=ended.replace(hour=8, minute=30), end=ended))
        moment = datetime(year + 1, 1, 20, 9)
        finish(desk.judge(moment, "录入员"))
        report = made(desk, WorkPaper.OVERDUE, moment)
    (warning,) = report.sections[-1].pieces
    assert isinstance(warning, Note)
    assert warning.text.startswith(f"缺少 {year + 1} 年的放假调休安排")


def test_the_papers_agree_with_the_queue_of_the_same_moment(reported: Desk) -> None:
    moment = demonstration_moment()
    queue = finish(load_queue(reported.database, reported.book, moment))
    waiting = {
        (plan.number, KIND_OF[code].value): item.turn.value
        for item in queue.items
        for plan, of_plan in zip(item.plans, item.waiting, strict=True)
        for code, *_ in of_plan
        if code in KIND_OF
    }
    told = {(row[0], row[4]): row[8] for row in rows(reported, moment=moment)}
    owed = {(number, kind) for number, kind in told if kind == STATEMENT}
    assert owed == {
        (plan.number, STATEMENT)
        for item in queue.items
        for plan, of_plan in zip(item.plans, item.waiting, strict=True)
        for code, *_ in of_plan
        if code == STATEMENT
    }
    told = {which: turn for which, turn in told.items() if which not in owed}
    assert told.keys() == waiting.keys()
    apart = {(mine, waiting[key]) for key, mine in told.items() if mine != waiting[key]}
    assert apart <= {("机构未填写", "审核员未填写")}  # the auditors explained one of several kinds
    late = {
        (plan.number, item.left.day, -item.left.working_days)
        for item in queue.items
        if item.left is not None and item.left.overdue
        for plan, of_plan in zip(item.plans, item.waiting, strict=True)
        if any(code in KIND_OF for code, *_ in of_plan)
    }
    overdue = rows(reported, WorkPaper.OVERDUE, moment)
    assert {(row[0], row[5], row[6]) for row in overdue if row[4] != "其他情况说明"} == late
