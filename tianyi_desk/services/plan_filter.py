"""Filter a hundred thousand plans as somebody types: by time, text, status and the three levels of 认证项目 (M3.1)."""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from tianyi_desk.facts.vocabulary import Status
from tianyi_desk.facts.wording import width_folded
from tianyi_desk.services.briefs import NOT_JUDGED
from tianyi_desk.services.plan_listing import STEP, Path, PlanLine, Tab

H = TypeVar("H", bound=Hashable)
Rows = NDArray[np.intp]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class PlanFilter:
    """What the list is narrowed to; None and "" mean no matter.

    A plan is in the period where any of its days is (both ends included). `enterprise` is looked for in the
    enterprise's name; every word of `text` in number, enterprise, projects and names. One and the same project
    must be under all chosen levels. None among `statuses` stands for plans never judged.
    """

    first: date | None = None
    last: date | None = None
    enterprise: str = ""
    level1: str = ""
    level2: str = ""
    level3: str = ""
    statuses: frozenset[Status | None] = frozenset()
    text: str = ""

    @property
    def levels(self) -> tuple[str, str, str]:
        """Return the three chosen levels, "" where any will do."""
        return self.level1, self.level2, self.level3

    @property
    def _period(self) -> str:
        since = f"{self.first} 起" if self.first else ""
        until = f"至 {self.last}" if self.last else ""
        return f"{self.first} {until}" if since and until else since or until

    @property
    def words(self) -> tuple[str, ...]:
        """Say what is chosen, one line each: 一级认证项目：管理体系认证."""
        said = {
            "审核时间": self._period,
            "企业名称": self.enterprise.strip(),
            "一级认证项目": self.level1,
            "二级认证项目": self.level2,
            "三级认证项目": self.level3,
            "签到情况": "、".join(
                one.value if one else NOT_JUDGED for one in (*Status, None) if one in self.statuses
            ),
            "查找": self.text.strip(),
        }
        return tuple(f"{name}：{what}" for name, what in said.items() if what)


@dataclass(frozen=True, slots=True)
class Choices:
    """What the three levels can be narrowed to, the most frequent first; lower ones depend on the upper ones."""

    level1: tuple[str, ...]
    level2: tuple[str, ...]
    level3: tuple[str, ...]


def _any_under(levels: Path, paths: Iterable[Path]) -> bool:
    """Tell whether one and the same project is under all the levels that are not ""."""
    return any(all(want in ("", own) for want, own in zip(levels, path, strict=True)) for path in paths)


def _folded(text: str) -> str:
    return width_folded(text).casefold()


class PlanList:
    """Plans in their order, with what filters look at laid out in columns."""

    def __init__(self, lines: Sequence[PlanLine]) -> None:
        self.lines = tuple(lines)
        plans = [line.plan for line in self.lines]
        size = len(plans)
        self._first_days = np.fromiter((plan.start.toordinal() for plan in plans), np.int32, size)
        self._last_days = np.fromiter((plan.end.toordinal() for plan in plans), np.int32, size)
        self._starts = np.empty(size, "datetime64[us]")
        for first in range(0, size, STEP):  # in one go this would keep the window waiting
            self._starts[first : first + STEP] = [plan.start for plan in plans[first : first + STEP]]
        self._statuses, self._status_of = _coded([plan.status for plan in plans])
        self._paths, self._paths_of = _coded([line.paths for line in self.lines])
        self._texts = [line.folded for line in self.lines]
        self._enterprises = [plan.folded_enterprise.casefold() for plan in plans]

    def rows(self, wanted: PlanFilter) -> Rows:
        """Return the places of the plans that a filter wants, of both tabs."""
        left = np.ones(len(self.lines), np.bool_)
        if wanted.last is not None:
            left &= self._first_days <= wanted.last.toordinal()
        if wanted.first is not None:
            left &= self._last_days >= wanted.first.toordinal()
        if wanted.statuses:
            left &= _marked([one in wanted.statuses for one in self._statuses], self._status_of)
        if any(wanted.levels):
            under = [_any_under(wanted.levels, paths) for paths in self._paths]
            left &= _marked(under, self._paths_of)
        rows = np.flatnonzero(left)
        if enterprise := _folded(wanted.enterprise):
            rows = _holding(enterprise, self._enterprises, rows)
        for word in _folded(wanted.text).split():
            rows = _holding(word, self._texts, rows)
        return rows

    def rows_by_tab(self, wanted: PlanFilter, as_of: datetime) -> dict[Tab, Rows]:
        """Return the places of the plans that a filter wants, for both tabs as of a moment."""
        rows = self.rows(wanted)
        done = self._done(as_of)[rows]
        return {Tab.TASKS: rows[~done], Tab.HISTORY: rows[done]}

    def _done(self, as_of: datetime) -> Mask:
        done: Mask = (self._starts <= np.datetime64(as_of, "us")) & (self._last_days < as_of.toordinal())
        return done

    def choices(self, level1: str = "", level2: str = "") -> Choices:
        """Return what each level can be narrowed to among the plans that are there, under the chosen upper ones."""
        times = np.bincount(self._paths_of, minlength=len(self._paths)).tolist()
        found: tuple[Counter[str], Counter[str], Counter[str]] = Counter(), Counter(), Counter()
        for paths, count in zip(self._paths, times, strict=True):
            under_one = [path for path in paths if level1 in ("", path[0])]
            under_both = [path for path in under_one if level2 in ("", path[1])]
            for place, several in enumerate((paths, under_one, under_both)):
                for name in {path[place] for path in several}:
                    found[place][name] += count
        one, two, three = (tuple(name for name, _count in several.most_common()) for several in found)
        return Choices(one, two, three)


def _coded(values: Iterable[H]) -> tuple[list[H], NDArray[np.int32]]:
    """Return the different values, and each value's place among them."""
    places: dict[H, int] = {}
    codes = [places.setdefault(value, len(places)) for value in values]
    return list(places), np.array(codes, np.int32)


def _marked(marks: list[bool], codes: NDArray[np.int32]) -> Mask:
    marked: Mask = np.array(marks, np.bool_)[codes]
    return marked


def _holding(word: str, texts: Sequence[str], rows: Rows) -> Rows:
    """Return those of the rows whose text holds a word."""
    if len(rows) == len(texts):
        return np.flatnonzero(np.fromiter((word in text for text in texts), np.bool_, len(texts)))
    return np.array([row for row in rows.tolist() if word in texts[row]], np.intp)
