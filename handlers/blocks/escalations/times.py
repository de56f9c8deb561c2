"""By whose clock an escalation is told: the reader's; in a channel that of what it is about."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from handlers.concerns.standing import Standing
from handlers.words.local_times import clock_time, day, point


@dataclass(frozen=True, slots=True)
class Times:
    """Instants in words.

    Attributes:
        at: the clock.
        today: the date that it shows now.
        named: whether its zone is named, because others who read it have another.
    """

    at: ZoneInfo
    today: date
    named: bool = False

    def clock(self, moment: datetime) -> str:
        """`12:30`, whatever the day."""
        return self._with_zone(clock_time(moment, self.at), moment)

    def told(self, moment: datetime) -> str:
        """`12:30`; on another day than today `Thu Aug 13, 07:00`; where clocks differ `12:30 MST`."""
        if moment.astimezone(self.at).date() != self.today:
            return self.dated(moment)
        return self.clock(moment)

    def dated(self, moment: datetime) -> str:
        """The same, always with its day."""
        return self._with_zone(point(moment, self.at), moment)

    def day_of(self, moment: datetime) -> str:
        """`Wed Aug 12`."""
        return day(moment.astimezone(self.at).date())

    def _with_zone(self, told: str, moment: datetime) -> str:
        return f"{told} {moment.astimezone(self.at):%Z}" if self.named else told


def times_of(standing: Standing, reader: ZoneInfo | None) -> Times:
    """The reader's clock; without one that of what it is about, named where the district has several."""
    at = reader or standing.zone
    return Times(at, standing.now.astimezone(at).date(), reader is None and standing.several_zones)
