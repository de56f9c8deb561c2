"""The ladder by which an escalation opens before something is due: which rung is reached, and when the next
one is. Pure.

A span before a deadline is counted on the wall clock of a zone: seven days before midnight is midnight, also
where the clocks change in between.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo


def reached_level(
    opens: Sequence[timedelta], deadline: datetime, zone: ZoneInfo, now: datetime
) -> int | None:
    """The last rung that has come, from 0 in the order of the ladder; None before the first."""
    come = [level for level, at in enumerate(_rungs(opens, deadline, zone)) if at <= now]
    return max(come, default=None)


def next_rung(
    opens: Sequence[timedelta], deadline: datetime, zone: ZoneInfo, now: datetime
) -> datetime | None:
    """When the next rung comes; None after the last."""
    return min((at for at in _rungs(opens, deadline, zone) if at > now), default=None)


def _rungs(opens: Sequence[timedelta], deadline: datetime, zone: ZoneInfo) -> Iterator[datetime]:
    local = deadline.astimezone(zone)
    for span in opens:
        yield (local - span).astimezone(UTC)
