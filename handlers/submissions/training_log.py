"""*Log progress*, sent: the fields read into an entry, and the entry handed in."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from handlers.blocks.training.done import logged
from handlers.commands.training_named import find_owed
from handlers.filled import Filled
from handlers.ids import training as ids
from handlers.ids.training import TrainingForm
from handlers.message import FieldErrors, Outcome
from handlers.submissions.training_fields import field_errors
from handlers.visit import Visit
from scheduling.policy.requirements import Requirement
from scheduling.refusals import Refused
from scheduling.training.records.actions import log_training
from scheduling.training.records.entry import Entry
from scheduling.training.records.hours import HoursUnreadableError, read_hours
from scheduling.zones import LocalTimeError, instant_of, zone


def submit_log(visit: Visit) -> Outcome:
    """Store what was done or is planned, or say under each field what is wrong with it."""
    about = visit.value(TrainingForm).about
    with visit.read() as tx:
        owed = find_owed(tx, visit.person, about)
    entry = read_entry(visit.filled, owed.line.obligation.requirement, zone(owed.officer.zone))
    if isinstance(entry, FieldErrors):
        return entry
    try:
        with visit.begin() as tx:
            done = log_training(
                tx, actor=visit.person, officer=owed.officer, entry=entry, policy=visit.policy
            )
            return logged(done, visit.person, done.officer.day_at(tx.now))
    except Refused as answer:
        return field_errors(visit, answer)


def read_entry(filled: Filled, terms: Requirement, at: ZoneInfo) -> Entry | FieldErrors:
    """What the fields say, in the officer's zone; or what cannot be read, all at once."""
    done_on = filled.day(ids.DONE_ON)
    if done_on is None:
        return FieldErrors({ids.DONE_ON: "Pick a day."})
    reading = _Reading(filled, at)
    starts_at, ends_at = reading.times(done_on)
    minutes, missed = reading.minutes(ids.HOURS), reading.minutes(ids.MISSED)
    if reading.errors:
        return FieldErrors(reading.errors)
    return Entry(
        requirement=terms.key,
        done_on=done_on,
        sessions=_named(terms.amount.sessions, filled.choices(ids.SESSIONS)),
        topics=_named(terms.amount.every_topic, filled.choices(ids.TOPICS)),
        starts_at=starts_at,
        ends_at=ends_at,
        minutes=minutes,
        missed_minutes=missed,
        provider=filled.text(ids.PROVIDER),
        certificate=filled.text(ids.CERTIFICATE),
        certificate_file=filled.file(ids.CERTIFICATE_FILE),
        planned=filled.choice(ids.WHEN) == ids.PLANNED,
    )


@dataclass(slots=True)
class _Reading:
    """The fields of one form, and what was wrong with those read so far."""

    filled: Filled
    at: ZoneInfo
    errors: dict[str, str] = field(default_factory=dict)

    def minutes(self, block_id: str) -> int:
        typed = self.filled.text(block_id)
        try:
            return read_hours(typed) if typed else 0
        except HoursUnreadableError as problem:
            self.errors[block_id] = f"{problem}."
            return 0

    def times(self, on: date) -> tuple[datetime | None, datetime | None]:
        """Midnight as an end is the end of the day."""
        starts, ends = self.filled.clock(ids.STARTS), self.filled.clock(ids.ENDS)
        last = on + timedelta(days=1) if ends == time(0) and starts is not None else on
        return self._instant(ids.STARTS, on, starts), self._instant(ids.ENDS, last, ends)

    def _instant(self, block_id: str, on: date, clock: time | None) -> datetime | None:
        if clock is None:
            return None
        try:
            return instant_of(datetime.combine(on, clock), self.at)
        except LocalTimeError as problem:
            self.errors[block_id] = str(problem)
            return None


def _named(every: tuple[str, ...], numbers: tuple[str, ...]) -> tuple[str, ...]:
    """The names behind the numbers of a form; a number that the terms do not have names nothing."""
    return tuple(every[int(one)] for one in numbers if one.isdecimal() and int(one) < len(every))
