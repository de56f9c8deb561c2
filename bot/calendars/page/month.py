"""Which month a page shows, and its days. Pure."""

from calendar import Calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from scheduling.agenda.window import Window
from scheduling.zones import months_after

_SUNDAY: Final = 6


@dataclass(frozen=True, slots=True)
class Month:
    """A month of the calendar.

    Attributes:
        first: its first day.
        today: on the calendar's own wall.
        window: how far it reaches; there is nothing to turn to beyond.
    """

    first: date
    today: date
    window: Window

    @property
    def weeks(self) -> Sequence[Sequence[date]]:
        """Its weeks, from Sunday on, whole: with days of the months beside it."""
        return Calendar(_SUNDAY).monthdatescalendar(self.first.year, self.first.month)

    @property
    def before(self) -> date | None:
        """The first day of the month before, or None where the calendar ends."""
        return self._reached(months_after(self.first, -1))

    @property
    def after(self) -> date | None:
        """The first day of the month after, or None where the calendar ends."""
        return self._reached(months_after(self.first, 1))

    def holds(self, day: date) -> bool:
        """Whether a day lies in it."""
        return (day.year, day.month) == (self.first.year, self.first.month)

    def _reached(self, first: date) -> date | None:
        since, until = self.window.since.date().replace(day=1), self.window.until.date().replace(day=1)
        return first if since <= first <= until else None


def month_asked(text: str, today: date, window: Window) -> Month:
    """The month that an address names (`2026-08`); this one, where it names none that is reached."""
    this = Month(today.replace(day=1), today, window)
    try:
        asked = Month(date.fromisoformat(f"{text}-01"), today, window)
    except ValueError:
        return this
    since, until = window.since.date().replace(day=1), window.until.date()
    return asked if since <= asked.first <= until else this
