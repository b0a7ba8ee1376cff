"""How plans were judged, as tables: findings with what people decided, and one verdict a plan."""

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tianyi_desk.models.base import Base, Versioned
from tianyi_desk.models.shapes import (
    ChannelWord,
    Day,
    DispositionWord,
    Json,
    Key,
    Line,
    Long,
    Metres,
    PlanKey,
    StatusWord,
    Time,
    WordList,
)


class FindingRow(Versioned, Base):
    """An anomaly, once per plan, code and subject; one that no longer holds is closed, never deleted."""

    __tablename__ = "finding"
    __table_args__ = (
        UniqueConstraint("plan_id", "code", "subject"),
        Index(None, "code", "subject"),
    )

    id: Mapped[Key]
    plan_id: Mapped[PlanKey]
    code: Mapped[Line]
    subject: Mapped[Line]
    kind: Mapped[Line | None]
    expected: Mapped[bool]
    evidence: Mapped[Json]
    message: Mapped[Long]
    disposition: Mapped[DispositionWord | None]
    decided_by: Mapped[Line | None]
    decided_at: Mapped[Time | None]
    decided_reason: Mapped[Long | None]
    opened_at: Mapped[Time]
    closed_at: Mapped[Time | None]
    closed_reason: Mapped[Long | None]
    policy: Mapped[Day | None]


class JudgementRow(Base):
    """The latest verdict on a plan; it can be worked out again at any time, so it has no history."""

    __tablename__ = "judgement"

    plan_id: Mapped[PlanKey] = mapped_column(primary_key=True, autoincrement=False)
    as_of: Mapped[Time]
    policy: Mapped[Day | None]
    channel: Mapped[ChannelWord]
    status: Mapped[StatusWord] = mapped_column(index=True)
    bound_with: Mapped[WordList]
    deadline: Mapped[Day | None] = mapped_column(index=True)
    opening_distance_m: Mapped[Metres | None]
    opening_borderline: Mapped[bool | None]
    opening_nearest_address: Mapped[Line | None]
    closing_distance_m: Mapped[Metres | None]
    closing_borderline: Mapped[bool | None]
    closing_nearest_address: Mapped[Line | None]
    photos_unreviewed: Mapped[bool]
    judged_at: Mapped[Time]
