"""What people said of files that are not the template's: which column is which, and which plan a name means."""

from sqlalchemy.orm import Mapped, mapped_column

from tianyi_desk.models.base import Base
from tianyi_desk.models.shapes import Json, Key, Line, Time, Whole


class ColumnProfileRow(Base):
    """How files with certain headings are read; of several for one fingerprint the latest holds.

    Nothing is ever deleted: forgetting is a row without `entity`. `columns` maps fields to headings, as JSON.
    """

    __tablename__ = "column_profile"

    id: Mapped[Key]
    fingerprint: Mapped[Line] = mapped_column(index=True)
    entity: Mapped[Line | None]
    columns: Mapped[Json]
    datum: Mapped[Line | None]
    times: Mapped[Line]
    actor: Mapped[Line]
    at: Mapped[Time]


class ClaimRow(Base):
    """Which plan check-ins mean that name an enterprise and a time; the latest of a `key` holds.

    `plan` is its number; None takes an earlier choice back. `score` is the likeness in hundredths that was shown.
    """

    __tablename__ = "claim"

    id: Mapped[Key]
    key: Mapped[Line] = mapped_column(index=True)
    plan: Mapped[Line | None]
    score: Mapped[Whole]
    actor: Mapped[Line]
    at: Mapped[Time]
