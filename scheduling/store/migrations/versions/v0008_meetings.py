"""Meetings: plans, what differs in one occurrence, who is asked, what was said, done and written down."""

import sqlalchemy as sa
from alembic import op

from scheduling.store.columns import UtcInstant

revision = "0008"
down_revision = "0007"

TABLES = (
    "meetings",
    "meeting_differences",
    "attendees",
    "occurrence_answers",
    "meeting_attendance",
    "meeting_steps",
    "meeting_minutes",
    "meeting_replies",
)


def upgrade() -> None:
    """Nothing is planned yet."""
    _create_meetings()
    _create_attendees()
    _create_answers()
    _create_trail()


def downgrade() -> None:
    """Every meeting goes, with what was said about it; the training that attending logged stays."""
    for table in reversed(TABLES):
        op.drop_table(table)


def _create_meetings() -> None:
    op.create_table(
        "meetings",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("uid", sa.String(80), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("agenda", sa.String(2000), nullable=False),
        sa.Column("place", sa.String(300), nullable=False),
        sa.Column("school_id", sa.Integer(), sa.ForeignKey("schools.id"), nullable=True),
        sa.Column("zone", sa.String(64), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("starts", sa.String(5), nullable=False),
        sa.Column("length_minutes", sa.Integer(), nullable=False),
        sa.Column("every", sa.String(8), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("times", sa.Integer(), nullable=True),
        sa.Column("last_weekday", sa.Boolean(), nullable=False),
        sa.Column("groups", sa.JSON(), nullable=False),
        sa.Column("required_roles", sa.JSON(), nullable=False),
        sa.Column("quorum", sa.Integer(), nullable=False),
        sa.Column("requirement", sa.String(60), nullable=False),
        sa.Column("organiser_id", sa.Integer(), sa.ForeignKey("people.id"), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("retimed_sequence", sa.Integer(), nullable=False),
        sa.Column("revised_at", UtcInstant(), nullable=False),
        sa.Column("created_at", UtcInstant(), nullable=False),
        sa.Column("cancelled_at", UtcInstant(), nullable=True),
        sa.Column("cancel_reason", sa.String(500), nullable=False),
        sa.Column("series_id", sa.Integer(), sa.ForeignKey("meetings.id"), nullable=True),
        sa.Column("last_ends_at", UtcInstant(), nullable=False),
        sa.Column("next_at", UtcInstant(), nullable=True),
        sa.CheckConstraint("length_minutes > 0", name="ck_meetings_length"),
    )
    due = sa.text("next_at IS NOT NULL")
    op.create_index("ux_meetings_uid", "meetings", ["uid"], unique=True)
    op.create_index("ix_meetings_next", "meetings", ["next_at", "id"], sqlite_where=due, postgresql_where=due)
    op.create_index("ix_meetings_school", "meetings", ["school_id", "last_ends_at"])
    op.create_index("ix_meetings_ends", "meetings", ["last_ends_at"])
    op.create_index("ix_meetings_organiser", "meetings", ["organiser_id", "last_ends_at"])
    op.create_table(
        "meeting_differences",
        sa.Column(
            "meeting_id", sa.Integer(), sa.ForeignKey("meetings.id"), primary_key=True, autoincrement=False
        ),
        sa.Column("original_at", UtcInstant(), primary_key=True),
        sa.Column("starts_at", UtcInstant(), nullable=False),
        sa.Column("ends_at", UtcInstant(), nullable=False),
        sa.Column("place", sa.String(300), nullable=True),
        sa.Column("agenda", sa.String(2000), nullable=True),
        sa.Column("cancelled_at", UtcInstant(), nullable=True),
        sa.Column("reason", sa.String(500), nullable=False),
        sa.Column("retimed_sequence", sa.Integer(), nullable=False),
    )


def _create_attendees() -> None:
    op.create_table(
        "attendees",
        sa.Column(
            "meeting_id", sa.Integer(), sa.ForeignKey("meetings.id"), primary_key=True, autoincrement=False
        ),
        sa.Column(
            "person_id", sa.Integer(), sa.ForeignKey("people.id"), primary_key=True, autoincrement=False
        ),
        sa.Column("asked_by", sa.String(12), nullable=False),
        sa.Column("answer", sa.String(8), nullable=False),
        sa.Column("comment", sa.String(500), nullable=False),
        sa.Column("answered_at", UtcInstant(), nullable=True),
        sa.Column("answered_via", sa.String(8), nullable=False),
        sa.Column("answered_sequence", sa.Integer(), nullable=True),
        sa.Column("answered_stamp", UtcInstant(), nullable=True),
        sa.Column("removed_at", UtcInstant(), nullable=True),
    )
    op.create_index("ix_attendees_person", "attendees", ["person_id"])


def _create_answers() -> None:
    op.create_table(
        "occurrence_answers",
        sa.Column(
            "meeting_id", sa.Integer(), sa.ForeignKey("meetings.id"), primary_key=True, autoincrement=False
        ),
        sa.Column("original_at", UtcInstant(), primary_key=True),
        sa.Column(
            "person_id", sa.Integer(), sa.ForeignKey("people.id"), primary_key=True, autoincrement=False
        ),
        sa.Column("answer", sa.String(8), nullable=False),
        sa.Column("comment", sa.String(500), nullable=False),
        sa.Column("answered_at", UtcInstant(), nullable=True),
        sa.Column("answered_via", sa.String(8), nullable=False),
        sa.Column("answered_sequence", sa.Integer(), nullable=True),
        sa.Column("answered_stamp", UtcInstant(), nullable=True),
    )
    op.create_table(
        "meeting_attendance",
        sa.Column(
            "meeting_id", sa.Integer(), sa.ForeignKey("meetings.id"), primary_key=True, autoincrement=False
        ),
        sa.Column("original_at", UtcInstant(), primary_key=True),
        sa.Column(
            "person_id", sa.Integer(), sa.ForeignKey("people.id"), primary_key=True, autoincrement=False
        ),
        sa.Column("came", sa.Boolean(), nullable=False),
        sa.Column("record_id", sa.Integer(), sa.ForeignKey("training_records.id"), nullable=True),
    )


def _create_trail() -> None:
    op.create_table(
        "meeting_steps",
        sa.Column(
            "meeting_id", sa.Integer(), sa.ForeignKey("meetings.id"), primary_key=True, autoincrement=False
        ),
        sa.Column("original_at", UtcInstant(), primary_key=True),
        sa.Column("step", sa.String(16), primary_key=True),
        sa.Column("done_at", UtcInstant(), nullable=False),
    )
    op.create_table(
        "meeting_minutes",
        sa.Column(
            "meeting_id", sa.Integer(), sa.ForeignKey("meetings.id"), primary_key=True, autoincrement=False
        ),
        sa.Column("original_at", UtcInstant(), primary_key=True),
        sa.Column("link", sa.String(500), nullable=False),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("people.id"), nullable=False),
        sa.Column("at", UtcInstant(), nullable=False),
    )
    op.create_table(
        "meeting_replies",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("received_at", UtcInstant(), nullable=False),
        sa.Column("uid", sa.String(250), nullable=False),
        sa.Column("meeting_id", sa.Integer(), sa.ForeignKey("meetings.id"), nullable=True),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("people.id"), nullable=True),
        sa.Column("outcome", sa.String(16), nullable=False),
        sa.Column("why", sa.String(300), nullable=False),
    )
    op.create_index("ux_meeting_replies_digest", "meeting_replies", ["digest"], unique=True)
    op.create_index("ix_meeting_replies_received", "meeting_replies", ["received_at"])
