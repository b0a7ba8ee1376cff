"""What stands in the panel after an import: what was written, what judging found, and where to go next."""

from collections.abc import Callable

from tianyi_desk.services.intake import Accepted
from tianyi_desk.ui.judging import JudgedNow
from tianyi_desk.ui.labels import button
from tianyi_desk.ui.theme import Theme
from tianyi_desk.ui.widgets.empty import EmptyState

WAITING = "正在判定，结果马上就到…"
NOT_JUDGED = "还没有判定这些数据；按 F5 重新判定。"


class Outcome(EmptyState):
    """Says how an import came out; the anomalies are one key away."""

    def __init__(self, theme: Theme, go: Callable[[str], None], more: Callable[[], None]) -> None:
        self.see = button("看异常", lambda: go("anomalies"), "primary", tip="Alt+3")
        self.refused = button("导出拒绝的行…", lambda: None, tip="Ctrl+E")
        super().__init__(
            theme,
            "check",
            "",
            "",
            buttons=(
                self.see,
                self.refused,
                button("看计划", lambda: go("plans"), tip="Alt+2"),
                button("继续导入…", more, tip="Ctrl+O"),
            ),
        )
        self._written = ""

    def show_written(self, accepted: Accepted, refused: int) -> None:
        """Say what accepting wrote; judging has begun."""
        parts = [f"新增 {accepted.added:,} 行，变更 {accepted.changed:,} 处"]
        if accepted.pictures:
            parts.append(f"照片文件 {accepted.pictures:,} 张")
        if accepted.left_out:
            parts.append(f"{len(accepted.left_out):,} 行因所属计划没有勾选而未写入")
        if refused:
            parts.append(f"拒绝的 {refused:,} 行没有写入")
        self.refused.setVisible(refused > 0)
        self._written = "；".join(parts)
        self.say(f"已导入第 {accepted.batch} 批", f"{self._written}。\n{WAITING}")

    def show_found(self, found: JudgedNow | None) -> None:
        """Say what judging found, None where it came to nothing."""
        words = NOT_JUDGED if found is None else f"{found.words}。"
        self.say(self.heading.text(), f"{self._written}。\n{words}")
