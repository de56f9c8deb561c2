"""What every table of a policy pack has in common: nothing unknown, nothing guessed, and what is expected."""

import re
from collections.abc import Callable
from datetime import date, time
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

_BREAK = re.compile(r"[ \t]*[\r\n\t]\s*")


class Told(BaseModel):
    """A table as a pack says it. The description of each field says what is expected there."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


def words(most: int) -> AfterValidator:
    """Text that says something, in at most so many characters; spaces around it do not count, and a line
    break is a space. Characters that nobody can see are refused: not every database keeps them.
    """

    def check(told: str) -> str:
        line = _BREAK.sub(" ", told.strip())
        if not 0 < len(line) <= most or not line.isprintable():
            raise ValueError
        return line

    return AfterValidator(check)


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
