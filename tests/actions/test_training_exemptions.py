"""Being let off, for good or for a while; and being told again tomorrow."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from scheduling.refusals import Refused
from scheduling.roster.facts import Person
from scheduling.store.engine import Database
from scheduling.store.transaction import Transaction
from scheduling.training.facts import Obligation, ObligationState, RequestState
from scheduling.training.queries import find_request
from scheduling.training.requests.actions import (
    RequestDecided,
    ask_exemption,
    ask_extension,
    exempt,
    grant_request,
)
from scheduling.training.upkeep.later import remind_later
from scheduling.training.upkeep.review import review_person
from tests.factories.countdowns import COURSE, HOURS
from tests.factories.owing import change_obligation, owed_by, owing, packs
from tests.factories.told import list_told
from tests.people import Cast

POLICY = packs(COURSE, HOURS)


def let_off(
    tx: Transaction, by: Person, owed: Obligation, until: date | None = None, **told: Any
) -> RequestDecided:
    told = {"reason": "on leave", "policy": POLICY, **told}
    return exempt(tx, actor=by, obligation_id=owed.id, until=until, **told)


def test_an_officer_who_is_let_off_for_good_owes_it_no_more(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        ada = owing(tx, cast.ada, POLICY)
        hours = owed_by(tx, ada, HOURS)
        open_one = ask_extension(
            tx, actor=ada, obligation_id=hours.id, until=date(2027, 1, 31), reason="full"
        ).request
        decided = let_off(tx, cast.cora, hours)
        stands = decided.obligation
        assert (stands.state, stands.reason, stands.exempt_until) == (
            ObligationState.EXEMPT,
            "on leave",
            None,
        )
        assert (stands.settled_on, stands.next_at) == (date(2026, 8, 12), None)
        assert open_one is not None
        lapsed = find_request(tx, open_one.id)
        assert lapsed is not None
        assert (lapsed.state, lapsed.decided_by) == (RequestState.LAPSED, None)
        assert ("training_request_settled", f"person:{cast.cora.id}") in list_told(tx)
        with pytest.raises(Refused) as settled:
            let_off(tx, cast.cora, hours)
        assert settled.value.refusals[0].figures["why"] == "settled"


def test_an_officer_who_is_let_off_for_a_while_owes_it_again_afterwards(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        ada = owing(tx, cast.ada, POLICY)
        hours = owed_by(tx, ada, HOURS)
        with pytest.raises(Refused) as past:
            let_off(tx, cast.cora, hours, date(2026, 8, 11))
        assert past.value.refusals[0].figures["why"] == "past"
        asked = ask_exemption(
            tx, actor=ada, obligation_id=hours.id, until=date(2026, 8, 31), reason="parental leave"
        )
        assert asked.request is not None
        stands = grant_request(
            tx, actor=cast.cora, request_id=asked.request.id, until=date(2026, 8, 20), reason="",
            policy=POLICY,
        ).obligation  # fmt: skip
        assert (stands.exempt_until, stands.reason) == (date(2026, 8, 20), "parental leave")
        assert stands.next_at == datetime(2026, 8, 21, 7, 0, tzinfo=UTC)
    with database.begin(datetime(2026, 8, 21, 7, 0, tzinfo=UTC)) as tx:
        review_person(tx, ada.id, POLICY)
        assert owed_by(tx, ada, HOURS).state is ObligationState.OPEN


def test_an_officer_is_told_tomorrow_again_of_what_they_were_last_told_of(
    database: Database, cast: Cast, now: datetime
) -> None:
    today, tomorrow = date(2026, 8, 12), date(2026, 8, 13)
    with database.begin(now) as tx:
        ada = owing(tx, cast.ada, POLICY)
        assert remind_later(tx, actor=ada, policy=POLICY) is None
        change_obligation(tx, owed_by(tx, ada), told_rung=60, told_on=today)
        change_obligation(tx, owed_by(tx, ada, HOURS), told_rung=160, told_on=today - timedelta(days=9))
        assert remind_later(tx, actor=ada, policy=POLICY) == tomorrow
        course, hours = owed_by(tx, ada), owed_by(tx, ada, HOURS)
        assert (course.later_on, hours.later_on) == (tomorrow, None)
        assert course.next_at == datetime(2026, 8, 13, 16, 0, tzinfo=UTC)  # nine in the morning
