"""经过: who did what with a text and when, every version to be read again."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from tianyi_desk.services.draft_views import Version
from tianyi_desk.ui.explaining.bare_list import BareList
from tianyi_desk.ui.remembered import Remembered
from tianyi_desk.ui.tables import Column, RowTableModel
from tianyi_desk.ui.theme import Theme

COURSE_COLUMNS: tuple[Column[Version], ...] = (
    Column(
        "at",
        "时间",
        lambda row: f"{row.at:%m-%d %H:%M}",
        84,
        sort=lambda row: row.at,
        tone=lambda _row: "muted",
    ),
    Column(
        "act", "经过", lambda row: row.words, 200, stretch=True, tip=lambda row: f"{row.words}\n\n{row.text}"
    ),
    Column("length", "字数", lambda row: str(len(row.text)), 48, sort=lambda row: len(row.text), right=True),
)


class CourseList(BareList[Version]):
    """The versions, oldest first; Enter asks for one to be read."""

    wanted = Signal(object)

    def __init__(self, theme: Theme, remembered: Remembered) -> None:
        self.model_of_rows: RowTableModel[Version] = RowTableModel(COURSE_COLUMNS, id)
        super().__init__("draft-course", self.model_of_rows, theme, remembered)
        self.model_of_rows.setParent(self)
        self.setAccessibleName("经过")
        self.opened.connect(self.wanted)

    def show_course(self, versions: Sequence[Version]) -> None:
        """Show other versions."""
        self.model_of_rows.set_rows(versions)
        self.setVisible(bool(versions))
