"""People's Slack accounts come, go and return; their standing changes."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from scheduling.audit.tables import audit
from scheduling.outbox.facts import Obsolete
from scheduling.roster.actions import (
    AccountTaken,
    NewStanding,
    link_slack,
    mark_deactivated,
    mark_returned,
    set_standings,
    unlink_slack,
)
from scheduling.roster.facts import Standing
from scheduling.roster.queries import (
    find_person,
    find_person_by_slack,
    list_answering_for,
    list_unlinked,
    person_of,
)
from scheduling.roster.rules import answers_for
from scheduling.shifts.holdings.departures import OfficerGone, load_officer_gone
from scheduling.store.engine import Database
from scheduling.store.transaction import Transaction
from tests.conftest import NOON
from tests.factories.roster import add_person
from tests.factories.shifts import add_shift, give
from tests.people import TEAM, hire


def verbs(tx: Transaction) -> list[str]:
    """The audit's verbs in order, with those that `tx` is about to add."""
    tx.finish_deferred()
    return [row.verb for row in tx.execute(select(audit.c.verb).order_by(audit.c.id))]


def test_an_officer_without_an_account_is_listed_until_linked(database: Database) -> None:
    with database.begin(NOON) as tx:
        ada = hire(tx).ada
        unlink_slack(tx, person_id=ada.id, actor="command-line", reason="lost her phone")
        assert [person.name for person in list_unlinked(tx)] == ["Ada Alder"]
        link_slack(tx, person_id=ada.id, team_id=TEAM, slack_id="W0NEW")
        assert list_unlinked(tx) == []
        assert find_person_by_slack(tx, TEAM, "W0NEW") == find_person(tx, ada.id)
        assert verbs(tx) == ["slack_unlinked", "slack_linked"]


def test_linking_the_same_account_twice_is_audited_once(database: Database) -> None:
    with database.begin(NOON) as tx:
        ada = hire(tx).ada
        for _ in range(2):
            link_slack(tx, person_id=ada.id, team_id=TEAM, slack_id="U0ADA2")
        assert verbs(tx) == ["slack_linked"]


def test_an_account_cannot_belong_to_two_people(database: Database) -> None:
    with database.begin(NOON) as tx:
        cast = hire(tx)
        with pytest.raises(AccountTaken, match="already belongs to Ada Alder"):
            link_slack(tx, person_id=cast.ben.id, team_id=TEAM, slack_id="U0ADA")


def test_the_same_user_id_in_another_workspace_is_somebody_else(database: Database) -> None:
    with database.begin(NOON) as tx:
        hire(tx)
        assert find_person_by_slack(tx, "T0OTHER", "U0ADA") is None


def test_an_officer_whom_slack_deactivates_is_gone_and_keeps_the_shifts_until_somebody_decides(
    database: Database,
) -> None:
    with database.begin(NOON) as tx:
        cast = hire(tx)
        shift = add_shift(tx, cast.quartz, NOON + timedelta(days=1))
        give(tx, shift, cast.ada)
        gone = mark_deactivated(tx, team_id=TEAM, slack_id="U0ADA")
        assert gone is not None
        assert gone.deactivated_at == NOON
        facts = load_officer_gone(tx, {"officer": cast.ada.id})
        assert isinstance(facts, OfficerGone)
        assert [held.shift.id for held in facts.held] == [shift.id]


def test_whoever_answers_for_an_officer_is_somebody_whom_slack_can_reach(database: Database) -> None:
    with database.begin(NOON) as tx:
        cast = hire(tx)
        assert list_answering_for(tx, cast.ada) == [cast.sol]
        unlink_slack(tx, person_id=cast.sol.id, actor="command-line")
        assert list_answering_for(tx, cast.ada) == [cast.cora]


def test_a_supervisor_without_an_agency_does_not_answer_for_officers_without_one(database: Database) -> None:
    with database.begin(NOON) as tx:
        cast = hire(tx)
        account = {"slack_team_id": TEAM, "slack_id": "U0TOM"}
        tom = add_person(tx, name="Tom Teak", role="supervisor", agency="", **account)
        loose = add_person(tx, name="Lou Larch", kind="SSO", agency="")
        assert not answers_for(tom, loose)
        assert list_answering_for(tx, loose) == [cast.cora]


def test_being_told_of_a_deactivation_twice_changes_nothing_more(database: Database) -> None:
    with database.begin(NOON) as tx:
        hire(tx)
        mark_deactivated(tx, team_id=TEAM, slack_id="U0ADA")
        assert mark_deactivated(tx, team_id=TEAM, slack_id="U0ADA") is None
        assert verbs(tx) == ["slack_deactivated"]


def test_an_officer_who_is_back_before_the_notice_goes_out_makes_it_obsolete(database: Database) -> None:
    with database.begin(NOON) as tx:
        cast = hire(tx)
        give(tx, add_shift(tx, cast.quartz, NOON + timedelta(days=1)), cast.ada)
        mark_deactivated(tx, team_id=TEAM, slack_id="U0ADA")
        back = mark_returned(tx, team_id=TEAM, slack_id="U0ADA")
        assert back is not None
        assert back.deactivated_at is None
        assert load_officer_gone(tx, {"officer": cast.ada.id}) == Obsolete("the officer is back")
        assert mark_returned(tx, team_id=TEAM, slack_id="U0ADA") is None


def test_a_gone_officer_who_holds_nothing_leaves_nothing_to_tell(database: Database) -> None:
    with database.begin(NOON) as tx:
        cast = hire(tx)
        mark_deactivated(tx, team_id=TEAM, slack_id="U0ADA")
        answer = load_officer_gone(tx, {"officer": cast.ada.id})
        assert answer == Obsolete("the officer holds no coming shift")


def test_a_stranger_who_is_deactivated_is_nobody_to_us(database: Database) -> None:
    with database.begin(NOON) as tx:
        assert mark_deactivated(tx, team_id=TEAM, slack_id="U0OZ") is None


def test_a_blocked_standing_carries_its_reason_and_a_clear_one_none(database: Database) -> None:
    with database.begin(NOON) as tx:
        ada = hire(tx).ada
        set_standings(tx, [NewStanding(ada, Standing.BLOCKED, "Training overdue.")], actor="training")
        blocked = person_of(tx, ada.id)
        assert (blocked.standing, blocked.standing_reason) == (Standing.BLOCKED, "Training overdue.")
        set_standings(tx, [NewStanding(blocked, Standing.CLEAR)], actor="training")
        clear = person_of(tx, ada.id)
        assert (clear.standing, clear.standing_reason) == (Standing.CLEAR, "")
        assert verbs(tx) == ["standing_set", "standing_set"]


def test_nobody_is_blocked_without_a_reason(database: Database) -> None:
    with database.begin(NOON) as tx:
        ada = hire(tx).ada
        with pytest.raises(ValueError, match="needs a reason"):
            set_standings(tx, [NewStanding(ada, Standing.BLOCKED, " ")], actor="training")
