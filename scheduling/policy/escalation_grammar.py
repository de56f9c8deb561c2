"""A table `[escalations.KIND]` of a policy pack, and the chain that it says; and `[groups]`.

Minutes, hours and days are figures here, and spans from then on.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time, timedelta
from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, BeforeValidator, Field

from scheduling.policy.chains import Chain, Hours, Step, Target, Tell
from scheduling.policy.grammar import ClockTime, MaybeDay, Source, Told

ALWAYS, NEVER = "always", "never"


@dataclass(frozen=True, slots=True)
class Ladder:
    """The rungs on which escalations of a kind open.

    Attributes:
        unit: the key under `opens`.
        one: one of the unit.
        closer: each rung is nearer to what it is about than the one before it; else further from it.
    """

    unit: str
    one: timedelta
    closer: bool = True


LADDERS: Mapping[str, Ladder | None] = {
    "shift_unfilled": Ladder("hours_before", timedelta(hours=1)),
    "shift_no_show": Ladder("minutes_after", timedelta(minutes=1), closer=False),
    "training": Ladder("days_before", timedelta(days=1)),
    "qualification": Ladder("days_before", timedelta(days=1)),
    "meeting_short": None,
    "feed": None,
    "notices": None,
    "officer_gone": None,
    "report": None,
}
"""Every kind of escalation; None: it opens as soon as it is found."""

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
_WEEK: tuple[Weekday, ...] = get_args(Weekday)
_MINUTES_OF_YEAR = 366 * 24 * 60
_LEAST_REPEAT = 5
_ADDRESS = re.compile(r"[^@\s,:]+@[^@\s,:]+\.[^@\s,:]+")
_TARGETS = (
    'a list of "supervisor", "coordinator", "on_duty", "everyone", "channel", "person:ADDRESS" and '
    '"group:NAME"'
)


def _as_target(told: object) -> Tell:
    word, colon, name = told.partition(":") if isinstance(told, str) else ("", "", "")
    target = Target(word)
    if target is Target.PERSON:
        return Tell(target, _as_address(name))
    if bool(name) != (target is Target.GROUP) or (colon and not name):
        raise ValueError
    return Tell(target, name)


def _as_address(told: str) -> str:
    """As the roster keeps addresses: in small letters."""
    address = told.strip().lower()
    if not _ADDRESS.fullmatch(address):
        raise ValueError
    return address


def _is_rung(told: object) -> object:
    """A figure, or one of two words; a switch is no figure, although Python takes it for one."""
    if told in (ALWAYS, NEVER) or (isinstance(told, int) and not isinstance(told, bool)):
        return told
    raise ValueError


Addressee = Annotated[Tell, BeforeValidator(_as_target)]
Address = Annotated[str, AfterValidator(_as_address)]
Minutes = Annotated[int, Field(ge=0, le=_MINUTES_OF_YEAR)]
MinutesAfter = Annotated[int, Field(ge=1, le=24 * 60)]
HoursBefore = Annotated[int, Field(ge=1, le=366 * 24)]
DaysBefore = Annotated[int, Field(ge=0, le=366)]


class OpensTold(Told):
    """`opens = { hours_before = [72, 24, 4] }`"""

    hours_before: list[HoursBefore] | None = Field(
        None, min_length=1, max_length=10, description="a list of 1 to 10 whole hours above 0, e.g. [72, 24]"
    )
    days_before: list[DaysBefore] | None = Field(
        None, min_length=1, max_length=10, description="a list of 1 to 10 whole days from 0, e.g. [3, 0]"
    )
    minutes_after: list[MinutesAfter] | None = Field(
        None, min_length=1, max_length=10, description="a list of 1 to 10 whole minutes above 0, e.g. [15]"
    )

    def rungs(self) -> dict[str, list[int]]:
        """What is told, by its unit; of a sound chain one at most."""
        units = {
            "hours_before": self.hours_before,
            "days_before": self.days_before,
            "minutes_after": self.minutes_after,
        }
        return {unit: rungs for unit, rungs in units.items() if rungs is not None}


class StepTold(Told):
    """`{ after_minutes = 30, tell = ["supervisor"] }`"""

    tell: list[Addressee] = Field(min_length=1, max_length=10, description=_TARGETS)
    after_minutes: Minutes = Field(0, description="a whole number of minutes from 0, e.g. after_minutes = 30")

    def step(self) -> Step:
        """Whom to tell, and when."""
        return Step(timedelta(minutes=self.after_minutes), tuple(self.tell))


class HoursTold(Told):
    """`hours = { from = "07:00", until = "21:00", weekdays = ["mon"], closures = true }`"""

    starts: ClockTime = Field(time(0), alias="from")
    until: ClockTime = time.max
    weekdays: list[Weekday] = Field(
        list(_WEEK), min_length=1, description='a list of "mon", "tue", "wed", "thu", "fri", "sat" and "sun"'
    )
    closures: bool = Field(
        default=False, description="true where it rests while schools are closed, or else false"
    )

    def hours(self) -> Hours:
        """When it goes on."""
        return Hours(
            self.starts, self.until, frozenset(_WEEK.index(day) for day in self.weekdays), self.closures
        )


class ChainTold(Told):
    """One chain as a pack says it."""

    source: Source
    steps: list[StepTold] = Field(
        min_length=1,
        max_length=20,
        description='a list of 1 to 20 steps, e.g. steps = [{ tell = ["channel"] }]',
    )
    on: bool = Field(default=True, description="true or false")
    opens: OpensTold = Field(OpensTold(), description="a table, e.g. opens = { hours_before = [72, 24, 4] }")
    urgent_from: Annotated[int | str, BeforeValidator(_is_rung)] = Field(
        NEVER, description=f'a figure of `opens`, "{ALWAYS}" or "{NEVER}"'
    )
    repeat_minutes: int = Field(
        24 * 60,
        ge=_LEAST_REPEAT,
        le=_MINUTES_OF_YEAR,
        description=f"a whole number of minutes from {_LEAST_REPEAT}, e.g. repeat_minutes = 60",
    )
    hours: HoursTold = Field(HoursTold(), description='a table, e.g. hours = { from = "07:00" }')
    remind_minutes: list[Annotated[int, Field(ge=1, le=_MINUTES_OF_YEAR)]] = Field(
        [], max_length=10, description="a list of at most 10 whole minutes above 0, e.g. [30, 60]"
    )
    unacknowledge_minutes: Minutes = Field(
        0, description="a whole number of minutes, or 0 where it stays with whoever took it"
    )
    since: MaybeDay = None
    until: MaybeDay = None

    def chain(self, kind: str) -> Chain:
        """The chain as everything else reads it, of what has been found sound."""
        ladder = LADDERS[kind]
        rungs = self.opens.rungs()[ladder.unit] if ladder else []
        return Chain(
            key=kind,
            source=self.source,
            steps=tuple(step.step() for step in self.steps),
            on=self.on,
            opens=tuple(rung * ladder.one for rung in rungs) if ladder else (),
            urgent_from=self._urgent_from(rungs),
            repeat=timedelta(minutes=self.repeat_minutes),
            hours=self.hours.hours(),
            remind=tuple(timedelta(minutes=after) for after in self.remind_minutes),
            unacknowledge=timedelta(minutes=self.unacknowledge_minutes) or None,
            since=self.since,
            until=self.until,
        )

    def _urgent_from(self, rungs: list[int]) -> int | None:
        if isinstance(self.urgent_from, int):
            return rungs.index(self.urgent_from)
        return 0 if self.urgent_from == ALWAYS else None


class GroupsTold(Told):
    """`[groups]`, a name a line: `command = ["sol@example.org"]`."""

    groups: dict[str, Annotated[list[Address], Field(min_length=1, max_length=100)]] = Field(
        {}, description='lists of e-mail addresses such as command = ["sol@example.org"]'
    )
