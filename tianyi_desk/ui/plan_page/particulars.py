"""Name and value pairs on the page: the plan's particulars, its addresses, source rows as they were read."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from tianyi_desk.facts.wording import day_words, moment_words
from tianyi_desk.services.correction_slots import Editable
from tianyi_desk.services.plan_head import PlanHead
from tianyi_desk.services.plan_page import AddressRow
from tianyi_desk.services.plan_sources import SourceRow
from tianyi_desk.ui.labels import label
from tianyi_desk.ui.plan_page.fact_label import FactLabel
from tianyi_desk.ui.theme import Theme
from tianyi_desk.ui.widgets.folds import Fold, FoldLine, FoldList

NAME_WIDTH = 64


class Pairs(QWidget):
    """Names at the left, values at the right, which can be selected and copied.

    Values that may be put right bear a pencil; `wanted` carries what a person wants to put right, and where it stands.
    """

    wanted = Signal(object, object)

    def __init__(
        self,
        pairs: Iterable[tuple[str, str]] = (),
        name_width: int = NAME_WIDTH,
        theme: Theme | None = None,
    ) -> None:
        super().__init__()
        self._theme = theme
        self.facts: list[FactLabel] = []
        self.pairs: tuple[tuple[str, str], ...] = ()
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnMinimumWidth(0, name_width)
        self._grid.setColumnStretch(1, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addLayout(self._grid)
        self.set_pairs(pairs)

    def set_pairs(
        self, pairs: Iterable[tuple[str, str]], editables: Mapping[str, Sequence[Editable]] | None = None
    ) -> None:
        """Show other pairs; `editables` are what may be put right, by the names of the pairs."""
        self.facts = []
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        self.pairs = tuple(pairs)
        for place, (name, value) in enumerate(self.pairs):
            title = label(name, "small")
            title.setAlignment(Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(title, place, 0)
            found = (editables or {}).get(name, ())
            self._grid.addWidget(self._value(value, found), place, 1)

    def _value(self, value: str, found: Sequence[Editable]) -> QWidget:
        if not found or self._theme is None:
            return label(value, "note", wrap=True, selectable=True)
        fact = FactLabel(self._theme, value, found)
        fact.wanted.connect(lambda: self.wanted.emit(fact.editables, fact))
        self.facts.append(fact)
        return fact


def particulars(head: PlanHead) -> list[tuple[str, str]]:
    """Return what else is known of the plan; what is empty is left out."""
    contact = " ".join(filter(None, (head.contact, head.contact_phone)))
    judged = f"按 {moment_words(head.as_of)} 判定" if head.as_of else "尚未判定"
    policy = f"{head.policy.isoformat()} 起：{head.policy_title}" if head.policy else "没有适用的签到政策"
    found = (
        ("企业名称", head.enterprise),
        ("审核时间", f"{moment_words(head.start)} 至 {moment_words(head.end)}"),
        ("审核方式", head.mode.value),
        ("审核活动", "、".join(head.activities)),
        ("认证领域", "、".join(head.fields)),
        ("签到渠道", head.channel.value + ("（随绑定计划，不另欠签到）" if head.covered else "")),
        ("签到政策", policy),
        *((due.title, f"{day_words(due.day)}（{due.reason}）") for due in head.dues),
        ("判定", judged),
        ("信用代码", head.credit_code),
        ("证书号", "、".join(head.certificates)),
        ("行政区划", head.region),
        ("联系人", contact),
        ("临时调整", head.adjustment),
        ("备注", head.remarks),
    )
    return [(name, value) for name, value in found if value]


FIELDS_OF = {
    "企业名称": ("enterprise",),
    "审核时间": ("period", "start", "end", "opening_at", "closing_start", "closing_end"),
    "审核方式": ("mode",),
    "审核活动": ("activities",),
    "认证领域": ("projects",),
    "签到渠道": ("synced", "projects", "state", "confidential"),
    "信用代码": ("credit_code",),
    "证书号": ("certificates",),
    "行政区划": ("region",),
    "联系人": ("contact", "contact_phone"),
    "临时调整": ("adjustment",),
    "备注": ("remarks",),
}
"""Which fields of the plan stand behind each of its particulars."""


def of_particulars(editables: Iterable[Editable]) -> dict[str, list[Editable]]:
    """Return what may be put right of a plan, by the names of its particulars."""
    mine = {one.slot.field: one for one in editables if one.slot.entity == "审核计划" and not one.slot.aspect}
    return {name: [mine[field] for field in fields if field in mine] for name, fields in FIELDS_OF.items()}


def of_addresses(editables: Iterable[Editable]) -> dict[str, list[Editable]]:
    """Return what may be put right of a plan's addresses, by the names of their pairs."""
    found: dict[str, list[Editable]] = {}
    for one in editables:
        if one.slot.field == "addresses" and one.slot.part is not None:
            found.setdefault(f"地址 {one.slot.part + 1}", []).append(one)
    return found


def address_pairs(rows: Sequence[AddressRow]) -> list[tuple[str, str]]:
    """Return the audit addresses by number, each with its coordinate, where that came from, and what ails it."""
    return [
        (f"地址 {place}", f"{row.text or '（没有文字）'}\n{_position_words(row)}")
        for place, row in enumerate(rows, 1)
    ]


def _position_words(row: AddressRow) -> str:
    if row.position == "无坐标":
        return row.position
    return "，".join([row.position, f"{row.origin.value}坐标", *(["经纬度已换回"] if row.swapped else [])])


class SourceRows(QWidget):
    """The rows that the plan and its records were read from; each folds out to its cells."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.list = FoldList()
        self.empty = label("没有保存来源行：这条计划不是从表格导入的", "small", wrap=True)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.empty)
        inside.addWidget(self.list)

    def show_rows(self, rows: Sequence[SourceRow], number: str) -> None:
        """Show the rows of the plan with a number."""
        self.empty.setVisible(not rows)
        self.list.set_folds([Fold(self._theme, _line(row, number), partial(_cells, row)) for row in rows])


def _line(row: SourceRow, number: str) -> FoldLine:
    """Return a row's line: where it stands, and what its cells say besides the plan's number."""
    shown = "　".join(text for _heading, text in row.cells if text not in ("", number))
    return FoldLine(
        (),
        f"{row.place}　{shown}",
        f"第 {row.batch} 批",
        f"{row.place}\n{moment_words(row.imported_at)} 导入",
    )


def _cells(row: SourceRow) -> QWidget:
    cells = [(heading.rstrip("*"), text or "（空）") for heading, text in row.cells]
    return Pairs(cells or [("原始行", "没有保存单元格")], 96)
