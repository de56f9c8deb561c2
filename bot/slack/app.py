"""The Bolt app: no network at construction, an answer to every request, the same for both transports."""

import logging
from collections.abc import Callable
from typing import Final

from slack_bolt import App
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient

from bot.database.watch import Explains, never
from bot.slack.answers import Answers
from bot.slack.error_answers import ErrorAnswers
from bot.slack.workspace import Workspace

API_SECONDS: Final = 10
"""The longest that one call to Slack's Web API may take."""


def web_client(api_url: str, token: str | None) -> WebClient:
    """A client for Slack's Web API that never repeats a call by itself: the SDK's own retry posts twice when
    the connection drops after Slack has accepted.
    """
    return WebClient(
        token=token,
        base_url=api_url,
        timeout=API_SECONDS,
        retry_handlers=[],
        logger=logging.getLogger("slack_sdk.web"),
    )


def build_app(
    *,
    api_url: str,
    signing_secret: str,
    workspace: Workspace,
    answers: Answers,
    register: Callable[[App], object],
    explains: Explains = never,
) -> App:
    """The app with everything registered.

    A listener runs before the acknowledgement and its answer rides on it, so that an acknowledged claim is a
    committed claim; what takes longer goes through `answers`. The token is handed out by `workspace`, from
    memory: neither building nor answering waits for Slack.
    """

    def authorize(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult:
        # a function: Bolt passes arguments by the names it reads off, and would pass a method its own `self`
        return workspace.authorize(enterprise_id, team_id)

    app = App(
        name="bolt",  # of Bolt's own loggers, whose level it sets: not that of ours
        logger=logging.getLogger("slack_bolt"),
        client=web_client(api_url, None),
        signing_secret=signing_secret,
        authorize=authorize,
        process_before_response=True,
        raise_error_for_unhandled_request=True,
    )
    app.error(ErrorAnswers(answers.later, explains))
    register(app)
    return app
