"""Read the editable TOML tables that ship with the program, and say precisely what is wrong with one."""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tianyi_desk.trouble import DeskError

Finder = Callable[..., Path]
"""Finds a shipped file or folder by the parts of its path under resources/ (`resources.resource`)."""

_SAFE = "没有判定任何计划，也没有改动任何记录。"
_AT = re.compile(r"at line (\d+), column (\d+)")


@dataclass(frozen=True, slots=True)
class ResourceTable:
    """A TOML table with the file it stands in; every getter raises DeskError naming the file and the key.

    `where` is the table's own path in the file, "" for the whole file.
    """

    file: str
    entries: Mapping[str, object]
    where: str = ""

    def fault(self, key: str, expected: str) -> DeskError:
        """Return the fault that the value of `key` is not what was expected (a Chinese noun phrase)."""
        found = f"读到“{self.entries[key]}”" if key in self.entries else "没有这一项"
        return self._broken(f"中 {self._path(key)} 应为{expected}，{found}。")

    def expect_only(self, *keys: str) -> None:
        """Complain about a key that is none of `keys`, so that a misspelt one is noticed."""
        for key in self.entries:
            if key not in keys:
                raise self._broken(f"中有不认识的名称 {self._path(key)}，可用的有 {'、'.join(keys)}。")

    def text(self, key: str) -> str:
        """Return a text that is not empty."""
        value = self.entries.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self.fault(key, "文字")
        return value.strip()

    def text_or_empty(self, key: str) -> str:
        """Return a text that must be there, but may be empty."""
        value = self.entries.get(key)
        if not isinstance(value, str):
            raise self.fault(key, "文字（可为空）")
        return value.strip()

    def texts(self, key: str, *, optional: bool = False) -> tuple[str, ...]:
        """Return a list of texts; with `optional`, a missing one is empty."""
        value = self.entries.get(key, [] if optional else None)
        if not isinstance(value, list) or not all(
            isinstance(entry, str) and entry.strip() for entry in value
        ):
            raise self.fault(key, "文字列表")
        return tuple(entry.strip() for entry in value)

    def whole(self, key: str) -> int:
        """Return a whole number, zero or more."""
        value = self.entries.get(key)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise self.fault(key, "不小于零的整数")
        return value

    def flag(self, key: str, *, optional: bool = False) -> bool:
        """Return true or false; with `optional`, a missing one is false."""
        value = self.entries.get(key, False if optional else None)
        if not isinstance(value, bool):
            raise self.fault(key, " true 或 false")
        return value

    def day(self, key: str) -> date:
        """Return a date without a time."""
        value = self.entries.get(key)
        if type(value) is not date:  # a datetime is a date, too
            raise self.fault(key, "日期（如 2021-09-15，不加引号）")
        return value

    def days(self, key: str) -> tuple[date, ...]:
        """Return a list of dates without times."""
        value = self.entries.get(key)
        if not isinstance(value, list) or not all(type(entry) is date for entry in value):
            raise self.fault(key, "日期列表（如 [2021-09-18, 2021-09-26]）")
        return tuple(value)

    def table(self, key: str) -> "ResourceTable":
        """Return the table below `key`."""
        value = self.entries.get(key)
        if not isinstance(value, dict):
            raise self.fault(key, "一段表")
        return ResourceTable(self.file, value, self._path(key))

    def tables(self, key: str) -> Iterator["ResourceTable"]:
        """Yield the tables of the list of tables at `key`; there is at least one."""
        value = self.entries.get(key)
        if not isinstance(value, list) or not value or not all(isinstance(entry, dict) for entry in value):
            raise self.fault(key, f"若干段 [[{key}]]")
        for place, entry in enumerate(value, start=1):
            yield ResourceTable(self.file, entry, f"{self._path(key)} 第{place}段")

    def _broken(self, what: str) -> DeskError:
        return DeskError(
            f"规则表 {self.file} {what}",
            _SAFE,
            "请改正这一项后重试；改不好的，重新安装本程序可恢复原表。",
        )

    def _path(self, key: str) -> str:
        joint = " " if self.where.endswith("段") else "."
        return f"{self.where}{joint}{key}" if self.where else key


def read_table(find: Finder, *parts: str) -> ResourceTable:
    """Read a table under resources/; UTF-8, a byte order mark is tolerated.

    Raises DeskError where the file is missing, cannot be read or is not TOML.
    """
    file = "/".join(("resources", *parts))
    try:
        text = find(*parts).read_bytes().decode("utf-8-sig")
        return ResourceTable(file, tomllib.loads(text))
    except FileNotFoundError as missing:
        raise _unreadable(file, "文件不在。") from missing
    except OSError as refused:
        raise _unreadable(file, f"系统不让读取（{refused.strerror}）。") from refused
    except UnicodeDecodeError as wrong:
        raise _unreadable(file, "不是 UTF-8 编码，请用 UTF-8 另存。") from wrong
    except tomllib.TOMLDecodeError as wrong:
        at = _AT.search(str(wrong))
        place = f"第 {at[1]} 行第 {at[2]} 列附近" if at else "文件末尾"
        raise _unreadable(file, f"{place}不合 TOML 的写法。") from wrong


def table_names(find: Finder, folder: str, *, other_than: str = "") -> tuple[str, ...]:
    """Return the file names of the tables in a folder under resources/, sorted; DeskError where there is none."""
    try:
        names = sorted(path.name for path in find(folder).glob("*.toml") if path.name != other_than)
    except FileNotFoundError:
        names = []
    if not names:
        raise _unreadable(f"resources/{folder}", "其中没有要读的表。")
    return tuple(names)


def _unreadable(file: str, reason: str) -> DeskError:
    return DeskError(
        f"规则表 {file} 读不出来：{reason}",
        _SAFE,
        "请恢复这个文件后重试；没有备份的，重新安装本程序可恢复原表。",
    )
