"""The column of months that reports can be made of."""

from dataclasses import dataclass

from tianyi_desk.ui.tables import Column


@dataclass(frozen=True, slots=True)
class MonthLine:
    """A month that plans end in (2021-10), and how many."""

    month: str
    plans: int

    @property
    def words(self) -> str:
        """Write the month as people do."""
        year, month = self.month.split("-")
        return f"{year} 年 {int(month)} 月"


MONTHS: tuple[Column[MonthLine], ...] = (
    Column("month", "月份", lambda one: one.words, 110, sort=lambda one: one.month, stretch=True, bold=True),
    Column("plans", "计划", lambda one: f"{one.plans:,}", 64, sort=lambda one: one.plans, right=True),
)
