"""Escalations, who may be woken, reports, check-ins, and threads under standing posts."""

import sqlalchemy as sa
from alembic import op

from scheduling.store.columns import UtcInstant
from scheduling.store.migrations.append_only import forbid_changes, permit_changes

revision = "0009"
down_revision = "0008"

TABLES = (
    "escalations",
    "escalation_entries",
    "escalation_posts",
    "escalation_tellings",
    "presence",
    "absences",
    "rota_turns",
    "closures",
    "calendar_reads",
    "reports",
    "report_follow_ups",
    "report_readings",
    "check_ins",
    "shift_offers",
    "undelivered",
)
APPEND_ONLY = ("escalation_entries", "reports", "report_follow_ups", "report_readings")
_SHIFTS = ("backup_asked_at", "cover_called_at", "watch_at")
_PEOPLE = ("added_at", "departed_at", "holdings_at")


def upgrade() -> None:
    """Nothing is escalated yet; every shift, and what everybody holds, is to be looked at once."""
    _create_escalations()
    _create_tellings()
    _create_presence()
    _create_reports()
    _create_check_ins()
    _create_undelivered()
    for table in APPEND_ONLY:
        forbid_changes(table)
    _add_columns()
    op.execute("UPDATE shifts SET watch_at = first_seen_at")
    op.execute("UPDATE people SET holdings_at = (SELECT min(claimed_at) FROM claims)")
    op.execute(
        "UPDATE notices SET state = 'obsolete', reason = 'told as an escalation', settled_at = try_at "
        "WHERE state IN ('waiting', 'leased', 'uncertain') "
        "AND kind IN ('incident_began', 'incident_over', 'feed_held')"
    )


def downgrade() -> None:
    """Escalations, reports and check-ins go; shifts, claims and people stay."""
    op.drop_index("ix_people_holdings", "people")
    for column in _PEOPLE:
        op.drop_column("people", column)
    op.drop_column("people", "law_unit")
    op.drop_column("notices", "thread_key")
    op.drop_index("ix_shifts_watch", "shifts")
    for column in _SHIFTS:
        op.drop_column("shifts", column)
    for table in APPEND_ONLY:
        permit_changes(table)
    for table in reversed(TABLES):
        op.drop_table(table)


def _create_partial_index(
    name: str, table: str, columns: list[str], where: str, *, unique: bool = False
) -> None:
    """Whatever the database: each has its own word for the condition."""
    condition = sa.text(where)
    op.create_index(name, table, columns, unique=unique, sqlite_where=condition, postgresql_where=condition)


def _add_columns() -> None:
    for column in _SHIFTS:
        op.add_column("shifts", sa.Column(column, UtcInstant(), nullable=True))
    _create_partial_index("ix_shifts_watch", "shifts", ["watch_at", "id"], "watch_at IS NOT NULL")
    op.add_column("notices", sa.Column("thread_key", sa.String(80), nullable=True))
    op.add_column("people", sa.Column("law_unit", sa.Boolean(), nullable=False, server_default=sa.false()))
    for column in _PEOPLE:
        op.add_column("people", sa.Column(column, UtcInstant(), nullable=True))
    _create_partial_index("ix_people_holdings", "people", ["holdings_at", "id"], "holdings_at IS NOT NULL")


