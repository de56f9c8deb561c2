"""People on the roster are found in Slack by e-mail address; guests and those who left are not let in."""

from collections.abc import Iterator
from datetime import datetime

import pytest

from bot.slack.app import web_client
from bot.slack.directory import Directory
from bot.slack.workspace import Workspace
from scheduling.roster.queries import find_person_by_email
from scheduling.store.engine import Database
from tests.factories.roster import add_person
from tests.fakes.slack_api import RATE_LIMITED, SlackApi, listening
from tests.handlers.office import MovableClock


class Search:
    """A directory over a Slack stand-in, with two people who have no account yet."""

    def __init__(self, database: Database, api: SlackApi, url: str, now: datetime) -> None:
        self.api, self.database, self.now = api, database, now
        self.pauses: list[float] = []
        client = web_client(url, "xoxb-test")
        self.workspace = Workspace(client, "xoxb-test")
        self.directory = Directory(client, database, MovableClock(now), self.workspace, self.pauses.append)
        with database.begin(now) as tx:
            for key in ("ada", "ben"):
                add_person(tx, email=f"{key}@example.org", name=key.title())

    def account_of(self, key: str) -> tuple[str | None, str | None]:
        """Workspace and account of a person."""
        with self.database.read(self.now) as tx:
            person = find_person_by_email(tx, f"{key}@example.org")
        assert person is not None
        return person.slack_team_id, person.slack_id


@pytest.fixture
def search(database: Database, now: datetime) -> Iterator[Search]:
    """Ada is in Slack; Ben is not."""
    api = SlackApi()
    api.accounts["ada@example.org"] = {"id": "U0ADA"}
    with listening(api) as url:
        yield Search(database, api, url, now)


def test_whoever_is_in_slack_is_linked_and_who_is_not_stays_unlinked(search: Search) -> None:
    search.directory.link_people()
    assert search.account_of("ada") == ("T0MUSTER", "U0ADA")
    assert search.account_of("ben") == (None, None)


def test_look_ups_are_paced(search: Search) -> None:
    search.directory.link_people()
    assert search.pauses == [1.0]


@pytest.mark.parametrize("mark", ["deleted", "is_bot", "is_restricted", "is_ultra_restricted", "is_stranger"])
def test_a_guest_a_bot_and_a_deactivated_account_are_not_linked(search: Search, mark: str) -> None:
    search.api.accounts["ada@example.org"][mark] = True
    search.directory.link_people()
    assert search.account_of("ada") == (None, None)


def test_patience_that_slack_asks_for_is_kept_and_the_person_found_next_time(search: Search) -> None:
    search.api.fail_next("users.lookupByEmail", RATE_LIMITED)
    search.directory.link_people()
    assert 7 in search.pauses
    search.directory.link_people()
    assert search.account_of("ada") == ("T0MUSTER", "U0ADA")


def test_nobody_is_looked_up_before_slack_has_said_which_workspace_this_is(search: Search) -> None:
    search.api.refuse("auth.test", "invalid_auth")
    search.directory.link_people()
    assert search.api.called("users.lookupByEmail") == 0
    assert search.workspace.trouble == "auth.test: invalid_auth"


def test_one_account_for_two_people_is_given_to_neither_the_second_nor_nobody(search: Search) -> None:
    search.api.accounts["ben@example.org"] = {"id": "U0ADA"}
    search.directory.link_people()
    assert search.account_of("ada") == ("T0MUSTER", "U0ADA")
    assert search.account_of("ben") == (None, None)


def test_an_account_that_turns_up_is_linked_without_a_search(search: Search) -> None:
    search.directory.link_account("U0ADA")
    assert search.account_of("ada") == ("T0MUSTER", "U0ADA")
    assert search.api.called("users.lookupByEmail") == 0


@pytest.mark.parametrize("mark", ["deleted", "is_bot", "is_restricted", "is_ultra_restricted", "is_stranger"])
def test_a_guest_who_turns_up_with_the_address_of_somebody_on_the_roster_is_not_linked(
    search: Search, mark: str
) -> None:
    search.api.accounts["ada@example.org"][mark] = True
    search.directory.link_account("U0ADA")
    assert search.account_of("ada") == (None, None)


def test_an_account_does_not_take_the_place_of_one_that_is_linked(search: Search) -> None:
    search.directory.link_account("U0ADA")
    search.api.accounts["ada@example.org"] = {"id": "U0OTHER"}
    search.directory.link_account("U0OTHER")
    assert search.account_of("ada") == ("T0MUSTER", "U0ADA")


def test_an_account_that_slack_does_not_know_is_linked_to_nobody(search: Search) -> None:
    search.directory.link_account("U0NOBODY")
    assert search.account_of("ada") == (None, None)
