"""From rows as they came to a snapshot: each row is either a shift or in quarantine, with the reason."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import blake2b
from zoneinfo import ZoneInfo

from scheduling.feed.clock import read_clock
from scheduling.feed.facts import FeedRefused, FeedShift, Progress, Quarantined, RawFeed, RawRow, Snapshot
from scheduling.feed.fields import (
    RowFlaw,
    checked_text,
    read_agencies,
    read_number,
    read_status,
    read_text,
    read_yes,
    safe,
)
from scheduling.feed.limits import TEXT_LENGTHS
from scheduling.feed.parse import parse
from scheduling.feed.profile import Profile
from scheduling.feed.school_book import SchoolBook
from scheduling.feed.times import read_instant, read_times
from scheduling.roster.facts import School
from scheduling.shifts.terms import ShiftTerms

DEFAULT_SOURCE = "feed"
_EVERY = 250
_REASON, _CELL, _CELLS = 300, 200, 40


def read_snapshot(
    content: bytes,
    *,
    profile: Profile,
    schools: Iterable[School],
    district_zone: ZoneInfo,
    now: datetime,
    source: str | None = None,
    progress: Progress | None = None,
) -> Snapshot:
    """What a feed file says. Pure and slow (about 60 µs a row): call it outside a write transaction.

    Args:
        content: the file, untouched.
        profile: how it is read.
        schools: the schools of the roster.
        district_zone: of local times for which neither row, profile nor school names a zone.
        now: the instant of the pull, for a profile whose export reaches some days ahead.
        source: which feed the shifts belong to; left out: the profile says, then the file, then `feed`.
        progress: told (rows done, rows in all) every 250 rows and at the end.

    Raises:
        FeedRefused: the file as a whole cannot be read.
    """
    feed = parse(content, profile)
    book = SchoolBook(schools, profile, district_zone)
    good: list[FeedShift] = []
    bad: list[Quarantined] = []
    for done, row in enumerate(feed.rows, start=1):
        try:
            good.append(_shift(row, profile, book, now))
        except RowFlaw as flaw:
            bad.append(_quarantined(row, str(flaw)))
        if progress is not None and (done % _EVERY == 0 or done == len(feed.rows)):
            progress(done, len(feed.rows))
    kept, repeated = _one_of_each(good, {row.number: row for row in feed.rows})
    quarantined = tuple(sorted([*bad, *repeated], key=lambda each: each.row))
    return Snapshot(
        source=_source(source or profile.source or feed.source or DEFAULT_SOURCE),
        shifts=kept,
        quarantined=quarantined,
        schools=book.met(shift.terms.school for shift in kept),
        covers_until=_covers_until(feed, profile, district_zone, now),
        digest=_digest_of(kept, quarantined),
    )


def digest_of_terms(terms: ShiftTerms) -> str:
    """Equal for equal terms only."""
    parts = (
        terms.school, terms.agency, "\x1e".join(terms.backup_agencies), terms.post, terms.programme,
        str(terms.armed), terms.starts_at.isoformat(), terms.ends_at.isoformat(), str(terms.places),
        terms.status.value, terms.notes,
    )  # fmt: skip
    return blake2b("\x1f".join(parts).encode(), digest_size=16).hexdigest()


def _shift(row: RawRow, profile: Profile, book: SchoolBook, now: datetime) -> FeedShift:
    if row.flaw:
        raise RowFlaw(row.flaw)
    values = {**profile.fixed, **row.values} if profile.fixed else row.values
    external_id = read_text(values, "id")
    if not external_id:
        raise RowFlaw("The id is missing: Muster knows a shift again by its id.")
    school, zone = book.find(values)
    starts_at, ends_at = read_times(values, profile, zone)
    terms = ShiftTerms(
        school=school,
        agency=read_text(values, "agency"),
        backup_agencies=read_agencies(values, profile),
        post=read_text(values, "post"),
        programme=read_text(values, "programme"),
        armed=read_yes(values, "armed", profile),
        starts_at=starts_at,
        ends_at=ends_at,
        places=read_number(values, "places", default=1),
        status=read_status(values, profile),
        notes=read_text(values, "notes"),
    )
    clock = read_clock(values, profile, zone, (starts_at, ends_at), now)
    return FeedShift(row.number, external_id, terms, digest_of_terms(terms), clock)


def _one_of_each(
    good: list[FeedShift], rows: dict[int, RawRow]
) -> tuple[tuple[FeedShift, ...], list[Quarantined]]:
    """Each id once. A row that repeats another word for word is dropped; where rows of one id differ, nobody
    can say which is right, so none of them is taken.
    """
    by_id: dict[str, list[FeedShift]] = {}
    for shift in good:
        by_id.setdefault(shift.external_id, []).append(shift)
    kept: list[FeedShift] = []
    repeated: list[Quarantined] = []
    for same in by_id.values():
        first = same[0]
        if len({shift.digest for shift in same}) == 1:
            kept.append(first)
            reason = f"Its id is a duplicate: it repeats row {first.row}, which was taken."
            repeated.extend(_quarantined(rows[shift.row], reason) for shift in same[1:])
        else:
            numbers = ", ".join(str(shift.row) for shift in same[:10])
            reason = f"Its id is a duplicate: rows {numbers} share it and differ. Give each shift its own."
            repeated.extend(_quarantined(rows[shift.row], reason) for shift in same)
    return tuple(kept), repeated


def _quarantined(row: RawRow, reason: str) -> Quarantined:
    raw = {field: safe(value, _CELL) for field, value in list(row.values.items())[:_CELLS]}
    external_id = safe(row.values.get("id", ""), TEXT_LENGTHS["id"]).strip()
    return Quarantined(row.number, external_id, safe(reason, _REASON), raw)


def _source(name: str) -> str:
    try:
        return checked_text(name.strip(), "source")
    except RowFlaw as flaw:
        raise FeedRefused(f"{flaw} Give the feed a short, plain name.") from None


def _covers_until(feed: RawFeed, profile: Profile, zone: ZoneInfo, now: datetime) -> datetime | None:
    if feed.covers_until:
        try:
            return read_instant(feed.covers_until, zone)
        except RowFlaw as flaw:
            raise FeedRefused(f"The feed's “covers_until” cannot be read. {flaw}") from None
    return now + timedelta(days=profile.covers_days) if profile.covers_days else None


def _digest_of(shifts: Iterable[FeedShift], quarantined: Iterable[Quarantined]) -> str:
    lines = sorted(f"{shift.external_id}\x1f{shift.digest}" for shift in shifts)
    lines += sorted(f"!{each.external_id}\x1f{each.reason}" for each in quarantined)
    return blake2b("\x1e".join(lines).encode(), digest_size=16).hexdigest()
