"""The messages that tell of escalations: few, kept true in their place, and what follows a refusal."""

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import Row

from scheduling.escalations.actions import acknowledge
from scheduling.escalations.facts import Ending, EntryKind, EscalationKind
from scheduling.escalations.queries import list_entries, read_post
from scheduling.escalations.settling import resolve_subject
from scheduling.escalations.unreached import note_unreached
from scheduling.outbox.actions import to_person
from scheduling.outbox.tables import notices, posts
from scheduling.store.engine import Database
from scheduling.store.transaction import Transaction
from tests.factories.escalations import (
    COORDINATOR,
    DAY,
    HOUR,
    MINUTE,
    SUPERVISOR,
    chain,
    concern,
    found,
    lines,
    list_put,
    list_told_people,
    open_and_tell,
    opened,
    pass_time,
    policy_of,
    step,
)
from tests.people import Cast

CHANNEL_TOLD = "channel:supervisors"
PLAIN = policy_of(chain())
URGENT = policy_of(chain(urgent_from=0))


@pytest.mark.parametrize(("many", "messages"), [(3, [1, 1, 1]), (4, [4]), (15, [15]), (32, [15, 15, 2])])
def test_many_at_once_are_joined_into_few_messages(
    database: Database, cast: Cast, now: datetime, many: int, messages: list[int]
) -> None:
    policy = policy_of(chain(step(COORDINATOR)))
    open_and_tell(database, policy, now, *[concern(f"shift:{each}") for each in range(many)])
    with database.read(now) as tx:
        assert [len(each.about) for each in list_put(tx)] == messages
        assert sorted(number for each in list_put(tx) for number in each.about) == list(range(1, many + 1))


def test_what_is_urgent_is_not_joined_with_the_rest_and_goes_first(
    database: Database, cast: Cast, now: datetime
) -> None:
    policy = policy_of(chain(step(COORDINATOR), urgent_from=1))
    open_and_tell(database, policy, now, *[concern(f"shift:{each}", level=each % 2) for each in range(8)])
    with database.read(now) as tx:
        assert [(each.about, each.urgency) for each in list_put(tx)] == [((2, 4, 6, 8), 0), ((1, 3, 5, 7), 1)]


