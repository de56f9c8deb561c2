"""A real Bolt app over a real database, with Slack replaced by a list of what it was asked to show."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from slack_bolt import App, BoltRequest
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient
from slack_sdk.webhook import WebhookClient, WebhookResponse

from bot.practice.input_values import state_of
from handlers import register
from handlers.desk import Desk
from handlers.door import Door
from scheduling.policy.loader import load_policy
from scheduling.policy.schema import Policy
from scheduling.store.engine import Database
from tests.handlers.limits import check_message, check_view
from tests.people import TEAM

Json = dict[str, Any]

PUBLIC_URL = "https://muster.example.org"


class MovableClock:
    """Shows the instant it was set to."""

    def __init__(self, now: datetime) -> None:
        """Begin at `now`."""
        self._now = now

    def now(self) -> datetime:
        """The instant it was set to."""
        return self._now

    def advance(self, by: timedelta) -> None:
        """Move on."""
        self._now += by


@dataclass(frozen=True)
class Shown:
    """Something that Slack was asked to show.

    `how` is `ephemeral` (on the acknowledgement), `replaced`, `beside` (a new ephemeral message), `opened`,
    `pushed`, `updated` (views), `home`, or `errors` (fields of a form).
    """

    how: str
    body: Json

    @property
    def blocks(self) -> list[Json]:
        """Its blocks."""
        view: Json = self.body.get("view", self.body)
        found: list[Json] = view.get("blocks", [])
        return found

    @property
    def words(self) -> str:
        """Everything it says, a line a block, without the notification's text."""
        return "\n".join(line for block in self.blocks for line in _words_of(block)) or str(
            self.body.get("text", self.body)
        )

    def buttons(self) -> list[str]:
        """What stands on its buttons."""
        return [element["text"]["text"] for element in self.elements() if element["type"] == "button"]

    def elements(self) -> list[Json]:
        """Its buttons and menus."""
        return [
            element
            for block in self.blocks
            for element in [
                *block.get("elements", []),
                *([block["accessory"]] if "accessory" in block else []),
            ]
            if "action_id" in element
        ]

    def find(self, label: str) -> Json:
        """The first button with these words."""
        for element in self.elements():
            if element["type"] == "button" and element["text"]["text"] == label:
                return element
        raise AssertionError(f"there is no button {label!r}, only {self.buttons()}")


def _words_of(block: Json) -> list[str]:
    text = [block["text"]["text"]] if isinstance(block.get("text"), dict) else []
    if block["type"] == "context":
        text += [element["text"] for element in block["elements"]]
    return text


@dataclass
class Office:
    """The app, the desk, and the person at the other end."""

    database: Database
    clock: MovableClock
    app: App
    desk: Desk
    door: Door
    waiting: list[Callable[[], None]]
    shown: list[Shown] = field(default_factory=list)
    posted: list[Mapping[str, Any]] = field(default_factory=list)
    woken: int = 0
    linked: list[str] = field(default_factory=list)
    _number: Any = field(default_factory=lambda: count(1))

    def number(self) -> int:
        """A fresh number for a trigger, a view or an instant."""
        return int(next(self._number))

    def becomes(self, moment: datetime) -> None:
        """Let it be that instant."""
        self.clock.advance(moment - self.clock.now())

    def send(self, body: Json) -> list[Shown]:
        """Deliver a request as Socket Mode would, and answer everything that came to be shown."""
        before = len(self.shown)
        response = self.app.dispatch(BoltRequest(body=body, mode="socket_mode"))
        assert response.status == 200, f"{response.status} {response.body}"
        if body.get("type") != "event_callback":
            self._note_ack(response.body)
        while self.waiting:
            self.waiting.pop(0)()
        return self.shown[before:]

    def _note_ack(self, answer: str) -> None:
        if not answer:
            return
        told = json.loads(answer) if answer.startswith("{") else {"text": answer}
        if "response_action" in told:
            how = {"errors": "errors", "update": "updated"}[told["response_action"]]
            self.note(how, told)
        else:
            self.note("ephemeral", told)

    def note(self, how: str, body: Mapping[str, Any]) -> None:
        """Remember what Slack was asked to show, checked against its limits."""
        told = dict(body)
        if "view" in told:
            check_view(told["view"])
        elif how != "errors":
            check_message(told.get("text", ""), told.get("blocks", []))
        self.shown.append(Shown(how, told))

    def call(self, method: str, params: Mapping[str, Any]) -> Json:
        """What the app asked of the Web API."""
        if method == "chat.postMessage":
            self.posted.append(params)
        how = {
            "views.open": "opened", "views.push": "pushed", "views.update": "updated",
            "views.publish": "home",
        }.get(method)  # fmt: skip
        if how is not None:
            view = params["view"]
            self.note(how, {**params, "view": json.loads(view) if isinstance(view, str) else view})
        return {"ok": True}


def authorize() -> AuthorizeResult:
    """Hand out the bot's token without asking Slack."""
    return AuthorizeResult(
        enterprise_id=None, team_id=TEAM, bot_id="B0BOT", bot_user_id="U0BOT", bot_token="xoxb-tests"
    )


