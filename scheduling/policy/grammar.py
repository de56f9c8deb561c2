"""What every table of a policy pack has in common: nothing unknown, nothing guessed, and what is expected."""

from collections.abc import Callable
from datetime import date, time
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints


class Told(BaseModel):
    """A table as a pack says it. The description of each field says what is expected there."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


def words(most: int) -> Any:
    """Text that says something, of at most so many characters; spaces around it do not count."""
    return StringConstraints(strip_whitespace=True, min_length=1, max_length=most)


def _within(least: date, last: date) -> Callable[[date], date]:
    def check(day: date) -> date:
        if not least <= day <= last:
            raise ValueError
        return day

    return check


def _as_time(told: object) -> object:
    if not isinstance(told, str):
        return told
    try:
        return time.fromisoformat(told)
    except ValueError:
        return told


def _civil(told: time) -> time:
    if told.tzinfo is not None:
        raise ValueError
    return told


Day = Annotated[date, AfterValidator(_within(date(1990, 1, 1), date(2199, 12, 31)))]
"""A local date that some calendar of an agency could hold."""

MaybeDay = Annotated[Day | None, Field(description="a date without quotation marks, e.g. 2026-07-01")]

ClockTime = Annotated[
    time, BeforeValidator(_as_time), AfterValidator(_civil), Field(description='a local time such as "09:00"')
]
"""A local time of day; whose zone it is, the officer's row says."""

Source = Annotated[
    str,
    words(400),
    Field(description='where it comes from, e.g. source = "agency setting", in at most 400 characters'),
]
