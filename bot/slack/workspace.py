"""Which workspace the bot serves, and as whom: asked of Slack once it answers, never on a request's path."""

from dataclasses import dataclass
from threading import Lock

import structlog
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.slack.errors import UNREACHED, error_code, why_unreached

log = structlog.get_logger("muster.slack")


@dataclass(frozen=True, slots=True)
class Identity:
    """What auth.test says of the token: ids only, and the scopes it was granted."""

    team_id: str
    enterprise_id: str | None
    bot_id: str
    bot_user_id: str
    scopes: frozenset[str]

    @property
    def account_team(self) -> str:
        """The team half of an account's key: the enterprise's id where there is one."""
        return self.enterprise_id or self.team_id


class Workspace:
    """The one workspace that the token belongs to. The bot serves before Slack has said which it is."""

    def __init__(self, client: WebClient, token: str) -> None:
        """Ask through `client`; listeners speak with `token`."""
        self._client = client
        self._token = token
        self._lock = Lock()
        self._identity: Identity | None = None
        self._trouble = "not asked yet"

    @property
    def identity(self) -> Identity | None:
        """Who the bot is, or None while Slack has not said."""
        with self._lock:
            return self._identity

    @property
    def trouble(self) -> str:
        """Why Slack does not accept the bot, or empty."""
        with self._lock:
            return self._trouble

    def look(self) -> None:
        """Ask Slack who the bot is; what it answered last stands while it is away."""
        try:
            said = self._client.auth_test()
        except SlackApiError as error:
            self._keep(None, f"auth.test: {error_code(error)}")
            return
        except UNREACHED as error:
            self._keep(None, f"Slack could not be reached: {why_unreached(error)}")
            return
        scopes = str(said.headers.get("x-oauth-scopes") or said.headers.get("X-OAuth-Scopes") or "")
        self._keep(
            Identity(
                team_id=str(said["team_id"]),
                enterprise_id=said.get("enterprise_id"),
                bot_id=str(said.get("bot_id") or ""),
                bot_user_id=str(said["user_id"]),
                scopes=frozenset(scope.strip() for scope in scopes.split(",") if scope.strip()),
            ),
            "",
        )

    def authorize(self, enterprise_id: str | None, team_id: str | None) -> AuthorizeResult:
        """Bolt's question on every request, answered from memory.

        Whoever asks is let in as far as the roster, which knows people by workspace and account: somebody of
        another workspace is a stranger there, and is told so politely.
        """
        known = self.identity
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=team_id,
            bot_id=known.bot_id if known else None,
            bot_user_id=known.bot_user_id if known else None,
            bot_token=self._token,
        )

    def _keep(self, found: Identity | None, trouble: str) -> None:
        with self._lock:
            before, self._trouble = self._trouble, trouble
            self._identity = found or self._identity
        if trouble and trouble != before:
            log.warning("Slack does not know the bot; it serves on and asks again", trouble=trouble)
        elif before and not trouble:
            log.info("Slack knows the bot", team=found.team_id if found else None)
