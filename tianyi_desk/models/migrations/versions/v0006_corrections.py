"""Keep what people put right: hand-made bindings, voided records, and which change undoes which."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the three tables, and the index by which a plan finds the records that were moved away from it."""
    op.create_table(
        "binding",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("one_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("bound", sa.Boolean(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["one_id"], ["plan.id"], name=op.f("fk_binding_one_id")),
        sa.ForeignKeyConstraint(["other_id"], ["plan.id"], name=op.f("fk_binding_other_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_binding")),
        sa.UniqueConstraint("one_id", "other_id", name=op.f("uq_binding_one_id_other_id")),
    )
    op.create_index(op.f("ix_binding_other_id"), "binding", ["other_id"])
    op.create_table(
        "voided",
        sa.Column("entity", sa.Text(), nullable=False),
        sa.Column("entity_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("entity", "entity_id", name=op.f("pk_voided")),
    )
    op.create_table(
        "reversal",
        sa.Column("change_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("undoes", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["change_id"], ["change.id"], name=op.f("fk_reversal_change_id")),
        sa.ForeignKeyConstraint(["undoes"], ["change.id"], name=op.f("fk_reversal_undoes")),
        sa.PrimaryKeyConstraint("change_id", name=op.f("pk_reversal")),
    )
    op.create_index(op.f("ix_reversal_undoes"), "reversal", ["undoes"])
    op.create_index(
        op.f("ix_change_before"),
        "change",
        ["before"],
        sqlite_where=sa.text("field = 'plan'"),
        postgresql_where=sa.text("field = 'plan'"),
    )
