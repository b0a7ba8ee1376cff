"""The table for a terminal: columns stay aligned whatever the names are written in."""

from tests.builders import at
from tests.services.test_exchange import finding, verdict
from tianyi_desk.facts.intake import Complaint, Repair
from tianyi_desk.facts.vocabulary import Disposition, Status
from tianyi_desk.services.exchange import Account
from tianyi_desk.services.listing import WIDEST, cells, fitted, listing, table


def test_a_chinese_letter_takes_two_cells() -> None:
    assert [cells(text) for text in ("", "abc", "签到", "签到a", "（）", "e\u0301")] == [0, 3, 4, 5, 4, 1]


def test_a_text_is_filled_up_or_cut_to_its_width() -> None:
    assert fitted("签到", 6) == "签到  "
    assert fitted("签到签到", 6) == "签到… "
    assert cells(fitted("a签到签到", 6)) == 6


def test_columns_begin_in_the_same_cell_on_every_line() -> None:
    lines = table(("编号", "企业"), [("R1", "甲"), ("计划二", "Acme"), ("R3", "很长的企业名称" * 9)])
    starts = {
        cells(line[: line.index(word)])
        for line, word in zip(lines, ("企业", "甲", "Acme", "很长"), strict=True)
    }
    assert starts == {8}
    assert cells(lines[-1]) <= 8 + WIDEST


def test_the_listing_shows_plans_findings_refusals_repairs_and_the_five_classes_apart() -> None:
    held = verdict(
        "P1",
        finding("O2", message="距最近审核地址 460.8 km", expected=True),
        finding("H02", disposition=Disposition.OPEN, message="迟 32 分钟"),
        photos_unreviewed=True,
        bound_with=("P3", "P2"),
    )
    account = Account(
        at("2021-10-30 09:00"),
        [verdict("P2", status=Status.NOT_APPLICABLE), held],
        {"P1": "大连海川机械有限公司", "P2": "乙"},
        rejected=[
            Complaint("/x/计划.xlsx", "审核计划", 7, "审核时间", "2021-13-45", "", "时间读不出", "D07")
        ],
        repairs=[Repair("/x/计划.xlsx", "审核计划", 3, "经纬度互换，已换回")],
        warnings=["缺少 2027 年的放假调休安排"],
    )
    assert listing(account) == (
        "判定时刻 2021-10-30 09:00\n"
        "\n"
        "计划编号  企业名称              渠道    签到情况         同时签到\n"
        "P1        大连海川机械有限公司  认证到  异常 照片未复核  P2、P3\n"
        "    H02 机构要求 签到迟（签到）：迟 32 分钟［未处理］\n"
        "    O2  官方异常 地点偏差（签到）：距最近审核地址 460.8 km［预期］\n"
        "P2        乙                    认证到  不适用\n"
        "\n"
        "审核计划 2 条，参与判定 1 条；照片未复核 1 条\n"
        "发现：官方异常 1 · 机构要求 1 · 疑点 0 · 数据问题 0 · 提醒 0\n"
        "\n"
        "拒绝的行（1）\n"
        "  计划.xlsx 审核计划 第7行 “审核时间”：D07 时间读不出\n"
        "\n"
        "导入时自动更正（1）\n"
        "  计划.xlsx 审核计划 第3行：经纬度互换，已换回\n"
        "\n"
        "请注意（1）\n"
        "  缺少 2027 年的放假调休安排\n"
    )


def test_nothing_to_show_is_said_plainly() -> None:
    text = listing(Account(at("2021-10-30 09:00"), [], {}))
    assert "审核计划 0 条，参与判定 0 条" in text


def test_a_cell_cannot_steer_the_terminal_or_break_the_table() -> None:
    account = Account(at("2021-10-30 09:00"), [verdict("P1")], {"P1": "甲\x1b[2J\n乙"})
    text = listing(account)
    assert "\x1b" not in text
    assert "甲 [2J 乙" in text
