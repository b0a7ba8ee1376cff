"""What people did and wrote, as tables: roster, check-ins, photos, reviews, explanations."""

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tianyi_desk.models.base import Base, Versioned
from tianyi_desk.models.shapes import (
    CategoryWord,
    ChannelWord,
    DatumWord,
    Day,
    Degrees,
    EventWord,
    FlawWord,
    Key,
    KindWord,
    Line,
    Long,
    PhotoPartKey,
    PlanKey,
    SeenByWord,
    SheetKey,
    SideWord,
    Time,
    Whole,
    WordList,
)


class PersonRow(Versioned, Base):
    """A person of the roster."""

    __tablename__ = "person"

    id: Mapped[Key]
    name: Mapped[Line] = mapped_column(index=True)
    id_number: Mapped[Line]
    ccaa_number: Mapped[Line]
    phone: Mapped[Line]
    department: Mapped[Line]
    qualification: Mapped[Line]
    state: Mapped[Line]
    sheet_id: Mapped[SheetKey | None]
    sheet_row: Mapped[Whole]


class CheckInRow(Base):
    """A sign-in or sign-out: `plan_id` None for a 钉钉 record that names no plan.

    `datum` and `fix_datum` are None where there is no coordinate.
    """

    __tablename__ = "check_in"
    __table_args__ = (
        Index(None, "name", "at"),
        Index(None, "phone", "at"),
        Index(None, "plan_id"),
        Index(None, "longitude", "latitude"),
    )

    id: Mapped[Key]
    plan_id: Mapped[PlanKey | None]
    name: Mapped[Line]
    event: Mapped[EventWord]
    at: Mapped[Time]
    phone: Mapped[Line]
    place: Mapped[Line]
    longitude: Mapped[Degrees | None]
    latitude: Mapped[Degrees | None]
    datum: Mapped[DatumWord | None]
    datum_stated: Mapped[bool]
    decimals: Mapped[Whole]
    flaw: Mapped[FlawWord | None]
    swapped: Mapped[bool]
    wgs_longitude: Mapped[Degrees | None]
    wgs_latitude: Mapped[Degrees | None]
    fix_longitude: Mapped[Degrees | None]
    fix_latitude: Mapped[Degrees | None]
    fix_datum: Mapped[DatumWord | None]
    fix_datum_stated: Mapped[bool]
    fix_decimals: Mapped[Whole]
    fix_flaw: Mapped[FlawWord | None]
    fix_swapped: Mapped[bool]
    fix_wgs_longitude: Mapped[Degrees | None]
    fix_wgs_latitude: Mapped[Degrees | None]
    declined: Mapped[bool]
    channel: Mapped[ChannelWord | None]
    remarks: Mapped[Long]
    sheet_id: Mapped[SheetKey | None]
    sheet_row: Mapped[Whole]


class PhotoRow(Base):
    """An uploaded photo as listed, whether or not its file was handed in."""

    __tablename__ = "photo"
    __table_args__ = (UniqueConstraint("plan_id", "category", "file_name"),)

    id: Mapped[Key]
    plan_id: Mapped[PlanKey]
    category: Mapped[CategoryWord]
    file_name: Mapped[Line]
    uploader: Mapped[Line]
    uploaded_at: Mapped[Time | None]
    shot_with: Mapped[Line]
    sheet_id: Mapped[SheetKey | None]
    sheet_row: Mapped[Whole]


class PhotoFileRow(Base):
    """The file of a listed photo; `kept_as` is its copy's path below the folder of kept files."""

    __tablename__ = "photo_file"

    photo_id: Mapped[PhotoPartKey]
    sha256: Mapped[Line] = mapped_column(index=True)
    kept_as: Mapped[Line]
    size: Mapped[Whole]  # bytes


class PhotoReviewRow(Versioned, Base):
    """What a reviewer recognised in a photo."""

    __tablename__ = "photo_review"
    __table_args__ = (UniqueConstraint("plan_id", "file_name"),)

    id: Mapped[Key]
    plan_id: Mapped[PlanKey]
    file_name: Mapped[Line]
    people: Mapped[WordList]
    seen_by: Mapped[SeenByWord]
    enterprise_seen: Mapped[bool]
    conclusion: Mapped[Line]
    reviewer: Mapped[Line]
    reviewed_at: Mapped[Time | None]
    sheet_id: Mapped[SheetKey | None]
    sheet_row: Mapped[Whole]


class ExplanationRow(Versioned, Base):
    """异常说明 or 其他情况说明 of one side."""

    __tablename__ = "explanation"
    __table_args__ = (UniqueConstraint("plan_id", "kind", "side", "filed_on", "author"),)

    id: Mapped[Key]
    plan_id: Mapped[PlanKey]
    kind: Mapped[KindWord]
    side: Mapped[SideWord]
    filed_on: Mapped[Day]
    text: Mapped[Long]
    author: Mapped[Line]
    cause: Mapped[Long]
    reported_on: Mapped[Day | None]
    sheet_id: Mapped[SheetKey | None]
    sheet_row: Mapped[Whole]
