"""Where an answer is shown: on the command's acknowledgement, in the message that was pressed, or in a view.

Each surface acknowledges at once; whatever needs a call to Slack runs afterwards, through `later`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Protocol

from slack_bolt import Ack, Respond
from slack_sdk import WebClient

from handlers.blocks.views import view_of_form, view_of_message
from handlers.message import FieldErrors, Message, Modal, Outcome
from handlers.visit import NOWHERE, Origin

Later = Callable[[Callable[[], None]], None]


class Surface(Protocol):
    """A place where a person looks."""

    @property
    def origin(self) -> Origin:
        """The message this is, for a form that is opened from here."""
        ...

    @property
    def beside_home(self) -> bool:
        """Whether App Home is open behind it, and has to be brought up to date."""
        ...

    def show(self, outcome: Outcome | None) -> None:
        """Acknowledge, and show the outcome; None is silence."""
        ...


@dataclass(frozen=True, slots=True)
class OnCommand:
    """A slash command: the answer rides on the acknowledgement and only the person sees it."""

    ack: Ack
    client: WebClient
    later: Later
    body: Mapping[str, Any]
    beside_home: bool = False

    @property
    def origin(self) -> Origin:
        """A form's outcome comes as a new message that only the person sees."""
        return Origin(str(self.body.get("response_url", "")))

    def show(self, outcome: Outcome | None) -> None:
        """Answer on the acknowledgement; a form is opened after it."""
        if isinstance(outcome, Message):
            self.ack(text=outcome.text, blocks=list(outcome.blocks), response_type="ephemeral")
            return
        self.ack()
        if isinstance(outcome, Modal):
            _open(self.client, self.later, self.body, view_of_form(outcome))


@dataclass(frozen=True, slots=True)
class InMessage:
    """A click in a message: its place is taken by the outcome, unless others read that message too."""

    ack: Ack
    respond: Respond
    client: WebClient
    later: Later
    body: Mapping[str, Any]
    beside_home: bool = False

    @property
    def origin(self) -> Origin:
        """Ephemeral messages and direct messages are the person's own; a channel's are everybody's."""
        container = self.body.get("container", {})
        own = bool(container.get("is_ephemeral")) or str(container.get("channel_id", "")).startswith("D")
        return Origin(str(self.body.get("response_url", "")), replaces=own)

    def show(self, outcome: Outcome | None) -> None:
        """Acknowledge; then replace the message, or answer beside it."""
        self.ack()
        if isinstance(outcome, Message):
            answer_at(self.respond, self.later, self.origin, outcome)
        elif isinstance(outcome, Modal):
            _open(self.client, self.later, self.body, view_of_form(outcome))


@dataclass(frozen=True, slots=True)
class _InView:
    """A click in a view: there is no message whose place the outcome could take."""

    ack: Ack
    client: WebClient
    later: Later
    body: Mapping[str, Any]
    beside_home: bool = True
    origin: Origin = NOWHERE


class InHome(_InView):
    """A click in App Home: the outcome opens over it."""

    __slots__ = ()

    def show(self, outcome: Outcome | None) -> None:
        """Acknowledge; then open a view with the outcome."""
        self.ack()
        if isinstance(outcome, Message | Modal):
            _open(self.client, self.later, self.body, _view(outcome))


class OnShortcut(InHome):
    """A global shortcut, from wherever the person is: the outcome opens over it."""

    __slots__ = ()


class InModal(_InView):
    """A click in a modal: the outcome takes its place; a form is laid on top."""

    __slots__ = ()

    def show(self, outcome: Outcome | None) -> None:
        """Acknowledge; then update the modal, or push the form."""
        self.ack()
        if isinstance(outcome, Modal) and outcome.submit:
            _push(self.client, self.later, self.body, view_of_form(outcome))
        elif isinstance(outcome, Message | Modal):
            _update(self.client, self.later, self.body, _view(outcome))


@dataclass(frozen=True, slots=True)
class OnSubmission:
    """A form that was sent: its origin shows the outcome; without one, the form turns into the outcome."""

    ack: Ack
    client: WebClient
    later: Later
    origin: Origin

    @property
    def beside_home(self) -> bool:
        """A form without an origin was opened from App Home."""
        return not self.origin.url

    def show(self, outcome: Outcome | None) -> None:
        """Close the form, mark its fields, or turn it into the outcome."""
        if isinstance(outcome, FieldErrors):
            self.ack(response_action="errors", errors=dict(outcome.errors))
        elif isinstance(outcome, Modal) or (isinstance(outcome, Message) and not self.origin.url):
            self.ack(response_action="update", view=_view(outcome))
        else:
            self.ack()
            if isinstance(outcome, Message):
                respond = Respond(response_url=self.origin.url, proxy=self.client.proxy, ssl=self.client.ssl)
                answer_at(respond, self.later, self.origin, outcome)


def answer_at(respond: Respond, later: Later, origin: Origin, message: Message) -> None:
    """Put a message in the place of its origin, or beside it where only the person sees it."""

    replaces = message.for_everybody or (origin.replaces and not message.beside)

    def call() -> None:
        answer = respond(
            text=message.text,
            blocks=list(message.blocks),
            replace_original=replaces,
            response_type=None if replaces else "ephemeral",
        )
        if answer.status_code != HTTPStatus.OK:  # unlike the Web API's client, this one does not raise
            raise ConnectionError(f"Slack did not take the answer: {answer.status_code} {answer.body[:200]}")

    later(call)


def _open(client: WebClient, later: Later, body: Mapping[str, Any], view: dict[str, Any]) -> None:
    trigger = str(body["trigger_id"])

    def call() -> None:
        client.views_open(trigger_id=trigger, view=view)

    later(call)


def _push(client: WebClient, later: Later, body: Mapping[str, Any], view: dict[str, Any]) -> None:
    trigger = str(body["trigger_id"])

    def call() -> None:
        client.views_push(trigger_id=trigger, view=view)

    later(call)


def _update(client: WebClient, later: Later, body: Mapping[str, Any], view: dict[str, Any]) -> None:
    view_id = str(body["view"]["id"])

    def call() -> None:
        client.views_update(view_id=view_id, view=view)

    later(call)


def _view(outcome: Message | Modal) -> dict[str, Any]:
    return view_of_form(outcome) if isinstance(outcome, Modal) else view_of_message(outcome)
