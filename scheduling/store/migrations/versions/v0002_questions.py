"""Questions of officers to those who answer for them, and what was decided."""

import sqlalchemy as sa
from alembic import op

from scheduling.store.columns import UtcInstant

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Create the table; nothing was asked before it."""
    op.create_table(
        "questions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("shift_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("asked", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(500), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("asked_at", UtcInstant(), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", UtcInstant(), nullable=True),
        sa.ForeignKeyConstraint(["shift_id"], ["shifts.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"]),
        sa.ForeignKeyConstraint(["decided_by"], ["people.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    still_open = sa.text("state = 'open'")
    op.create_index(
        "ux_questions_open", "questions", ["shift_id", "person_id", "kind"], unique=True,
        sqlite_where=still_open, postgresql_where=still_open,
    )  # fmt: skip
    op.create_index("ix_questions_shift", "questions", ["shift_id", "person_id", "id"])


def downgrade() -> None:
    """Drop it."""
    op.drop_table("questions")
