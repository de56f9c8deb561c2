"""A stock Bolt app, as small as possible, that proves what the practice workspace does to a real one."""

from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

MANIFEST: dict[str, Any] = {
    "display_information": {"name": "Probe"},
    "features": {
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
        "bot_user": {"display_name": "Probe"},
        "slash_commands": [
            {"command": "/probe", "description": "Probes.", "usage_hint": "[what]"},
            {"command": "/escaped", "description": "Echoes.", "should_escape": True},
            {"command": "/unheard", "description": "Declared, and nobody listens."},
        ],
        "shortcuts": [
            {"name": "Ring", "type": "global", "callback_id": "ring", "description": "Asks why."},
            {"name": "Wave", "type": "global", "callback_id": "wave", "description": "Nobody listens."},
            {"name": "Keep this", "type": "message", "callback_id": "keep", "description": "Of a message."},
        ],
    },
    "oauth_config": {
        "scopes": {
            "bot": [
                *("commands", "chat:write", "im:write", "im:history", "channels:history"),
                *("users:read", "users:read.email", "files:write"),
            ]
        }
    },
    "settings": {
        "event_subscriptions": {"bot_events": ["app_home_opened", "user_change", "team_join"]},
        "interactivity": {"is_enabled": True},
        "socket_mode_enabled": True,
    },
}


def button(action_id: str, value: str) -> dict[str, Any]:
    """An actions block with one button."""
    label = {"type": "plain_text", "text": action_id}
    element = {"type": "button", "action_id": action_id, "value": value, "text": label}
    return {"type": "actions", "block_id": f"row-{action_id}", "elements": [element]}


def menu() -> dict[str, Any]:
    """An actions block with a menu of two schools."""
    options = [
        {"text": {"type": "plain_text", "text": name}, "value": name[:1]} for name in ("North", "South")
    ]
    element = {"type": "static_select", "action_id": "choose", "options": options}
    return {"type": "actions", "block_id": "school", "elements": [element]}


def modal(title: str = "Reason") -> dict[str, Any]:
    """A modal that asks for a reason and a day."""
    reason = {"type": "plain_text_input", "action_id": "reason", "min_length": 2}
    return {
        "type": "modal",
        "callback_id": "reason",
        "title": {"type": "plain_text", "text": title},
        "submit": {"type": "plain_text", "text": "Send"},
        "notify_on_close": True,
        "blocks": [
            {
                "type": "input",
                "block_id": "why",
                "label": {"type": "plain_text", "text": "Why"},
                "element": reason,
            },
            {
                "type": "input",
                "block_id": "when",
                "optional": True,
                "label": {"type": "plain_text", "text": "When"},
                "element": {"type": "datepicker", "action_id": "when"},
            },
        ],
    }


class Probe:
    """The app, and everything that it was sent."""

    def __init__(self, bot_token: str, api_url: str, signing_secret: str) -> None:
        """Listen to everything that the manifest declares, except `/unheard`."""
        self.client = WebClient(bot_token, base_url=api_url, retry_handlers=[])
        self.heard: list[dict[str, Any]] = []
        self.when_heard: Callable[[], object] = lambda: None
        self.app = App(client=self.client, signing_secret=signing_secret)
        self.app.command("/probe")(self._on_probe)
        self.app.command("/escaped")(self._on_escaped)
        for action_id in ("greet", "ask", "replace", "delete", "choose"):
            self.app.action(action_id)(self._on_action)
        self.app.shortcut("ring")(self._on_shortcut)
        self.app.view("reason")(self._on_submission)
        self.app.view_closed("reason")(self._on_plain)
        self.app.event("app_home_opened")(self._on_home)
        self.app.event("user_change")(self._on_event)
        self.app.event("team_join")(self._on_event)
        self.app.event("message")(self._on_event)

    def last(self, kind: str) -> dict[str, Any]:
        """The newest payload of that kind."""
        return next(p for p in reversed(self.heard) if kind in (p.get("type"), p.get("command"), _event(p)))

    def _hear(self, body: dict[str, Any]) -> None:
        """Bolt acknowledges events before it calls a listener: who waits for this is told only now."""
        self.heard.append(body)
        self.when_heard()

    def _on_shortcut(self, ack: Ack, body: dict[str, Any]) -> None:
        self._hear(body)
        self.client.views_open(trigger_id=body["trigger_id"], view=modal())
        ack()

    def _on_probe(self, ack: Ack, body: dict[str, Any]) -> None:
        self._hear(body)
        word = body["text"].split(" ")[0]
        if word == "buttons":
            rows = [button(name, f"value of {name}") for name in ("greet", "ask", "replace", "delete")]
            ack(text="Choose", blocks=rows)
        elif word == "channel":
            ack(text="For all", response_type="in_channel")
        elif word == "broken":
            ack(blocks=[{"type": "nonsense"}])
        elif word == "menu":
            ack(text="Where?", blocks=[menu()])
        elif word != "silent":
            ack(f"You said: {body['text']}")

    def _on_escaped(self, ack: Ack, body: dict[str, Any]) -> None:
        self._hear(body)
        ack()

    def _on_action(self, ack: Ack, body: dict[str, Any], respond: Respond, client: WebClient) -> None:
        self._hear(body)
        ack()
        what = body["actions"][0]["action_id"]
        if what == "greet":
            respond("Hello")
        elif what == "replace":
            respond(text="Replaced", replace_original=True)
        elif what == "delete":
            respond(delete_original=True)
        elif what == "ask":
            client.views_open(trigger_id=body["trigger_id"], view=modal())

    def _on_submission(self, ack: Ack, body: dict[str, Any]) -> None:
        self._hear(body)
        reason = body["view"]["state"]["values"]["why"]["reason"]["value"]
        if reason == "bad":
            ack(response_action="errors", errors={"why": "That is no reason."})
        elif reason == "more":
            ack(response_action="push", view=modal("Further"))
        elif reason == "nonsense":
            ack(response_action="errors", errors={"nowhere": "No such block."})
        else:
            ack()

    def _on_plain(self, ack: Ack, body: dict[str, Any]) -> None:
        self._hear(body)
        ack()

    def _on_home(self, body: dict[str, Any], event: dict[str, Any], client: WebClient) -> None:
        self._hear(body)
        line = {"type": "section", "text": {"type": "mrkdwn", "text": "*Your week*"}}
        client.views_publish(user_id=event["user"], view={"type": "home", "blocks": [line, menu()]})

    def _on_event(self, body: dict[str, Any]) -> None:
        self._hear(body)


def _event(payload: dict[str, Any]) -> Any:
    event = payload.get("event")
    return event.get("type") if isinstance(event, dict) else None
