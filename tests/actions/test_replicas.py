"""Several processes on one database: who is there, who takes which duty, what becomes of a dead one's."""

from datetime import datetime, timedelta

from scheduling.outbox.actions import Notice, enqueue
from scheduling.outbox.facts import Route
from scheduling.outbox.leases import lease_due, let_go
from scheduling.replicas.actions import beat, bury, register, retire
from scheduling.replicas.duties import end_term, see_duty, take_duty
from scheduling.replicas.facts import Given, NotNow, Term
from scheduling.replicas.queries import list_duties, list_replicas
from scheduling.store.engine import Database
from scheduling.store.transaction import Transaction

HOUR = timedelta(hours=1)


def come(tx: Transaction, *ids: str) -> None:
    for replica_id in ids:
        register(tx, replica_id=replica_id, name=f"muster-{replica_id}", release="0.1.0", schema_version="4")


def take(tx: Transaction, replica_id: str) -> Term | NotNow:
    return take_duty(tx, duty="feed", replica_id=replica_id, first_due_at=tx.now, longest=HOUR)


def test_a_replica_that_comes_is_seen_and_one_that_leaves_is_not(database: Database, now: datetime) -> None:
    with database.begin(now) as tx:
        come(tx, "one", "two")
        assert beat(tx, "one")
        assert retire(tx, "two") == Given(leases=0, duties=0)
        assert [(replica.id, replica.beat) for replica in list_replicas(tx)] == [("one", 1)]


def test_a_replica_is_buried_only_as_it_was_seen(database: Database, now: datetime) -> None:
    with database.begin(now) as tx:
        come(tx, "one")
        (seen,) = list_replicas(tx)
        assert beat(tx, "one")
        assert bury(tx, seen) is None, "it has beaten since"
        (seen,) = list_replicas(tx)
        assert bury(tx, seen) == Given(leases=0, duties=0)
        assert bury(tx, seen) is None, "somebody else was first"
        assert not beat(tx, "one"), "it learns at its next beat that it was buried"


def test_the_notices_of_a_dead_replica_are_due_again_and_those_of_a_living_one_are_not(
    database: Database, now: datetime
) -> None:
    with database.begin(now) as tx:
        come(tx, "one", "two")
        enqueue(tx, [Notice("claimed", f"channel:{n}", f"key:{n}") for n in range(4)])
        dead = lease_due(tx, replica="one", room={Route.SLACK: 2})
        living = lease_due(tx, replica="two", room={Route.SLACK: 2})
        assert (len(dead), len(living)) == (2, 2)
        one = next(replica for replica in list_replicas(tx) if replica.id == "one")
        assert bury(tx, one) == Given(leases=2, duties=0)
        again = lease_due(tx, replica="two")
        assert {letter.key for letter in again} == {letter.key for letter in dead}
        assert all(letter.first.doubtful_since == now for letter in again)


def test_a_duty_is_taken_once_until_it_is_done_and_due_again(database: Database, now: datetime) -> None:
    with database.begin(now) as tx:
        come(tx, "one", "two")
        assert see_duty(tx, "feed") is None
        term = take(tx, "one")
        assert term == Term("feed", "one", 1)
        assert take(tx, "two") == NotNow(now, "one")
        assert end_term(tx, term, due_at=now + HOUR, done=True)
        assert take(tx, "two") == NotNow(now + HOUR, None)
        (duty,) = list_duties(tx)
        assert (duty.replica, duty.done_at) == (None, now)
    with database.begin(now + HOUR) as tx:
        assert take(tx, "two") == Term("feed", "two", 2)


def test_a_duty_of_a_replica_that_is_gone_passes_on_and_a_late_comer_ends_nobodys_term(
    database: Database, now: datetime
) -> None:
    with database.begin(now) as tx:
        come(tx, "one", "two")
        frozen = take(tx, "one")
        assert isinstance(frozen, Term)
        one = next(replica for replica in list_replicas(tx) if replica.id == "one")
        assert bury(tx, one) == Given(leases=0, duties=1)
        taken = take(tx, "two")
        assert taken == Term("feed", "two", 2)
        assert not end_term(tx, frozen, due_at=now + HOUR, done=True)
        assert see_duty(tx, "feed") == NotNow(now, "two")


def test_a_planned_stop_hands_a_duty_over_at_once(database: Database, now: datetime) -> None:
    with database.begin(now) as tx:
        come(tx, "one", "two")
        take(tx, "one")
        assert retire(tx, "one") == Given(leases=0, duties=1)
        assert take(tx, "two") == Term("feed", "two", 2)


def test_a_duty_that_a_wrong_clock_put_off_for_a_year_is_due(database: Database, now: datetime) -> None:
    with database.begin(now + timedelta(days=365)) as tx:
        come(tx, "one")
        term = take(tx, "one")
        assert isinstance(term, Term)
        end_term(tx, term, due_at=tx.now + HOUR, done=True)
    with database.begin(now) as tx:
        assert isinstance(take(tx, "one"), Term)


def test_a_letter_that_was_not_sent_in_the_end_is_due_again_unless_another_has_it(
    database: Database, now: datetime
) -> None:
    with database.begin(now) as tx:
        enqueue(tx, [Notice("feed_held", "channel:1", "key:1")])
        (mine,) = lease_due(tx, replica="one")
        assert let_go(tx, mine) == 1
    with database.begin(now + timedelta(seconds=2)) as tx:
        (theirs,) = lease_due(tx, replica="two")
        assert theirs.key == mine.key
        assert let_go(tx, mine) == 0
        assert lease_due(tx, replica="three") == []
