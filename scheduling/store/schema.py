"""Where a database's schema stands, where this release stands, and the way from one to the other."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from scheduling.store.engine import Database

_FOLDER = Path(__file__).parent / "migrations"


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def head_version() -> str:
    """The schema version that this release is written for."""
    head = ScriptDirectory.from_config(_config()).get_current_head()
    if head is None:
        raise LookupError("there are no migrations in this installation")
    return head


def current_version(database: Database) -> str | None:
    """The schema version that the database stands at; None for an empty one."""
    with database.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def migrate(database: Database, to: str = "head") -> None:
    """Bring the schema to a version, in one transaction; downwards if `to` is older (`base` empties it).

    Foreign keys are left unchecked meanwhile on SQLite, which rebuilds tables to alter them.
    """
    with database.engine.connect() as connection:
        sqlite = connection.dialect.name == "sqlite"
        if sqlite:
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            connection.exec_driver_sql(
                "SELECT pg_advisory_xact_lock(7305726)"
            )  # two replicas starting at once
        try:
            _walk(connection, to)
            connection.commit() if not sqlite else connection.exec_driver_sql("COMMIT")
        except BaseException:
            connection.rollback() if not sqlite else connection.exec_driver_sql("ROLLBACK")
            raise
        finally:
            if sqlite:
                connection.exec_driver_sql("PRAGMA foreign_keys=ON")


def _walk(connection: Connection, to: str) -> None:
    config = _config(connection)
    context = MigrationContext.configure(connection)
    script = ScriptDirectory.from_config(config)
    older = {
        revision.revision for revision in script.iterate_revisions(context.get_current_revision(), "base")
    }
    if to == "base" or to in older:
        command.downgrade(config, to)
    else:
        command.upgrade(config, to)
