"""How the week by person is painted: days, names, bars, and what two plans at once mean."""

from collections.abc import Sequence
from datetime import date, datetime

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPen

from tianyi_desk.facts.wording import WEEKDAYS
from tianyi_desk.services.calendar_bars import HALVES, Bar, Half
from tianyi_desk.services.calendar_days import Nature
from tianyi_desk.services.calendar_people import Kind, PersonWeek
from tianyi_desk.ui.calendar.bars import BarPainter, Look
from tianyi_desk.ui.calendar.cells import CENTRE, LEFT, RIGHT, ground_of
from tianyi_desk.ui.calendar.week_grid import HEADS, NAMES, WeekGrid
from tianyi_desk.ui.chips import Chip, chip_width, paint_chip
from tianyi_desk.ui.theme import Theme, font

DATES = 26
HALVES_FROM = 84
"""A day narrower than this does not name its halves."""
Days = Sequence[tuple[date, Nature]]


class WeekPainter:
    """Paints the week; heights are counted from the top of the first row, or of the heads."""

    def __init__(self, theme: Theme) -> None:
        self._theme, self._bars = theme, BarPainter(theme)
        self._plain, self._bold, self._small = font(12), font(13, bold=True), font(11)

    def grounds(self, painter: QPainter, grid: WeekGrid, days: Days, height: int) -> None:
        """Paint the days from the top to the bottom; a fainter line parts their halves."""
        painter.fillRect(QRectF(0, 0, NAMES, height), self._theme.colour("surface"))
        for place, (_day, nature) in enumerate(days):
            left, right = grid.x(place * 2), grid.x(place * 2 + 2)
            painter.fillRect(QRectF(left, 0, right - left, height), self._theme.colour(ground_of(nature)))
            painter.setPen(self._theme.colour("line"))
            painter.drawLine(QLineF(left, 0, left, height))
            painter.setPen(QPen(self._theme.colour("line"), 1, Qt.PenStyle.DotLine))
            middle = grid.x(place * 2 + 1)
            painter.drawLine(QLineF(middle, 0, middle, height))

    def person(
        self, painter: QPainter, grid: WeekGrid, place: int, row: PersonWeek, focused: bool, current: bool
    ) -> None:
        """Paint a person's name, how many days, and the line below the row."""
        top, bottom = grid.top(place), grid.top(place + 1)
        box = QRectF(0, top, NAMES, bottom - top)
        if current:
            painter.fillRect(box, self._theme.colour("accent_soft"))
            token = "accent_fill" if focused else "line_strong"
            painter.fillRect(QRectF(0, top, 3, bottom - top), self._theme.colour(token))
        painter.setPen(self._theme.colour("line"))
        painter.drawLine(QLineF(0, bottom - 1, grid.width, bottom - 1))
        days = f"{row.halves / 2:g}"
        painter.setFont(self._plain)
        painter.setPen(self._theme.colour("muted"))
        painter.drawText(box.adjusted(0, 0, -10, 0), RIGHT, days)
        beside = QFontMetricsF(self._plain).horizontalAdvance(days) + 18
        painter.setFont(self._bold)
        painter.setPen(self._theme.colour("doubt" if row.kind is Kind.CONFLICT else "text"))
        name = QFontMetricsF(self._bold).elidedText(
            row.name, Qt.TextElideMode.ElideMiddle, NAMES - 16 - beside
        )
        painter.drawText(box.adjusted(16, 0, 0, 0), LEFT, name)

    def bars(
        self, painter: QPainter, grid: WeekGrid, place: int, row: PersonWeek, lit: str, chosen: str
    ) -> None:
        """Paint a person's plans and what their overlaps mean."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for bar in row.bars:
            leads = row.leads(bar)
            look = Look(bar.has(lit), bar.has(chosen), leads, "组长" if leads else "")
            self._bars.paint(painter, _parts(grid, place, bar), bar, look)
        for overlap in row.overlaps:
            if overlap.kind is Kind.CONFLICT:
                self._conflict(painter, grid.box(place, overlap.first, overlap.last).adjusted(0, 3, 0, -4))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        if row.kind is not None:
            self._kind(painter, grid, place, row)

    def _conflict(self, painter: QPainter, box: QRectF) -> None:
        colour = QColor(self._theme.colour("doubt"))  # a copy: the theme's own is everybody's
        painter.setPen(QPen(colour, 1.5))
        painter.setBrush(QBrush(colour, Qt.BrushStyle.NoBrush))
        painter.drawRoundedRect(box, 3, 3)
        hatch = QColor(colour)  # the theme's own colours are shared
        hatch.setAlpha(70)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(hatch, Qt.BrushStyle.BDiagPattern))
        painter.drawRect(box)

    def _kind(self, painter: QPainter, grid: WeekGrid, place: int, row: PersonWeek) -> None:
        """Say beside the bars why plans overlap, where there is room right or left of them."""
        conflict = row.kind is Kind.CONFLICT
        chip = Chip(
            str(row.kind), "doubt" if conflict else "muted", "triangle" if conflict else "", soft=conflict
        )
        width = chip_width(chip)
        middle = (grid.top(place) + grid.top(place + 1)) / 2
        right = max(grid.x(bar.last + 1) for bar in row.bars)
        left = min(grid.x(bar.first) for bar in row.bars)
        if right + 8 + width <= grid.width:
            paint_chip(painter, right + 8, middle, chip, self._theme.palette)
        elif left - 8 - width >= NAMES:
            paint_chip(painter, left - 8 - width, middle, chip, self._theme.palette)

    def heads(self, painter: QPainter, grid: WeekGrid, days: Days, chosen: date, today: date) -> None:
        """Paint the days' names over the rows."""
        painter.fillRect(QRectF(0, 0, grid.width, HEADS), self._theme.colour("surface"))
        painter.setPen(self._theme.colour("line"))
        painter.drawLine(QLineF(0, HEADS - 1, grid.width, HEADS - 1))
        for place, (day, nature) in enumerate(days):
            left, right = grid.x(place * 2), grid.x(place * 2 + 2)
            box = QRectF(left, 0, right - left, HEADS)
            painter.setPen(self._theme.colour("line"))
            painter.drawLine(QLineF(left, 0, left, HEADS))
            if day == chosen:
                painter.fillRect(QRectF(left, HEADS - 3, right - left, 3), self._theme.colour("accent_fill"))
            self._date(painter, box, day, nature, today)
            if box.width() >= HALVES_FROM:
                self._halves(painter, box)

    def _date(self, painter: QPainter, box: QRectF, day: date, nature: Nature, today: date) -> None:
        number = str(day.day)
        width = max(20.0, QFontMetricsF(self._bold).horizontalAdvance(number) + 8)
        disc = QRectF(box.left() + 6, 3, width, 20)
        if day == today:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour("accent_fill"))
            painter.drawRoundedRect(disc, 10, 10)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setFont(self._bold)
        painter.setPen(self._theme.colour("on_accent" if day == today else "text"))
        painter.drawText(disc, CENTRE, number)
        painter.setFont(self._plain)
        painter.setPen(self._theme.colour("muted"))
        words = " ".join(filter(None, (f"周{WEEKDAYS[day.weekday()]}", nature.tag)))
        painter.drawText(QRectF(disc.right() + 5, 0, box.right() - disc.right() - 5, DATES), LEFT, words)

    def _halves(self, painter: QPainter, box: QRectF) -> None:
        painter.setFont(self._small)
        painter.setPen(self._theme.colour("muted"))
        half = box.width() / 2
        for place, name in enumerate((Half.MORNING, Half.AFTERNOON)):
            painter.drawText(QRectF(box.left() + place * half, DATES - 3, half, HEADS - DATES), CENTRE, name)

    def now(self, painter: QPainter, grid: WeekGrid, monday: date, now: datetime, height: int) -> None:
        """Paint a line at the moment of now, where it lies in the week."""
        half = (now.date() - monday).days * 2 + _within_day(now)
        if not 0 <= half <= HALVES:
            return
        x, colour = grid.x(half), self._theme.colour("official")
        painter.setPen(QPen(colour, 1.5))
        painter.drawLine(QPointF(x, HEADS - 4), QPointF(x, height))
        words = f"{now:%H:%M}"
        width = QFontMetricsF(self._small).horizontalAdvance(words) + 8
        box = QRectF(min(x - width / 2, grid.width - width), DATES - 3, width, HEADS - DATES + 1)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRoundedRect(box, 3, 3)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setFont(self._small)
        painter.setPen(self._theme.colour("surface"))
        painter.drawText(box, CENTRE, words)

    def names_head(self, painter: QPainter, people: int) -> None:
        """Paint over the names how many people there are, and that the days are counted."""
        painter.setFont(self._plain)
        painter.setPen(self._theme.colour("muted"))
        painter.drawText(QRectF(16, 0, NAMES - 16, HEADS), LEFT, f"审核员 {people} 人")
        painter.drawText(QRectF(0, 0, NAMES - 10, HEADS), RIGHT, "天")

    def nobody(self, painter: QPainter, box: QRectF) -> None:
        """Say that nobody has a plan this week."""
        painter.fillRect(box, self._theme.colour("surface"))
        painter.setFont(self._plain)
        painter.setPen(self._theme.colour("muted"))
        painter.drawText(box, CENTRE, "本周没有人有任务")


def _within_day(now: datetime) -> float:
    """Return how far into the day a moment is, in half-days: the working day from 8 to 13 and from 13 to 18."""
    hour = now.hour + now.minute / 60
    return min(max((hour - 8) / 5, 0.0), 2.0)


def _parts(grid: WeekGrid, place: int, bar: Bar) -> list[tuple[QRectF, Half]]:
    whole = grid.bar_box(place, bar)
    edges = [whole.left(), *(grid.x(day * 2) for day in list(bar.days)[1:]), whole.right()]
    return [
        (QRectF(left, whole.top(), right - left, whole.height()), bar.half(day))
        for left, right, day in zip(edges, edges[1:], bar.days, strict=False)
    ]
