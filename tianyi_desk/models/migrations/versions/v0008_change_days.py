"""Keep on which day a change took effect, where somebody says so: since when a person is 离职, or 高级审核员."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table of the days of changes."""
    op.create_table(
        "change_day",
        sa.Column("change_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["change_id"], ["change.id"], name=op.f("fk_change_day_change_id")),
        sa.PrimaryKeyConstraint("change_id", name=op.f("pk_change_day")),
    )
