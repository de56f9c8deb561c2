"""Routes, bundles, paces and holds of the outbox; replicas and their duties; what an agency has been told."""

import sqlalchemy as sa
from alembic import op

from scheduling.store.columns import UtcInstant

revision = "0003"
down_revision = "0002"

_TABLES = ("paces", "holds", "webhook_cursors", "replicas", "duties")


def upgrade() -> None:
    """Add columns with what they mean for notices that stand there already: Slack, alone, for ever."""
    op.add_column("notices", sa.Column("route", sa.String(16), nullable=False, server_default="slack"))
    op.add_column("notices", sa.Column("letter", sa.String(40), nullable=True))
    op.add_column("notices", sa.Column("expires_at", UtcInstant(), nullable=True))
    op.add_column("notices", sa.Column("supersede_key", sa.String(120), nullable=True))
    _index("ix_notices_supersede", "supersede_key", "state = 'waiting' AND supersede_key IS NOT NULL")
    _index("ix_notices_leased", "lease", "state = 'leased'")
    _index("ix_notices_letter", "letter", "state IN ('leased', 'uncertain') AND letter IS NOT NULL")
    _index("ix_notices_settled", "settled_at", "settled_at IS NOT NULL")
    unsettled = sa.text("state IN ('waiting', 'leased', 'uncertain')")
    op.create_index(
        "ix_notices_waiting_for",
        "notices",
        ["addressee", "urgency", "try_at", "id"],
        sqlite_where=unsettled,
        postgresql_where=unsettled,
    )
    _add_tables()


def downgrade() -> None:
    """Take them away again; notices on another route than Slack go back to Slack."""
    for table in reversed(_TABLES):
        op.drop_table(table)
    for index in ("waiting_for", "settled", "letter", "leased", "supersede"):
        op.drop_index(f"ix_notices_{index}", table_name="notices")
    for column in ("supersede_key", "expires_at", "letter", "route"):
        op.drop_column("notices", column)


def _index(name: str, column: str, rows: str) -> None:
    where = sa.text(rows)
    op.create_index(name, "notices", [column], sqlite_where=where, postgresql_where=where)


def _add_tables() -> None:
    op.create_table(
        "paces",
        sa.Column("addressee", sa.String(80), primary_key=True),
        sa.Column("free_at", UtcInstant(), nullable=False),
    )
    op.create_index("ix_paces_free", "paces", ["free_at"])
    op.create_table(
        "holds",
        sa.Column("what", sa.String(24), primary_key=True),
        sa.Column("since", UtcInstant(), nullable=False),
        sa.Column("reason", sa.String(300), nullable=False),
    )
    op.create_table(
        "webhook_cursors",
        sa.Column("addressee", sa.String(80), primary_key=True),
        sa.Column("audit_id", sa.Integer(), nullable=False),
    )
    op.create_table(
        "replicas",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("beat", sa.Integer(), nullable=False),
        sa.Column("release", sa.String(40), nullable=False),
        sa.Column("schema_version", sa.String(16), nullable=False),
        sa.Column("started_at", UtcInstant(), nullable=False),
        sa.Column("beat_at", UtcInstant(), nullable=False),
    )
    op.create_table(
        "duties",
        sa.Column("name", sa.String(40), primary_key=True),
        sa.Column("due_at", UtcInstant(), nullable=False),
        sa.Column("replica", sa.String(40), nullable=True),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("done_at", UtcInstant(), nullable=True),
    )
