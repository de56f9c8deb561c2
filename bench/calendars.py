"""Calendar subscriptions: polls against a static file from the same server, building against `icalendar`
alone, and how many calendars one change concerns. Radicale serves the same calendars beside it.
"""

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from time import perf_counter
from typing import Final

from icalendar import Calendar, Event
from sqlalchemy import select

from bench.figures import Figure, median
from bench.polls import ask_once, poll
from bench.radicale import polled, radicale
from bench.subscribers import SUBSCRIBERS, add_shift, settle
from bot.clock import SystemClock
from scheduling.agenda.agenda import gather_agenda
from scheduling.agenda.pages import build_page
from scheduling.calendars.facts import Link
from scheduling.calendars.pages import find_link
from scheduling.ical.entries import Entry
from scheduling.policy.loader import load_policy
from scheduling.revisions.tables import calendars
from scheduling.roster.queries import find_person
from scheduling.shifts.actions import claim_shift
from scheduling.store.engine import Database, open_database
from scheduling.store.schema import migrate
from scheduling.store.transaction import Transaction

SIZES: Final = (50, 500)
"""Events in a calendar."""

AT_ONCE: Final = (1, 20)
POLLS: Final = 1_000
ROUNDS: Final = 5
BUILDS: Final = 9


def measure() -> list[Figure]:
    """Everything in one run; what is held against each other takes turns."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "calendars.db")
        database = open_database(f"sqlite:///{path}")
        migrate(database)
        tokens = settle(database, SIZES)
        built = {size: _build_times(database, tokens[size]) for size in SIZES}
        figures = [_building(size, built[size]) for size in SIZES]
        figures.append(_touched(database))
        with _serving(path, Path(folder)) as port:
            for size in SIZES:
                figures += _polling(port, Path(folder), size, tokens[size])
            link, known = f"/calendars/{tokens[50]}.ics", _known(port, tokens[50])
            alone, _ = poll(port, link, times=POLLS, at_once=1, headers=known)
            figures += _beside_radicale(port, Path(folder), tokens)
        database.close()
    return [*figures, _share_of_a_core(1 / alone, median(built[50][0]))]


def _build_times(database: Database, token: str) -> tuple[list[float], list[float]]:
    """Seconds that Muster takes to read and build a calendar, and `icalendar` for its events alone."""
    ours, theirs = [], []
    for _ in range(BUILDS):
        with database.read(SystemClock().now()) as tx:
            link = _link(tx, token)
            begun = perf_counter()
            build_page(tx, link)
            ours.append(perf_counter() - begun)
            entries = [each for each in gather_agenda(tx, link).entries if isinstance(each, Entry)]
        begun = perf_counter()
        _plainly(entries)
        theirs.append(perf_counter() - begun)
    return ours, theirs


def _link(tx: Transaction, token: str) -> Link:
    link = find_link(tx, token)
    if link is None:
        raise RuntimeError("the link opens nothing")
    return link


def _plainly(entries: Sequence[Entry]) -> bytes:
    """The same events, as the library's documentation shows it."""
    calendar = Calendar()
    calendar.add("prodid", "-//bench//")
    calendar.add("version", "2.0")
    for entry in entries:
        event = Event()
        for name, value in (
            ("uid", entry.uid), ("dtstamp", entry.stamp), ("sequence", entry.sequence),
            ("dtstart", entry.starts), ("dtend", entry.ends), ("summary", entry.summary),
            ("location", entry.location), ("description", entry.description), ("transp", "OPAQUE"),
        ):  # fmt: skip
            event.add(name, value)
        calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written


def _building(size: int, times: tuple[list[float], list[float]]) -> Figure:
    ours, theirs = (median(each) for each in times)
    return Figure(
        f"first build, {size} events",
        f"{ours * 1_000:.1f} ms",
        f"{theirs * 1_000:.1f} ms icalendar alone",
        f"{ours / theirs:.2f} ×",
        "≤ 1.5 ×",
        ours <= 1.5 * theirs,
    )