def _create_undelivered() -> None:
    op.create_table(
        "undelivered",
        sa.Column("notice_id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("at", UtcInstant(), nullable=False),
        sa.Column("escalation_id", sa.Integer(), nullable=True),
    )
    op.create_index("ix_undelivered_escalation", "undelivered", ["escalation_id"])


def _create_escalations() -> None:
    op.create_table(
        "escalations",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("subject", sa.String(60), nullable=False),
        sa.Column("part", sa.String(40), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("urgency", sa.Integer(), nullable=False),
        sa.Column("officer_id", sa.Integer(), sa.ForeignKey("people.id"), nullable=True),
        sa.Column("school_id", sa.Integer(), sa.ForeignKey("schools.id"), nullable=True),
        sa.Column("agency", sa.String(80), nullable=False),
        sa.Column("zone", sa.String(64), nullable=False),
        sa.Column("ends_at", UtcInstant(), nullable=True),
        sa.Column("opened_at", UtcInstant(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("reminded", sa.Integer(), nullable=False),
        sa.Column("next_at", UtcInstant(), nullable=True),
        sa.Column("owner_id", sa.Integer(), sa.ForeignKey("people.id"), nullable=True),
        sa.Column("owned_at", UtcInstant(), nullable=True),
        sa.Column("resolved_at", UtcInstant(), nullable=True),
        sa.Column("resolved_by", sa.Integer(), sa.ForeignKey("people.id"), nullable=True),
        sa.Column("ending", sa.String(16), nullable=False),
        sa.Column("resolution", sa.String(500), nullable=False),
        sa.Column("set_aside_until", UtcInstant(), nullable=True),
    )
    _create_partial_index(
        "ix_escalations_next", "escalations", ["urgency", "next_at", "id"], "next_at IS NOT NULL"
    )
    _create_partial_index(
        "ix_escalations_ends", "escalations", ["ends_at", "id"], "ends_at IS NOT NULL AND state <> 'resolved'"
    )
    op.create_index("ix_escalations_opened", "escalations", ["opened_at", "id"])
    _create_partial_index(
        "ix_escalations_owner", "escalations", ["owner_id"], "owner_id IS NOT NULL AND state <> 'resolved'"
    )
    _create_partial_index(
        "ix_escalations_set_aside",
        "escalations",
        ["set_aside_until", "id"],
        "set_aside_until IS NOT NULL AND state <> 'resolved'",
    )
    op.create_index("ix_escalations_subject", "escalations", ["subject", "kind"])
    _create_partial_index(
        "ux_escalations_unresolved",
        "escalations",
        ["kind", "subject", "part"],
        "state <> 'resolved'",
        unique=True,
    )


def _create_tellings() -> None:
    op.create_table(
        "escalation_entries",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("escalation_id", sa.Integer(), sa.ForeignKey("escalations.id"), nullable=False),
        sa.Column("at", UtcInstant(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("by_id", sa.Integer(), sa.ForeignKey("people.id"), nullable=True),
        sa.Column("to", sa.String(80), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("until", UtcInstant(), nullable=True),
        sa.Column("why", sa.String(500), nullable=False),
    )
    op.create_index("ix_escalation_entries", "escalation_entries", ["escalation_id", "id"])
    op.create_table(
        "escalation_posts",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("addressee", sa.String(80), nullable=False),
        sa.Column("created_at", UtcInstant(), nullable=False),
    )
    op.create_table(
        "escalation_tellings",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("escalation_id", sa.Integer(), sa.ForeignKey("escalations.id"), nullable=False),
        sa.Column("addressee", sa.String(80), nullable=False),
        sa.Column("cause", sa.String(16), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("urgency", sa.Integer(), nullable=False),
        sa.Column("at", UtcInstant(), nullable=False),
        sa.Column("post_id", sa.Integer(), sa.ForeignKey("escalation_posts.id"), nullable=True),
        sa.Column("dropped_at", UtcInstant(), nullable=True),
    )
    op.create_index("ix_escalation_tellings_post", "escalation_tellings", ["post_id", "id"])
    _create_partial_index(
        "ix_escalation_tellings_unposted",
        "escalation_tellings",
        ["urgency", "at", "id"],
        "post_id IS NULL AND dropped_at IS NULL",
    )
    op.create_index(
        "ux_escalation_tellings",
        "escalation_tellings",
        ["escalation_id", "cause", "round", "step", "addressee"],
        unique=True,
    )


def _create_presence() -> None:
    op.create_table(
        "presence",
        sa.Column(
            "person_id", sa.Integer(), sa.ForeignKey("people.id"), primary_key=True, autoincrement=False
        ),
        sa.Column("quiet_from", sa.String(5), nullable=False),
        sa.Column("quiet_until", sa.String(5), nullable=False),
        sa.Column("days_off", sa.JSON(), nullable=False),
    )
    op.create_table(
        "absences",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("people.id"), nullable=False),
        sa.Column("since", UtcInstant(), nullable=False),
        sa.Column("until", UtcInstant(), nullable=False),
        sa.Column("stand_in_id", sa.Integer(), sa.ForeignKey("people.id"), nullable=True),
        sa.Column("why", sa.String(300), nullable=False),
        sa.Column("set_by", sa.Integer(), sa.ForeignKey("people.id"), nullable=False),
        sa.Column("set_at", UtcInstant(), nullable=False),
    )
    op.create_index("ix_absences_person", "absences", ["person_id", "until"])
    op.create_table(
        "rota_turns",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("people.id"), nullable=False),
        sa.Column("starts_at", UtcInstant(), nullable=False),
        sa.Column("ends_at", UtcInstant(), nullable=False),
    )
    op.create_index("ix_rota_turns_ends", "rota_turns", ["ends_at", "starts_at"])
    op.create_table(
        "closures",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
    )
    op.create_index("ix_closures_last", "closures", ["last_on"])
    op.create_table(
        "calendar_reads",
        sa.Column("what", sa.String(16), primary_key=True),
        sa.Column("read_at", UtcInstant(), nullable=False),
        sa.Column("good_at", UtcInstant(), nullable=True),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("wrong", sa.JSON(), nullable=False),
    )


def _create_reports() -> None:
    op.create_table(
        "reports",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("school_id", sa.Integer(), sa.ForeignKey("schools.id"), nullable=False),
        sa.Column("what", sa.String(3000), nullable=False),
        sa.Column("happened", sa.String(120), nullable=False),
        sa.Column("told", sa.String(500), nullable=False),
        sa.Column("author_id", sa.Integer(), sa.ForeignKey("people.id"), nullable=False),
        sa.Column("at", UtcInstant(), nullable=False),
    )
    op.create_index("ix_reports_author", "reports", ["author_id", "id"])
    op.create_table(
        "report_follow_ups",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("report_id", sa.Integer(), sa.ForeignKey("reports.id"), nullable=False),
        sa.Column("what", sa.String(3000), nullable=False),
        sa.Column("author_id", sa.Integer(), sa.ForeignKey("people.id"), nullable=False),
        sa.Column("at", UtcInstant(), nullable=False),
    )
    op.create_index("ix_report_follow_ups", "report_follow_ups", ["report_id", "id"])
    op.create_table(
        "report_readings",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("report_id", sa.Integer(), sa.ForeignKey("reports.id"), nullable=False),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("people.id"), nullable=False),
        sa.Column("at", UtcInstant(), nullable=False),
    )
    op.create_index("ix_report_readings", "report_readings", ["report_id", "id"])


def _create_check_ins() -> None:
    op.create_table(
        "check_ins",
        sa.Column(
            "claim_id", sa.Integer(), sa.ForeignKey("claims.id"), primary_key=True, autoincrement=False
        ),
        sa.Column("briefed_at", UtcInstant(), nullable=True),
        sa.Column("in_at", UtcInstant(), nullable=True),
        sa.Column("in_via", sa.String(8), nullable=False),
        sa.Column("in_by", sa.Integer(), sa.ForeignKey("people.id"), nullable=True),
        sa.Column("in_reason", sa.String(500), nullable=False),
        sa.Column("out_at", UtcInstant(), nullable=True),
        sa.Column("out_via", sa.String(8), nullable=False),
        sa.Column("out_by", sa.Integer(), sa.ForeignKey("people.id"), nullable=True),
        sa.Column("out_reason", sa.String(500), nullable=False),
    )
    op.create_table(
        "shift_offers",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("shift_id", sa.Integer(), sa.ForeignKey("shifts.id"), nullable=False),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("people.id"), nullable=False),
        sa.Column("call", sa.String(16), nullable=False),
        sa.Column("offered_by", sa.Integer(), sa.ForeignKey("people.id"), nullable=False),
        sa.Column("offered_at", UtcInstant(), nullable=False),
    )
    op.create_index("ux_shift_offers", "shift_offers", ["shift_id", "person_id", "call"], unique=True)
