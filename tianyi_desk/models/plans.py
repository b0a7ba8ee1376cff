"""审核计划 as tables: the plan, its addresses, its team."""

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from tianyi_desk.models.base import Base, Versioned
from tianyi_desk.models.shapes import (
    DatumWord,
    Degrees,
    FlawWord,
    Key,
    Line,
    Long,
    ModeWord,
    OriginWord,
    PlaceInList,
    PlanPartKey,
    RoleWord,
    SheetKey,
    Time,
    Whole,
    WordList,
)


class PlanRow(Versioned, Base):
    """A plan; `enterprise_folded` is the name as binding groups by it."""

    __tablename__ = "plan"

    id: Mapped[Key]
    number: Mapped[Line] = mapped_column(unique=True)
    enterprise: Mapped[Line]
    enterprise_folded: Mapped[Line] = mapped_column(index=True)
    projects: Mapped[WordList]
    start: Mapped[Time] = mapped_column(index=True)
    end: Mapped[Time] = mapped_column(index=True)
    mode: Mapped[ModeWord]
    activities: Mapped[WordList]
    opening_at: Mapped[Time | None]
    closing_start: Mapped[Time | None]
    closing_end: Mapped[Time | None]
    credit_code: Mapped[Line]
    certificates: Mapped[WordList]
    region: Mapped[Line]
    foreign: Mapped[bool]
    contact: Mapped[Line]
    contact_phone: Mapped[Line]
    confidential: Mapped[bool]
    adjustment: Mapped[Long]
    synced: Mapped[bool | None]
    remarks: Mapped[Long]
    state: Mapped[Line]
    sheet_id: Mapped[SheetKey | None]
    sheet_row: Mapped[Whole]


class AddressRow(Base):
    """One of a plan's audit addresses; `datum` None means that there is no coordinate."""

    __tablename__ = "address"
    __table_args__ = ({"sqlite_with_rowid": False},)

    plan_id: Mapped[PlanPartKey]
    place: Mapped[PlaceInList]
    text: Mapped[Line]
    longitude: Mapped[Degrees | None]
    latitude: Mapped[Degrees | None]
    datum: Mapped[DatumWord | None]
    datum_stated: Mapped[bool]
    decimals: Mapped[Whole]
    flaw: Mapped[FlawWord | None]
    swapped: Mapped[bool]
    wgs_longitude: Mapped[Degrees | None]
    wgs_latitude: Mapped[Degrees | None]
    origin: Mapped[OriginWord]


class MemberRow(Base):
    """A person on a plan's team; `identity` is the number that tells them, None where the plan gives none."""

    __tablename__ = "member"
    __table_args__ = (
        Index(None, "name"),
        Index(None, "identity"),
        {"sqlite_with_rowid": False},
    )

    plan_id: Mapped[PlanPartKey]
    place: Mapped[PlaceInList]
    name: Mapped[Line]
    role: Mapped[RoleWord]
    remote: Mapped[bool]
    absent: Mapped[bool]
    id_number: Mapped[Line]
    ccaa_number: Mapped[Line]
    phone: Mapped[Line]
    identity: Mapped[Line | None]