def _touched(database: Database) -> Figure:
    """How many calendars one officer's claim makes stale."""
    policy, now = load_policy("default"), SystemClock().now()
    with database.begin(now) as tx:
        shift_id = add_shift(tx, 1, now + timedelta(days=9, hours=5))
        officer = find_person(tx, SUBSCRIBERS)
        before = _revisions(tx)
    if officer is None:
        raise RuntimeError("nobody was hired")
    with database.begin(now) as tx:
        claim_shift(tx, actor=officer, shift_id=shift_id, policy=policy)
    with database.read(now) as tx:
        stale = sum(before[each] != revision for each, revision in _revisions(tx).items())
    return Figure(
        f"calendars of {SUBSCRIBERS} that one officer's claim makes stale",
        str(stale),
        goal="1",
        met=stale == 1,
    )


def _revisions(tx: Transaction) -> dict[int, int]:
    rows = tx.execute(select(calendars.c.scope_id, calendars.c.revision))
    return {row.scope_id: row.revision for row in rows}


@contextmanager
def _serving(database: Path, folder: Path) -> Iterator[int]:
    """A server in a process of its own; gives its port."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.calendar_server", str(database), str(folder)],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        if process.stdout is None:
            raise RuntimeError("the server says nothing")
        yield int(process.stdout.readline())
    finally:
        process.kill()
        process.wait()


def _polling(port: int, folder: Path, size: int, token: str) -> list[Figure]:
    path = f"/calendars/{token}.ics"
    known = _known(port, token)
    Path(folder, f"{size}.ics").write_bytes(_body(port, path))
    figures = []
    for at_once in AT_ONCE:
        rates: dict[str, list[float]] = {"static": [], "200": [], "304": []}
        for _ in range(ROUNDS):
            for name, asked, headers in (
                ("static", f"/static/{size}.ics", ""), ("200", path, ""), ("304", path, known),
            ):  # fmt: skip
                rate, last = poll(port, asked, times=POLLS, at_once=at_once, headers=headers)
                if last.status != (304 if name == "304" else 200):
                    raise RuntimeError(f"{name}: the server answered {last.status}")
                rates[name].append(rate)
        static = median(rates["static"])
        figures += [_poll_figure(name, size, at_once, median(rates[name]), static) for name in ("200", "304")]
    return figures


def _beside_radicale(port: int, folder: Path, tokens: Mapping[int, str]) -> list[Figure]:
    """Whole calendars, as a program fetches them that knows nothing yet."""
    figures = []
    with radicale(folder / "radicale") as other:
        for size in SIZES:
            path = f"/calendars/{tokens[size]}.ics"
            theirs = polled(other, _body(port, path), AT_ONCE)
            for at_once in AT_ONCE:
                ours, _ = poll(port, path, times=POLLS, at_once=at_once)
                figures.append(
                    Figure(
                        f"beside Radicale, {size} events, {at_once} at once",
                        f"{ours:,.0f}/s",
                        f"{theirs[at_once]:,.0f}/s Radicale",
                        f"{ours / theirs[at_once]:,.0f} ×",
                    )
                )
    return figures


def _poll_figure(name: str, size: int, at_once: int, rate: float, static: float) -> Figure:
    what = "nothing new (304)" if name == "304" else "all of it (200)"
    return Figure(
        f"{what}, {size} events, {at_once} at once",
        f"{rate:,.0f}/s",
        f"{static:,.0f}/s static file",
        f"{rate / static:.2f} ×",
        "≥ 0.6 ×",
        rate >= 0.6 * static,
    )


def _known(port: int, token: str) -> str:
    """The header by which a program says what it has."""
    head, _ = ask_once(port, f"/calendars/{token}.ics")
    found = re.search(r'(?i)etag: ("[^"]+")', head)
    if found is None:
        raise RuntimeError("the calendar has no ETag")
    return f"If-None-Match: {found[1]}\r\n"


def _body(port: int, path: str) -> bytes:
    return ask_once(port, path)[1]


def _share_of_a_core(poll_seconds: float, build_seconds: float) -> Figure:
    """Everybody polls hourly; every calendar is built anew twice a day, and that is more than happens."""
    share = SUBSCRIBERS * (poll_seconds / 3_600 + 2 * build_seconds / 86_400)
    return Figure(
        f"{SUBSCRIBERS} programs that poll hourly", f"{share:.2%} of a core", goal="< 1 %", met=share < 0.01
    )
