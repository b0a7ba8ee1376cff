"""The sample sets that ship with the program, and the moment each is judged at."""

import tomllib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tianyi_desk.resources import resource
from tianyi_desk.trouble import DeskError


@dataclass(frozen=True, slots=True)
class SampleSet:
    """One folder of sample files, what it shows (Chinese), and its `as_of`."""

    folder: Path
    title: str
    as_of: datetime


def sample_sets() -> tuple[SampleSet, ...]:
    """Return the sample sets, months first, in the order of samples.toml; raises DeskError where it is broken."""
    try:
        contents = resource("samples", "samples.toml")
        entries = tomllib.loads(contents.read_text(encoding="utf-8"))
        return tuple(
            SampleSet(resource("samples", entry["folder"]), entry["title"], entry["as_of"])
            for entry in (*entries["month"], *entries.get("example", ()))
        )
    except (OSError, ValueError, KeyError) as trouble:
        raise DeskError(
            f"随程序附带的样例不完整（{trouble}）。", "没有改动任何数据。", "请重新安装程序。"
        ) from trouble
