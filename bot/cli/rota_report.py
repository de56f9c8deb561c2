"""What `muster rota …` does and prints. Times are the district's."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.table import Table

from bot.cli.console import open_console
from bot.cli.store import Missing, migrated, now
from bot.settings import Settings
from handlers.words.local_times import point
from handlers.words.text import counted
from scheduling.presence.facts import Closure, Turn
from scheduling.presence.imports.closures import read_closures
from scheduling.presence.imports.facts import LastRead, What
from scheduling.presence.imports.rota import read_rota
from scheduling.presence.imports.taking import last_read
from scheduling.presence.queries import list_closures, list_turns
from scheduling.roster.facts import Person
from scheduling.roster.queries import list_people
from scheduling.zones import local_day

_MOST_ROWS: Final = 60
"""Of a table; what has no room is counted."""


def show_rota(settings: Settings) -> None:
    """Print the turns and the closures that are not over, and how each was read last."""
    console, zone, at = open_console(), settings.zone, now()
    with migrated(settings) as store, store.database.read(at) as tx:
        turns, closures = list_turns(tx), list_closures(tx, since=local_day(at, zone))
        people = {each.id: each for each in list_people(tx)}
        rota, closed = last_read(tx, What.ROTA), last_read(tx, What.CLOSURES)
    console.print(_how_it_was_read("The rota", "MUSTER_ROTA_URL", settings.rota_url, rota, zone))
    _print_turns(console, turns, people, zone)
    console.print(
        _how_it_was_read("The closures", "MUSTER_CLOSURES_URL", settings.closures_url, closed, zone)
    )
    _print_closures(console, closures)


def try_file(settings: Settings, file: Path, *, closures: bool) -> int:
    """Print what a file would become; 1 where something in it could not be taken, or nothing could.

    Raises:
        ImportRefused: the file cannot be read as a whole.
        OSError: there is no such file.
    """
    content, console, zone, at = file.read_bytes(), open_console(), settings.zone, now()
    today = local_day(at, zone)
    if closures:
        found = read_closures(content, zone=zone, today=today)
        _print_closures(console, [each for each in found.closures if each.last_on >= today])
        return _print_wrong(console, found.wrong, some=bool(found.closures))
    with migrated(settings, Missing.PRETEND) as store, store.database.read(at) as tx:
        people = {each.id: each for each in list_people(tx)}
    read = read_rota(content, people=list(people.values()), zone=zone, today=today)
    _print_turns(console, [each for each in read.turns if each.ends_at > at], people, zone)
    return _print_wrong(console, read.wrong, some=bool(read.turns))


def _how_it_was_read(name: str, setting: str, url: str, last: LastRead | None, zone: ZoneInfo) -> str:
    if last is None:
        return f"{name}: {'not read yet' if url else f'none, {setting} is not set'}."
    good = f"taken in {point(last.good_at, zone)}" if last.good_at is not None else "never taken in"
    return "\n".join([f"{name}: read {point(last.read_at, zone)}, {good}.", *map(_indented, last.wrong)])


def _print_turns(
    console: Console, turns: Sequence[Turn], people: Mapping[int, Person], zone: ZoneInfo
) -> None:
    if not turns:
        console.print("No turn is to come.")
        return
    table = Table("who", "e-mail", "from", "until", box=None, pad_edge=False)
    for turn in turns[:_MOST_ROWS]:
        who = people[turn.person_id]
        table.add_row(who.name, who.email, _moment(turn.starts_at, zone), _moment(turn.ends_at, zone))
    console.print(table)
    _print_more(console, len(turns), "turn")


def _print_closures(console: Console, closures: Sequence[Closure]) -> None:
    if not closures:
        console.print("No closure is to come.")
        return
    table = Table("closed", "first day", "last day", box=None, pad_edge=False)
    for each in closures[:_MOST_ROWS]:
        table.add_row(each.name, f"{each.first_on:%a %Y-%m-%d}", f"{each.last_on:%a %Y-%m-%d}")
    console.print(table)
    _print_more(console, len(closures), "closure")


def _print_more(console: Console, many: int, noun: str) -> None:
    if many > _MOST_ROWS:
        console.print(f"and {counted(many - _MOST_ROWS, f'more {noun}')}.")


def _print_wrong(console: Console, wrong: Iterable[object], *, some: bool) -> int:
    said = [str(each) for each in wrong]
    if not some:
        console.print("Nothing in the file could be taken: what stands would go on standing.")
    if said:
        console.print(f"{counted(len(said), 'line')} could not be taken:")
        for each in said:
            console.print(_indented(each))
    elif some:
        console.print("All of it can be taken. Nothing was written.")
    return 1 if said or not some else 0


def _moment(moment: datetime, zone: ZoneInfo) -> str:
    """With its year: a rota reaches into the next."""
    return f"{moment.astimezone(zone):%a %Y-%m-%d %H:%M}"


def _indented(sentence: str) -> str:
    return f"  {sentence}"
