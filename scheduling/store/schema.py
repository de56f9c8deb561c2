"""Where a database's schema stands, where this release stands, and the way from one to the other."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from scheduling.store.engine import Database, ended
from scheduling.store.turns import Turn, take_turn

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
        return _version_of(connection)


def migrate(database: Database, to: str = "head") -> None:
    """Bring the schema to a version, in one transaction; downwards if `to` is older (`base` empties it).

    On SQLite, which rebuilds tables to alter them, references are left unchecked until the end.
    """
    if database.engine.dialect.name == "sqlite":
        with _references_unchecked(database) as connection:
            if _walk(connection, to):
                _check_references(connection)
        return
    with database.engine.begin() as connection:
        take_turn(connection, Turn.MIGRATION)  # two replicas may start at once
        _walk(connection, to)


@contextmanager
def _references_unchecked(database: Database) -> Iterator[Connection]:
    """A write transaction on SQLite; the pragma does nothing inside one, so it stands around it."""
    with database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        try:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            with ended(connection):
                yield connection
        finally:
            connection.exec_driver_sql("PRAGMA foreign_keys=ON")


def _check_references(connection: Connection) -> None:
    if astray := connection.exec_driver_sql("PRAGMA foreign_key_check").all():
        raise RuntimeError(f"the migration would leave rows that point nowhere: {astray[:5]}")


def _walk(connection: Connection, to: str) -> bool:
    """Take the steps, and answer whether there were any: a start without one must not look at every row."""
    config = _config(connection)
    stood_at = _version_of(connection)
    script = ScriptDirectory.from_config(config)
    older = {revision.revision for revision in script.iterate_revisions(stood_at, "base")}
    if to == "base" or to in older:
        command.downgrade(config, to)
    else:
        command.upgrade(config, to)
    return _version_of(connection) != stood_at


def _version_of(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()
