"""When the clocks of a zone change: as its data have it, and as its footer foresees it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from scheduling.ical.footer import Footer

_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Change:
    """The clocks change.

    Attributes:
        local: when, by the clock before the change.
        before, after: how far the clocks are ahead of UTC.
        name: what the clock after it is called.
    """

    local: datetime
    before: timedelta
    after: timedelta
    name: str


def changes_in(zone: ZoneInfo, first: int, last: int) -> list[Change]:
    """Every change of the clocks from the beginning of one year to the end of another, in order."""
    return [_change_at(instant, zone) for instant in _instants(zone, first, last)]


def changes_foreseen(footer: Footer, first: int, last: int) -> list[Change]:
    """The same, by the footer alone."""
    if footer.other is None or footer.begins is None or footer.ends is None:
        return []
    to_other = (footer.begins, footer.usual, footer.other)
    to_usual = (footer.ends, footer.other, footer.usual)
    return sorted(
        (
            Change(onset.local_in(year), before.offset, after.offset, after.name)
            for year in range(first, last + 1)
            for onset, before, after in (to_other, to_usual)
        ),
        key=lambda change: change.local,
    )


def clock_on(instant: datetime, zone: ZoneInfo) -> Change:
    """The clock that a zone shows at an instant, as if it had just been set to it."""
    local = instant.astimezone(zone)
    offset = local.utcoffset() or timedelta()
    return Change(local.replace(tzinfo=None), offset, offset, local.tzname() or zone.key)


def _instants(zone: ZoneInfo, first: int, last: int) -> Iterator[datetime]:
    """The first instant of each new offset, to the second."""
    early, end = datetime(first, 1, 1, tzinfo=UTC), datetime(last + 1, 1, 1, tzinfo=UTC)
    while early < end:
        late = early + _DAY
        if _offset(early, zone) != _offset(late, zone):
            yield _between(early, late, zone)
        early = late


def _between(early: datetime, late: datetime, zone: ZoneInfo) -> datetime:
    while late - early > _SECOND:
        middle = early + (late - early) // _SECOND // 2 * _SECOND
        if _offset(middle, zone) == _offset(late, zone):
            late = middle
        else:
            early = middle
    return late


def _change_at(instant: datetime, zone: ZoneInfo) -> Change:
    before, after = _offset(instant - _SECOND, zone), _offset(instant, zone)
    local = (instant + before).replace(tzinfo=None)
    return Change(local, before, after, instant.astimezone(zone).tzname() or zone.key)


def _offset(instant: datetime, zone: ZoneInfo) -> timedelta:
    return instant.astimezone(zone).utcoffset() or timedelta()
