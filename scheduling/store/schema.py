"""Where a database's schema stands, where this release stands, and the way from one to the other."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from scheduling.store.engine import Database, ended
from scheduling.store.transaction import Transaction
from scheduling.store.turns import Turn, take_turn

_FOLDER = Path(__file__).parent / "migrations"


class SchemaAheadError(Exception):
    """A newer release has migrated the database: this one must not touch it. The message says what to do."""

    def __init__(self, stands: str) -> None:
        """Say at which version the database stands."""
        super().__init__(
            f"A newer release of Muster has brought the database to schema version {stands}; this one knows "
            f"versions up to {head_version()}. Start the newer release; the older one can only go on with a "
            "backup from before the upgrade."
        )


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


@lru_cache(maxsize=1)
def head_version() -> str:
    """The schema version that this release is written for."""
    head = ScriptDirectory.from_config(_config()).get_current_head()
    if head is None:
        raise LookupError("there are no migrations in this installation")
    return head


def is_known(version: str) -> bool:
    """Whether this release has the way to and from a schema version; a newer release's is unknown to it."""
    return version in _known_versions()


@lru_cache(maxsize=1)
def _known_versions() -> frozenset[str]:
    script = ScriptDirectory.from_config(_config())
    return frozenset(revision.revision for revision in script.walk_revisions())


def is_ahead(version: str | None) -> bool:
    """Whether a schema version is one that only a newer release can have made."""
    return version is not None and not is_known(version)


def stands_at(tx: Transaction) -> str | None:
    """The schema version that a database stands at that was migrated before; costs one small read."""
    version: str | None = tx.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return version


def current_version(database: Database) -> str | None:
    """The schema version that the database stands at; None for an empty one."""
    with database.engine.connect() as connection:
        return version_in(connection)


def migrate(database: Database, to: str = "head") -> None:
    """Bring the schema to a version, in one transaction; downwards if `to` is older (`base` empties it).

    On SQLite, which rebuilds tables to alter them, references are left unchecked until the end.

    Raises:
        SchemaAheadError: the database stands at a version that this release does not know.
    """
    if database.file is not None:
        with _references_unchecked(database) as connection:
            if _walk(connection, to):
                _check_references(connection)
        return
    with database.engine.begin() as connection:
        # The steps are read from files meanwhile: a busy machine may need longer for that than a session may
        # otherwise stand idle.
        connection.execute(text("SET LOCAL idle_in_transaction_session_timeout = '60s'"))
        take_turn(connection, Turn.MIGRATION)  # two replicas may start at once
        _walk(connection, to)


def build_anew(connection: Connection) -> None:
    """Drop what stands there and build this release's tables, inside a transaction of the caller's.

    PostgreSQL only: there, tables come and go in a transaction like rows.
    """
    take_turn(connection, Turn.MIGRATION)
    _walk(connection, "base")
    _walk(connection, "head")


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
    stood_at = version_in(connection)
    if stood_at is not None and is_ahead(stood_at):
        raise SchemaAheadError(stood_at)
    script = ScriptDirectory.from_config(config)
    older = {revision.revision for revision in script.iterate_revisions(stood_at, "base")}
    if to == "base" or to in older:
        command.downgrade(config, to)
    else:
        command.upgrade(config, to)
    return version_in(connection) != stood_at


def version_in(connection: Connection) -> str | None:
    """The schema version as the connection's transaction sees it; None for an empty database."""
    return MigrationContext.configure(connection).get_current_revision()
