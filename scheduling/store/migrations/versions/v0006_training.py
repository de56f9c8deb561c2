"""Training: what is owed and was done, and the days of the roster from which its clocks run."""

import sqlalchemy as sa
from alembic import op

from scheduling.store.columns import UtcInstant

revision = "0006"
down_revision = "0005"

_PEOPLE = ("eligible_on", "hired_on", "assigned_on", "core_team", "review_at", "standing_source")
_TABLES = ("training_pack_seen", "training_requests", "training_records", "obligations", "training_terms")


def upgrade() -> None:
    """Add the tables; everybody's training is to be looked at once a pack asks for any."""
    for day in ("eligible_on", "hired_on", "assigned_on"):
        op.add_column("people", sa.Column(day, sa.Date(), nullable=True))
    op.add_column("people", sa.Column("core_team", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("people", sa.Column("review_at", UtcInstant(), nullable=True))
    op.add_column("people", sa.Column("standing_source", sa.String(300), nullable=False, server_default=""))
    to_review = sa.text("review_at IS NOT NULL")
    op.create_index(
        "ix_people_review", "people", ["review_at", "id"],
        sqlite_where=to_review, postgresql_where=to_review,
    )  # fmt: skip
    _create_terms_and_obligations()
    _create_records()
    _create_requests()
    op.create_table(
        "training_pack_seen",
        sa.Column("one", sa.Integer(), primary_key=True),
        sa.Column("edition", sa.String(200), nullable=False),
    )


def downgrade() -> None:
    """Drop them; standings stay as they are."""
    for table in _TABLES:
        op.drop_table(table)
    op.drop_index("ix_people_review", "people")
    for column in _PEOPLE:
        op.drop_column("people", column)


def _create_terms_and_obligations() -> None:
    op.create_table(
        "training_terms",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("requirement", sa.String(60), nullable=False),
        sa.Column("edition", sa.String(200), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("terms", sa.JSON(), nullable=False),
    )
    op.create_index("ux_training_terms", "training_terms", ["requirement", "digest"], unique=True)
    op.create_table(
        "obligations",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("people.id"), nullable=False),
        sa.Column("requirement", sa.String(60), nullable=False),
        sa.Column("terms_id", sa.Integer(), sa.ForeignKey("training_terms.id"), nullable=False),
        sa.Column("period", sa.String(16), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("anchors", sa.JSON(), nullable=False),
        sa.Column("first_due_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("due_at", UtcInstant(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("opened_at", UtcInstant(), nullable=False),
        sa.Column("settled_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(500), nullable=False),
        sa.Column("exempt_until", sa.Date(), nullable=True),
        sa.Column("told_rung", sa.Integer(), nullable=True),
        sa.Column("told_on", sa.Date(), nullable=True),
        sa.Column("later_on", sa.Date(), nullable=True),
        sa.Column("next_at", UtcInstant(), nullable=True),
        sa.Column("handing_back", sa.Boolean(), nullable=False),
        sa.Column("handed_back", sa.JSON(), nullable=False),
    )
    due, handing_back = sa.text("next_at IS NOT NULL"), sa.text("handing_back")
    op.create_index("ux_obligations", "obligations", ["person_id", "requirement", "period"], unique=True)
    op.create_index(
        "ix_obligations_next", "obligations", ["next_at", "id"], sqlite_where=due, postgresql_where=due
    )
    op.create_index(
        "ix_obligations_handing_back", "obligations", ["id"],
        sqlite_where=handing_back, postgresql_where=handing_back,
    )  # fmt: skip


def _create_records() -> None:
    op.create_table(
        "training_records",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("people.id"), nullable=False),
        sa.Column("requirement", sa.String(60), nullable=False),
        sa.Column("sessions", sa.JSON(), nullable=False),
        sa.Column("topics", sa.JSON(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column("starts_at", UtcInstant(), nullable=True),
        sa.Column("ends_at", UtcInstant(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("missed_minutes", sa.Integer(), nullable=False),
        sa.Column("provider", sa.String(120), nullable=False),
        sa.Column("certificate", sa.String(500), nullable=False),
        sa.Column("certificate_key", sa.String(64), nullable=True),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("flagged", sa.String(300), nullable=False),
        sa.Column("source", sa.String(40), nullable=False),
        sa.Column("external_id", sa.String(120), nullable=True),
        sa.Column("logged_by", sa.Integer(), sa.ForeignKey("people.id"), nullable=True),
        sa.Column("logged_at", UtcInstant(), nullable=False),
        sa.Column("decided_by", sa.Integer(), sa.ForeignKey("people.id"), nullable=True),
        sa.Column("decided_at", UtcInstant(), nullable=True),
        sa.Column("reason", sa.String(500), nullable=False),
        sa.CheckConstraint("minutes >= 0 AND missed_minutes >= 0", name="ck_training_records_minutes"),
    )
    certified, imported = sa.text("certificate_key IS NOT NULL"), sa.text("external_id IS NOT NULL")
    op.create_index("ix_training_records_person", "training_records", ["person_id", "requirement"])
    op.create_index(
        "ux_training_records_certificate", "training_records", ["certificate_key"], unique=True,
        sqlite_where=certified, postgresql_where=certified,
    )  # fmt: skip
    op.create_index(
        "ux_training_records_external", "training_records", ["source", "external_id"], unique=True,
        sqlite_where=imported, postgresql_where=imported,
    )  # fmt: skip


def _create_requests() -> None:
    op.create_table(
        "training_requests",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("obligation_id", sa.Integer(), sa.ForeignKey("obligations.id"), nullable=False),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("people.id"), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(500), nullable=False),
        sa.Column("asked", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("asked_at", UtcInstant(), nullable=False),
        sa.Column("granted_until", sa.Date(), nullable=True),
        sa.Column("decided_by", sa.Integer(), sa.ForeignKey("people.id"), nullable=True),
        sa.Column("decided_at", UtcInstant(), nullable=True),
        sa.Column("decision", sa.String(500), nullable=False),
    )
    still_open = sa.text("state = 'open'")
    op.create_index(
        "ux_training_requests_open", "training_requests", ["obligation_id", "kind"], unique=True,
        sqlite_where=still_open, postgresql_where=still_open,
    )  # fmt: skip
    op.create_index("ix_training_requests_obligation", "training_requests", ["obligation_id", "id"])
