"""The tabs of 名册: everybody, each qualification, people of one name, odd numbers, other phones, and those who left."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tianyi_desk.services.roster import PersonLine

AT_MOST = 3
"""Qualifications with a tab of their own; rarer ones are found under 全部."""


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab: its key, its title, and whom it holds."""

    key: str
    title: str
    holds: Callable[[PersonLine], bool]


def tabs_of(people: Iterable[PersonLine]) -> tuple[Tab, ...]:
    """Return the tabs for these people; those that would hold nobody are left out, 全部 never."""
    people = list(people)
    counted = Counter(line.qualification for line in people if line.qualification)
    own = [_of_qualification(word) for word, _count in counted.most_common(AT_MOST)]
    tabs = (
        *own,
        Tab("namesakes", "同名", lambda line: line.namesakes > 1),
        Tab("doubts", "待核", lambda line: bool(line.doubts)),
        Tab("phones", "手机不符", lambda line: line.other_phones > 0),
        Tab("left", "离职", lambda line: not line.active),
    )
    return Tab("all", "全部", lambda _line: True), *(tab for tab in tabs if any(map(tab.holds, people)))


def _of_qualification(word: str) -> Tab:
    return Tab(f"qualification {word}", word, lambda line: line.qualification == word)
