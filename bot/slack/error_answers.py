"""What a person reads when something went wrong on our side, and what the log keeps of it.

Nothing is left without an answer: in Socket Mode an exception before the acknowledgement would leave the
person waiting for three seconds and then blame the app without a word.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any, Final
from uuid import uuid4

import structlog
from slack_bolt import BoltContext, BoltResponse
from slack_bolt.error import BoltUnhandledRequestError
from slack_sdk import WebClient

from bot.database.watch import Explains, never
from handlers.door import OLD_BUTTON
from handlers.troubles import words_for_trouble
from scheduling.store.troubles import find_trouble

log = structlog.get_logger("muster.slack")

UNKNOWN_COMMAND: Final = "Muster does not know {command}. Type `/shifts help` to see what it can do."
FAILED: Final = (
    "Muster could not finish that, and it is not your doing. App Home shows how things stand; try again, or "
    "call your supervisor if it cannot wait. If it fails again, give your coordinator this reference: "
    "{reference}"
)

Later = Callable[[Callable[[], None]], None]


class ErrorAnswers:
    """Registered with `app.error`; answers in the form that each kind of request can show."""

    def __init__(self, later: Later, explains: Explains = never) -> None:
        """Send what cannot ride on the acknowledgement through `later`; what `explains` knows is no news."""
        self._later = later
        self._explains = explains

    def __call__(
        self, error: Exception, body: dict[str, Any], context: BoltContext, client: WebClient
    ) -> BoltResponse:
        """Log the error under a reference and answer with a sentence that carries it."""
        if isinstance(error, BoltUnhandledRequestError):
            return self._unknown(body, context, client)
        asked = {"request": _kind_of(body), "team": context.team_id, "slack_user": context.user_id}
        sentence = words_for_trouble(error)
        if sentence is None:
            reference = uuid4().hex[:8].upper()
            sentence = FAILED.format(reference=reference)
            log.error("a request failed", reference=reference, **asked, exc_info=error)
        else:
            self._explains(error)
            log.warning("the database kept a request from its answer", **asked, trouble=_trouble_of(error))
        if _kind_of(body) == "event":
            return BoltResponse(status=500)  # nobody waits for words, and Slack delivers the event again
        return self._answer(body, context, client, sentence)

    def _unknown(self, body: dict[str, Any], context: BoltContext, client: WebClient) -> BoltResponse:
        kind = _kind_of(body)
        log.info("nobody listens for this request", request=kind)
        if kind == "event":
            return BoltResponse(status=200)
        if kind == "command":
            return BoltResponse(status=200, body=UNKNOWN_COMMAND.format(command=f"`{body['command']}`"))
        return self._answer(body, context, client, OLD_BUTTON.text)

    def _answer(
        self, body: dict[str, Any], context: BoltContext, client: WebClient, sentence: str
    ) -> BoltResponse:
        match _kind_of(body):
            case "command":
                return BoltResponse(status=200, body=sentence)
            case "view_submission":
                return _beside_the_form(body, sentence)
            case "block_suggestion":
                return _json({"options": []})
        self._later(lambda: _show(body, context, client, sentence))
        return BoltResponse(status=200)


def _trouble_of(error: BaseException) -> str | None:
    found = find_trouble(error)
    return None if found is None else f"{found.kind}: {found.said}"


def _kind_of(body: Mapping[str, Any]) -> str:
    if "command" in body:
        return "command"
    return "event" if body.get("type") == "event_callback" else str(body.get("type", "unknown"))


def _beside_the_form(body: Mapping[str, Any], sentence: str) -> BoltResponse:
    """Beside the first field, so that what was typed stays; a form without fields is replaced."""
    blocks = body.get("view", {}).get("blocks", [])
    field = next((block["block_id"] for block in blocks if block.get("type") == "input"), None)
    if field is not None:
        return _json({"response_action": "errors", "errors": {field: sentence}})
    return _json({"response_action": "update", "view": _form(sentence)})


def _show(body: Mapping[str, Any], context: BoltContext, client: WebClient, sentence: str) -> None:
    if context.respond is not None and context.response_url:
        context.respond(text=sentence, response_type="ephemeral", replace_original=False)
    elif trigger := body.get("trigger_id"):
        client.views_open(trigger_id=trigger, view=_form(sentence))


def _form(sentence: str) -> dict[str, Any]:
    said = {"type": "section", "text": {"type": "mrkdwn", "text": sentence}}
    words = {"title": "Muster", "close": "Close"}
    return {
        "type": "modal",
        "blocks": [said],
        **{name: {"type": "plain_text", "text": text} for name, text in words.items()},
    }


def _json(content: Mapping[str, Any]) -> BoltResponse:
    return BoltResponse(status=200, body=json.dumps(content), headers={"content-type": "application/json"})
