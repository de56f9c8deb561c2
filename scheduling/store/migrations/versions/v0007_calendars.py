"""Calendar subscriptions: private links, when each calendar last changed, and the bytes last built."""

import sqlalchemy as sa
from alembic import op

from scheduling.store.columns import UtcInstant

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Nobody has a link yet."""
    op.create_table(
        "calendars",
        sa.Column("scope", sa.String(8), primary_key=True),
        sa.Column("scope_id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("changed_at", UtcInstant(), nullable=False),
    )
    op.create_table(
        "subscriptions",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("people.id"), nullable=False),
        sa.Column("scope", sa.String(8), nullable=False),
        sa.Column("scope_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("privacy", sa.String(8), nullable=False),
        sa.Column("shows", sa.JSON(), nullable=False),
        sa.Column("blocks_time", sa.Boolean(), nullable=False),
        sa.Column("created_at", UtcInstant(), nullable=False),
        sa.Column("revoked_at", UtcInstant(), nullable=True),
        sa.Column("last_fetched_at", UtcInstant(), nullable=True),
        sa.Column("last_fetched_by", sa.String(120), nullable=False),
    )
    op.create_index("ux_subscriptions_token", "subscriptions", ["token_hash"], unique=True)
    op.create_index("ix_subscriptions_person", "subscriptions", ["person_id"])
    op.create_index("ix_subscriptions_scope", "subscriptions", ["scope", "scope_id"])
    op.create_table(
        "calendar_pages",
        sa.Column(
            "subscription_id", sa.Integer(), sa.ForeignKey("subscriptions.id"),
            primary_key=True, autoincrement=False,
        ),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("etag", sa.String(64), nullable=False),
        sa.Column("modified_at", UtcInstant(), nullable=False),
        sa.Column("fresh_until", UtcInstant(), nullable=False),
    )  # fmt: skip
    op.create_index("ix_claims_person", "claims", ["person_id"])


def downgrade() -> None:
    """Every link dies; shifts and deadlines are untouched."""
    op.drop_index("ix_claims_person", "claims")
    for table in ("calendar_pages", "subscriptions", "calendars"):
        op.drop_table(table)
