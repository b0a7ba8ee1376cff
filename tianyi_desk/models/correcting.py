"""What people put right beyond a fact's own columns, as tables: hand-made bindings, voided records, undone changes."""

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tianyi_desk.models.base import Base, Versioned
from tianyi_desk.models.shapes import Key, PlanKey


class BindingRow(Versioned, Base):
    """What a person said of two plans, the lower number first; `bound` None leaves it to the rule book again."""

    __tablename__ = "binding"
    __table_args__ = (UniqueConstraint("one_id", "other_id"), Index(None, "other_id"))

    id: Mapped[Key]
    one_id: Mapped[PlanKey]
    other_id: Mapped[PlanKey]
    bound: Mapped[bool | None]


class VoidedRow(Base):
    """A record that a person declared void: it is kept, and enters no judgement."""

    __tablename__ = "voided"

    entity: Mapped[str] = mapped_column(Text, primary_key=True)
    entity_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class ReversalRow(Base):
    """A change row that undoes an earlier one."""

    __tablename__ = "reversal"

    change_id: Mapped[int] = mapped_column(ForeignKey("change.id"), primary_key=True, autoincrement=False)
    undoes: Mapped[int] = mapped_column(ForeignKey("change.id"), index=True)
