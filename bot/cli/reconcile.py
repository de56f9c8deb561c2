"""What `muster outbox reconcile` shows, asks and does."""

import re
import sys
from datetime import datetime, timedelta

import typer
from rich.console import Console
from rich.table import Column, Table

from bot.cli.console import open_console
from bot.cli.store import migrated, now
from bot.settings import Settings
from scheduling.copies.reconcile import Waiting, list_waiting, reconcile
from scheduling.outbox.holds import SERVING, find_hold

_TIME = re.compile(r"(\d{1,5})\s*([smhd])", re.IGNORECASE)
_SECONDS = {"s": 1, "m": 60, "h": 3_600, "d": 86_400}


def reconcile_copy(settings: Settings, drop_older_than: str | None, *, agreed: bool) -> int:
    """Show what waits, ask, and let the outbox go on; 1 where nobody agreed."""
    drop = _length(drop_older_than) if drop_older_than is not None else None
    console = open_console()
    with migrated(settings) as store:
        instant = now()
        with store.database.read(instant) as tx:
            hold, waiting = find_hold(tx), list_waiting(tx)
            moved = find_hold(tx, SERVING)
        if hold is None:
            console.print("The outbox is not held: there is nothing to reconcile.")
            return 0
        console.print(f"The outbox is held: {hold.reason}.")
        if moved is not None:
            console.print("Go on with this database only if the other one is given up: both would send.")
        _show(console, waiting, instant)
        if not (agreed or _agrees()):
            console.print("Nothing was changed.")
            return 1
        with store.database.begin(now()) as tx:
            done = reconcile(tx, drop_older_than=drop)
    console.print(
        f"{done.doubtful:,} are looked for in Slack before they are sent, {done.dropped:,} were "
        f"dropped, {done.later:,} are due later."
    )
    console.print("The outbox goes on.")
    return 0


def _agrees() -> bool:
    if not sys.stdin.isatty():
        typer.echo("Nobody is there to agree: say --yes if this is as it should be.", err=True)
        return False
    return typer.confirm("Let it go on?")


def _show(console: Console, waiting: list[Waiting], instant: datetime) -> None:
    if not waiting:
        console.print("Nothing waits in it.")
        return
    table = Table(
        "kind", "to", Column("count", justify="right"), "oldest due", "newest due", box=None, pad_edge=False
    )
    for each in waiting:
        table.add_row(
            each.kind, each.addressees, f"{each.count:,}", _age(instant - each.oldest_due_at),
            _age(instant - each.newest_due_at),
        )  # fmt: skip
    console.print(table)


def _age(passed: timedelta) -> str:
    if passed < timedelta(0):
        return f"in {_age(-passed).removesuffix(' ago')}"
    minutes = passed // timedelta(minutes=1)
    if minutes < 120:
        return f"{minutes} min ago"
    hours = minutes // 60
    return f"{hours} h ago" if hours < 48 else f"{hours // 24} days ago"


def _length(written: str) -> timedelta:
    found = _TIME.fullmatch(written.strip())
    if found is None:
        raise typer.BadParameter(f"--drop-older-than {written!r}: expected a length of time such as 1h or 2d")
    return timedelta(seconds=int(found[1]) * _SECONDS[found[2].lower()])
