"""The composer beside the list of 异常: opened for what is chosen there, going from one to the next."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from tianyi_desk.facts.vocabulary import AnomalyKind, FindingClass, Status
from tianyi_desk.services.deviations import Deviation
from tianyi_desk.services.draft_writing import Wish
from tianyi_desk.ui.explaining.composer import Composer
from tianyi_desk.ui.explaining.composer_view import CODE_OF, WIDTH
from tianyi_desk.ui.panel import Surroundings
from tianyi_desk.ui.tables import RowTableModel
from tianyi_desk.ui.widgets.list_view import ListView

KIND_OF = {code: kind for kind, code in CODE_OF.items()} | {"H17": AnomalyKind.STATEMENT}
EXPLAINED = {*KIND_OF, "H16", "H19"}
"""The codes that an explanation answers."""


class ExplainingSide(QWidget):
    """Holds the composer, made when it is first wanted."""

    told = Signal(str)
    closed = Signal()
    next_wanted = Signal()

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self._around = around
        self.composer: Composer | None = None
        self._inside = QHBoxLayout(self)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(0)
        line = QFrame()
        line.setObjectName("divider")
        self._inside.addWidget(line)
        self.hide()

    def open(self, rows: Sequence[Deviation]) -> bool:
        """Open the explanation of what was chosen; tell whether there is any to be written."""
        wish = wish_of(rows)
        if wish is None:
            self.told.emit("所选的不需要机构说明：只有官方异常和其他情况说明要写")
            return False
        if self.composer is None:
            self.composer = Composer(self._around, goes_on=True)
            self.composer.setMinimumWidth(WIDTH - 1)
            self._inside.addWidget(self.composer, 1)
            self.composer.told.connect(self.told)
            self.composer.closed.connect(self.put_away)
            self.composer.next_wanted.connect(self.next_wanted)
        several = {row.number for row in rows if row.number in wish.numbers}
        self.show()
        self.composer.open(wish.numbers[0], wish.kinds, wish.numbers if len(several) > 1 else ())
        return True

    def refresh(self) -> None:
        """Read anew what others wrote."""
        if self.composer is not None and not self.isHidden():
            self.composer.refresh()

    def go_on(self, view: ListView[Deviation], model: RowTableModel[Deviation]) -> None:
        """Go to the next row that still owes an explanation, and open it."""
        current = view.current()
        here = model.place_of(model.key(current)) if current is not None else None
        done = self.composer.numbers if self.composer is not None else ()
        place = next_to_explain(model.rows, -1 if here is None else here, done)
        if place is None:
            self.told.emit("下面没有要写说明的了")
            return
        view.go_to(place)
        self.open([model.row(place)])

    def put_away(self) -> None:
        """Close the composer; what is written is saved."""
        self.hide()
        self.closed.emit()


def wish_of(rows: Sequence[Deviation]) -> Wish | None:
    """Return the plans and kinds that chosen rows ask to be explained: those of the first row's visit."""
    able = [row for row in rows if row.code in EXPLAINED]
    if not able:
        return None
    first = able[0]
    visit = {first.number, *first.bound_with}
    mine = [row for row in able if row.number in visit]
    numbers = tuple(dict.fromkeys(row.number for row in mine))
    kinds = {KIND_OF[row.code] for row in mine if row.code in KIND_OF}
    return Wish(numbers, tuple(kind for kind in AnomalyKind if kind in kinds), "", "")


def next_to_explain(rows: Sequence[Deviation], after: int, done: Sequence[str]) -> int | None:
    """Return where the next row stands that still owes an explanation; None where there is none below."""
    for place in range(after + 1, len(rows)):
        row = rows[place]
        owes = row.finding_class is FindingClass.OFFICIAL and row.status is Status.ANOMALOUS
        if owes and row.number not in done:
            return place
    return None
