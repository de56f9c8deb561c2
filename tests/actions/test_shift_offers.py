"""Finding somebody for a place: back-up agencies, the fairest who pass the rules, cover."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from scheduling.escalations.facts import EntryKind, Escalation
from scheduling.escalations.queries import list_entries
from scheduling.policy.loader import load_policy
from scheduling.refusals import Refused, Rule
from scheduling.roster.facts import Person
from scheduling.shifts.actions import claim_shift
from scheduling.shifts.covering.backup import ask_backup
from scheduling.shifts.covering.cover import call_cover
from scheduling.shifts.covering.facts import Offered
from scheduling.shifts.covering.offers import AT_ONCE, offer_shift
from scheduling.shifts.facts import Shift
from scheduling.shifts.queries import find_claim, find_shift
from scheduling.shifts.tables import shift_offers
from scheduling.shifts.watch.sweep import look_at_shift, sweep_watch
from scheduling.store.engine import Database
from scheduling.store.transaction import Transaction
from tests.factories.roster import add_person, change_person
from tests.factories.shifts import add_shift, give
from tests.factories.told import list_told
from tests.factories.watched import find_no_show, find_unfilled, number_of
from tests.people import HERON, KESTREL, TEAM, Cast

POLICY = load_policy("default")
HOUR = timedelta(hours=1)


def unfilled(tx: Transaction, cast: Cast, starts_in: timedelta, **told: Any) -> tuple[Shift, int]:
    shift = add_shift(tx, cast.quartz, tx.now + starts_in, **{"agency": HERON, **told})
    look_at_shift(tx, POLICY, shift.id)
    return shift, number_of(find_unfilled(tx, shift))


def no_show(database: Database, cast: Cast, now: datetime) -> tuple[Shift, int, Escalation]:
    """Ada's shift began an hour ago, and she has not come."""
    with database.begin(now - 2 * HOUR) as tx:
        shift = add_shift(tx, cast.quartz, now - HOUR, agency=HERON, watch_at=tx.now)
        claim_id = give(tx, shift, cast.ada)
    with database.begin(now) as tx:
        sweep_watch(tx, POLICY)
        there = find_no_show(tx, claim_id)
        assert there is not None
    return shift, claim_id, there


def offer(tx: Transaction, actor: Person, number: int) -> Offered:
    return offer_shift(tx, actor=actor, escalation_id=number, policy=POLICY)


