"""Alembic's entry: runs the migrations on the connection that `schema.migrate` opened."""

from alembic import context
from sqlmodel import SQLModel

import scheduling.audit.tables
import scheduling.calendars.tables
import scheduling.escalations.tables
import scheduling.feed.tables
import scheduling.incidents.tables
import scheduling.meetings.tables
import scheduling.outbox.tables
import scheduling.presence.tables
import scheduling.replicas.tables
import scheduling.reports.tables
import scheduling.revisions.tables
import scheduling.roster.tables
import scheduling.shifts.tables
import scheduling.training.tables  # noqa: F401  every table must be known before the models are compared

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    transactional_ddl=False,  # the caller's transaction holds all of it
    compare_type=True,
)
context.run_migrations()
