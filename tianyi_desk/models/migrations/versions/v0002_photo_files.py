"""Keep which file a photo is, by its SHA-256; find the history of what was taken away."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table of photo files, and an index of what was taken away."""
    op.create_table(
        "photo_file",
        sa.Column("photo_id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("kept_as", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["photo_id"], ["photo.id"], name=op.f("fk_photo_file_photo_id")),
        sa.PrimaryKeyConstraint("photo_id", name=op.f("pk_photo_file")),
    )
    op.create_index(op.f("ix_photo_file_sha256"), "photo_file", ["sha256"], unique=False)
    removed = sa.text("field IS NULL AND after IS NULL")
    op.create_index(
        op.f("ix_change_key"), "change", ["key"], unique=False, sqlite_where=removed, postgresql_where=removed
    )