def test_the_fairest_who_pass_the_rules_are_asked_and_it_is_said_why_the_others_are_not(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        give(tx, add_shift(tx, cast.basalt, now + 200 * HOUR, hours=6), cast.ada)
        change_person(tx, cast.ben, standing="blocked", standing_reason="hours missing")
        bea = add_person(tx, name="Bea Beech", agency=HERON, kind="SSO", slack_team_id=TEAM, slack_id="U0BEA")
        _, number = unfilled(tx, cast, 48 * HOUR)
        done = offer(tx, cast.sol, number)
        assert [(one.officer.id, one.hours) for one in done.asked] == [
            (bea.id, timedelta(0)), (cast.ada.id, 6 * HOUR),
        ]  # fmt: skip
        [ben] = done.passed_by  # the sergeant asks, and Kestrel is no back-up here
        assert (ben.officer.id, [refusal.rule for refusal in ben.refusals]) == (cast.ben.id, [Rule.STANDING])
        told = [one for one in list_told(tx) if one[0] == "shift_offered"]
        assert told == [("shift_offered", f"person:{each.id}") for each in (bea, cast.ada)]
        assert list_entries(tx, number)[-1].kind is EntryKind.ACTED


def test_ten_are_asked_at_once_and_who_presses_again_asks_the_next_and_nobody_twice(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        for index in range(11):
            add_person(
                tx, name=f"Elm {index:02}", agency=HERON, kind="SSO", slack_team_id=TEAM,
                slack_id=f"U0ELM{index}",
            )  # fmt: skip
        _, number = unfilled(tx, cast, 48 * HOUR)
        rounds = [offer(tx, cast.sol, number) for _ in range(3)]
        assert [(len(one.asked), one.more) for one in rounds] == [(AT_ONCE, 3), (3, 0), (0, 0)]
        assert len(rounds[2].asked_before) == 13
        assert tx.execute(select(func.count()).select_from(shift_offers)).scalar() == 13


def test_a_back_up_agency_that_is_asked_may_claim_at_once(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        kit = add_person(
            tx, name="Kit Kapok", agency=KESTREL, kind="SSO", role="supervisor", slack_team_id=TEAM,
            slack_id="U0KIT",
        )  # fmt: skip
        shift = add_shift(tx, cast.quartz, now + 73 * HOUR, agency=HERON, backup_agencies=[KESTREL])
        with pytest.raises(Refused) as early:
            claim_shift(tx, actor=cast.cleo, shift_id=shift.id, policy=POLICY)
        assert early.value.refusals[0].rule is Rule.AGENCY
    with database.begin(now + HOUR) as tx:
        look_at_shift(tx, POLICY, shift.id)
        number = number_of(find_unfilled(tx, shift))
        done = ask_backup(tx, actor=cast.sol, escalation_id=number, policy=POLICY)
        assert done.supervisors == (kit,)
        assert {one.officer.id for one in done.offered.asked} == {cast.cleo.id, kit.id}
        again = ask_backup(tx, actor=cast.sol, escalation_id=number, policy=POLICY)
        assert (len(again.offered.asked), [one[0] for one in list_told(tx)].count("backup_asked")) == (0, 1)
        claim_shift(tx, actor=cast.cleo, shift_id=shift.id, policy=POLICY)


def test_who_was_asked_among_the_eligible_is_not_asked_again_with_the_back_up_agency(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        _, number = unfilled(tx, cast, 20 * HOUR, backup_agencies=[KESTREL])
        asked = offer(tx, cast.sol, number).asked
        assert cast.cleo.id in {one.officer.id for one in asked}, "her agency may claim by now"
        done = ask_backup(tx, actor=cast.sol, escalation_id=number, policy=POLICY)
        assert [one.officer.id for one in done.offered.asked_before] == [cast.cleo.id]
        assert list_told(tx).count(("shift_offered", f"person:{cast.cleo.id}")) == 1


def test_a_back_up_agency_is_let_in_before_its_hours(database: Database, cast: Cast, now: datetime) -> None:
    with database.begin(now) as tx:
        shift, number = unfilled(tx, cast, 72 * HOUR, backup_agencies=[KESTREL])
        ask_backup(tx, actor=cast.sol, escalation_id=number, policy=POLICY)
        moved = find_shift(tx, shift.id)
        assert moved is not None
        assert moved.backup_asked_at == now


def test_a_shift_without_a_back_up_agency_has_nobody_to_ask(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        shift, number = unfilled(tx, cast, 48 * HOUR)
        with pytest.raises(Refused) as refusal:
            ask_backup(tx, actor=cast.sol, escalation_id=number, policy=POLICY)
        assert refusal.value.refusals[0].figures == {"number": shift.id}


def test_an_officer_asks_nobody(database: Database, cast: Cast, now: datetime) -> None:
    with database.begin(now) as tx:
        _, number = unfilled(tx, cast, 48 * HOUR)
        with pytest.raises(Refused) as refusal:
            offer(tx, cast.ada, number)
        assert refusal.value.refusals[0].rule is Rule.NOT_ENTITLED
        assert not tx.execute(select(shift_offers.c.id)).all()


def test_a_call_for_cover_ends_the_claim_tells_the_officer_and_asks_the_others_urgently(
    database: Database, cast: Cast, now: datetime
) -> None:
    shift, claim_id, there = no_show(database, cast, now)
    with database.begin(now) as tx:
        with pytest.raises(Refused) as begun:
            claim_shift(tx, actor=cast.ben, shift_id=shift.id, policy=POLICY)
        assert begun.value.refusals[0].rule in {Rule.STARTED, Rule.FULL}
        done = call_cover(tx, actor=cast.sol, escalation_id=there.id, reason="no answer", policy=POLICY)
        assert (done.missing, done.left) == (cast.ada, 7 * HOUR)
        found = find_claim(tx, claim_id)
        assert found is not None
        assert found[1] is False
        told = list_told(tx)
        assert ("shift_released", f"person:{cast.ada.id}") in told
        assert ("shift_offered", f"person:{cast.ben.id}") in told
        claimed = claim_shift(tx, actor=cast.ben, shift_id=shift.id, policy=POLICY)
        assert claimed.load.day_hours == 7 * HOUR


def test_cover_is_not_called_for_without_a_reason_nor_for_somebody_who_is_there(
    database: Database, cast: Cast, now: datetime
) -> None:
    _, _, there = no_show(database, cast, now)
    with database.begin(now) as tx:
        with pytest.raises(Refused) as refusal:
            call_cover(tx, actor=cast.sol, escalation_id=there.id, reason=" ", policy=POLICY)
        assert refusal.value.refusals[0].rule is Rule.REASON_MISSING
        call_cover(tx, actor=cast.sol, escalation_id=there.id, reason="no answer", policy=POLICY)
        again = call_cover(tx, actor=cast.cora, escalation_id=there.id, reason="still", policy=POLICY)
        assert again.missing is None
        assert [one.officer for one in again.offered.asked] == [cast.sol]  # Ada did not come, Ben was asked


def test_cover_is_not_called_for_before_the_start(database: Database, cast: Cast, now: datetime) -> None:
    with database.begin(now) as tx:
        _, number = unfilled(tx, cast, HOUR)
        with pytest.raises(Refused) as refusal:
            call_cover(tx, actor=cast.sol, escalation_id=number, reason="now", policy=POLICY)
        assert refusal.value.refusals[0].rule is Rule.NOT_BEGUN
