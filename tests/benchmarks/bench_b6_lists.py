"""B6: sort, filter or search lists of 100,000 rows in the window, until the outcome is painted.

How long the program waits for somebody to go on typing is not counted.
"""

import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.benchmarks import measuring
from tests.benchmarks.bench_b4_once_more import fill_and_judge
from tests.benchmarks.measuring import Measure, Stopwatch, apart, tell

BAR_S = 0.15
PAUSE_MS = 20
Act = tuple[str, Callable[[], object]]
Taken = dict[str, Measure]


def lists(database: Path, size: int) -> Taken:
    """Do everything to both lists that a person does, and return what each act took; the work is the rows left."""
    from tests.benchmarks import sitting

    taken: Taken = {}
    with sitting.window_on(database) as opened:
        panels = sitting.lengthen(opened, size)
        for name, acts in (("plans", _plans), ("anomalies", _anomalies)):
            panel = panels[name]
            opened.window.show_panel(name)
            sitting.wait(PAUSE_MS)
            for act, does in (*_sorting(panel), *acts(panel), *_finding(opened.window)):
                with Stopwatch() as watch:
                    does()
                    sitting.painted()
                taken[f"{panel.title} {act}"] = watch.measure(panel.model.rowCount())
                sitting.wait(PAUSE_MS)
    return taken


def _sorting(panel: Any) -> Iterator[Act]:
    """Sort by every column, up and down, as clicks on its heading do."""
    from PySide6.QtCore import Qt

    for place, column in enumerate(panel.model.columns, panel.model.first):
        for order, word in ((Qt.SortOrder.AscendingOrder, "升序"), (Qt.SortOrder.DescendingOrder, "降序")):
            yield (
                f"按“{column.title}”{word}",
                partial(panel.view.sortByColumn, place, order),
            )


def _plans(panel: Any) -> Iterator[Act]:
    """Narrow 计划 by every filter it has, and take each away again."""
    for box in (*panel.levels, panel.status):
        for place in (1, 2, 0):
            if place < box.count():
                yield (
                    f"筛选 {box.accessibleName()} {box.itemText(place)}",
                    partial(box.setCurrentIndex, place),
                )
    for words in ("大", "大连海", "不存在的企业", ""):
        yield f"企业名称“{words}”", partial(_write, panel, panel.enterprise, words)
    for place in (0, 1):
        yield f"换到 {panel.tabs.tabText(place)}", partial(panel.tabs.setCurrentIndex, place)


def _anomalies(panel: Any) -> Iterator[Act]:
    """Tick and clear facets of 异常, and look for words."""
    for place, group in enumerate(("类别与代码", "处理", "签到情况", "认证领域")):
        for word in ("勾选", "取消"):
            yield f"{word} {group} 第一项", partial(_tick, panel.tree, place)
    for words in ("大连", "大连 海川", "R01230120210", ""):
        yield f"查找“{words}”", partial(_write, panel, panel.head.text, words)


def _write(panel: Any, box: Any, words: str) -> None:
    box.setText(words)
    panel._typing.stop()  # without waiting whether somebody types on
    panel.narrow()


def _seek(box: Any, words: str) -> None:
    box.setText(words)
    box.textEdited.emit(words)


def _tick(tree: Any, place: int) -> None:
    group = tree.topLevelItem(place)
    if group is not None and group.childCount():
        tree.act(group.child(0))


def _finding(window: Any) -> Iterator[Act]:
    """Find plans in the box at the top, as letters are typed."""
    box = window.top.find_box
    for words in ("海", "海川", "R0123", "崔明远", "大连 机械", "没有这个", ""):
        yield f"顶栏查找“{words}”", partial(_seek, box, words)


def _slowest(taken: Taken) -> Measure:
    return max(taken.values(), key=lambda one: one.seconds)


def main() -> None:
    """Measure B6 and print it."""
    with measuring.asked(__doc__, 100_000) as (asked, folder):
        database = folder / "desk.db"
        apart(fill_and_judge, database, max(asked.size // 5, 20))
        rounds = [apart(lists, database, asked.size) for _ in range(asked.rounds)]
        taken = {act: measuring.middle([one[act] for one in rounds]) for act in rounds[0]}
        of_quarter = apart(lists, database, asked.quarter)
        tell(f"B6 在 {asked.size} 行的列表中做 {len(taken)} 件事")
        for act, one in sorted(taken.items(), key=lambda pair: -pair[1].seconds)[:12]:
            tell(
                f"  {act}：{one.seconds * 1000:.0f} ms（处理器 {one.cpu_seconds * 1000:.0f} ms），{one.work} 行"
            )
        slowest = _slowest(taken)
        measuring.tell_figure("最慢一件，用时", slowest, BAR_S)
        measuring.tell_memory(slowest)
        quarter = _slowest(of_quarter)
        measuring.tell_ratio(f"四分之一（{asked.quarter} 个）", slowest, quarter, measuring.QUARTER_BAR)


if __name__ == "__main__":
    main()
