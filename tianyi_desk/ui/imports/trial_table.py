"""The first rows of a file as they would be read; what is wrong is marked in its cell."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QObject, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from tianyi_desk.services.mapping_lines import Trial, TrialCell
from tianyi_desk.ui.tables import ROOT, Index
from tianyi_desk.ui.theme import Theme, font
from tianyi_desk.ui.widgets.list_view import ROW_HEIGHT

CELL_ROLE = Qt.ItemDataRole.UserRole + 1
NUMBER, FIRST = 0, 1
NUMBER_WIDTH, NARROWEST, WIDEST, PAD = 56, 72, 240, 8
NOTHING = Trial((), (), (), (), 0)
EMPTY = "（空）"


class TrialModel(QAbstractTableModel):
    """Rows of a trial under the template's names; the first column is the file's own row number."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.trial = NOTHING

    def show_trial(self, trial: Trial) -> None:
        """Show another trial."""
        self.beginResetModel()
        self.trial = trial
        self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self.trial.lines)

    def columnCount(self, parent: Index = ROOT) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.trial.headings) + FIRST

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a heading."""
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return "行" if section == NUMBER else self.trial.headings[section - FIRST]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell says in a role."""
        if not index.isValid():
            return None
        line = self.trial.lines[index.row()]
        cell = (
            TrialCell(f"{line.number}", line.reasons)
            if index.column() == NUMBER
            else line.cells[index.column() - FIRST]
        )
        if role == CELL_ROLE:
            return cell
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.text or (EMPTY if cell.wrong else "")
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{cell.text}\n应为：{cell.wrong}".strip() if cell.wrong else cell.text or None
        return None


class TrialDelegate(QStyledItemDelegate):
    """Paints a cell; a wrong one on the ground of errors, with a mark at its left."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._face = font(13)
        self._metrics = QFontMetrics(self._face)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        theme, cell = self._theme, index.data(CELL_ROLE)
        style: Any = option
        rect = QRectF(style.rect)
        if cell.wrong:
            painter.fillRect(rect, theme.colour("official_soft"))
            painter.fillRect(QRectF(rect.left(), rect.top(), 2, rect.height()), theme.colour("official"))
        elif style.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.colour("accent_soft"))
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), theme.colour("line"))
        muted = index.column() == NUMBER or not cell.text
        painter.setPen(theme.colour("official" if cell.wrong else "muted" if muted else "text"))
        painter.setFont(self._face)
        inner = rect.adjusted(PAD, 0, -PAD, 0)
        text = self._metrics.elidedText(index.data() or "", Qt.TextElideMode.ElideRight, int(inner.width()))
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), text)


class TrialTable(QTableView):
    """Shows a trial; columns are as wide as their first rows need, within bounds."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.rows = TrialModel(self)
        self.setModel(self.rows)
        self.setItemDelegate(TrialDelegate(theme, self))
        self.setAccessibleName("按此读取的前 100 行")
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().setVisible(False)
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setFixedHeight(ROW_HEIGHT)
        theme.changed.connect(self.viewport().update)

    def show_trial(self, trial: Trial) -> None:
        """Show a trial."""
        same = trial.headings == self.rows.trial.headings
        self.rows.show_trial(trial)
        if same:
            return
        metrics = QFontMetrics(font(13))
        self.setColumnWidth(NUMBER, NUMBER_WIDTH)
        for place, heading in enumerate(trial.headings):
            texts = [heading, *(line.cells[place].text for line in trial.lines[:20])]
            wide = max(metrics.horizontalAdvance(text[:40]) for text in texts) + 2 * PAD + 4
            self.setColumnWidth(place + FIRST, max(NARROWEST, min(WIDEST, wide)))
