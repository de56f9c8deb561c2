"""More time and being let off: asked for, granted shorter or as asked, declined, or given without a word."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

import pytest

from scheduling.refusals import Refusal, Refused, Rule
from scheduling.roster.facts import Person, Standing
from scheduling.roster.queries import find_person
from scheduling.store.engine import Database
from scheduling.store.transaction import Transaction
from scheduling.training.facts import Obligation, ObligationState, RequestState, TrainingRequest
from scheduling.training.queries import find_obligation, find_request, list_countdown
from scheduling.training.records.actions import log_training
from scheduling.training.records.entry import Entry
from scheduling.training.requests.actions import (
    RequestDecided,
    ask_extension,
    decline_request,
    exempt,
    extend,
    grant_request,
)
from scheduling.training.upkeep.review import review_person
from tests.factories.countdowns import COURSE, FIREARMS, HOURS, SESSIONS
from tests.factories.owing import change_obligation, owed_by, owing, packs, two_sergeants
from tests.factories.roster import change_person
from tests.factories.told import list_recorded, list_told
from tests.people import Cast

POLICY = packs(COURSE, HOURS, FIREARMS)
DUE_ON = date(2026, 9, 30)
LATEST = date(2026, 10, 30)
"""Thirty days later: the longest that the course may be put off."""

AFTERWARDS = datetime(2026, 10, 2, 19, 0, tzinfo=UTC)
"""Noon in Phoenix two days after the deadline of the course."""


def ask(tx: Transaction, officer: Person, until: date = LATEST) -> TrainingRequest:
    asked = ask_extension(
        tx, actor=officer, obligation_id=owed_by(tx, officer).id, until=until, reason="the course is full"
    )
    assert asked.request is not None
    return asked.request


def grant(tx: Transaction, by: Person, request: TrainingRequest, until: date | None = None) -> RequestDecided:
    return grant_request(tx, actor=by, request_id=request.id, until=until, reason="", policy=POLICY)


def give_time(
    tx: Transaction, by: Person, owed: Obligation, until: date, reason: str = "ill"
) -> RequestDecided:
    return extend(tx, actor=by, obligation_id=owed.id, until=until, reason=reason, policy=POLICY)


def let_off(
    tx: Transaction, by: Person, owed: Obligation, until: date | None = None, **told: Any
) -> RequestDecided:
    told = {"reason": "on leave", "policy": POLICY, **told}
    return exempt(tx, actor=by, obligation_id=owed.id, until=until, **told)


def refusal(refused: pytest.ExceptionInfo[Refused]) -> Refusal:
    (one,) = refused.value.refusals
    return one


def standing_of(tx: Transaction, person: Person) -> Standing:
    found = find_person(tx, person.id)
    assert found is not None
    return found.standing


def test_more_time_is_asked_of_those_who_answer_and_stands_in_the_countdown(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        ada = owing(tx, cast.ada, POLICY)
        asked = ask_extension(
            tx, actor=ada, obligation_id=owed_by(tx, ada).id, until=LATEST, reason=" the course is full "
        )
        assert (asked.whom, asked.already) == ((cast.sol,), False)
        assert asked.request is not None
        assert (asked.request.until, asked.request.reason) == (LATEST, "the course is full")
        line = next(one for one in list_countdown(tx, ada) if one.obligation.requirement == COURSE)
        assert line.request == asked.request
        assert line.obligation.due_on == DUE_ON
        assert list_told(tx) == [("training_request_asked", f"person:{cast.sol.id}")]
        assert (f"person:{ada.id}", "extension_asked") in list_recorded(tx)


def test_the_same_is_asked_once_until_it_is_decided(database: Database, cast: Cast, now: datetime) -> None:
    with database.begin(now) as tx:
        ada = owing(tx, cast.ada, POLICY)
        first = ask(tx, ada)
        again = ask_extension(tx, actor=ada, obligation_id=first.obligation_id, until=LATEST, reason="please")
        assert (again.request, again.whom, again.already) == (first, (cast.sol,), True)
        assert len(list_told(tx)) == 1
        decline_request(tx, actor=cast.sol, request_id=first.id, reason="no")
        assert ask(tx, ada).id != first.id


def test_where_nobody_can_be_reached_nothing_is_asked(database: Database, cast: Cast, now: datetime) -> None:
    with database.begin(now) as tx:
        ada = owing(tx, cast.ada, POLICY)
        for person in (cast.sol, cast.cora):
            change_person(tx, person, active=False)
        asked = ask_extension(tx, actor=ada, obligation_id=owed_by(tx, ada).id, until=LATEST, reason="full")
        assert (asked.request, asked.whom) == (None, ())
        assert list_told(tx) == []


@pytest.mark.parametrize(
    ("until", "why"),
    [(DUE_ON, "not_later"), (LATEST + timedelta(days=1), "too_long"), (date(2026, 8, 1), "not_later")],
)
def test_a_deadline_moves_only_later_and_no_further_than_the_pack_allows(
    database: Database, cast: Cast, now: datetime, until: date, why: str
) -> None:
    with database.begin(now) as tx:
        ada = owing(tx, cast.ada, POLICY)
        for deed in (partial(ask, tx, ada, until), partial(give_time, tx, cast.sol, owed_by(tx, ada), until)):
            with pytest.raises(Refused) as refused:
                deed()
            said = refusal(refused)
            assert (said.rule, said.source) == (Rule.EXTENSION, COURSE.source)
            assert said.figures == {
                "why": why, "title": COURSE.title, "state": ObligationState.OPEN, "until": until,
                "due_on": DUE_ON, "earliest": DUE_ON + timedelta(days=1), "latest": LATEST,
                "longest_days": 30,
            }  # fmt: skip
        assert list_told(tx) == []


def test_several_extensions_together_are_no_longer_than_the_longest(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        ada = owing(tx, cast.ada, POLICY)
        for until in (date(2026, 10, 15), LATEST):
            give_time(tx, cast.sol, owed_by(tx, ada), until)
        assert owed_by(tx, ada).first_due_on == DUE_ON
        with pytest.raises(Refused) as refused:
            give_time(tx, cast.sol, owed_by(tx, ada), LATEST + timedelta(days=1))
        assert refusal(refused).figures["latest"] == LATEST


def test_what_the_pack_does_not_put_off_nobody_puts_off(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        ada = owing(tx, cast.ada, POLICY)
        with pytest.raises(Refused) as refused:
            give_time(tx, cast.cora, owed_by(tx, ada, FIREARMS), LATEST)
        assert refusal(refused).figures["why"] == "none"
        with pytest.raises(Refused) as refused:
            let_off(tx, cast.cora, owed_by(tx, ada))
        assert (refusal(refused).rule, refusal(refused).figures["why"]) == (Rule.EXEMPTION, "none")


@pytest.mark.parametrize("granted", [LATEST, date(2026, 10, 10)])
def test_what_is_granted_is_the_new_deadline_as_asked_or_shorter(
    database: Database, cast: Cast, now: datetime, granted: date
) -> None:
    with database.begin(now) as tx:
        ada, tom = two_sergeants(tx, cast, POLICY)
        request = ask(tx, ada)
        owed = change_obligation(tx, owed_by(tx, ada), told_rung=14, told_on=date(2026, 8, 12))
        decided = grant(tx, tom, request, None if granted == LATEST else granted)
        assert (decided.request.state, decided.request.granted_until) == (RequestState.GRANTED, granted)
        assert (decided.obligation.due_on, decided.obligation.first_due_on) == (granted, DUE_ON)
        assert decided.obligation.due_at == owed.due_at + (granted - DUE_ON)
        assert decided.obligation.told_rung is None  # the new deadline is counted down anew
        assert list_told(tx)[2:] == [
            ("training_request_decided", f"person:{ada.id}"),
            ("training_request_settled", f"person:{cast.sol.id}"),
        ]
        assert (f"person:{tom.id}", "extension_granted") in list_recorded(tx)


def test_an_officer_who_was_overdue_works_again_as_soon_as_more_time_is_granted(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        ada = owing(tx, cast.ada, POLICY)
    with database.begin(AFTERWARDS) as tx:
        review_person(tx, ada.id, POLICY)
        assert standing_of(tx, ada) is Standing.BLOCKED
        owed = owed_by(tx, ada)
        with pytest.raises(Refused) as past:
            give_time(tx, cast.sol, owed, date(2026, 10, 1))
        assert refusal(past).figures["earliest"] == date(2026, 10, 2)
        decided = give_time(tx, cast.sol, owed, date(2026, 10, 2))
        assert decided.obligation.state is ObligationState.OPEN
        assert decided.officer.standing is Standing.CLEAR
    with database.begin(AFTERWARDS + timedelta(days=1)) as tx:
        review_person(tx, ada.id, POLICY)
        assert standing_of(tx, ada) is Standing.BLOCKED


def test_whoever_decides_second_reads_who_was_first(database: Database, cast: Cast, now: datetime) -> None:
    with database.begin(now) as tx:
        ada, tom = two_sergeants(tx, cast, POLICY)
        request = ask(tx, ada)
        decline_request(tx, actor=cast.sol, request_id=request.id, reason="too often")
        for deed in (
            partial(grant, tx, tom, request),
            partial(decline_request, tx, actor=tom, request_id=request.id, reason="no"),
        ):
            with pytest.raises(Refused) as late:
                deed()
            assert refusal(late).figures == {
                "what": "request", "state": RequestState.DECLINED, "by": "Sergeant Sol Sequoia", "at": now,
                "reason": "too often",
            }  # fmt: skip
        assert owed_by(tx, ada).due_on == DUE_ON


def test_saying_no_takes_a_reason_and_everybody_reads_it(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        ada, tom = two_sergeants(tx, cast, POLICY)
        request = ask(tx, ada)
        with pytest.raises(Refused) as refused:
            decline_request(tx, actor=tom, request_id=request.id, reason=" ")
        assert refusal(refused).rule is Rule.REASON_MISSING
        decided = decline_request(tx, actor=tom, request_id=request.id, reason="too often")
        assert decided.request.decision == "too often"
        assert list_told(tx)[2:] == [
            ("training_request_decided", f"person:{ada.id}"),
            ("training_request_settled", f"person:{cast.sol.id}"),
        ]


def test_nobody_decides_for_themselves_nor_a_supervisor_what_is_left_to_coordinators(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        sol, ada = owing(tx, cast.sol, POLICY), owing(tx, cast.ada, POLICY)
        with pytest.raises(Refused) as own:
            give_time(tx, sol, owed_by(tx, sol), LATEST)
        assert refusal(own).rule is Rule.NOT_ENTITLED
        hours = owed_by(tx, ada, HOURS)
        for deed in (partial(give_time, tx, sol, hours, date(2027, 1, 31)), partial(let_off, tx, sol, hours)):
            with pytest.raises(Refused) as theirs:
                deed()
            assert refusal(theirs).figures["needed"] == "coordinator"
        asked = ask_extension(
            tx, actor=ada, obligation_id=hours.id, until=date(2027, 1, 31), reason="the academy is closed"
        )
        assert asked.whom == (cast.cora,)
        assert asked.request is not None
        assert grant(tx, cast.cora, asked.request).obligation.due_on == date(2027, 1, 31)


def test_time_given_without_being_asked_takes_a_reason_and_is_told_and_kept(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        ada = owing(tx, cast.ada, POLICY)
        with pytest.raises(Refused) as refused:
            give_time(tx, cast.sol, owed_by(tx, ada), LATEST, reason="")
        assert refusal(refused).figures == {"rules": (Rule.EXTENSION,)}
        given = give_time(tx, cast.sol, owed_by(tx, ada), LATEST).request
        assert (given.state, given.asked, given.decision) == (RequestState.GRANTED, (), "ill")
        assert given == find_request(tx, given.id)
        assert list_told(tx) == [("training_request_decided", f"person:{ada.id}")]


def test_time_given_while_it_is_asked_for_grants_what_was_asked(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        ada = owing(tx, cast.ada, POLICY)
        request = ask(tx, ada)
        given = give_time(tx, cast.sol, owed_by(tx, ada), LATEST).request
        assert (given.id, given.state, given.decided_by) == (request.id, RequestState.GRANTED, cast.sol.id)


def test_a_request_lapses_when_what_it_is_about_is_done(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        ada = owing(tx, cast.ada, POLICY)
        request = ask(tx, ada)
        entry = Entry(COURSE.key, date(2026, 8, 11), sessions=SESSIONS)
        log_training(tx, actor=ada, officer=ada, entry=entry, policy=POLICY)
        lapsed = find_request(tx, request.id)
        assert lapsed is not None
        assert lapsed.state is RequestState.LAPSED
        assert ("training_request_settled", f"person:{cast.sol.id}") in list_told(tx)
        with pytest.raises(Refused) as refused:
            grant(tx, cast.sol, request)
        assert refusal(refused).figures["by"] == ""


def test_what_is_granted_holds_under_the_terms_of_the_obligation_though_the_pack_has_changed(
    database: Database, cast: Cast, now: datetime
) -> None:
    later = packs(replace(COURSE, extension=None), HOURS)
    with database.begin(now) as tx:
        ada = owing(tx, cast.ada, POLICY)
        owed = owed_by(tx, ada)
        extend(tx, actor=cast.sol, obligation_id=owed.id, until=LATEST, reason="ill", policy=later)
        stands = find_obligation(tx, owed.id)
        assert stands is not None
        assert stands.due_on == LATEST


def test_a_request_or_an_obligation_that_is_not_there_is_said_to_be_gone(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        with pytest.raises(Refused) as no_request:
            decline_request(tx, actor=cast.sol, request_id=404, reason="no")
        assert refusal(no_request).figures == {"what": "request", "number": 404}
        with pytest.raises(Refused) as no_obligation:
            extend(tx, actor=cast.sol, obligation_id=404, until=LATEST, reason="ill", policy=POLICY)
        assert refusal(no_obligation).figures == {"what": "obligation", "number": 404}


def test_a_roster_that_is_corrected_forth_and_back_costs_nobody_the_time_that_was_granted(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        ada = owing(tx, cast.ada, POLICY)
        until = date(2026, 10, 20)
        extend(
            tx, actor=cast.sol, obligation_id=owed_by(tx, ada).id, until=until, reason="ill", policy=POLICY
        )
        owing(tx, ada, POLICY, eligible_on=date(2026, 9, 1))
        assert owed_by(tx, ada).due_on == date(2026, 10, 31)
        owing(tx, ada, POLICY, eligible_on=date(2026, 8, 1))
        assert owed_by(tx, ada).due_on == until
