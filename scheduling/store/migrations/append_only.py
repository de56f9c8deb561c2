"""Triggers that make a table append-only: neither UPDATE nor DELETE nor REPLACE, whoever asks."""

from alembic import op


def forbid_changes(table: str) -> None:
    """Refuse every change of a row from now on."""
    if op.get_bind().dialect.name == "sqlite":
        _forbid_on_sqlite(table)
        return
    op.execute(
        f"CREATE FUNCTION {table}_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"BEGIN RAISE EXCEPTION '{table} is append-only'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_append_only()"
    )


def permit_changes(table: str) -> None:
    """Take the triggers away again; only a migration that drops or rebuilds the table does so."""
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("update", "delete", "replace"):
            op.execute(f"DROP TRIGGER IF EXISTS {table}_no_{verb}")
        return
    op.execute(f"DROP TRIGGER {table}_no_change ON {table}")
    op.execute(f"DROP FUNCTION {table}_append_only()")


def _forbid_on_sqlite(table: str) -> None:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    for verb in ("UPDATE", "DELETE"):
        op.execute(f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} {refuse}")
    # INSERT OR REPLACE deletes the old row without asking the trigger of DELETE
    is_there = f"NEW.id IN (SELECT id FROM {table})"  # noqa: S608  the name is the migration's own
    op.execute(f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {is_there} {refuse}")
