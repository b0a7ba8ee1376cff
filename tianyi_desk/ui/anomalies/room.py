"""How the panel 异常 shares its width out among facets, list, 为什么 and composer."""

from PySide6.QtWidgets import QWidget

from tianyi_desk.ui.anomalies.explaining_side import ExplainingSide
from tianyi_desk.ui.anomalies.why_pane import WhyPane
from tianyi_desk.ui.explaining.composer_view import WIDTH
from tianyi_desk.ui.remembered import Remembered

NARROW, WITH_COMPOSER = 720, 1320
UNBOUNDED = 16_777_215


class Room:
    """Gives each part its room: the composer before the facets, and nothing to what has nothing to say."""

    def __init__(self, side: QWidget, main: QWidget, why: WhyPane, explaining: ExplainingSide) -> None:
        self._side, self._main, self._why, self._explaining = side, main, why, explaining
        self._before: tuple[bool, bool] | None = None

    def fit(self, width: int, remembered: Remembered, *, facets: bool, rows: bool) -> bool:
        """Share `width` px out; `facets`: findings at all, `rows`: some are shown. Return whether 为什么 came into sight."""
        composing = not self._explaining.isHidden()
        self._side.setVisible(facets and width >= (WITH_COMPOSER if composing else NARROW))
        alone = composing and width < NARROW
        self._main.setVisible(not alone)
        self._explaining.setMaximumWidth(UNBOUNDED if alone else WIDTH)
        return self._fit_why(remembered, wide=width >= NARROW, rows=rows)

    def _fit_why(self, remembered: Remembered, *, wide: bool, rows: bool) -> bool:
        """Hide or show 为什么 where room or rows came or went only: what a person turned by hand stays."""
        before, self._before = self._before, (wide, rows)
        if before == self._before:
            return False
        if not (wide and rows):
            self._why.hide()
            return False
        return remembered.text("why", "shown") == "shown"
