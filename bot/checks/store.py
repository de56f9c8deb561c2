"""Checks of what stands on this side: database, schema version, roster, policy, feed, time zones."""

from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from bot.checks.calendars import check_calendars
from bot.checks.findings import Finding, fails, look, works
from bot.clock import Clock
from bot.database.watch import room_left
from bot.database.words import words_for_operator
from bot.settings import Settings
from bot.tasks.source import FEED, Fetched, Source, Unreached
from bot.watch.time_zone_data import find_time_zone_data
from scheduling.feed.checks import read_snapshot
from scheduling.feed.facts import FeedRefused
from scheduling.feed.profile import load_profile
from scheduling.outbox.holds import SERVING, find_hold
from scheduling.policy.loader import load_policy
from scheduling.roster.facts import Person, School
from scheduling.roster.queries import list_people, list_schools, list_unlinked
from scheduling.store.engine import Database, DatabaseBusyError, open_database
from scheduling.store.probe import try_to_write
from scheduling.store.schema import current_version, head_version
from scheduling.store.troubles import find_trouble

_LITTLE_ROOM = 100_000_000


def check_store(settings: Settings, clock: Clock) -> Iterator[Finding]:
    """The database and what stands in it, then what is read from outside."""
    file = make_url(settings.database_url)
    known = _Known()
    if file.get_backend_name() == "sqlite" and not Path(file.database or "").exists():
        yield look(
            "database", f"{file.database} is not there yet; `muster run` or `muster migrate` makes it."
        )
    else:
        known = yield from _opened(settings, clock)
    yield _said("policy", partial(_policy, settings))
    yield _said("feed", partial(_feed, settings, known.schools, clock))
    yield from check_calendars(settings, known.people, clock)
    data = find_time_zone_data()
    yield works("time zones", f"edition {data.edition}, from {data.source}")


@dataclass(frozen=True, slots=True)
class _Known:
    """Whom and what the database knows, for whatever names them."""

    schools: list[School] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)


def _opened(settings: Settings, clock: Clock) -> Generator[Finding, None, _Known]:
    """Checks of a database that is there; answers whom and what it knows."""
    database = open_database(settings.database_url)
    try:
        yield from _database(database)
        if current_version(database) != head_version():
            return _Known()
        yield _writing(database, clock)
        yield from _held(database, clock)
        yield _roster(database, clock)
        with database.read(clock.now()) as tx:
            return _Known(list_schools(tx), list_people(tx))
    except SQLAlchemyError as error:
        trouble = find_trouble(error)
        said = f"it does not answer ({_first_line(error)}); check MUSTER_DATABASE_URL."
        yield fails("database", said if trouble is None else words_for_operator(trouble))
        return _Known()
    finally:
        database.close()


def _database(database: Database) -> Iterator[Finding]:
    stands, wanted = current_version(database), head_version()
    url = database.engine.url.render_as_string(hide_password=True)
    yield works("database", url)
    if stands == wanted:
        yield works("schema", f"version {stands}")
    elif stands is None:
        yield look("schema", f"empty; `muster run` or `muster migrate` brings it to version {wanted}.")
    else:
        yield fails("schema", f"version {stands}, wanted {wanted}: run `muster migrate`.")


def _writing(database: Database, clock: Clock) -> Finding:
    """One small change that alters nothing, as the running bot makes one every half minute."""
    try:
        with database.begin(clock.now()) as tx:
            try_to_write(tx)
    except (DBAPIError, DatabaseBusyError) as error:
        trouble = find_trouble(error)
        if trouble is None:
            raise
        return fails("writing", words_for_operator(trouble))
    room = room_left(database)
    if room is not None and room < _LITTLE_ROOM:
        return look("writing", f"works, and {room // 1_000_000} MB are left on the disk of the database.")
    return works("writing", "works")


def _held(database: Database, clock: Clock) -> Iterator[Finding]:
    with database.read(clock.now()) as tx:
        outbox, serving = find_hold(tx), find_hold(tx, SERVING)
    if serving is not None:
        yield fails("outbox", f"this database was {serving.reason}: set MUSTER_DATABASE_URL to that one.")
    elif outbox is not None:
        yield look("outbox", f"it sends nothing ({outbox.reason}); `muster outbox reconcile` lets it go on.")


def _roster(database: Database, clock: Clock) -> Finding:
    with database.read(clock.now()) as tx:
        people, unlinked = len(list_people(tx)), len(list_unlinked(tx))
    if people == 0:
        return look("roster", "empty: `muster roster import roster.csv` fills it.")
    if unlinked:
        return look(
            "roster", f"{people} people, {unlinked} without a Slack account; see `muster roster list`."
        )
    return works("roster", f"{people} people, each with a Slack account or inactive")


def _policy(settings: Settings) -> Finding:
    policy = load_policy(settings.policy)
    return works("policy", f"{policy.name}, version {policy.version}")


def _feed(settings: Settings, schools: list[School], clock: Clock) -> Finding:
    if not settings.feed_url:
        return look("feed", "MUSTER_FEED_URL is not set: no shifts come in by themselves.")
    if not settings.timezone:
        return look("feed", "not read: MUSTER_TIMEZONE is not set.")
    fetched = Source(FEED, settings.feed_url).fetch()
    if not isinstance(fetched, Fetched):
        return works("feed", "unchanged")
    snapshot = read_snapshot(
        fetched.content,
        profile=load_profile(settings.feed_profile),
        schools=schools,
        district_zone=settings.zone,
        now=clock.now(),
    )
    said = f"{len(snapshot.shifts)} shifts, {len(snapshot.quarantined)} rows in quarantine"
    return look("feed", said) if snapshot.quarantined else works("feed", said)


def _said(what: str, check: Callable[[], Finding]) -> Finding:
    """A check whose mistakes are sentences already."""
    try:
        return check()
    except (ValueError, Unreached, FeedRefused) as error:
        return fails(what, str(error))


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0][:200]
