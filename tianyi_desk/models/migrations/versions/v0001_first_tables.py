"""Lay the first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make every table and index of the first schema."""
    op.create_table(
        "batch",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("added", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.Column("unchanged", sa.Integer(), nullable=False),
        sa.Column("rejected", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batch")),
    )
    op.create_table(
        "change",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.Column("entity", sa.Text(), nullable=False),
        sa.Column("entity_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=True),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name=op.f("fk_change_batch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change")),
    )
    op.create_index(op.f("ix_change_batch_id"), "change", ["batch_id"], unique=False)
    op.create_index(op.f("ix_change_entity_entity_id"), "change", ["entity", "entity_id"], unique=False)
    op.create_table(
        "source_file",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=True),
        sa.Column("kept_as", sa.Text(), nullable=True),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name=op.f("fk_source_file_batch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source_file")),
    )
    op.create_index(op.f("ix_source_file_batch_id"), "source_file", ["batch_id"], unique=False)
    op.create_table(
        "source_sheet",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("sheet", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["source_file.id"], name=op.f("fk_source_sheet_file_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source_sheet")),
        sa.UniqueConstraint("file_id", "sheet", name=op.f("uq_source_sheet_file_id_sheet")),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("id_number", sa.Text(), nullable=False),
        sa.Column("ccaa_number", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("department", sa.Text(), nullable=False),
        sa.Column("qualification", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("sheet_id", sa.Integer(), nullable=True),
        sa.Column("sheet_row", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["sheet_id"], ["source_sheet.id"], name=op.f("fk_person_sheet_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
    )
    op.create_index(op.f("ix_person_name"), "person", ["name"], unique=False)
    op.create_table(
        "plan",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("enterprise", sa.Text(), nullable=False),
        sa.Column("enterprise_folded", sa.Text(), nullable=False),
        sa.Column("projects", sa.Text(), nullable=False),
        sa.Column("start", sa.DateTime(), nullable=False),
        sa.Column("end", sa.DateTime(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=False),
        sa.Column("activities", sa.Text(), nullable=False),
        sa.Column("opening_at", sa.DateTime(), nullable=True),
        sa.Column("closing_start", sa.DateTime(), nullable=True),
        sa.Column("closing_end", sa.DateTime(), nullable=True),
        sa.Column("credit_code", sa.Text(), nullable=False),
        sa.Column("certificates", sa.Text(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("foreign", sa.Boolean(), nullable=False),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("contact_phone", sa.Text(), nullable=False),
        sa.Column("confidential", sa.Boolean(), nullable=False),
        sa.Column("adjustment", sa.Text(), nullable=False),
        sa.Column("synced", sa.Boolean(), nullable=True),
        sa.Column("remarks", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("sheet_id", sa.Integer(), nullable=True),
        sa.Column("sheet_row", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["sheet_id"], ["source_sheet.id"], name=op.f("fk_plan_sheet_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan")),
        sa.UniqueConstraint("number", name=op.f("uq_plan_number")),
    )
    op.create_index(op.f("ix_plan_end"), "plan", ["end"], unique=False)
    op.create_index(op.f("ix_plan_enterprise_folded"), "plan", ["enterprise_folded"], unique=False)
    op.create_index(op.f("ix_plan_start"), "plan", ["start"], unique=False)
    op.create_table(
        "source_row",
        sa.Column("sheet_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("row", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("raw", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["sheet_id"], ["source_sheet.id"], name=op.f("fk_source_row_sheet_id")),
        sa.PrimaryKeyConstraint("sheet_id", "row", name=op.f("pk_source_row")),
    )
    op.create_table(
        "address",
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("longitude", sa.Float(precision=53), nullable=True),
        sa.Column("latitude", sa.Float(precision=53), nullable=True),
        sa.Column("datum", sa.Text(), nullable=True),
        sa.Column("datum_stated", sa.Boolean(), nullable=False),
        sa.Column("decimals", sa.Integer(), nullable=False),
        sa.Column("flaw", sa.Text(), nullable=True),
        sa.Column("swapped", sa.Boolean(), nullable=False),
        sa.Column("wgs_longitude", sa.Float(precision=53), nullable=True),
        sa.Column("wgs_latitude", sa.Float(precision=53), nullable=True),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_address_plan_id")),
        sa.PrimaryKeyConstraint("plan_id", "place", name=op.f("pk_address")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "check_in",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("longitude", sa.Float(precision=53), nullable=True),
        sa.Column("latitude", sa.Float(precision=53), nullable=True),
        sa.Column("datum", sa.Text(), nullable=True),
        sa.Column("datum_stated", sa.Boolean(), nullable=False),
        sa.Column("decimals", sa.Integer(), nullable=False),
        sa.Column("flaw", sa.Text(), nullable=True),
        sa.Column("swapped", sa.Boolean(), nullable=False),
        sa.Column("wgs_longitude", sa.Float(precision=53), nullable=True),
        sa.Column("wgs_latitude", sa.Float(precision=53), nullable=True),
        sa.Column("fix_longitude", sa.Float(precision=53), nullable=True),
        sa.Column("fix_latitude", sa.Float(precision=53), nullable=True),
        sa.Column("fix_datum", sa.Text(), nullable=True),
        sa.Column("fix_datum_stated", sa.Boolean(), nullable=False),
        sa.Column("fix_decimals", sa.Integer(), nullable=False),
        sa.Column("fix_flaw", sa.Text(), nullable=True),
        sa.Column("fix_swapped", sa.Boolean(), nullable=False),
        sa.Column("fix_wgs_longitude", sa.Float(precision=53), nullable=True),
        sa.Column("fix_wgs_latitude", sa.Float(precision=53), nullable=True),
        sa.Column("declined", sa.Boolean(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=True),
        sa.Column("remarks", sa.Text(), nullable=False),
        sa.Column("sheet_id", sa.Integer(), nullable=True),
        sa.Column("sheet_row", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_check_in_plan_id")),
        sa.ForeignKeyConstraint(["sheet_id"], ["source_sheet.id"], name=op.f("fk_check_in_sheet_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_in")),
    )
    op.create_index(
        op.f("ix_check_in_longitude_latitude"), "check_in", ["longitude", "latitude"], unique=False
    )
    op.create_index(op.f("ix_check_in_name_at"), "check_in", ["name", "at"], unique=False)
    op.create_index(op.f("ix_check_in_phone_at"), "check_in", ["phone", "at"], unique=False)
    op.create_index(op.f("ix_check_in_plan_id"), "check_in", ["plan_id"], unique=False)
    op.create_table(
        "explanation",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("side", sa.Text(), nullable=False),
        sa.Column("filed_on", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("reported_on", sa.Date(), nullable=True),
        sa.Column("sheet_id", sa.Integer(), nullable=True),
        sa.Column("sheet_row", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_explanation_plan_id")),
        sa.ForeignKeyConstraint(["sheet_id"], ["source_sheet.id"], name=op.f("fk_explanation_sheet_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_explanation")),
        sa.UniqueConstraint(
            "plan_id",
            "kind",
            "side",
            "filed_on",
            "author",
            name=op.f("uq_explanation_plan_id_kind_side_filed_on_author"),
        ),
    )
    op.create_table(
        "finding",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("expected", sa.Boolean(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("disposition", sa.Text(), nullable=True),
        sa.Column("decided_by", sa.Text(), nullable=True),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("decided_reason", sa.Text(), nullable=True),
        sa.Column("opened_at", sa.DateTime(), nullable=False),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.Column("closed_reason", sa.Text(), nullable=True),
        sa.Column("policy", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_finding_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding")),
        sa.UniqueConstraint("plan_id", "code", "subject", name=op.f("uq_finding_plan_id_code_subject")),
    )
    op.create_index(op.f("ix_finding_code_subject"), "finding", ["code", "subject"], unique=False)
    op.create_table(
        "judgement",
        sa.Column("plan_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("as_of", sa.DateTime(), nullable=False),
        sa.Column("policy", sa.Date(), nullable=True),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("bound_with", sa.Text(), nullable=False),
        sa.Column("deadline", sa.Date(), nullable=True),
        sa.Column("opening_distance_m", sa.Float(precision=53), nullable=True),
        sa.Column("opening_borderline", sa.Boolean(), nullable=True),
        sa.Column("opening_nearest_address", sa.Text(), nullable=True),
        sa.Column("closing_distance_m", sa.Float(precision=53), nullable=True),
        sa.Column("closing_borderline", sa.Boolean(), nullable=True),
        sa.Column("closing_nearest_address", sa.Text(), nullable=True),
        sa.Column("photos_unreviewed", sa.Boolean(), nullable=False),
        sa.Column("judged_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_judgement_plan_id")),
        sa.PrimaryKeyConstraint("plan_id", name=op.f("pk_judgement")),
    )
    op.create_index(op.f("ix_judgement_deadline"), "judgement", ["deadline"], unique=False)
    op.create_index(op.f("ix_judgement_status"), "judgement", ["status"], unique=False)
    op.create_table(
        "member",
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("remote", sa.Boolean(), nullable=False),
        sa.Column("absent", sa.Boolean(), nullable=False),
        sa.Column("id_number", sa.Text(), nullable=False),
        sa.Column("ccaa_number", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("identity", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_member_plan_id")),
        sa.PrimaryKeyConstraint("plan_id", "place", name=op.f("pk_member")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_member_identity"), "member", ["identity"], unique=False)
    op.create_index(op.f("ix_member_name"), "member", ["name"], unique=False)
    op.create_table(
        "photo",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("uploader", sa.Text(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(), nullable=True),
        sa.Column("shot_with", sa.Text(), nullable=False),
        sa.Column("sheet_id", sa.Integer(), nullable=True),
        sa.Column("sheet_row", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_photo_plan_id")),
        sa.ForeignKeyConstraint(["sheet_id"], ["source_sheet.id"], name=op.f("fk_photo_sheet_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_photo")),
        sa.UniqueConstraint(
            "plan_id", "category", "file_name", name=op.f("uq_photo_plan_id_category_file_name")
        ),
    )
    op.create_table(
        "photo_review",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("people", sa.Text(), nullable=False),
        sa.Column("seen_by", sa.Text(), nullable=False),
        sa.Column("enterprise_seen", sa.Boolean(), nullable=False),
        sa.Column("conclusion", sa.Text(), nullable=False),
        sa.Column("reviewer", sa.Text(), nullable=False),
        sa.Column("reviewed_at", sa.DateTime(), nullable=True),
        sa.Column("sheet_id", sa.Integer(), nullable=True),
        sa.Column("sheet_row", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_photo_review_plan_id")),
        sa.ForeignKeyConstraint(["sheet_id"], ["source_sheet.id"], name=op.f("fk_photo_review_sheet_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_photo_review")),
        sa.UniqueConstraint("plan_id", "file_name", name=op.f("uq_photo_review_plan_id_file_name")),
    )