def test_what_is_urgent_goes_to_people_by_mail_as_well_where_there_is_a_mail_server(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        number = opened(tx, URGENT, concern(officer_id=cast.ada.id))
        opened(tx, PLAIN, concern("shift:1", officer_id=cast.ada.id))
    pass_time(database, URGENT, now, by_mail=True)
    with database.read(now) as tx:
        mails = tx.execute(notices.select().where(notices.c.kind == "escalation_mail")).all()
        assert [(each.refs, each.route, each.urgency) for each in mails] == [
            ({"escalations": [number], "person": cast.sol.id}, "email", 0)
        ]


def test_many_that_are_urgent_at_once_are_mailed_as_they_are_joined(
    database: Database, cast: Cast, now: datetime
) -> None:
    policy = policy_of(chain(step(SUPERVISOR), urgent_from=0))
    many = [concern(f"shift:{each}", officer_id=cast.ada.id) for each in range(20)]
    open_and_tell(database, policy, now, *many, by_mail=True)
    with database.read(now) as tx:
        mails = tx.execute(notices.select().where(notices.c.kind == "escalation_mail")).all()
        about = [tuple(each.refs["escalations"]) for each in mails]
        assert about == [put.about for put in list_put(tx)]
        assert list(map(len, about)) == [15, 5]


def test_what_has_gone_out_is_redrawn_once_a_transaction_and_its_thread_tells_what_is_new(
    database: Database, cast: Cast, now: datetime
) -> None:
    [number] = open_and_tell(database, PLAIN, now, concern(officer_id=cast.ada.id))
    with database.begin(now) as tx:
        _arrive(tx)
        acknowledge(tx, actor=cast.sol, escalation_id=number)
        resolve_subject(tx, EscalationKind.SHIFT_UNFILLED, "shift:412", Ending.CLAIMED)
    with database.read(now) as tx:
        still = notices.select().where(notices.c.state == "waiting")
        waiting = tx.execute(still.order_by(notices.c.id)).all()
        assert [(each.kind, each.post_key or each.thread_key, each.urgency) for each in waiting] == [
            ("escalation_post", "escalation_post:1", 2),
            ("escalation_post", "escalation_post:2", 2),
            ("escalation_timeline", "escalation_post:1", 2),
        ]
        kinds = {each.id: each.kind for each in list_entries(tx, number)}
        assert [kinds[each] for each in waiting[2].refs["entries"]] == ["acknowledged", "resolved"]


def test_what_has_not_gone_out_yet_is_not_redrawn_and_what_never_went_out_is_not_put_up_later(
    database: Database, cast: Cast, now: datetime
) -> None:
    [number] = open_and_tell(database, PLAIN, now, concern(officer_id=cast.ada.id))
    with database.begin(now) as tx:
        acknowledge(tx, actor=cast.sol, escalation_id=number)
        posted = notices.c.kind == "escalation_post"
        assert len(tx.execute(notices.select().where(posted)).all()) == 2
        tx.execute(notices.update().where(posted).values(state="obsolete"))
    with database.begin(now) as tx:
        resolve_subject(tx, EscalationKind.SHIFT_UNFILLED, "shift:412", Ending.CLAIMED)
    with database.read(now) as tx:
        assert len(tx.execute(notices.select().where(posted)).all()) == 2


def test_told_again_the_older_message_is_redrawn_once_more_and_only_the_newer_is_kept_true(
    database: Database, cast: Cast, now: datetime
) -> None:
    policy = policy_of(chain(step(COORDINATOR)))
    [number] = open_and_tell(database, policy, now, concern())
    with database.begin(now) as tx:
        _arrive(tx)
    pass_time(database, policy, now + DAY)
    with database.begin(now + DAY) as tx:
        assert [each.post_key for each in _waiting(tx)] == ["escalation_post:1", "escalation_post:2"]
        assert [each.later for each in read_post(tx, 1).lines + read_post(tx, 2).lines] == [True, False]
        _arrive(tx)
        acknowledge(tx, actor=cast.cora, escalation_id=number)
    with database.read(now) as tx:
        assert [each.post_key for each in _waiting(tx)] == ["escalation_post:2"]


def test_a_message_that_slack_refuses_is_recorded_and_the_next_step_is_told_at_once(
    database: Database, cast: Cast, now: datetime
) -> None:
    policy = policy_of(chain(step(SUPERVISOR), step(COORDINATOR, after=HOUR)))
    [number] = open_and_tell(database, policy, now, concern(officer_id=cast.ada.id))
    for _ in range(2):
        with database.begin(now + MINUTE) as tx:
            assert note_unreached(tx, policy, "escalation_post", {"post": 1}, to_person(cast.sol.id))
            assert not note_unreached(tx, policy, "shift_claimed", {}, to_person(cast.sol.id))
    pass_time(database, policy, now + MINUTE)
    with database.read(now) as tx:
        assert list_told_people(tx) == [to_person(cast.sol.id), to_person(cast.cora.id)]
        assert lines(tx, number, EntryKind.SKIPPED) == [("skipped", to_person(cast.sol.id), "undelivered")]


def test_a_message_that_slack_refuses_hastens_nothing_where_somebody_else_has_heard(
    database: Database, cast: Cast, now: datetime
) -> None:
    [number] = open_and_tell(database, PLAIN, now, concern(officer_id=cast.ada.id))
    with database.begin(now) as tx:
        note_unreached(tx, PLAIN, "escalation_post", {"post": 2}, to_person(cast.sol.id))
    with database.read(now) as tx:
        assert found(tx, number).next_at == now + HOUR


def test_an_owner_whom_a_reminder_does_not_reach_has_it_no_more(
    database: Database, cast: Cast, now: datetime
) -> None:
    policy = policy_of(chain(step(SUPERVISOR), step(COORDINATOR, after=HOUR), remind=(HOUR,)))
    [number] = open_and_tell(database, policy, now, concern(officer_id=cast.ada.id))
    with database.begin(now) as tx:
        acknowledge(tx, actor=cast.sol, escalation_id=number)
    pass_time(database, policy, now, now + HOUR)
    with database.begin(now + HOUR) as tx:
        note_unreached(tx, policy, "escalation_post", {"post": 2}, to_person(cast.sol.id))
    pass_time(database, policy, now + HOUR)
    with database.read(now) as tx:
        assert lines(tx, number, EntryKind.UNACKNOWLEDGED) == [
            ("unacknowledged", to_person(cast.sol.id), "undelivered")
        ]
        assert list_told_people(tx)[-1] == to_person(cast.cora.id)


def _waiting(tx: Transaction) -> list[Row[Any]]:
    where = (notices.c.state == "waiting", notices.c.kind == "escalation_post")
    return list(tx.execute(notices.select().where(*where).order_by(notices.c.post_key)))


def _arrive(tx: Transaction) -> None:
    """Everything that waits arrives in Slack."""
    waiting = tx.execute(notices.select().where(notices.c.state == "waiting")).all()
    known = set(tx.execute(posts.select()).scalars())
    for key in {each.post_key for each in waiting} - known - {None}:
        tx.execute(posts.insert().values(key=key, slack_channel="D1", slack_ts=key, updated_at=tx.now))
    tx.execute(notices.update().where(notices.c.state == "waiting").values(state="sent"))
