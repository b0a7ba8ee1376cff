"""A report on paper: the same bytes each time, nothing cut off, headings repeated, contents that lead to their pages."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pypdfium2
import pytest

from tests.reports.papers import AS_OF, as_it_is, outside, pages_of, pdf_of, report, text_of
from tianyi_desk.progress import finish
from tianyi_desk.reports.blocks import Block, gap, paginated
from tianyi_desk.reports.content import (
    Column,
    Entries,
    Entry,
    Explained,
    ExplainedFindings,
    Facts,
    Heading,
    Kind,
    Note,
    Picture,
    Pictures,
    Remark,
    Section,
    SideBySide,
    Signatures,
    Table,
    Verdict,
    Verdicts,
)
from tianyi_desk.reports.drawings import Chart, Day, Dot, Lane, Series, Sketch, Spot, Stretch, TimeAxis, Tone
from tianyi_desk.reports.pdf import pdf_bytes

LONG = (
    "内蒙古自治区呼和浩特市赛罕区金桥经济技术开发区新能源装备制造与绿色包装材料科技股份有限责任公司第二分公司"
)
COLUMNS = (
    Column("企业名称", Kind.TEXT, 30),
    Column("条数", Kind.WHOLE),
    Column("率%", Kind.SHARE),
    Column("日期", Kind.DAY),
    Column("时间", Kind.MOMENT),
)
ROW = (LONG, 1234, 0.985, date(2026, 10, 27), datetime(2026, 10, 27, 8, 30))
REMARK = Remark(
    "O2", Tone.OFFICIAL, "地点偏差（签到）", f"{LONG}，距最近审核地址 460.8 km", "M5.9(2)", "临界，预期"
)


def test_the_same_report_makes_the_same_bytes() -> None:
    pieces = (Table("表", COLUMNS, (ROW,) * 80), Note("甲"))
    assert pdf_of(*pieces) == pdf_of(*pieces)


def test_a_table_shows_its_values_and_repeats_its_headings_on_every_page() -> None:
    pages = pages_of(pdf_of(Table("表", COLUMNS, (ROW,) * 80, ("合计", 98720, None, None, None))))
    assert len(pages) > 2
    assert all("企业名称" in page and "日期" in page for page in pages)
    for words in ("1,234", "98.5", "2026-10-27", "2026-10-27 08:30"):
        assert words in pages[0]
    assert "98,720" in pages[-1]


def test_long_names_wrap_and_nothing_leaves_the_page() -> None:
    pdf = pdf_of(
        Verdicts((Verdict("监管", LONG * 2, Tone.OFFICIAL),)),
        SideBySide((Facts((("企业名称", LONG), ("备注", LONG * 3))),), (Table("", COLUMNS, (ROW,)),)),
        Table("表", COLUMNS, (ROW,), ("合计", 1, 1.0, None, None), note=LONG * 3),
        Entries((Entry(LONG, "异常", Tone.OFFICIAL, LONG * 2, (REMARK,)),)),
        ExplainedFindings(
            (Explained(REMARK, "官方异常，由说明决定", (("依据", LONG * 2), ("算式", LONG * 9))),)
        ),
        Signatures(("编制", "审核", "批准")),
    )
    assert outside(pdf) == []
    assert text_of(pdf).count(LONG) >= 4


def test_a_row_longer_than_a_page_goes_on_on_the_next_one() -> None:
    text = "".join(f"第{place}句，" for place in range(3000))
    told = text_of(pdf_of(Table("表", (Column("原文"),), ((text,),))))
    for place in (0, 700, 1500, 2999):
        assert f"第{place}句" in told


def test_two_pieces_too_high_for_a_page_stand_one_below_the_other() -> None:
    side = SideBySide((Table("左", COLUMNS, (ROW,) * 60),), (Facts((("名", "右"),)),))
    pages = pages_of(pdf_of(side))
    assert len(pages) > 1
    assert outside(pdf_of(side)) == []


def test_a_heading_stands_on_the_page_of_what_follows() -> None:
    for many in range(20, 60):
        for page in pages_of(
            pdf_of(Facts(tuple((f"名{place}", "值") for place in range(many))), Heading("标题"), Note("后文"))
        ):
            assert ("标题" in page) == ("后文" in page)


def test_pages_hold_no_more_than_fits_and_drop_room_at_their_edges() -> None:
    blocks = [part for _place in range(30) for part in (Block(100), gap(30))]
    pages = list(paginated(blocks, 400))
    assert all(page.used <= 400 for page in pages)
    assert all(not page.blocks[0][1].room for page in pages)
    assert sum(not block.room for page in pages for _at, block in page.blocks) == 30


def test_a_report_with_a_cover_has_contents_that_lead_to_its_sections() -> None:
    sections = tuple(Section(f"第{place}章", (Note("正文"),)) for place in range(50))
    made = replace(report(), sections=sections, cover=(Facts((("期间", "十月"),)),))
    pdf = finish(pdf_bytes(made, as_it_is))
    pages = pages_of(pdf)
    assert "目录" in pages[1]
    assert len(pages) == 1 + 2 + 50
    with pypdfium2.PdfDocument(pdf) as document:
        marks = [(mark.get_title(), mark.get_dest().get_index()) for mark in document.get_toc()]
        properties = document.get_metadata_dict()
    assert marks[0] == ("目录", 1)
    assert marks[1:] == [(f"{place + 1}　第{place}章", 3 + place) for place in range(50)]
    assert properties["Title"] == "大连海川机械有限公司　单项"
    assert "第 53 页　共 53 页" in pages[-1]


def test_a_chart_writes_its_last_figures_and_survives_having_none() -> None:
    rates = Chart(
        "签到率，%", ("2026-09", "2026-10"), (Series("签到率", Tone.ACCENT, (97.0, 98.5)),), decimals=1
    )
    bars = Chart("官方异常，项", ("2026-10",), (Series("未签到", Tone.OFFICIAL, (6.0,)),), stacked=True)
    nothing = Chart("空", ("2026-10",), (Series("签到率", Tone.ACCENT, (None,)),))
    told = text_of(pdf_of(rates, bars, nothing))
    assert "98.5" in told
    assert "未签到" in told


def axis(days: int) -> TimeAxis:
    start = datetime(2026, 10, 20, 8)
    end, signed, line = (start + timedelta(minutes=one) for one in (180, 175, 60))
    bar = Stretch(start, end, Tone.MUTED, "审核")
    dot = Dot(signed, Tone.OFFICIAL, counts=True, decides=True)
    lanes = (
        Lane("计划", (bar,), words=((start, "08:30 首次会议开始 推定", Tone.PLAIN),)),
        Lane("签到签退", dots=(dot,), words=((signed, "10:55 迟 145 分 越监管线", Tone.OFFICIAL),)),
    )
    day = Day("2026-10-20 周二", start, end, lanes, ((line, "09:00 机构线", Tone.HOUSE),))
    return TimeAxis((day,) * days, "10-21—略 1 天" if days > 1 else "", ("其他日期：签到 08:20",))


@pytest.mark.parametrize("days", [1, 2])
def test_a_time_axis_writes_minutes_beside_its_records(days: int) -> None:
    pdf = pdf_of(axis(days))
    told = text_of(pdf)
    assert outside(pdf) == []
    for words in ("10:55 迟 145 分 越监管线", "09:00 机构线", "2026-10-20 周二", "其他日期：签到 08:20"):
        assert words in told


@pytest.mark.parametrize(
    ("east", "north"), [(300.0, 100.0), (5610.0, 900.0), (-460_800.0, 90_000.0), (0.0, 0.0)]
)
def test_a_sketch_shows_a_point_wherever_it_lies(east: float, north: float) -> None:
    spots = (
        Spot("1", 0.0, 0.0, Tone.PLAIN, planned=True),
        Spot("到", east, north, Tone.OFFICIAL, planned=False, words="460.8 km", nearest=(0.0, 0.0)),
        Spot("退", east, north, Tone.OFFICIAL, planned=False, words="460.9 km", nearest=(0.0, 0.0)),
    )
    pdf = pdf_of(Sketch(spots, (2000.0, 5000.0), "示意图按比例绘制。"))
    told = text_of(pdf)
    assert outside(pdf) == []
    for words in ("460.8 km", "460.9 km", "5 km", "2 km", "北", "到", "退", "示意图按比例绘制。"):
        assert words in told


def test_a_sketch_without_an_address_says_so() -> None:
    assert "画不出" in text_of(pdf_of(Sketch((), (5000.0,), "审核地址都没有可用的坐标，画不出示意图。")))


def test_the_moment_of_the_verdict_stands_on_every_page() -> None:
    assert all(
        f"判定时刻 {AS_OF:%Y-%m-%d %H:%M}" in page
        for page in pages_of(pdf_of(Table("表", COLUMNS, (ROW,) * 80)))
    )


def test_short_reasons_of_a_finding_are_never_parted() -> None:
    one = Explained(REMARK, "官方异常", tuple((f"取值{place}", "甲") for place in range(6)))
    for many in range(1, 40):
        filling = Facts(tuple((f"名{place}", "值") for place in range(many)))
        for page in pages_of(pdf_of(filling, ExplainedFindings((one,)))):
            assert ("取值0" in page) == ("取值5" in page)


def test_a_photo_that_cannot_be_shown_says_why_and_keeps_its_hash() -> None:
    digest = "ab" * 32
    pictures = Pictures("首次会议　1 张", (Picture("图 1", ("首1.jpg", LONG), digest, fault="图片已损坏"),))
    pdf = pdf_of(pictures)
    assert outside(pdf) == []
    for words in ("首次会议　1 张", "照片不能显示", "图片已损坏", f"SHA-256 {digest}", "首1.jpg"):
        assert words in text_of(pdf)


def test_a_report_laid_across_keeps_to_its_margins_on_every_kind_of_page() -> None:
    table = Table("表", COLUMNS, (ROW,) * 60)
    pair = SideBySide((Note("左" * 400),), (Note("右" * 400),))
    sections = (Section("甲", (table,)), Section("乙", (pair, Signatures(("编制", "审核")))))
    whole = replace(report(), sections=sections, cover=(Facts((("期间", LONG),)),), across=True, dated="截至")
    pdf = finish(pdf_bytes(whole, as_it_is))
    with pypdfium2.PdfDocument(pdf) as document:
        assert all(page.get_width() > page.get_height() for page in document)
        for page in document:
            text = page.get_textpage()
            for place in range(text.count_rects()):
                left, low, right, top = text.get_rect(place)
                assert left > 44
                assert right < 842 - 44
                assert low > 25
                assert top < 595 - 26
    told = pages_of(pdf)
    assert len(told) > 5
    assert all("截至 2026-10-27 13:40" in page for page in told[1:])
    assert all("企业名称" in page for page in told[2:-1])
