"""Explanations on their way to being filed, as tables: drafts, their versions and attachments, ready causes."""

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tianyi_desk.models.base import Base, Versioned
from tianyi_desk.models.shapes import (
    ActWord,
    AttachmentWord,
    Day,
    DraftKey,
    DraftPartKey,
    Key,
    Line,
    Long,
    PlanPartKey,
    SideWord,
    StageWord,
    Time,
    Whole,
    WordList,
)


class DraftRow(Versioned, Base):
    """One text for some plans of a visit and some kinds of anomaly; it counts for the rules only once it is filed.

    Of the auditors' side a row says that their text was returned, and with which word.
    """

    __tablename__ = "draft"

    id: Mapped[Key]
    side: Mapped[SideWord]
    kinds: Mapped[WordList]
    cause: Mapped[Line]  # the code of a ready cause, "" where none was chosen
    text: Mapped[Long]
    stage: Mapped[StageWord] = mapped_column(index=True)
    author: Mapped[Line]
    written_at: Mapped[Time]
    reviewer: Mapped[Line]
    reviewed_at: Mapped[Time | None]
    copied_at: Mapped[Time | None]
    filed_on: Mapped[Day | None]
    word: Mapped[Long]  # with which it was returned last, "" where it was not


class DraftPlanRow(Base):
    """A plan that a draft is for."""

    __tablename__ = "draft_plan"

    plan_id: Mapped[PlanPartKey]
    draft_id: Mapped[DraftPartKey] = mapped_column(index=True)


class DraftVersionRow(Base):
    """A draft as it stood after somebody did something with it."""

    __tablename__ = "draft_version"

    id: Mapped[Key]
    draft_id: Mapped[DraftKey] = mapped_column(index=True)
    act: Mapped[ActWord]
    stage: Mapped[StageWord]
    cause: Mapped[Line]
    text: Mapped[Long]
    word: Mapped[Long]
    actor: Mapped[Line]
    at: Mapped[Time]


class AttachmentRow(Base):
    """A file beside a draft; `kept_as` is its copy's path below the folder of kept files."""

    __tablename__ = "attachment"

    id: Mapped[Key]
    draft_id: Mapped[DraftKey] = mapped_column(index=True)
    kind: Mapped[AttachmentWord]
    name: Mapped[Line]
    sha256: Mapped[Line] = mapped_column(index=True)
    kept_as: Mapped[Line]
    size: Mapped[Whole]  # bytes
    actor: Mapped[Line]
    at: Mapped[Time]


class CauseRow(Versioned, Base):
    """A ready cause as people edited it; those that nobody edited stand in resources/causes.toml alone."""

    __tablename__ = "cause"
    __table_args__ = (UniqueConstraint("code"),)

    id: Mapped[Key]
    code: Mapped[Line]
    place: Mapped[Whole]  # in the list, from 1
    title: Mapped[Line]
    clause: Mapped[Line]
    template: Mapped[Long]
