"""Months that were closed, as a table: the figures and the plans as they stood, never written again."""

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from tianyi_desk.models.base import Base
from tianyi_desk.models.shapes import Json, Line, Time


class ClosedMonthRow(Base):
    """How a closed month (2021-10) stood when a month was closed: itself, or a later one that told its adjustments.

    `figures` is an object of numbers by name, `plans` one of objects by plan number.
    """

    __tablename__ = "closed_month"

    month: Mapped[str] = mapped_column(Text, primary_key=True)
    told_in: Mapped[str] = mapped_column(Text, primary_key=True)
    actor: Mapped[Line]
    at: Mapped[Time]
    figures: Mapped[Json]
    plans: Mapped[Json]
