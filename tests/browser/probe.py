"""A stock Bolt app with a listener for each thing that the page can do; it knows nothing of Muster."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from slack_bolt import Ack, App, Respond, Say
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from bot.practice.server import PracticeServer

Json = dict[str, Any]

SHORT = "Please say a little more, in at least ten letters."


def manifest() -> Json:
    """The probe's manifest."""
    return {
        "display_information": {"name": "Probe"},
        "features": {
            "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
            "bot_user": {"display_name": "Probe"},
            "slash_commands": [
                {
                    "command": "/gates",
                    "description": "Which gates are open.",
                    "usage_hint": "[north | south]",
                },
                {"command": "/greet", "description": "Greets everybody here."},
                {"command": "/slow", "description": "Never answers."},
            ],
            "shortcuts": [
                {
                    "name": "Report damage",
                    "type": "global",
                    "callback_id": "report",
                    "description": "What is broken, and at which gate",
                },
                {"name": "Doze", "type": "global", "callback_id": "doze", "description": "Never answers"},
            ],
        },
        "oauth_config": {
            "scopes": {
                "bot": ["commands", "chat:write", "im:write", "im:history", "files:read", "files:write"]
            },
        },
        "settings": {
            "event_subscriptions": {"bot_events": ["app_home_opened"]},
            "interactivity": {"is_enabled": True},
            "socket_mode_enabled": True,
        },
    }


@contextmanager
def running_probe(practice: PracticeServer) -> Iterator[App]:
    """The probe, connected to `practice` by Socket Mode."""
    client = WebClient(practice.bot_token, base_url=practice.api_url)
    app = App(client=client, token_verification_enabled=False)
    app.command("/gates")(show_gates)
    app.command("/greet")(greet)
    app.action("open_gate")(open_gate)
    app.action("report")(open_report)
    app.action("pick_day")(pick_day)
    app.action("lock_home")(lock_home)
    app.shortcut("report")(open_report)
    app.view("report")(receive_report)
    app.event("app_home_opened")(publish_home)
    handler = SocketModeHandler(app, practice.app_token)
    handler.client.connect()
    try:
        practice.workspace.wait_for(lambda: practice.sockets.connections > 0)
        yield app
    finally:
        # The client waits up to three seconds for a silent socket: hang up first, from this side.
        handler.client.auto_reconnect_enabled = False
        practice.sockets.disconnect("reset")
        handler.client.close()


def text(words: str) -> Json:
    """A plain_text object."""
    return {"type": "plain_text", "text": words}


def mrkdwn(words: str) -> Json:
    """A mrkdwn object."""
    return {"type": "mrkdwn", "text": words}


def button(label: str, action_id: str, **more: Any) -> Json:
    """A button."""
    return {"type": "button", "text": text(label), "action_id": action_id, **more}


def gates(*opened: str) -> list[Json]:
    """The list of gates, each with a button unless it is open already."""
    blocks: list[Json] = [{"type": "header", "text": text("Gates")}]
    for name in ("North gate", "South gate"):
        if name in opened:
            blocks.append({"type": "section", "text": mrkdwn(f":white_check_mark: *{name}* is open")})
        else:
            asked = {
                "title": text(f"Open the {name}?"),
                "text": mrkdwn("The bell will ring *once*."),
                "confirm": text("Open it"),
                "deny": text("Leave it"),
            }
            accessory = button("Open", "open_gate", value=name, style="primary", confirm=asked)
            blocks.append({"type": "section", "text": mrkdwn(f"*{name}*"), "accessory": accessory})
    day = {"type": "datepicker", "action_id": "pick_day", "initial_date": "2026-08-12"}
    blocks.append({"type": "actions", "elements": [day, button("Report damage", "report")]})
    return blocks


def show_gates(ack: Ack) -> None:
    """Answer with the list, for the person alone."""
    ack(text="Gates", blocks=gates())


def greet(ack: Ack, say: Say, command: Json) -> None:
    """Greet the whole channel, naming the person."""
    ack()
    say(f"Good morning <@{command['user_id']}> & all of *you*")


def open_gate(ack: Ack, respond: Respond, action: Json) -> None:
    """Replace the list by one in which that gate is open."""
    ack()
    respond(text="Gates", blocks=gates(action["value"]), replace_original=True)


def pick_day(ack: Ack, respond: Respond, action: Json) -> None:
    """Say which day was picked."""
    ack()
    respond(f"You picked {action['selected_date']}", replace_original=False)


def open_report(ack: Ack, client: WebClient, body: Json) -> None:
    """Open the modal."""
    ack()
    where = {"type": "static_select", "action_id": "choice", "options": [_option("North"), _option("South")]}
    words = {"type": "plain_text_input", "action_id": "words", "multiline": True}
    blocks = [
        {"type": "input", "block_id": "where", "label": text("Which gate?"), "element": where},
        {
            "type": "input",
            "block_id": "what",
            "label": text("What is broken?"),
            "hint": text("The caretaker reads this."),
            "element": words,
        },
        {
            "type": "input",
            "block_id": "proof",
            "label": text("Pictures"),
            "optional": True,
            "element": {"type": "file_input", "action_id": "files", "filetypes": ["png"], "max_files": 2},
        },
    ]
    view = {"type": "modal", "callback_id": "report", "title": text("Report damage"), "blocks": blocks}
    client.views_open(trigger_id=body["trigger_id"], view=view | {"submit": text("Send")})


def receive_report(ack: Ack, client: WebClient, body: Json) -> None:
    """Send a short report back; thank for a long one in the person's direct message."""
    values = body["view"]["state"]["values"]
    said = values["what"]["words"]["value"]
    if len(said) < len("ten letter"):
        ack(response_action="errors", errors={"what": SHORT})
        return
    ack()
    sent = "".join(f", with {one['name']}" for one in values["proof"]["files"]["files"])
    client.chat_postMessage(channel=body["user"]["id"], text=f"Thank you. You wrote: {said}{sent}")


def publish_home(client: WebClient, event: Json) -> None:
    """Publish the Home when it is looked at; the tab of messages shows none."""
    if event["tab"] != "home":
        return
    client.views_publish(user_id=event["user"], view=_home("The school is *open*."))


def lock_home(ack: Ack, client: WebClient, body: Json) -> None:
    """Publish the Home anew."""
    ack()
    client.views_publish(user_id=body["user"]["id"], view=_home("The school is *locked*."))


def _home(words: str) -> Json:
    section = {"type": "section", "text": mrkdwn(words), "accessory": button("Lock up", "lock_home")}
    return {"type": "home", "blocks": [section]}


def _option(name: str) -> Json:
    return {"text": text(name), "value": name.lower()}


def date(at: datetime, form: str) -> str:
    """A date that the page shows in the reader's own zone."""
    return f"<!date^{int(at.timestamp())}^{form}|no date>"