def open_office(
    database: Database, now: datetime, policy: Policy | None = None, *, sends_mail: bool = True
) -> Office:
    """Build the app as `bot.bootstrap` does, over a test's database; under the default pack unless told."""
    clock = MovableClock(now)
    waiting: list[Callable[[], None]] = []
    app = App(
        name="bolt",  # without one Bolt reads the whole stack to find one
        client=WebClient(),
        signing_secret="tests",
        authorize=authorize,
        process_before_response=True,
        raise_error_for_unhandled_request=True,
    )
    office: Office

    def wake() -> None:
        office.woken += 1

    def link(account_id: str) -> None:
        office.linked.append(account_id)

    desk = Desk(
        database=database,
        clock=clock,
        policy=policy or load_policy("default"),
        zone=ZoneInfo("America/Phoenix"),
        later=waiting.append,
        wake=wake,
        sends_mail=sends_mail,
        link_account=link,
        public_url=PUBLIC_URL,
    )
    office = Office(database, clock, app, desk, register(app, desk), waiting)
    return office


def keep_calls(office: Office, patch: pytest.MonkeyPatch) -> None:
    """Let everything that the app would send to Slack come to the office instead."""

    def api_call(_client: WebClient, method: str, **told: Any) -> Json:
        return office.call(method, told.get("json") or told.get("params") or {})

    def send_dict(client: WebhookClient, body: Mapping[str, Any], **_: Any) -> WebhookResponse:
        office.note("replaced" if body.get("replace_original") else "beside", body)
        return WebhookResponse(url=client.url, status_code=200, body="ok", headers={})

    patch.setattr(WebClient, "api_call", api_call)
    patch.setattr(WebhookClient, "send_dict", send_dict)


@dataclass
class Visitor:
    """Somebody with Slack in hand: types, presses what was shown last, fills in forms."""

    office: Office
    slack_id: str
    team: str = TEAM
    last: Shown | None = None

    def types(self, line: str) -> Shown:
        """Type a command and read the answer."""
        command, _, text = line.partition(" ")
        body: Json = {
            "command": command, "text": text, "user_id": self.slack_id, "team_id": self.team,
            "trigger_id": f"trigger-{self.office.number()}", "channel_id": "C0TALK",
            "response_url": "https://slack.test/response/command", "token": "t", "api_app_id": "A0",
        }  # fmt: skip
        return self._one(body)

    def presses(self, label: str, *, within: str = "own") -> Shown:
        """Press a button of what was shown last.

        Args:
            label: what stands on the button.
            within: `own` where only this person reads the message, `channel` where others do too.
        """
        assert self.last is not None
        return self.press(self.last.find(label), within=within)

    def press(self, element: Json, *, within: str = "own") -> Shown:
        """Press this very element."""
        return self._one(self.click(element, within=within))

    def click(self, element: Json, *, within: str = "own") -> Json:
        """The request that pressing this element makes."""
        action = {**element, "action_ts": f"{self.office.number()}.0", "block_id": "b"}
        body: Json = {
            "type": "block_actions", "user": {"id": self.slack_id, "team_id": self.team},
            "team": {"id": self.team}, "trigger_id": f"trigger-{self.office.number()}", "actions": [action],
            "api_app_id": "A0", "token": "t",
        }  # fmt: skip
        if within == "home" or (self.last is not None and self.last.how == "home"):
            body["view"] = {"type": "home", "id": "V0HOME"}
            body["container"] = {"type": "view", "view_id": "V0HOME"}
        elif self.last is not None and self.last.how in {"opened", "pushed", "updated"}:
            body["view"] = {"type": "modal", "id": "V0MODAL"}
            body["container"] = {"type": "view", "view_id": "V0MODAL"}
        else:
            body["response_url"] = "https://slack.test/response/click"
            body["container"] = {
                "type": "message", "message_ts": "1.0", "channel_id": "C0SHIFTS",
                "is_ephemeral": within == "own",
            }  # fmt: skip
        return body

    def submits(self, reason: str) -> list[Shown]:
        """Send the form that was opened last, and answer all that then came to be shown."""
        return self.fills({"reason": reason})

    def fills(self, fields: Json) -> list[Shown]:
        """Send the form that was opened last, with these words or choices in its fields, by their block; what
        is not named stays as the form shows it. Answers all that then came to be shown.
        """
        shown = self.office.send(self.submission(fields))
        if not (shown and shown[0].how == "errors"):  # the form stays open, with what was typed
            self.last = shown[0] if shown else None
        return shown

    def submission(self, fields: Json) -> Json:
        """The request that sending the form that was opened last makes."""
        assert self.last is not None
        view = {
            **self.last.body["view"], "id": f"V{self.office.number()}", "hash": "h",
            "state": {"values": state_of(self.last.blocks, fields)},
        }  # fmt: skip
        return {
            "type": "view_submission", "user": {"id": self.slack_id, "team_id": self.team},
            "team": {"id": self.team}, "trigger_id": f"trigger-{self.office.number()}", "view": view,
            "api_app_id": "A0", "token": "t",
        }  # fmt: skip

    def opens_home(self) -> Shown:
        """Open App Home."""
        return self._one(self.event({"type": "app_home_opened", "user": self.slack_id, "tab": "home"}))

    def event(self, event: Json) -> Json:
        """The request that carries an event."""
        return {
            "type": "event_callback", "team_id": self.team, "api_app_id": "A0", "token": "t",
            "event_id": f"Ev{self.office.number()}", "event": event,
        }  # fmt: skip

    def _one(self, body: Json) -> Shown:
        shown = self.office.send(body)
        assert shown, f"nothing was shown for {body}"
        self.last = shown[0]
        return shown[0]
