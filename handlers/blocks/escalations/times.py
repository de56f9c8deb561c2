"""By whose clock an escalation is told: the reader's; in a channel that of what it is about."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from handlers.concerns.standing import Standing
from handlers.words.local_times import clock_time, day, point


@dataclass(frozen=True, slots=True)
class Times:
    """Instants in words that are still true when they are read a week later: each has its day.

    Attributes:
        at: the clock.
        named: whether its zone is named, because others who read it have another.
    """

    at: ZoneInfo
    named: bool = False

    def told(self, moment: datetime, after: datetime | None = None) -> str:
        """`Thu Aug 13, 07:00`; where clocks differ `Thu Aug 13, 07:00 MST`; just `07:00` of the same day as
        `after`, an instant that was told with its day just before.
        """
        if after is not None and self.day_of(moment) == self.day_of(after):
            return self._with_zone(clock_time(moment, self.at), moment)
        return self._with_zone(point(moment, self.at), moment)

    def day_of(self, moment: datetime) -> str:
        """`Wed Aug 12`."""
        return day(moment.astimezone(self.at).date())

    def _with_zone(self, told: str, moment: datetime) -> str:
        return f"{told} {moment.astimezone(self.at):%Z}" if self.named else told


def times_of(standing: Standing, reader: ZoneInfo | None) -> Times:
    """The reader's clock; without one that of what it is about, named where the district has several."""
    at = reader or standing.zone
    return Times(at, reader is None and standing.several_zones)
