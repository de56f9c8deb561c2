"""Finds the Slack accounts of people on the roster, by e-mail address, at the pace that Slack asks for."""

from collections.abc import Callable
from http import HTTPStatus
from threading import Event, Lock
from typing import Any, Final

import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.clock import Clock
from bot.ending import BrokenOffError
from bot.slack.errors import error_code, seconds_to_wait
from bot.slack.workspace import Workspace
from scheduling.roster.actions import AccountTaken, link_slack
from scheduling.roster.facts import Person
from scheduling.roster.queries import find_person_by_email, list_unlinked
from scheduling.store.engine import Database

PAUSE_SECONDS: Final = 1.0
"""Between two look-ups: Slack allows about fifty a minute."""

_LONGEST_PATIENCE: Final = 60

log = structlog.get_logger("muster.directory")


class PatienceError(Exception):
    """Slack asks to be left alone for so many seconds."""

    def __init__(self, seconds: int) -> None:
        """Carry how long."""
        super().__init__(f"{seconds} s")
        self.seconds = seconds


class Directory:
    """Links people to accounts. Guests and deactivated accounts are not linked: they may do nothing."""

    def __init__(
        self,
        client: WebClient,
        database: Database,
        clock: Clock,
        workspace: Workspace,
        pause: Callable[[float], object] | None = None,
    ) -> None:
        """Ask through `client` and write to `database`; `pause` waits between two questions."""
        self._client = client
        self._database = database
        self._clock = clock
        self._workspace = workspace
        self._stopping = Event()
        self._pause = pause or self._stopping.wait
        self._one_at_a_time = Lock()

    def stop(self) -> None:
        """Ask nothing more."""
        self._stopping.set()

    def link_people(self) -> None:
        """Look up everybody who has no account yet.

        Does nothing while somebody else is at it, or while Slack has not said which workspace this is.

        Raises:
            BrokenOffError: the process ends.
        """
        team = self._team()
        if team is None or not self._one_at_a_time.acquire(blocking=False):
            return
        try:
            with self._database.read(self._clock.now()) as tx:
                unlinked = list_unlinked(tx)
            self._link_each(unlinked, team)
        finally:
            self._one_at_a_time.release()

    def link_account(self, account_id: str) -> None:
        """Look at one account: whoever has just joined, or typed without being known, need not wait for the
        next search. Does nothing where nobody on the roster without an account has its e-mail address.
        """
        team = self._team()
        try:
            user: dict[str, Any] = self._client.users_info(user=account_id)["user"]
        except SlackApiError as error:
            log.warning("a look at an account was refused", reason=error_code(error))
            return
        email = str(user.get("profile", {}).get("email") or "")
        with self._database.read(self._clock.now()) as tx:
            person = find_person_by_email(tx, email) if email else None
        if team is None or person is None or person.slack_id is not None or not _may_be_linked(user):
            return
        self._link(person, team, str(user["id"]))

    def _team(self) -> str | None:
        if self._workspace.identity is None:
            self._workspace.look()
        identity = self._workspace.identity
        return identity.account_team if identity else None

    def _link_each(self, unlinked: list[Person], team: str) -> None:
        linked = 0
        for place, person in enumerate(unlinked):
            if self._stopping.is_set():
                raise BrokenOffError
            if place:
                self._pause(PAUSE_SECONDS)
            try:
                account = self._find(person.email)
            except PatienceError as asked:
                self._pause(min(asked.seconds, _LONGEST_PATIENCE))
                account = None
            if account is not None and self._link(person, team, account):
                linked += 1
        if unlinked:
            log.info("looked for Slack accounts", wanted=len(unlinked), found=linked)

    def _find(self, email: str) -> str | None:
        """The id of the account with this address; None for none, a guest, a bot or a deactivated one."""
        try:
            user: dict[str, Any] = self._client.users_lookupByEmail(email=email)["user"]
        except SlackApiError as error:
            said = error_code(error)
            if error.response.status_code == HTTPStatus.TOO_MANY_REQUESTS:
                raise PatienceError(seconds_to_wait(error.response)) from error
            if said != "users_not_found":
                log.warning("a look-up by e-mail address was refused", reason=said)
            return None
        return str(user["id"]) if _may_be_linked(user) else None

    def _link(self, person: Person, team: str, account: str) -> bool:
        try:
            with self._database.begin(self._clock.now()) as tx:
                link_slack(tx, person_id=person.id, team_id=team, slack_id=account)
        except AccountTaken:
            log.warning("an account already belongs to somebody else", person=person.id, slack_user=account)
            return False
        return True


def _may_be_linked(user: dict[str, Any]) -> bool:
    kept_out = ("deleted", "is_bot", "is_restricted", "is_ultra_restricted", "is_stranger")
    return not any(user.get(mark) for mark in kept_out)
