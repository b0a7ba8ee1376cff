"""The command line by its contract: exit statuses, pure standard output, keys and their order."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import openpyxl
import pytest

from tianyi_desk import __main__, cli
from tianyi_desk.cli import main
from tianyi_desk.services.samples import sample_sets

ROOT = Path(__file__).resolve().parent.parent
AS_OF = ("--as-of", "2021-10-30T09:00")

HEADINGS = (
    "计划编号",
    "企业名称",
    "认证项目",
    "审核活动",
    "审核时间",
    "审核地址",
    "计划经度",
    "计划纬度",
    "坐标系",
    "审核组",
)
PLAN = (
    "R2",
    "大连海川机械有限公司",
    "ISO9001*",
    "监督审核",
    "2021-10-18 08:30至2021-10-18 17:00",
    "大连市西岗区新开路82号",
    121.614786,
    38.913962,
    "WGS-84",
    "【组长】崔明远 【组员】贾思齐",
)
PLAN_KEYS = [
    "number", "enterprise", "policy", "channel", "status", "bound_with", "deadline", "distances", "findings",
]  # fmt: skip
FINDING_KEYS = [
    "code", "class", "title", "kind", "subject", "clause", "expected", "disposition", "evidence", "message",
]  # fmt: skip


def workbook(path: Path, *rows: tuple[object, ...]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (HEADINGS, *rows):
        sheet.append(list(row))
    book.save(path)
    return path


def plan(number: str, **changes: object) -> tuple[object, ...]:
    return tuple(
        {"计划编号": number, **changes}.get(name, value) for name, value in zip(HEADINGS, PLAN, strict=True)
    )


def test_check_writes_the_contracts_keys_in_their_order(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = workbook(tmp_path / "计划.xlsx", plan("R2"), plan("R1"))

    status = main(["check", str(file), "--as-of", "2021-10-30T09:00", "--json", "-"])

    paper = json.loads(capsys.readouterr().out)
    assert status == 0
    assert list(paper)[:5] == ["as_of", "plans", "rejected", "repairs", "counts"]
    assert paper["as_of"] == "2021-10-30T09:00:00"
    assert [one["number"] for one in paper["plans"]] == ["R1", "R2"]
    assert list(paper["plans"][0])[: len(PLAN_KEYS)] == PLAN_KEYS
    assert list(paper["plans"][0]["findings"][0])[: len(FINDING_KEYS)] == FINDING_KEYS
    assert paper["plans"][0]["bound_with"] == ["R2"]
    assert paper["counts"] == {"plans": 2, "judged": 2, "O1": 2, "O3": 2}


def test_a_rejected_row_ends_with_status_1_and_the_rest_is_judged(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = plan("R9", 审核时间="2021-13-45 08:30至2021-10-18 17:00")
    file = workbook(tmp_path / "计划.xlsx", plan("R1"), bad)

    status = main(["check", str(file), "--as-of", "2021-10-30T09:00", "--json", "-"])

    paper = json.loads(capsys.readouterr().out)
    assert status == 1
    assert [one["number"] for one in paper["plans"]] == ["R1"]
    assert [(one["code"], one["row"], one["column"]) for one in paper["rejected"]] == [("D07", 3, "审核时间")]


def test_a_month_keeps_the_plans_that_end_in_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    november = plan("R3", 审核时间="2021-10-31 08:30至2021-11-01 17:00")
    file = workbook(tmp_path / "计划.xlsx", plan("R1"), november)

    main(["check", str(file), "--as-of", "2021-11-30T09:00", "--month", "2021-11", "--json", "-"])

    assert [one["number"] for one in json.loads(capsys.readouterr().out)["plans"]] == ["R3"]


def test_without_json_a_table_is_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = workbook(tmp_path / "计划.xlsx", plan("R1"))

    main(["check", str(file), "--as-of", "2021-10-30T09:00"])

    said = capsys.readouterr().out
    assert "大连海川机械有限公司" in said
    assert "均未签" in said


def whole(monkeypatch: pytest.MonkeyPatch, *words: object) -> int:
    """Run the program as `python -m tianyi_desk` does and return its exit status."""
    monkeypatch.setattr(sys, "argv", ["tianyi-desk", *map(str, words)])
    return __main__.main()


def started(*words: object, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run the program in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "tianyi_desk", *map(str, words)],
        cwd=ROOT,
        env={**os.environ, **settings},
        capture_output=True,
        check=False,
        encoding="utf-8",
    )


# Wrong use: status 2


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["check"], "缺少：FILE"),
        (["check", "x.xlsx", "--as-of", "昨天"], "“昨天”不是时刻"),
        (["check", "x.xlsx", "--month", "2021-13"], "“2021-13”不是月份"),
        (["check", "x.xlsx", "--json"], "参数 --json：后面要有一个值"),
        (["check", "x.xlsx", "--html", "x.html"], "不认识的参数：--html x.html"),
        (["check", "x.xlsx", "--js", "x"], "不认识的参数：--js x"),
        (["fly"], "没有 'fly'"),
    ],
)
def test_wrong_use_ends_with_status_2_and_says_in_chinese_what_is_wrong(
    words: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stop:
        main(words)

    said = capsys.readouterr()
    assert stop.value.code == 2
    assert told in said.err
    assert said.out == ""


def test_without_a_display_the_window_is_refused_and_other_ways_are_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    assert whole(monkeypatch) == 3
    said = capsys.readouterr()
    assert said.out == ""
    assert "没有显示环境" in said.err
    for name in ("check", "import", "demo"):
        assert name in said.err


# What could not be done: status 3


def test_a_file_that_is_not_there_is_told_with_status_3(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert whole(monkeypatch, "check", tmp_path / "没有.xlsx", "--json", "-") == 3
    assert whole(monkeypatch, "import", tmp_path / "没有.xlsx", "--db", tmp_path / "desk.sqlite3") == 3
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("没能完成：找不到：") == 2
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_is_told_with_status_3(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = workbook(tmp_path / "计划.xlsx", plan("R1"))
    assert whole(monkeypatch, "check", file, "--json", tmp_path / "没有" / "x.json") == 3
    assert "文件夹不存在" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("where", "told"), [("nobody://x", "数据库地址不能用"), ("{}/bad.sqlite3", "不是数据库")]
)
def test_a_database_that_cannot_be_opened_is_told_with_status_3(
    where: str,
    told: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = workbook(tmp_path / "计划.xlsx", plan("R1"))
    (tmp_path / "bad.sqlite3").write_bytes(b"x" * 4096)
    assert whole(monkeypatch, "check", file, "--db", where.format(tmp_path)) == 3
    said = capsys.readouterr()
    assert told in said.err
    assert said.out == ""


def test_a_bug_says_what_is_safe_and_shows_its_trace_without_numbers_of_people(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken() -> int:
        raise ZeroDivisionError("手机号 15400001234")

    monkeypatch.setattr(cli, "main", broken)
    assert whole(monkeypatch) == 3
    said = capsys.readouterr().err
    assert said.startswith("程序出错，没能完成。此前保存的数据完好")
    assert "ZeroDivisionError: 手机号 154****1234" in said


def test_an_interruption_is_calm(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted() -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "main", interrupted)
    assert whole(monkeypatch) == 130
    assert capsys.readouterr().err == "已中断。没有做完的步骤不留痕迹，此前保存的数据完好。\n"


# Output


def test_a_file_is_written_whole_and_standard_output_stays_empty(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, target = workbook(tmp_path / "计划.xlsx", plan("R1")), tmp_path / "结果.json"

    assert main(["check", str(file), *AS_OF, "--json", str(target)]) == 0
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == f"已写入 {target}\n"

    assert main(["check", str(file), *AS_OF, "--json", "-"]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    assert said.out == target.read_text(encoding="utf-8")
    assert said.out.endswith("}\n")
    assert "大连海川机械有限公司" in said.out


@pytest.mark.parametrize(
    "moment", ["2021-10-30T09:00", "2021-10-30 09:00:00", "2021-10-30T01:00:00Z", "2021-10-30T09:00+08:00"]
)
def test_the_moment_is_china_standard_time(
    moment: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = workbook(tmp_path / "计划.xlsx", plan("R1"))
    main(["check", str(file), "--as-of", moment, "--json", "-"])
    assert json.loads(capsys.readouterr().out)["as_of"] == "2021-10-30T09:00:00"


def test_options_may_stand_before_the_command_and_the_later_one_wins(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = workbook(tmp_path / "计划.xlsx", plan("R1"))
    main([*AS_OF, "check", str(file), "--json", "-"])
    assert json.loads(capsys.readouterr().out)["as_of"] == "2021-10-30T09:00:00"
    main(["--as-of", "2020-01-01T00:00", "check", str(file), *AS_OF, "--json", "-"])
    assert json.loads(capsys.readouterr().out)["as_of"] == "2021-10-30T09:00:00"


def test_a_year_without_its_calendar_is_a_warning_in_the_document_and_on_standard_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = workbook(tmp_path / "计划.xlsx", plan("R1", 审核时间="2037-12-28 08:30至2037-12-29 17:00"))
    main(["check", str(file), "--as-of", "2038-01-30T09:00", "--json", "-"])
    said = capsys.readouterr()
    (plan_paper,) = json.loads(said.out)["plans"]
    warnings = json.loads(said.out)["warnings"]
    assert plan_paper["deadline"] is not None
    assert [warning[:7] for warning in warnings] == ["缺少 2037", "缺少 2038"]
    assert all(f"注意：{warning}\n" in said.err for warning in warnings)


def test_numbers_of_people_are_never_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = workbook(
        tmp_path / "计划.xlsx",
        plan("R1", 审核时间="15400001234"),
        plan("R2", 审核组="【组长】崔明远 15400005678"),
    )
    for words in (["check"], ["check", "--json", "-"], ["import", "--db", str(tmp_path / "desk.sqlite3")]):
        main([*words, str(file), *AS_OF])
    said = capsys.readouterr()
    assert "154****1234" in said.out
    assert "15400001234" not in said.out + said.err
    assert "15400005678" not in said.out + said.err


# Import


def test_import_shows_the_four_piles_and_saves_nothing_until_accepted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = ["--db", str(tmp_path / "desk.sqlite3"), *AS_OF]
    file = workbook(tmp_path / "计划.xlsx", plan("R1"), plan("R2"))
    for _ in range(2):
        assert main(["import", str(file), *desk]) == 0
        said = capsys.readouterr()
        assert said.out.splitlines() == [
            "新增 2",
            "  审核计划 R1（计划.xlsx Sheet 第2行）",
            "  审核计划 R2（计划.xlsx Sheet 第3行）",
            "变更 0",
            "不变 0",
            "拒绝 0",
        ]
    assert main(["import", str(file), "--accept", *desk]) == 0
    assert "已导入第 1 批：新增 2，变更 0；已重新判定。" in capsys.readouterr().err


def test_import_shows_changes_field_by_field_and_refusals_with_their_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = ["--db", str(tmp_path / "desk.sqlite3"), *AS_OF]
    main(["import", str(workbook(tmp_path / "计划.xlsx", plan("R1"), plan("R2"))), "--accept", *desk])
    capsys.readouterr()

    moved = plan("R1", 审核时间="2021-10-18 08:30至2021-10-19 16:00", 审核组="【组长】贾思齐")
    file = workbook(tmp_path / "更正.xlsx", moved, plan("R2"), plan("R3", 审核时间="不详"))
    assert main(["import", str(file), "--accept", *desk]) == 1

    lines = capsys.readouterr().out.splitlines()
    assert lines[:-1] == [
        "新增 0",
        "变更 1",
        "  审核计划 R1（更正.xlsx Sheet 第2行）",
        "    审核结束时间：2021-10-18 17:00 → 2021-10-19 16:00",
        "    审核组：【组长】崔明远；【组员】贾思齐 → 【组长】贾思齐",
        "不变 1（审核计划 1）",
        "拒绝 1",
    ]
    assert lines[-1].startswith("  更正.xlsx Sheet 第4行 “审核时间”：D07 ")


def test_importing_twice_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = workbook(tmp_path / "计划.xlsx", plan("R1"))
    desk = ["--db", str(tmp_path / "desk.sqlite3"), "--as-of", "2021-10-30T09:00"]

    assert main(["import", str(file), "--accept", *desk]) == 0
    assert main(["import", str(file), "--accept", *desk]) == 0

    told = capsys.readouterr()
    assert "新增 0" in told.out
    assert "数据库没有改动" in told.err


def test_the_database_lies_in_the_users_folder_unless_another_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = tmp_path / "share" / "desk.sqlite3"
    monkeypatch.setattr("tianyi_desk.settings.default_database", lambda: database)
    main(["import", str(workbook(tmp_path / "计划.xlsx", plan("R1"))), "--accept", *AS_OF])
    assert database.is_file()


# Demo


def test_the_demo_judges_every_sample_and_ends_with_status_0_although_rows_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "样例 结果"
    assert main(["demo", "--folder", str(folder), "--headless"]) == 0
    said = capsys.readouterr().out
    names = [sample.folder.name for sample in sample_sets()]
    written = [line.removeprefix("已写入 ") for line in said.splitlines() if line.startswith("已写入 ")]
    assert written[: len(names)] == [f"{folder / name}.json" for name in names]
    papers = [Path(path) for path in written[len(names) : len(names) + 3]]
    assert [path.name[:2] + path.suffix for path in papers] == ["月报.pdf", "月报.xlsx", "计划.pdf"]
    assert all(path.stat().st_size > 10_000 for path in papers)
    pictures = [Path(path) for path in written[len(names) + 3 :]]
    assert {path.suffix for path in pictures} == {".png"}
    assert {path.name.split("-")[0] for path in pictures} >= {"导入", "计划", "异常", "空", "长名"}
    assert all(path.stat().st_size > 1000 for path in pictures)
    for sample in sample_sets():
        paper = json.loads((folder / f"{sample.folder.name}.json").read_text(encoding="utf-8"))
        assert paper["as_of"] == sample.as_of.isoformat()
        assert sample.title in said
    assert "拒绝的行" in said


# A process of its own


def test_help_is_chinese_and_quick_because_nothing_heavy_is_loaded() -> None:
    began = time.perf_counter()
    answer = started("--help")
    took = time.perf_counter() - began
    assert answer.returncode == 0
    assert answer.stdout.startswith("用法：tianyi-desk")
    assert not any(word in answer.stdout for word in ("usage", "options", "show this help"))
    assert took < 2

    program = "import sys; from tianyi_desk.cli import parser; parser(); print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, check=True, encoding="utf-8"
    ).stdout.split()
    assert {"sqlalchemy", "numpy", "openpyxl", "python_calamine", "tianyi_desk.services"} & set(
        loaded
    ) == set()


def test_a_pipe_gets_utf8_whatever_the_locale_says(tmp_path: Path) -> None:
    file = workbook(tmp_path / "计划.xlsx", plan("R1"))
    answer = started("check", file, *AS_OF, "--json", "-", LC_ALL="C", PYTHONIOENCODING="ascii")
    assert answer.returncode == 0
    assert answer.stderr == ""
    assert json.loads(answer.stdout)["plans"][0]["enterprise"] == "大连海川机械有限公司"


@pytest.mark.skipif(os.name == "nt", reason="pipes break otherwise on Windows")
def test_a_reader_that_stops_early_is_no_reason_for_a_traceback(tmp_path: Path) -> None:
    rows = [plan(f"R{n}", 企业名称=f"企业{n}", 审核组=f"【组长】崔{n}") for n in range(200)]
    file = workbook(tmp_path / "计划.xlsx", *rows)
    with subprocess.Popen(
        [sys.executable, "-m", "tianyi_desk", "check", str(file), *AS_OF, "--json", "-"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as program:
        assert program.stdout is not None
        assert program.stderr is not None
        assert program.stdout.readline() == b"{\n"
        program.stdout.close()
        assert program.stderr.read() == b""
    assert program.returncode == 0


def test_check_writes_the_reports_that_are_asked_for_and_nothing_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = workbook(tmp_path / "计划.xlsx", plan("R1"))
    pdf, xlsx = tmp_path / "月报.pdf", tmp_path / "月报.xlsx"

    status = main(["check", str(file), *AS_OF, "--month", "2021-10", "--pdf", str(pdf), "--xlsx", str(xlsx)])

    told = capsys.readouterr()
    assert status == 0
    assert told.out == ""
    assert f"已写入 {pdf}" in told.err
    assert pdf.read_bytes().startswith(b"%PDF-")
    assert openpyxl.load_workbook(xlsx)["计划"]["A2"].value == "R1"


def test_report_writes_a_month_and_a_plan_from_the_database(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, database = workbook(tmp_path / "计划.xlsx", plan("R1")), str(tmp_path / "desk.sqlite3")
    assert main(["import", str(file), "--accept", "--db", database, *AS_OF]) == 0
    month, one = tmp_path / "月报.pdf", tmp_path / "计划.pdf"
    capsys.readouterr()

    assert main(["report", "--db", database, "--month", "2021-10", "--pdf", str(month)]) == 0
    assert main(["report", "--db", database, "--plan", "R1", "--pdf", str(one)]) == 0

    assert capsys.readouterr().out == ""
    assert all(path.read_bytes().startswith(b"%PDF-") for path in (month, one))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--month", "2021-10"], "--pdf OUT 或 --xlsx OUT"),
        (["--plan", "R1", "--xlsx", "a.xlsx"], "一条计划的报告只有 PDF"),
        (["--plan", "R1", "--month", "2021-10", "--pdf", "a.pdf"], "不能和"),
        (["--pdf", "a.pdf"], "缺少"),
    ],
)
def test_report_says_what_is_missing(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["report", *arguments])
    assert ended.value.code == 2
    assert said in capsys.readouterr().err
