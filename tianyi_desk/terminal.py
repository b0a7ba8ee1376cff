"""Talk to a terminal: argument messages in Chinese, a line of progress with the time left, safe output."""

import argparse
import os
import re
import sys
import time
from collections.abc import Iterable
from contextlib import suppress
from typing import Any, NoReturn, TextIO

from tianyi_desk.progress import Progress
from tianyi_desk.trouble import DeskError

# What argparse says, and how it is said here.
_MESSAGES = tuple(
    (re.compile(pattern), chinese)
    for pattern, chinese in (
        (r"the following arguments are required: (.+)", r"缺少：\1"),
        (r"one of the arguments (.+) is required", r"缺少其中之一：\1"),
        (r"unrecognized arguments: (.+)", r"不认识的参数：\1"),
        (r"invalid choice: (.+) \(choose from (.+)\)", r"没有 \1；可用的有 \2"),
        (r"expected at least one argument", "后面至少要有一个值"),
        (r"expected one argument", "后面要有一个值"),
        (r"ignored explicit argument (.+)", r"不带值，却给了 \1"),
        (r"not allowed with argument (\S+)", r"不能和 \1 一起用"),
        (r"^argument ([^:]+): ", r"参数 \1："),
    )
)

_REPAINT_S = 0.1
_ESTIMATE_AFTER_S = 2.0


def in_chinese(message: str) -> str:
    """Translate one of argparse's messages; what is not known stays as it is."""
    for pattern, chinese in _MESSAGES:
        message = pattern.sub(chinese, message)
    return message


class ChineseFormatter(argparse.HelpFormatter):
    """Help whose usage line begins in Chinese."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        """Begin the usage line in Chinese."""
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class ChineseParser(argparse.ArgumentParser):
    """An argument parser that speaks Chinese; wrong use ends with status 2."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(add_help=False, allow_abbrev=False, formatter_class=ChineseFormatter, **settings)
        self.options = self.add_argument_group("选项")
        self.options.add_argument("-h", "--help", action="help", help="显示本说明")

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the command and how it is used."""
        self.print_usage(sys.stderr)
        self.exit(2, f"用法不对：{in_chinese(message)}\n")


class Meter:
    """Show on one line of a terminal how far a job is and how long it will take; silent elsewhere."""

    def __init__(self, stream: TextIO | None) -> None:
        """Paint on `stream`, which is None where the shell closed it."""
        self._stream = stream if stream is not None and stream.isatty() else None
        self._text = ""
        self._width = 0
        self._began = self._painted = 0.0

    def __call__(self, step: Progress) -> None:
        """Paint a step, at most ten times a second."""
        if self._stream is None:
            return
        now = time.monotonic()
        if step.text != self._text:
            self._text, self._began = step.text, now
        elif now - self._painted < _REPAINT_S:
            return
        self._painted = now
        self._paint(self._stream, progress_words(step, now - self._began))

    def clear(self) -> None:
        """Take the line away."""
        if self._stream is not None and self._text:
            self._paint(self._stream, "")
            self._stream.write("\r")
            self._stream.flush()
            self._text = ""

    def _paint(self, stream: TextIO, words: str) -> None:
        """Write over the line with spaces: older Windows consoles show the codes that would clear it."""
        from tianyi_desk.services.listing import cells  # noqa: PLC0415 - --help starts without it

        width = cells(words)
        stream.write(f"\r{words}{' ' * (self._width - width)}")
        stream.flush()
        self._width = width


def progress_words(step: Progress, elapsed_s: float) -> str:
    """Write a step as text: done of total, and the time left once it can be told."""
    if not step.total:
        return step.text
    words = f"{step.text} {step.done:,}/{step.total:,}"
    if step.done and elapsed_s >= _ESTIMATE_AFTER_S and step.done < step.total:
        left_s = elapsed_s * (step.total - step.done) / step.done
        words += f"，约剩 {left_s:.0f} 秒" if left_s < 100 else f"，约剩 {left_s / 60:.0f} 分钟"
    return words


def put(text: str) -> None:
    """Write what was asked for to standard output, at once; a reader that went away has seen enough.

    Raises DeskError where it cannot be written (a full disk behind the redirection).
    """
    if sys.stdout is None:  # closed by the shell that started the program
        raise DeskError("标准输出已关闭，结果无处可写。", "已保存的数据不受影响。", "请去掉“>&-”后重试。")
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        _drop_output()
    except OSError as trouble:
        _drop_output()
        raise DeskError(
            f"结果写不到标准输出（{trouble.strerror}）。", "已保存的数据不受影响。", "请检查磁盘空间后重试。"
        ) from trouble


def tell(text: str) -> None:
    """Write a message to standard error; a terminal that went away is no reason to fail."""
    with suppress(OSError, AttributeError):  # closed, or None where it was never open
        sys.stderr.write(f"{text}\n")
        sys.stderr.flush()


def speak_utf8() -> None:
    """Make both streams UTF-8 where no terminal says otherwise, and never fail on a letter it cannot show."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is None:
            continue
        if stream.isatty():
            reconfigure(errors="replace")
        else:
            reconfigure(encoding="utf-8", errors="replace")


def _drop_output() -> None:
    """Point standard output at nothing, or Python complains about the rest once more when it ends."""
    with suppress(OSError, ValueError):
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, sys.stdout.fileno())
        os.close(nothing)
