"""Checks of the rota and the closures: fetched and read as the bot would, and nothing written."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Final

from bot.checks.findings import Finding, fails, look, works
from bot.clock import Clock
from bot.settings import Settings
from bot.tasks.source import CLOSURES, ROTA, Fetched, Published, Source, Unreached
from handlers.words.text import counted
from scheduling.presence.imports.closures import read_closures
from scheduling.presence.imports.facts import ImportRefused, Wrong
from scheduling.presence.imports.rota import read_rota
from scheduling.roster.facts import Person
from scheduling.zones import local_day

_Read = Callable[[bytes, date], tuple[int, tuple[Wrong, ...]]]

_NONE: Final = {
    ROTA.setting: "none: MUSTER_ROTA_URL is not set, so nobody has the turn",
    CLOSURES.setting: "none: MUSTER_CLOSURES_URL is not set, so no day is a holiday",
}


def check_calendars(settings: Settings, people: list[Person], clock: Clock) -> Iterator[Finding]:
    """What each would become at this moment, for the people of the roster."""

    def rota(content: bytes, today: date) -> tuple[int, tuple[Wrong, ...]]:
        read = read_rota(content, people=people, zone=settings.zone, today=today)
        return len(read.turns), read.wrong

    def closures(content: bytes, today: date) -> tuple[int, tuple[Wrong, ...]]:
        read = read_closures(content, zone=settings.zone, today=today)
        return len(read.closures), read.wrong

    yield _looked_at("rota", "turns", ROTA, settings.rota_url, settings, clock, rota)
    yield _looked_at("closures", "closures", CLOSURES, settings.closures_url, settings, clock, closures)


def _looked_at(
    what: str, entries: str, source: Published, url: str, settings: Settings, clock: Clock, read: _Read
) -> Finding:
    if not url:
        return works(what, _NONE[source.setting])
    if not settings.timezone:
        return look(what, "not read: MUSTER_TIMEZONE is not set.")
    try:
        fetched = Source(source, url).fetch()
        content = fetched.content if isinstance(fetched, Fetched) else b""
        many, wrong = read(content, local_day(clock.now(), settings.zone))
    except (ImportRefused, Unreached, ValueError) as problem:
        return fails(what, str(problem))
    if not many:
        return fails(what, f"nothing in it could be taken; look at {source.setting}. {_first(wrong)}".strip())
    said = f"{many} {entries} of this month and the months to come"
    return (
        look(what, f"{said}; {counted(len(wrong), 'line')} wrong. {_first(wrong)}")
        if wrong
        else works(what, said)
    )


def _first(wrong: tuple[Wrong, ...]) -> str:
    return f"The first: {wrong[0]}" if wrong else ""
