"""Which rung of the countdown an officer is to be told of, and when the sweep has to look again: pure."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from scheduling.policy.requirements import Countdown
from scheduling.training.facts import OVERDUE_RUNG, Obligation, ObligationState
from scheduling.zones import end_of_day, local_day, next_daily, start_of_day

_DAY = timedelta(days=1)


def rung_at(obligation: Obligation, today: date) -> int | None:
    """The rung of which the officer has not been told and should be: the lowest that has been reached, in
    days before the deadline; OVERDUE_RUNG once the deadline has passed; None if there is none.

    Rungs that went by untold, in an outage say, are passed over: only the lowest is told.
    """
    reached = (rung for rung in _untold(obligation) if _day_of(rung, obligation) <= today)
    return min(reached, default=None)


def rung_to_tell(obligation: Obligation, today: date) -> int | None:
    """The rung of which the officer is told today: one not yet told of, or the same once more on the day for
    which the officer asked to be reminded again. None if there is none, or if the officer was told today.
    """
    if obligation.told_on is not None and obligation.told_on >= today:
        return None
    if (rung := rung_at(obligation, today)) is not None:
        return rung
    again_on = _again_on(obligation)
    return obligation.told_rung if again_on is not None and again_on <= today else None


def is_hour_to_tell(countdown: Countdown, zone: ZoneInfo, now: datetime) -> bool:
    """Whether reminders may go out at this instant, by the officer's clock.

    An hour that the clocks show twice has come when they show it first, and does not go again.
    """
    has_come = _first_hour(local_day(now, zone), countdown, zone) <= now
    return has_come and now.astimezone(zone).time() < countdown.until


def next_hour_to_tell(countdown: Countdown, zone: ZoneInfo, now: datetime) -> datetime:
    """The next instant, or this one, at which reminders may go out by somebody's clock, as aware UTC."""
    return now if is_hour_to_tell(countdown, zone, now) else next_daily(now, countdown.at, zone)


def next_look(
    obligation: Obligation,
    countdown: Countdown,
    zone: ZoneInfo,
    now: datetime,
    *,
    told_on: date | None = None,
) -> datetime | None:
    """When something is next to be done about an obligation, as an aware UTC instant; None if nothing is.

    That is the earliest of: the hour at which the officer is to be told of the next rung, or again as asked;
    the deadline, while it is open; the end of an exemption. What is due already lies at or before `now`,
    except that nobody is told outside the hours for it: then it is the next morning.

    Args:
        told_on: the local day on which the officer was last told of anything, this obligation apart. Nobody
            is told twice on one day.
    """
    if obligation.state is ObligationState.EXEMPT:
        return end_of_day(obligation.exempt_until, zone) if obligation.exempt_until else None
    if not obligation.runs:
        return None
    looks = [obligation.due_at] if obligation.state is ObligationState.OPEN else []
    if (day := _next_day_to_tell(obligation)) is not None:
        told = max((known for known in (told_on, obligation.told_on) if known is not None), default=None)
        looks.append(_hour_to_tell(day, told, countdown, zone, now))
    return min(looks, default=None)


def _untold(obligation: Obligation) -> Iterator[int]:
    if not obligation.runs:
        return
    for rung in (*obligation.requirement.reminders, OVERDUE_RUNG):
        if obligation.told_rung is None or rung < obligation.told_rung:
            yield rung


def _day_of(rung: int, obligation: Obligation) -> date:
    return obligation.due_on - rung * _DAY


def _next_day_to_tell(obligation: Obligation) -> date | None:
    days = [_day_of(rung, obligation) for rung in _untold(obligation)]
    if (again_on := _again_on(obligation)) is not None:
        days.append(again_on)
    return min(days, default=None)


def _again_on(obligation: Obligation) -> date | None:
    """The day on which the officer asked to be told once more, until that has happened."""
    told_on, later_on = obligation.told_on, obligation.later_on
    if not obligation.runs or told_on is None or later_on is None or obligation.told_rung is None:
        return None
    return later_on if later_on > told_on else None


def _hour_to_tell(
    day: date, told_on: date | None, countdown: Countdown, zone: ZoneInfo, now: datetime
) -> datetime:
    today = local_day(now, zone)
    day = max(day, today if told_on is None else max(today, told_on + _DAY))
    if day == today and now.astimezone(zone).time() >= countdown.until:
        day += _DAY
    return _first_hour(day, countdown, zone)


def _first_hour(day: date, countdown: Countdown, zone: ZoneInfo) -> datetime:
    """The instant of a local day from which reminders may go out."""
    return next_daily(start_of_day(day, zone) - timedelta.resolution, countdown.at, zone)
