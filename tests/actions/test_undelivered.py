"""What will not arrive is escalated, once an addressee, until it is told or Slack reaches them again."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from scheduling.escalations.facts import EntryKind
from scheduling.escalations.tables import escalation_entries, escalations
from scheduling.incidents.undelivered import is_undelivered_due, sweep_undelivered
from scheduling.outbox.actions import Notice, enqueue, to_person
from scheduling.outbox.facts import NoticeState, Obsolete, Route
from scheduling.outbox.notices import load_notice_undeliverable
from scheduling.outbox.resend import resend_notice
from scheduling.outbox.tables import notices
from scheduling.outbox.undelivered import list_taken, list_untaken, note_undelivered
from scheduling.policy.loader import load_policy
from scheduling.store.engine import Database
from scheduling.store.transaction import Transaction
from tests.factories.escalations import (
    COORDINATOR,
    HOUR,
    SUPERVISOR,
    chain,
    concern,
    open_and_tell,
    policy_of,
    step,
)
from tests.people import Cast

PHOENIX = ZoneInfo("America/Phoenix")
POLICY = load_policy("default")
MINUTE = timedelta(minutes=1)


def put(tx: Transaction, key: str, to: str, state: NoticeState, route: Route = Route.SLACK) -> int:
    """A notice that ended so just now."""
    enqueue(tx, [Notice("shift_withdrawn", to, key, route=route)])
    ended = notices.update().where(notices.c.dedupe_key == key).values(state=state, settled_at=tx.now)
    number: int = tx.execute(ended.returning(notices.c.id)).scalar_one()
    if state is NoticeState.REFUSED:
        note_undelivered(tx, number)
    return number


def escalated(tx: Transaction) -> list[tuple[str, int | None, str]]:
    """Subject, whom it is about, and ending."""
    known = select(escalations.c.subject, escalations.c.officer_id, escalations.c.ending)
    return [tuple(row) for row in tx.execute(known.order_by(escalations.c.subject))]


def test_what_will_not_arrive_is_one_escalation_for_each_addressee(
    database: Database, now: datetime, cast: Cast
) -> None:
    ada = to_person(cast.ada.id)
    with database.begin(now) as tx:
        assert not is_undelivered_due(tx)
        ours = [put(tx, f"a{n}", ada, NoticeState.REFUSED) for n in range(3)]
        put(tx, "board", "channel:shifts", NoticeState.REFUSED)
        assert is_undelivered_due(tx)
        sweep_undelivered(tx, POLICY, PHOENIX)
        assert escalated(tx) == [("notices:channel:shifts", None, ""), (f"notices:{ada}", cast.ada.id, "")]
        assert not is_undelivered_due(tx)
    with database.begin(now + MINUTE) as tx:
        ours.append(put(tx, "later", ada, NoticeState.REFUSED))
        sweep_undelivered(tx, POLICY, PHOENIX)
        assert len(escalated(tx)) == 2
        known = select(escalations.c.id).where(escalations.c.officer_id == cast.ada.id)
        number = tx.execute(known).scalar_one()
        assert [one.id for one in list_taken(tx, number)] == ours


@pytest.mark.parametrize(
    ("route", "kind", "over"),
    [
        (Route.SLACK, "shift_claimed", True),
        (Route.EMAIL, "shift_claimed", False),
        (Route.SLACK, "escalation_post", False),
    ],
)
def test_it_is_over_once_another_notice_has_reached_them_in_slack(
    database: Database, now: datetime, cast: Cast, route: Route, kind: str, over: bool
) -> None:
    ada = to_person(cast.ada.id)
    with database.begin(now) as tx:
        put(tx, "first", ada, NoticeState.SENT)
        put(tx, "refused", ada, NoticeState.REFUSED)
        sweep_undelivered(tx, POLICY, PHOENIX)
    with database.begin(now + MINUTE) as tx:
        number = put(tx, "arrives", ada, NoticeState.SENT, route)
        tx.execute(notices.update().where(notices.c.id == number).values(kind=kind))
        assert is_undelivered_due(tx) is over
        sweep_undelivered(tx, POLICY, PHOENIX)
        assert escalated(tx) == [(f"notices:{ada}", cast.ada.id, "delivered" if over else "")]


def test_a_notice_that_an_operator_sends_again_is_no_longer_among_them(
    database: Database, now: datetime, cast: Cast
) -> None:
    with database.begin(now) as tx:
        number = put(tx, "refused", to_person(cast.ada.id), NoticeState.REFUSED)
        sweep_undelivered(tx, POLICY, PHOENIX)
        resend_notice(tx, number)
        escalation = tx.execute(select(escalations.c.id)).scalar_one()
        assert list_taken(tx, escalation) == []


def test_where_the_chain_is_off_nobody_is_told_and_nothing_is_looked_at_again(
    database: Database, now: datetime, cast: Cast
) -> None:
    with database.begin(now) as tx:
        put(tx, "refused", to_person(cast.ada.id), NoticeState.REFUSED)
        sweep_undelivered(tx, replace(POLICY, chains={}), PHOENIX)
        assert escalated(tx) == []
        assert list_untaken(tx, 10) == []
        assert not is_undelivered_due(tx)


def test_an_escalations_own_message_that_is_refused_goes_to_the_next_at_once_and_opens_no_other(
    database: Database, now: datetime, cast: Cast
) -> None:
    later = step(COORDINATOR, after=HOUR)
    policy = policy_of(chain(step(SUPERVISOR), later))
    [number] = open_and_tell(database, policy, now, concern(officer_id=cast.ada.id))
    with database.begin(now) as tx:
        first = select(notices.c.id).where(notices.c.kind == "escalation_post")
        refused = tx.execute(first).scalars().first()
        assert refused is not None
        ended = {"state": NoticeState.REFUSED, "settled_at": tx.now}
        tx.execute(notices.update().where(notices.c.id == refused).values(**ended))
        note_undelivered(tx, refused)
        sweep_undelivered(tx, policy, PHOENIX)
        assert len(escalated(tx)) == 1
        kinds = select(escalation_entries.c.kind).where(escalation_entries.c.escalation_id == number)
        assert EntryKind.SKIPPED in tx.execute(kinds).scalars().all()
        next_at = tx.execute(select(escalations.c.next_at)).scalar_one()
        assert next_at is not None
        assert next_at <= now
        assert not is_undelivered_due(tx)


def test_nobody_is_told_any_more_of_a_notice_that_is_forgotten(database: Database, now: datetime) -> None:
    with database.begin(now) as tx:
        refs = {"notice": put(tx, "untold", "person:1", NoticeState.REFUSED), "reason": "no account"}
        assert not isinstance(load_notice_undeliverable(tx, refs), Obsolete)
        tx.execute(notices.delete())
        assert isinstance(load_notice_undeliverable(tx, refs), Obsolete)
