"""What the department announces, as tables: its own notices, their files, who has read what, whom to ask."""

from sqlalchemy import Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tianyi_desk.models.base import Base, Versioned
from tianyi_desk.models.shapes import Day, Key, Line, Long, NoticeKey, Time, Whole


class NoticeRow(Versioned, Base):
    """A notice that people put in; those that ship with the program stand in resources/notices.toml alone.

    `policy` is the first day of the policy that it changed, None where it changed none. Nothing is ever deleted:
    `withdrawn_at` says since when it is no longer in force.
    """

    __tablename__ = "notice"

    id: Mapped[Key]
    title: Mapped[Line]
    number: Mapped[Line]
    issuer: Mapped[Line]
    published: Mapped[Day]
    effective: Mapped[Day | None]
    policy: Mapped[Day | None]
    text: Mapped[Long]
    actor: Mapped[Line]
    at: Mapped[Time]
    withdrawn_at: Mapped[Time | None]


class NoticeFileRow(Base):
    """A file that goes with a notice; `kept_as` is its copy's path below the folder of kept files."""

    __tablename__ = "notice_file"

    id: Mapped[Key]
    notice_id: Mapped[NoticeKey] = mapped_column(index=True)
    name: Mapped[Line]
    sha256: Mapped[Line]
    kept_as: Mapped[Line]
    size: Mapped[Whole]  # bytes


class NoticeReadRow(Base):
    """Somebody has read a notice; `notice` is its code, as in resources/notices.toml or of its own row."""

    __tablename__ = "notice_read"

    notice: Mapped[str] = mapped_column(Text, primary_key=True)
    actor: Mapped[str] = mapped_column(Text, primary_key=True)
    at: Mapped[Time]


class ContactRow(Versioned, Base):
    """Whom to ask, as people edited it; a role that nobody edited stands in resources/notices.toml alone."""

    __tablename__ = "contact"
    __table_args__ = (UniqueConstraint("role"),)

    id: Mapped[Key]
    role: Mapped[Line]
    department: Mapped[Line]
    name: Mapped[Line]
    phone: Mapped[Line]
