"""`muster replicas`: which processes serve the database, and which of them is at a shared task."""

from datetime import datetime

from rich.table import Table

from bot.cli.console import open_console
from bot.cli.store import migrated, now
from bot.settings import Settings
from handlers.words.text import ago
from scheduling.replicas.facts import Duty, Replica
from scheduling.replicas.queries import list_duties, list_replicas

_ALONE = "A SQLite file is served by one process alone; `muster check` says how it stands."
_NOBODY = "No Muster serves this database."


def show_replicas(settings: Settings) -> None:
    """Print who is there, with the age of the last beat by this machine's clock, and the shared tasks."""
    console = open_console()
    with migrated(settings) as store:
        if store.database.file is not None:
            console.print(_ALONE)
            return
        at = now()
        with store.database.read(at) as tx:
            found, duties = list_replicas(tx), list_duties(tx)
    console.print(_table_of_replicas(found, at) if found else _NOBODY)
    if duties:
        console.print(_table_of_duties(duties, {one.id: one.name for one in found}, at))


def _table_of_replicas(found: list[Replica], at: datetime) -> Table:
    table = Table("replica", "release", "schema", "started", "last beat", "id")
    for one in found:
        beat = f"{max((at - one.beat_at).total_seconds(), 0):.1f} s ago"
        table.add_row(one.name, one.release, one.schema_version, ago(at - one.started_at), beat, one.id)
    return table


def _table_of_duties(duties: list[Duty], names: dict[str, str], at: datetime) -> Table:
    table = Table("shared task", "last done", "due", "who is at it")
    for duty in duties:
        due = "now" if duty.due_at <= at else f"in {(duty.due_at - at).total_seconds():.0f} s"
        done = ago(at - duty.done_at) if duty.done_at else "never"
        who = names.get(duty.replica, "one that is gone") if duty.replica else ""
        table.add_row(duty.name, done, due, who)
    return table
