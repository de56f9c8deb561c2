"""The rows of roster, shifts, feed, outbox and audit."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from scheduling.store.columns import UtcInstant
from scheduling.store.migrations.append_only import forbid_changes, permit_changes

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create everything; what points at a table comes after it."""
    _roster()
    _shifts()
    _feed()
    _outbox()
    _audit()


def downgrade() -> None:
    """Drop everything, what points before what is pointed at."""
    permit_changes("audit")
    for table in (
        "audit", "requests", "posts", "notices", "feed_quarantine", "feed_pulls", "waitlist", "claims",
        "shifts", "people", "schools",
    ):  # fmt: skip
        op.drop_table(table)


def _only(condition: str) -> dict[str, Any]:
    """A partial index, on either database."""
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}


def _roster() -> None:
    op.create_table(
        "schools",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("zone", sa.String(64), nullable=False),
        sa.Column("address", sa.String(200), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("code"),
    )
    op.create_table(
        "people",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(200), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("badge", sa.String(40), nullable=False),
        sa.Column("agency", sa.String(80), nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("programme", sa.String(80), nullable=False),
        sa.Column("employment", sa.String(40), nullable=False),
        sa.Column("funding", sa.String(80), nullable=False),
        sa.Column("armed", sa.Boolean(), nullable=False),
        sa.Column("qualified_on", sa.Date(), nullable=True),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("supervisor_id", sa.Integer(), nullable=True),
        sa.Column("zone", sa.String(64), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("slack_team_id", sa.String(20), nullable=True),
        sa.Column("slack_id", sa.String(20), nullable=True),
        sa.Column("deactivated_at", UtcInstant(), nullable=True),
        sa.Column("first_shift_on", sa.Date(), nullable=True),
        sa.Column("standing", sa.String(16), nullable=False),
        sa.Column("standing_reason", sa.String(400), nullable=False),
        sa.ForeignKeyConstraint(
            ["supervisor_id"],
            ["people.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("email"),
    )
    op.create_index("ix_people_supervisors", "people", ["agency", "role"], **_only("active"))
    op.create_index("ux_people_slack", "people", ["slack_team_id", "slack_id"], unique=True)


def _shifts() -> None:
    op.create_table(
        "shifts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(40), nullable=False),
        sa.Column("external_id", sa.String(80), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("agency", sa.String(80), nullable=False),
        sa.Column("backup_agencies", sa.JSON(), nullable=False),
        sa.Column("post", sa.String(120), nullable=False),
        sa.Column("programme", sa.String(80), nullable=False),
        sa.Column("armed", sa.Boolean(), nullable=False),
        sa.Column("starts_at", UtcInstant(), nullable=False),
        sa.Column("ends_at", UtcInstant(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("notes", sa.String(500), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("first_seen_at", UtcInstant(), nullable=False),
        sa.Column("changed_at", UtcInstant(), nullable=False),
        sa.Column("withdrawn_at", UtcInstant(), nullable=True),
        sa.CheckConstraint("places >= 1", name="ck_shifts_places"),
        sa.ForeignKeyConstraint(
            ["school_id"],
            ["schools.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_shifts_starts", "shifts", ["starts_at", "id"])
    op.create_index("ix_shifts_school", "shifts", ["school_id", "starts_at"])
    op.create_index("ux_shifts_external", "shifts", ["source", "external_id"], unique=True)
    op.create_table(
        "claims",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("shift_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("claimed_at", UtcInstant(), nullable=False),
        sa.Column("claimed_by", sa.Integer(), nullable=True),
        sa.Column("ended_at", UtcInstant(), nullable=True),
        sa.Column("reason", sa.String(500), nullable=False),
        sa.ForeignKeyConstraint(
            ["claimed_by"],
            ["people.id"],
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
        ),
        sa.ForeignKeyConstraint(
            ["shift_id"],
            ["shifts.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "ux_claims_once", "claims", ["person_id", "shift_id"], unique=True, **_only("state = 'held'")
    )
    op.create_index(
        "ux_claims_place", "claims", ["shift_id", "place"], unique=True, **_only("state = 'held'")
    )
    op.create_table(
        "waitlist",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("shift_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("joined_at", UtcInstant(), nullable=False),
        sa.Column("ended_at", UtcInstant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
        ),
        sa.ForeignKeyConstraint(
            ["shift_id"],
            ["shifts.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_waitlist_person", "waitlist", ["person_id"], **_only("state = 'waiting'"))
    op.create_index(
        "ux_waitlist_once", "waitlist", ["shift_id", "person_id"], unique=True, **_only("state = 'waiting'")
    )


def _feed() -> None:
    op.create_table(
        "feed_pulls",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(40), nullable=False),
        sa.Column("at", UtcInstant(), nullable=False),
        sa.Column("seen_at", UtcInstant(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("reason", sa.String(500), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("new", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.Column("unchanged", sa.Integer(), nullable=False),
        sa.Column("withdrawn", sa.Integer(), nullable=False),
        sa.Column("quarantined", sa.Integer(), nullable=False),
        sa.Column("decided_by", sa.String(40), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_feed_pulls_source", "feed_pulls", ["source", "id"])
    op.create_index("ux_feed_pulls_held", "feed_pulls", ["source"], unique=True, **_only("state = 'held'"))
    op.create_table(
        "feed_quarantine",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pull_id", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("external_id", sa.String(80), nullable=False),
        sa.Column("reason", sa.String(300), nullable=False),
        sa.Column("raw", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["pull_id"],
            ["feed_pulls.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_feed_quarantine_pull", "feed_quarantine", ["pull_id", "row"])


def _outbox() -> None:
    op.create_table(
        "notices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("refs", sa.JSON(), nullable=False),
        sa.Column("addressee", sa.String(80), nullable=False),
        sa.Column("urgency", sa.Integer(), nullable=False),
        sa.Column("dedupe_key", sa.String(120), nullable=False),
        sa.Column("post_key", sa.String(80), nullable=True),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("reason", sa.String(300), nullable=False),
        sa.Column("created_at", UtcInstant(), nullable=False),
        sa.Column("due_at", UtcInstant(), nullable=False),
        sa.Column("try_at", UtcInstant(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("lease", sa.String(40), nullable=True),
        sa.Column("doubtful_since", UtcInstant(), nullable=True),
        sa.Column("settled_at", UtcInstant(), nullable=True),
        sa.Column("slack_channel", sa.String(20), nullable=True),
        sa.Column("slack_ts", sa.String(24), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("dedupe_key"),
    )
    op.create_index("ix_notices_addressee", "notices", ["addressee", "id"])
    op.create_index(
        "ix_notices_post", "notices", ["post_key"], **_only("state = 'waiting' AND post_key IS NOT NULL")
    )
    op.create_index(
        "ix_notices_post_under_way",
        "notices",
        ["post_key"],
        **_only("state IN ('leased', 'uncertain') AND post_key IS NOT NULL"),
    )
    op.create_index(
        "ix_notices_due",
        "notices",
        ["urgency", "try_at", "id"],
        **_only("state IN ('waiting', 'leased', 'uncertain')"),
    )
    op.create_table(
        "posts",
        sa.Column("key", sa.String(80), nullable=False),
        sa.Column("slack_channel", sa.String(20), nullable=False),
        sa.Column("slack_ts", sa.String(24), nullable=False),
        sa.Column("updated_at", UtcInstant(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_table(
        "requests",
        sa.Column("key", sa.String(160), nullable=False),
        sa.Column("at", UtcInstant(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_index("ix_requests_age", "requests", ["at"])


def _audit() -> None:
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", UtcInstant(), nullable=False),
        sa.Column("actor", sa.String(40), nullable=False),
        sa.Column("verb", sa.String(40), nullable=False),
        sa.Column("subject", sa.String(24), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("before", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("after", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("reason", sa.String(500), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_audit_subject", "audit", ["subject", "subject_id", "id"])
    forbid_changes("audit")
