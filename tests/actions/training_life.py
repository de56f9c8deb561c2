"""A small agency that lives under changing packs, and holds what it is told against a plain count."""

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import partial

from scheduling.outbox.facts import Obsolete
from scheduling.policy.requirements import (
    Amount,
    Anchor,
    Consequence,
    Countdown,
    Due,
    Every,
    Evidence,
    ExtensionTerms,
    Requirement,
    Starts,
)
from scheduling.policy.schema import Policy
from scheduling.refusals import Refused
from scheduling.roster.facts import Person, Standing
from scheduling.roster.queries import find_person
from scheduling.roster.reviews import ask_review
from scheduling.store.engine import Database
from scheduling.store.transaction import Transaction
from scheduling.training.facts import Obligation, ObligationState, RecordState, TrainingRecord
from scheduling.training.notices.owed import load_training_countdown
from scheduling.training.queries import list_obligations, list_records
from scheduling.training.records.actions import log_training
from scheduling.training.records.entry import Entry
from scheduling.training.records.verifying import refuse_record, verify_record
from scheduling.training.requests.actions import extend
from scheduling.training.upkeep.later import remind_later
from scheduling.zones import end_of_day, local_day, months_after, zone
from tests.conftest import NOON
from tests.factories.owing import packs
from tests.factories.roster import change_person
from tests.factories.swept import sweep_all, told_of
from tests.people import Cast

PHOENIX = zone("America/Phoenix")
SESSIONS = ("One", "Two")
MINUTES = 120
LAST_DAY_OF_HOURS = date(2026, 9, 20)

COURSE = Requirement(
    "course", "Course", "page 1", Starts(anchors=(Anchor.ELIGIBLE, Anchor.FIRST_SHIFT)), Due(days=40),
    Amount(sessions=SESSIONS), consequence=Consequence.HAND_BACK, extension=ExtensionTerms(60),
)  # fmt: skip
HOURS = Requirement(
    "hours", "Hours", "page 2", Starts(every=Every.CALENDAR_YEAR), Due(on=LAST_DAY_OF_HOURS),
    Amount(minutes=MINUTES), consequence=Consequence.BLOCK, evidence=Evidence.VERIFIED,
)  # fmt: skip
FIREARMS = Requirement(
    "firearms", "Firearms", "page 3", Starts(every=Every.COMPLETION), Due(months=6),
    consequence=Consequence.BLOCK, qualification=True,
)  # fmt: skip
GUIDE = Requirement("guide", "Guide", "page 4", Starts(after="course"), Due(days=20))
EVERYTHING = (COURSE, HOURS, FIREARMS, GUIDE)

QUALIFIED_ON = date(2026, 3, 2)
"""Of everybody in the cast, before anything is logged."""

Rung = tuple[int, int, int]
"""An obligation, how often its last day has moved, and the days before it."""


@dataclass(frozen=True)
class Pack:
    """A pack that asks for some of everything."""

    on: frozenset[str]
    reminders: tuple[int, ...]
    countdown: Countdown

    @property
    def policy(self) -> Policy:
        """The pack as Muster reads it."""
        asked = (replace(one, on=one.key in self.on, reminders=self.reminders) for one in EVERYTHING)
        return replace(packs(*asked), countdown=self.countdown, version=repr(self))


