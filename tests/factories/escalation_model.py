"""Anything that may happen to escalations, in any order, and what must hold all the same.

`tests/actions/test_escalation_model.py` runs a few dozen lives of a small district. For more, with counts:
`python -m tests.factories.escalation_model 500`.
"""

import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from functools import partial
from pathlib import Path
from typing import ClassVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from scheduling.escalations.actions import acknowledge, escalate_now, hand_over, resolve, snooze
from scheduling.escalations.facts import Ending, EscalationKind
from scheduling.escalations.opening import open_escalation
from scheduling.escalations.queries import list_history
from scheduling.escalations.settling import resolve_subject
from scheduling.escalations.sweep import sweep_escalations
from scheduling.escalations.unreached import note_unreached
from scheduling.policy.chains import Hours, Target, Tell
from scheduling.presence.tables import closures, presence
from scheduling.refusals import Refused
from scheduling.roster.facts import Person
from scheduling.roster.queries import list_people
from scheduling.store.engine import open_database
from scheduling.store.schema import migrate
from scheduling.store.transaction import Transaction
from tests.factories.escalation_promises import (
    broken_promises,
    first_waiting,
    last_message,
    told_for_nothing,
)
from tests.factories.escalation_slack import Slack
from tests.factories.escalations import (
    CHANNEL,
    COORDINATOR,
    HOUR,
    MINUTE,
    ON_DUTY,
    SUPERVISOR,
    chain,
    concern,
    is_escalation_due,
    policy_of,
    step,
)
from tests.factories.presence import leave
from tests.factories.roster import change_person
from tests.people import HERON, hire, hire_sal

BEGINNING = datetime(2026, 10, 30, 19, 40, tzinfo=UTC)
"""Friday, 12:40 in Phoenix, before the weekend on which New York's clocks go back."""

FEED = EscalationKind.FEED
POLICY = policy_of(
    chain(
        step(CHANNEL, SUPERVISOR), step(ON_DUTY, after=30 * MINUTE), step(COORDINATOR, after=HOUR),
        urgent_from=2, repeat=6 * HOUR, remind=(HOUR, 2 * HOUR), unacknowledge=3 * HOUR,
        hours=Hours(time(7), time(21), closures=True),
    ),
    chain(
        step(Tell(Target.PERSON, "sal@example.org")), step(COORDINATOR, after=15 * MINUTE),
        kind=FEED, repeat=2 * HOUR, unacknowledge=5 * HOUR,
    ),
)  # fmt: skip
ZONES = ("America/Phoenix", "America/New_York")
LEAPS = (0, 1, 5, 14, 15, 29, 30, 60, 61, 180, 360, 719, 1440, 4320)
"""Minutes."""

SEEN: Counter[str] = Counter()
"""What has happened, over all lives."""

CHANGES = ("gone", "back", "away", "asleep", "awake", "closed")
_QUIET = {"quiet_from": "12:30", "quiet_until": "15:00", "days_off": [6]}

Click = Callable[[Transaction, Person, int, Person], object]

CLICKS: Mapping[str, Click] = {
    "take": lambda tx, actor, number, _to: acknowledge(tx, actor=actor, escalation_id=number),
    "hand over": lambda tx, actor, number, to: hand_over(tx, actor=actor, escalation_id=number, to=to),
    "rest": lambda tx, actor, number, _to: snooze(tx, actor=actor, escalation_id=number, until=tx.now + HOUR),
    "escalate": lambda tx, actor, number, _to: escalate_now(tx, POLICY, actor=actor, escalation_id=number),
    "resolve": lambda tx, actor, number, _to: resolve(tx, actor=actor, escalation_id=number, reason="Done"),
}

who = st.sampled_from(["sol", "sal", "cora"])
deeds = st.sampled_from(sorted(CLICKS))
quick = st.sampled_from(["take", "hand over", "hand over", "escalate"])
crashes = st.sampled_from([False, False, False, True])
subjects, numbers = st.integers(1, 3), st.integers(0, 5)
leaps = st.sampled_from(LEAPS).map(lambda minutes: timedelta(minutes=minutes))


class PowerCutError(Exception):
    """Nothing of it is there afterwards."""


def cut_power() -> None:
    """Before the commit."""
    SEEN["crashes"] += 1
    raise PowerCutError


