"""Argument messages in Chinese, the line of progress, and output that survives its reader."""

import io
import sys

import pytest

from tianyi_desk.progress import Progress
from tianyi_desk.terminal import ChineseParser, Meter, in_chinese, progress_words, put
from tianyi_desk.trouble import DeskError


class Screen(io.StringIO):
    """A terminal that keeps what was painted."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("message", "chinese"),
    [
        ("the following arguments are required: FILE", "缺少：FILE"),
        ("unrecognized arguments: --pdf x", "不认识的参数：--pdf x"),
        ("argument --json: expected one argument", "参数 --json：后面要有一个值"),
        ("argument 命令: invalid choice: 'fly' (choose from 'check', 'demo')", "参数 命令：没有 'fly'；可用的有 'check', 'demo'"),
        ("argument --accept: ignored explicit argument 'x'", "参数 --accept：不带值，却给了 'x'"),
    ],
)  # fmt: skip
def test_messages_of_the_parser_are_chinese(message: str, chinese: str) -> None:
    assert in_chinese(message) == chinese


def test_wrong_use_ends_with_status_two_and_nothing_on_standard_output(
    capsys: pytest.CaptureFixture[str],
) -> None:
    parser = ChineseParser(prog="tianyi-desk")
    parser.add_argument("files", nargs="+", metavar="FILE")
    with pytest.raises(SystemExit) as ended:
        parser.parse_args([])
    said = capsys.readouterr()
    assert ended.value.code == 2
    assert said.out == ""
    assert said.err == "用法：tianyi-desk [-h] FILE [FILE ...]\n用法不对：缺少：FILE\n"


def test_the_time_left_is_told_once_it_can_be() -> None:
    assert progress_words(Progress("正在打开"), 9) == "正在打开"
    assert progress_words(Progress("正在判定", 0, 2000), 9) == "正在判定 0/2,000"
    assert progress_words(Progress("正在判定", 500, 2000), 1) == "正在判定 500/2,000"
    assert progress_words(Progress("正在判定", 500, 2000), 4) == "正在判定 500/2,000，约剩 12 秒"
    assert progress_words(Progress("正在判定", 500, 2000), 100) == "正在判定 500/2,000，约剩 5 分钟"
    assert progress_words(Progress("正在判定", 2000, 2000), 4) == "正在判定 2,000/2,000"


def test_progress_is_one_line_on_a_terminal_and_is_taken_away_at_the_end() -> None:
    screen = Screen()
    meter = Meter(screen)
    meter(Progress("正在读取", 1, 3))
    meter(Progress("正在读取", 2, 3))
    meter(Progress("正在判定", 1, 3))
    meter.clear()
    assert screen.getvalue() == f"\r正在读取 1/3\r正在判定 1/3\r{' ' * 12}\r"


def test_a_shorter_line_covers_a_longer_one() -> None:
    screen = Screen()
    meter = Meter(screen)
    meter(Progress("正在读取 计划.xlsx"))
    meter(Progress("判定"))
    assert screen.getvalue() == f"\r正在读取 计划.xlsx\r判定{' ' * 14}"


def test_progress_is_silent_where_there_is_no_terminal() -> None:
    stream = io.StringIO()
    for closed_or_file in (stream, None):
        meter = Meter(closed_or_file)
        meter(Progress("正在读取", 1, 3))
        meter.clear()
    assert stream.getvalue() == ""


def test_a_reader_that_went_away_has_seen_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    class Closed(io.StringIO):
        def write(self, text: str) -> int:
            asked.append(text)
            raise BrokenPipeError

    monkeypatch.setattr(sys, "stdout", Closed())
    put("{}")
    assert asked == ["{}"]


def test_a_full_disk_behind_standard_output_is_a_fault_that_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Full(io.StringIO):
        def flush(self) -> None:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(sys, "stdout", Full())
    with pytest.raises(DeskError, match="写不到标准输出"):
        put("{}")