@dataclass
class Life:
    """What happens, one thing after another; each thing checks what must hold afterwards."""

    database: Database
    cast: Cast
    policy: Policy
    now: datetime = NOON
    told: dict[Rung, date] = field(default_factory=dict)
    messages: Counter[tuple[str, str]] = field(default_factory=Counter)
    last_days: dict[int, list[date]] = field(default_factory=dict)
    heard: int = 0

    def officer(self, who: int) -> Person:
        return (self.cast.ada, self.cast.ben)[who]

    def sweep(self, hours: float) -> None:
        """So many hours pass in which nobody looks; then the sweep does."""
        self.now += timedelta(hours=hours)
        sweep_all(self.database, self.policy, self.now)
        with self.database.read(self.now) as tx:
            for who in (0, 1):
                self._stands_as_counted(tx, who)
            self._was_told_rightly(tx)

    def switch(self, pack: Pack) -> None:
        """Another pack comes into use."""
        self.policy = pack.policy
        self.sweep(0)

    def correct(self, who: int, days: int) -> None:
        """The roster says that an officer has been eligible for so many days."""
        eligible_on = local_day(self.now, PHOENIX) - timedelta(days=days)
        with self.database.begin(self.now) as tx:
            change_person(tx, self.officer(who), eligible_on=eligible_on)
            ask_review(tx, [self.officer(who).id])
        self.sweep(0)

    def log(self, who: int, terms: str, days: int, sessions: tuple[str, ...]) -> None:
        """An officer hands in what was done so many days ago."""
        officer, done_on = self.officer(who), local_day(self.now, PHOENIX) - timedelta(days=days)
        ticked, minutes = sessions if terms == COURSE.key else (), 70 if terms == HOURS.key else 0
        entry = Entry(terms, done_on, sessions=ticked, minutes=minutes)
        self._act(who, partial(log_training, actor=officer, officer=officer, entry=entry, policy=self.policy))

    def verify(self, who: int, number: int) -> None:
        """The sergeant verifies one of an officer's records."""
        if (record := self._record(who, number)) is not None:
            deed = partial(verify_record, actor=self.cast.sol, record_id=record.id, policy=self.policy)
            self._act(who, deed)

    def refuse(self, who: int, number: int) -> None:
        """The sergeant refuses one, whether it was verified or not."""
        if (record := self._record(who, number)) is not None:
            deed = partial(refuse_record, actor=self.cast.sol, record_id=record.id, policy=self.policy)
            self._act(who, partial(deed, reason="no", seen=record.state))

    def put_off(self, who: int, days: int) -> None:
        """The sergeant puts the course off until so many days from now."""
        until = local_day(self.now, PHOENIX) + timedelta(days=days)
        with self.database.read(self.now) as tx:
            owed = self._owed(tx, who, COURSE)
        for each in owed:
            deed = partial(extend, actor=self.cast.sol, obligation_id=each.id, policy=self.policy)
            self._act(who, partial(deed, until=until, reason="ill"))

    def later(self, who: int) -> None:
        """An officer presses *Remind me later*."""
        with self.database.begin(self.now) as tx:
            remind_later(tx, actor=self.officer(who), policy=self.policy)

    def _act(self, who: int, deed: Callable[[Transaction], object]) -> None:
        """Do it, if nothing speaks against it; what follows is true at once, unless time passed unnoticed."""
        with suppress(Refused):
            with self.database.begin(self.now) as tx:
                deed(tx)
            with self.database.read(self.now) as tx:
                self._stands_as_counted(tx, who)
        self._nothing_done_is_told()

    def _record(self, who: int, number: int) -> TrainingRecord | None:
        with self.database.read(self.now) as tx:
            records = list_records(tx, self.officer(who).id)
        return records[number % len(records)] if records else None

    def _all(self, tx: Transaction, who: int, terms: Requirement) -> list[Obligation]:
        return [
            each for each in list_obligations(tx, self.officer(who).id) if each.requirement.key == terms.key
        ]

    def _owed(self, tx: Transaction, who: int, terms: Requirement) -> list[Obligation]:
        return [each for each in self._all(tx, who, terms) if each.runs]

    def _stands_as_counted(self, tx: Transaction, who: int) -> None:
        person = find_person(tx, self.officer(who).id)
        assert person is not None
        assert (person.standing is Standing.BLOCKED) is self._is_blocked(tx, who)

    def _is_blocked(self, tx: Transaction, who: int) -> bool:
        """Counted from the records, for each requirement in its own plain way."""
        done = [
            each
            for each in list_records(tx, self.officer(who).id)
            if each.state is RecordState.VERIFIED
            or (each.state is RecordState.LOGGED and each.requirement != HOURS.key)
        ]
        return (
            self._course_is_overdue(tx, who, done)
            or self._hours_are_overdue(tx, who, done)
            or self._firearms_are_overdue(done)
        )

    def _course_is_overdue(self, tx: Transaction, who: int, done: list[TrainingRecord]) -> bool:
        ticked = {name for each in done if each.requirement == COURSE.key for name in each.sessions}
        due = [each.due_on for each in self._owed(tx, who, COURSE)]
        return self._asks(COURSE) and ticked != set(SESSIONS) and any(map(self._has_passed, due))

    def _hours_are_overdue(self, tx: Transaction, who: int, done: list[TrainingRecord]) -> bool:
        """A year that ended while it was not asked of anybody does not come back."""
        asked = any(each.state is not ObligationState.ENDED for each in self._all(tx, who, HOURS))
        minutes = sum(each.minutes for each in done if each.requirement == HOURS.key)
        return asked and minutes < MINUTES and self._has_passed(LAST_DAY_OF_HOURS)

    def _firearms_are_overdue(self, done: list[TrainingRecord]) -> bool:
        last = max([QUALIFIED_ON, *(each.done_on for each in done if each.requirement == FIREARMS.key)])
        return self._asks(FIREARMS) and self._has_passed(months_after(last, 6))

    def _asks(self, terms: Requirement) -> bool:
        return self.policy.requirements[terms.key].on

    def _has_passed(self, day: date) -> bool:
        return end_of_day(day, PHOENIX) <= self.now

    def _was_told_rightly(self, tx: Transaction) -> None:
        """Once a day, at an hour for it, of a rung that has come and was not told before, of what is owed."""
        owed = {each.id: each for who in (0, 1) for each in list_obligations(tx, self.officer(who).id)}
        local = self.now.astimezone(PHOENIX)
        notices = told_of(tx, "training_countdown")
        for notice in notices[self.heard :]:
            assert self.policy.countdown.at <= local.time() < self.policy.countdown.until
            assert notice["refs"]["day"] == local.date().isoformat()
            self.messages[notice["addressee"], notice["refs"]["day"]] += 1
            new = [owed[id_] for id_ in notice["refs"]["obligations"] if owed[id_].told_on == local.date()]
            assert new
            for each in new:
                self._tell(each, local.date())
        self.heard = len(notices)
        assert set(self.messages.values()) <= {1}

    def _tell(self, obligation: Obligation, today: date) -> None:
        rung = self._rung(obligation)
        assert obligation.runs
        assert rung is not None
        assert obligation.due_on - timedelta(days=rung[2]) <= today
        if rung in self.told:  # the officer asked to be told again
            assert obligation.later_on is not None
            assert self.told[rung] < obligation.later_on <= today
        self.told[rung] = today

    def _rung(self, obligation: Obligation) -> Rung | None:
        days = self.last_days.setdefault(obligation.id, [obligation.due_on])
        if days[-1] != obligation.due_on:
            days.append(obligation.due_on)
        return None if obligation.told_rung is None else (obligation.id, len(days), obligation.told_rung)

    def _nothing_done_is_told(self) -> None:
        with self.database.read(self.now) as tx:
            for notice in told_of(tx, "training_countdown"):
                facts = load_training_countdown(tx, notice["refs"])
                assert isinstance(facts, Obsolete) or all(
                    line.obligation.runs and not line.progress.is_done for line in facts.lines
                )