class District(RuleBasedStateMachine):
    """Two sergeants, a coordinator, an officer, a handful of shifts and a feed."""

    fresh: ClassVar[Callable[[], AbstractContextManager[str]]]
    """The URL of an empty database, which is gone afterwards."""

    def __init__(self) -> None:
        super().__init__()
        self.gone_afterwards = ExitStack()
        self.database = open_database(self.gone_afterwards.enter_context(District.fresh()))
        self.gone_afterwards.callback(self.database.close)
        self.now = BEGINNING
        self.slack = Slack()
        with self.database.begin(self.now) as tx:
            self.ada = hire(tx).ada
            hire_sal(tx)
        SEEN["lives"] += 1

    def teardown(self) -> None:
        """Whatever is left is resolved, and then everything has ended with a reason."""
        self.now += timedelta(days=30)
        self.change("end of life", self._resolve_all)
        self.sweep()
        with self.database.read(self.now) as tx:
            assert broken_promises(tx, POLICY, ended=True) == []
        self.gone_afterwards.close()

    def change(self, what: str, deed: Callable[[Transaction], object], *, crashes: bool = False) -> None:
        """Do something in a transaction, or have the power cut just before its commit."""
        SEEN[what] += 1
        try:
            with self.database.begin(self.now) as tx:
                deed(tx)
                tx.finish_deferred()
                if crashes:
                    cut_power()
        except Refused:
            SEEN["refused"] += 1
        except PowerCutError:
            pass

    def person(self, tx: Transaction, name: str) -> Person:
        [found] = [each for each in list_people(tx) if each.email == f"{name}@example.org"]
        return found

    def _resolve_all(self, tx: Transaction) -> None:
        for subject in range(1, 5):
            resolve_subject(tx, EscalationKind.SHIFT_UNFILLED, f"shift:{subject}", Ending.CLAIMED)
        resolve_subject(tx, FEED, "feed:silent", Ending.DELIVERED)

    @initialize(asleep=st.lists(who, unique=True))
    def begin(self, asleep: list[str]) -> None:
        """Something is open from the beginning, and some sleep in the daytime."""
        for name in asleep:
            self.change_of_presence(name=name, change="asleep", leap=MINUTE, stand_in=None)
        for subject in (1, 2):
            self.find_unfilled(subject=subject, level=0, zone=ZONES[0], crashes=False, lasts=None)
        self.find_feed_silent(crashes=False)
        self.live_on(leap=MINUTE)

    # what is seen to be wrong, and what settles it

    @rule(
        subject=subjects, level=st.integers(0, 2), zone=st.sampled_from(ZONES), crashes=crashes,
        lasts=st.sampled_from([None, 90, 2880]),
    )  # fmt: skip
    def find_unfilled(self, subject: int, level: int, zone: str, crashes: bool, lasts: int | None) -> None:
        ends_at = self.now + lasts * MINUTE if lasts is not None else None
        about = concern(
            f"shift:{subject}", level=level, zone=zone, officer_id=self.ada.id, agency=HERON, ends_at=ends_at
        )
        self.change("found", lambda tx: open_escalation(tx, POLICY, about), crashes=crashes)

    @rule(crashes=crashes)
    def find_feed_silent(self, crashes: bool) -> None:
        about = replace(concern("feed:silent"), kind=FEED)
        self.change("found", lambda tx: open_escalation(tx, POLICY, about), crashes=crashes)

    @rule(subject=subjects, crashes=crashes)
    def claim(self, subject: int, crashes: bool) -> None:
        def deed(tx: Transaction) -> None:
            resolve_subject(tx, EscalationKind.SHIFT_UNFILLED, f"shift:{subject}", Ending.CLAIMED)

        self.change("settled", deed, crashes=crashes)

    # clicks, by anybody, on anything that was ever opened

    @rule(name=who, to=who, deed=deeds, number=numbers, crashes=crashes)
    def click(self, name: str, to: str, deed: str, number: int, crashes: bool) -> None:
        def press(tx: Transaction) -> None:
            every = list_history(tx, limit=100)
            if every:
                self._press(tx, every[number % len(every)].id, name, deed, to)

        self.change(f"clicks: {deed}", press, crashes=crashes)

    def _press(self, tx: Transaction, number: int, name: str, deed: str, to: str) -> None:
        CLICKS[deed](tx, self.person(tx, name), number, self.person(tx, to))

    @rule(presses=st.lists(st.tuples(who, quick, who), min_size=1, max_size=3), leap=leaps)
    def be_quicker_than_a_message(self, presses: list[tuple[str, str, str]], leap: timedelta) -> None:
        """Somebody is to be told; before they are, others press, one after the other; then its time comes."""
        self.die_while_sweeping(leap=leap)
        with self.database.read(self.now) as tx:
            waiting = first_waiting(tx)
        if waiting is None:
            return
        for name, deed, to in presses:
            pressing = partial(self._press, number=waiting.escalation_id, name=name, deed=deed, to=to)
            self.change(f"quick clicks: {deed}", pressing)
        self.now = max(self.now, waiting.at)
        self.sweep()

    # people, and days on which schools are closed

    @rule(name=who, change=st.sampled_from(CHANGES), leap=leaps, stand_in=st.none() | who)
    def change_of_presence(self, name: str, change: str, leap: timedelta, stand_in: str | None) -> None:
        def deed(tx: Transaction) -> None:
            person, day = self.person(tx, name), self.now.date()
            if change in {"gone", "back"}:
                change_person(tx, person, deactivated_at=self.now if change == "gone" else None)
            elif change == "closed":
                tx.execute(closures.insert().values(name="", first_on=day, last_on=day))
            elif change == "away":
                other = self.person(tx, stand_in) if stand_in and stand_in != name else None
                leave(tx, person, until=tx.now + leap, stand_in=other)
            else:
                tx.execute(presence.delete().where(presence.c.person_id == person.id))
                if change == "asleep":
                    tx.execute(presence.insert().values(person_id=person.id, **_QUIET))

        self.change(f"presence: {change}", deed)

    # time, the sweep and Slack

    @rule(leap=leaps)
    def live_on(self, leap: timedelta) -> None:
        """Time passes, and everything works."""
        self.now += leap
        self.sweep()
        self.deliver(settles=True)

    @rule(leap=leaps)
    def live_on_and_on(self, leap: timedelta) -> None:
        """The same, again and again: most of life is like this."""
        for _ in range(3):
            self.live_on(leap=leap)

    @rule(leap=leaps)
    def wait(self, leap: timedelta) -> None:
        """Time passes, and nothing works."""
        self.now += leap

    @rule()
    def sweep(self) -> None:
        """Until it comes to rest: then nothing unresolved is without a next look, and that is to come."""
        for _ in range(200):
            SEEN["sweeps"] += 1
            with self.database.begin(self.now) as tx:
                before = last_message(tx)
                swept = sweep_escalations(tx, POLICY, by_mail=True)
                assert told_for_nothing(tx, before) == []
            if not swept:
                break
        else:
            raise AssertionError("the sweep never came to rest")
        with self.database.read(self.now) as tx:
            assert not is_escalation_due(tx)

    @rule(leap=leaps)
    def die_while_sweeping(self, leap: timedelta) -> None:
        """Time passes, and the process ends after the first transaction of the sweep: who is to be told may
        stand there, and nobody is told yet.
        """
        self.now += leap
        self.change("sweeps", lambda tx: sweep_escalations(tx, POLICY, by_mail=True))

    @rule()
    def sweep_cut_short(self) -> None:
        self.change("sweeps", lambda tx: sweep_escalations(tx, POLICY, by_mail=True), crashes=True)

    @rule(settles=st.booleans())
    def deliver(self, settles: bool) -> None:
        """Slack takes what waits; the courier may die before it has written that down."""
        with self.database.begin(self.now) as tx:
            rung = self.slack.deliver(tx, settles=settles)
        SEEN["messages"] += rung
        SEEN["messages sent, not settled"] += 0 if settles else rung

    @precondition(lambda self: self.slack.last_post is not None)
    @rule()
    def be_refused(self) -> None:
        post_id, addressee = self.slack.last_post or (0, "")
        self.change(
            "refused by Slack",
            lambda tx: note_unreached(tx, POLICY, "escalation_post", {"post": post_id}, addressee),
        )

    @invariant()
    def every_promise_holds(self) -> None:
        with self.database.read(self.now) as tx:
            assert broken_promises(tx, POLICY) == []
        assert self.slack.broken_promises() == []


@contextmanager
def sqlite_copy(template: Path) -> Iterator[str]:
    """A copy of an empty SQLite file."""
    with tempfile.TemporaryDirectory(dir=template.parent) as folder:
        shutil.copyfile(template, Path(folder, "muster.db"))
        yield f"sqlite:///{Path(folder, 'muster.db')}"


def main(lives: int) -> None:
    """Run so many lives, each of up to 60 events, and print what happened in them."""
    with tempfile.TemporaryDirectory() as folder:
        template = Path(folder, "empty.db")
        database = open_database(f"sqlite:///{template}")
        migrate(database)
        database.close()
        District.fresh = partial(sqlite_copy, template)
        checks = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
        run_state_machine_as_test(
            District,
            settings=settings(
                max_examples=lives, stateful_step_count=60, deadline=None, suppress_health_check=checks,
                print_blob=True,
            ),
        )  # fmt: skip
    for what, many in sorted(SEEN.items()):
        sys.stdout.write(f"{many:>8}  {what}\n")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
