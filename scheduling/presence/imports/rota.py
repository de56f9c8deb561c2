"""A rota, read from CSV or iCalendar: whose turn it is when. What cannot be taken is named by its line."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from scheduling.presence.facts import Turn
from scheduling.presence.imports.facts import Duty, ImportRefused, ReadRota, What, Wrong
from scheduling.presence.imports.people import Book, WhoError
from scheduling.presence.imports.rota_csv import read_csv
from scheduling.presence.imports.rota_icalendar import read_calendar
from scheduling.presence.imports.window import digest_of, window_of
from scheduling.roster.facts import Person
from scheduling.zones import start_of_day

LONGEST_TURN: Final = timedelta(days=100)
_MOST_TURNS: Final = 10_000
_CALENDAR: Final = b"BEGIN:VCALENDAR"


def read_rota(content: bytes, *, people: Sequence[Person], zone: ZoneInfo, today: date) -> ReadRota:
    """What the file says of this month and the year to come.

    Args:
        content: the file: CSV, or iCalendar.
        people: the roster.
        zone: the district's; that of times that name none.
        today: the district's local date.

    Raises:
        ImportRefused: the file as a whole cannot be read.
    """
    window = window_of(What.ROTA, today)
    if is_calendar(content):
        duties, wrong = read_calendar(content, zone, window)
    else:
        duties, wrong = read_csv(content, zone)
    since, until = start_of_day(window.since, zone), start_of_day(window.until, zone)
    book, turns, unclear = Book(people), set[Turn](), list[tuple[datetime, datetime]]()
    for duty in duties:
        if not (duty.ends_at > since and duty.starts_at < until):
            continue
        found, whys = _turns(duty, book)
        turns |= found
        wrong += [Wrong(duty.line, why) for why in whys]
        unclear += [(duty.starts_at, duty.ends_at)] if whys else []
    if len(turns) > _MOST_TURNS:
        raise ImportRefused(f"The rota has more than {_MOST_TURNS:,} turns: export fewer years.")
    return ReadRota(
        digest_of(content, window),
        tuple(sorted(turns, key=lambda turn: (turn.starts_at, turn.ends_at, turn.person_id))),
        tuple(sorted(dict.fromkeys(wrong), key=lambda each: each.line)),
        _joined(unclear),
    )


def is_calendar(content: bytes) -> bool:
    """Whether a file is meant to be iCalendar."""
    return content.removeprefix(b"\xef\xbb\xbf").lstrip()[: len(_CALENDAR)].upper() == _CALENDAR


def _joined(spans: Iterable[tuple[datetime, datetime]]) -> tuple[tuple[datetime, datetime], ...]:
    """The same time with nothing in it twice, earliest first."""
    joined: list[tuple[datetime, datetime]] = []
    for starts, ends in sorted(span for span in spans if span[0] < span[1]):
        if joined and starts <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(ends, joined[-1][1])
        else:
            joined.append((starts, ends))
    return tuple(joined)


def _turns(duty: Duty, book: Book) -> tuple[set[Turn], list[str]]:
    """The turns of one line, and why it could not be taken as a whole."""
    if duty.ends_at <= duty.starts_at:
        return set(), ["It ends before it begins, or when it begins."]
    if duty.ends_at - duty.starts_at > LONGEST_TURN:
        days = (duty.ends_at - duty.starts_at).days
        return set(), [f"It lasts {days} days, more than {LONGEST_TURN.days}: is the year right?"]
    turns, whys = set[Turn](), list[str]()
    for who in _named(duty, book):
        if isinstance(who, WhoError):
            whys.append(str(who))
        else:
            turns.add(Turn(who.id, duty.starts_at.astimezone(UTC), duty.ends_at.astimezone(UTC)))
    return turns, whys


def _named(duty: Duty, book: Book) -> Iterator[Person | WhoError]:
    """Whoever is invited; nobody: whoever the title names."""
    for words in duty.addresses or (duty.text,):
        try:
            yield book.find(words) if duty.addresses else book.find_in(words)
        except WhoError as problem:
            yield problem
