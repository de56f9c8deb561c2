"""Who is let in: people on the roster, and nobody else."""

from datetime import datetime

import pytest

from handlers.identify import find_asker
from handlers.message import Message
from scheduling.outbox.tables import requests
from scheduling.roster.facts import Person
from scheduling.store.engine import Database
from scheduling.store.transaction import Transaction
from tests.factories.roster import change_person
from tests.handlers.office import Office, Visitor
from tests.handlers.posting import holders, post_shift
from tests.people import OZ_SLACK_ID, Cast


@pytest.mark.parametrize("typed", ["/shifts", "/shifts mine", "/shifts claim 1 now", "/sso"])
def test_somebody_outside_the_roster_is_told_politely_what_to_do(oz: Visitor, typed: str) -> None:
    answer = oz.types(typed)
    assert answer.how == "ephemeral"
    assert answer.words.startswith("You are not on the Muster roster yet. Ask your coordinator")


def test_an_account_of_another_workspace_is_a_stranger_even_with_a_known_id(
    office: Office, cast: Cast
) -> None:
    stranger = Visitor(office, cast.ada.slack_id or "", team="T0ELSEWHERE")
    assert "not on the Muster roster" in stranger.types("/shifts").words


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"active": False}, "not active on the roster"),
        ({"deactivated_at": "now"}, "this account is deactivated"),
    ],
)
def test_somebody_who_left_after_the_list_was_shown_claims_nothing(
    database: Database, now: datetime, cast: Cast, ada: Visitor, told: dict[str, object], sentence: str
) -> None:
    shift = post_shift(database, now, cast)
    ada.types(f"/shifts claim {shift.id}")
    with database.begin(now) as tx:
        change_person(tx, cast.ada, **{name: now if told[name] == "now" else told[name] for name in told})
    assert sentence in ada.presses("Claim it").words
    assert holders(database, now, shift) == []


def test_a_button_in_somebody_elses_hands_acts_for_whoever_presses(
    database: Database, now: datetime, cast: Cast, ada: Visitor, ben: Visitor
) -> None:
    shift = post_shift(database, now, cast)
    ada.types(f"/shifts claim {shift.id}")
    ben.last = ada.last
    ben.presses("Claim it")
    assert holders(database, now, shift) == [cast.ben.id]


def test_a_stranger_who_presses_a_button_changes_nothing(
    database: Database, now: datetime, cast: Cast, ada: Visitor, oz: Visitor
) -> None:
    shift = post_shift(database, now, cast)
    ada.types(f"/shifts claim {shift.id}")
    oz.last = ada.last
    assert "not on the Muster roster" in oz.presses("Claim it").words
    assert holders(database, now, shift) == []
    with database.read(now) as tx:
        assert tx.execute(requests.select()).first() is None


def test_an_account_that_slack_switches_off_is_gone_and_one_that_returns_is_back(
    office: Office, ada: Visitor
) -> None:
    off = ada.event({"type": "user_change", "user": {"id": ada.slack_id, "deleted": True}})
    office.send(off)
    office.send(off)
    assert "this account is deactivated" in ada.types("/shifts").words
    office.send(ada.event({"type": "user_change", "user": {"id": ada.slack_id, "deleted": False}}))
    assert "No open shifts" in ada.types("/shifts").words


@pytest.mark.parametrize("mark", ["is_restricted", "is_ultra_restricted"])
def test_an_account_that_is_made_a_guests_may_do_nothing_from_then_on(
    office: Office, ada: Visitor, mark: str
) -> None:
    office.send(
        ada.event({"type": "user_change", "user": {"id": ada.slack_id, "deleted": False, mark: True}})
    )
    assert "or a guest's" in ada.types("/shifts").words


def test_somebody_who_joins_is_looked_up(office: Office, oz: Visitor) -> None:
    office.send(oz.event({"type": "team_join", "user": {"id": "U0NEW"}}))
    assert office.linked == ["U0NEW"]


def test_an_unknown_account_is_looked_at_so_that_the_next_try_may_work(office: Office, oz: Visitor) -> None:
    oz.types("/shifts")
    assert office.linked == [OZ_SLACK_ID]


def test_somebody_deactivated_between_being_known_and_acting_claims_nothing(
    database: Database, now: datetime, cast: Cast, ada: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    shift = post_shift(database, now, cast)

    def find_and_lose(tx: Transaction, team: str | None, slack_id: str | None) -> Person | Message:
        monkeypatch.setattr("handlers.door.find_asker", find_asker)
        person = find_asker(tx, team, slack_id)
        with database.begin(now) as other:
            change_person(other, cast.ada, deactivated_at=now)
        return person

    monkeypatch.setattr("handlers.door.find_asker", find_and_lose)
    assert "this account is deactivated" in ada.types(f"/shifts claim {shift.id} now").words
    assert holders(database, now, shift) == []
