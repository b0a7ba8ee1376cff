"""The empty state of a list that is narrowed: why nothing is shown, and the button that brings something back."""

from collections.abc import Callable

from tianyi_desk.ui.labels import button
from tianyi_desk.ui.theme import Theme
from tianyi_desk.ui.widgets.empty import EmptyState

Words = tuple[str, str]


class Nothing(EmptyState):
    """Offers the import where there is no data, else to drop the filters or the period that leave nothing."""

    def __init__(
        self,
        theme: Theme,
        icon: str,
        words: Words,
        bring_in: Callable[[], None],
        clear: Callable[[], None],
        everything: Callable[[], None],
    ) -> None:
        self.bring_in = button("去导入", bring_in, "primary")
        self.clear = button("清除筛选", clear, "primary")
        self.everything = button("看全部期间", everything)
        super().__init__(theme, icon, *words, buttons=(self.bring_in, self.clear, self.everything))
        self.offer(words)

    def offer(
        self, words: Words, *, empty: bool = True, filtered: bool = False, bounded: bool = False
    ) -> None:
        """Say why nothing is shown: there is no data (`empty`), or filters or a period leave none."""
        self.say(*words)
        self.bring_in.setVisible(empty)
        self.clear.setVisible(filtered and not empty)
        self.everything.setVisible(bounded and not empty)
        shown = [one for one in (self.bring_in, self.clear, self.everything) if not one.isHidden()]
        self.setFocusProxy(shown[0] if shown else None)  # type: ignore[arg-type]  # Qt takes none
