"""The one way in: every command, click, form and opening of App Home passes here.

The door says who asks, hands a `Visit` to the listener, and shows what it answers where the person is
looking. Listeners stay plain functions: a visit in, an outcome out.
"""

import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from slack_bolt import Ack, App, BoltContext, Respond
from slack_sdk import WebClient

from handlers.blocks.refused import refused
from handlers.desk import AlreadyHandled, Desk
from handlers.filled import EMPTY, Filled, filled_of
from handlers.grammar.typed import as_typed
from handlers.home import publish_home
from handlers.identify import STRANGER, find_asker, team_of
from handlers.ids.calendars import CalendarForm
from handlers.ids.escalations import EscalationForm
from handlers.ids.meetings import MeetingForm
from handlers.ids.packing import UnreadableValueError, unpack
from handlers.ids.reports import ReportForm
from handlers.ids.shifts import FormRef
from handlers.ids.training import TrainingForm
from handlers.keys import key_of
from handlers.message import Message, Outcome
from handlers.surfaces import InHome, InMessage, InModal, OnCommand, OnShortcut, OnSubmission, Surface
from handlers.troubles import words_for_trouble
from handlers.visit import NOWHERE, AskerChanged, Origin, Visit
from scheduling.refusals import Refused

Listener = Callable[[Visit], Outcome]

OLD_BUTTON = Message("That button is from an older message. Type `/shifts` for a fresh list.")

NOT_FINISHED = (
    "Muster could not finish that, and it is not your doing. App Home shows how things stand; then press "
    "again."
)


_FORMS: tuple[
    type[FormRef | TrainingForm | CalendarForm | MeetingForm | ReportForm | EscalationForm], ...
] = (
    FormRef,
    TrainingForm,
    CalendarForm,
    MeetingForm,
    ReportForm,
    EscalationForm,
)
"""What forms carry; each says which message it was opened from."""


class Door:
    """Registers listeners with a Bolt app, and remembers which."""

    def __init__(self, app: App, desk: Desk) -> None:
        """Stand between an app and a desk."""
        self.app = app
        self.desk = desk
        self.commands: set[str] = set()
        self.buttons: set[str] = set()
        self.forms: set[str] = set()
        self.shortcuts: set[str] = set()
        self.events: set[str] = set()

    def command(self, name: str, listener: Listener) -> None:
        """Answer a slash command."""

        def run(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
            surface = OnCommand(ack, client, self.desk.later, body)
            self._receive(
                surface, listener, body, context, client, typed=as_typed(str(body.get("text") or ""))
            )

        self.app.command(name)(run)
        self.commands.add(name)

    def button(self, action_id: str, listener: Listener) -> None:
        """Answer a button or a menu, wherever it stands; `say:2` is the second `say` of its row."""

        def run(
            ack: Ack, respond: Respond, body: dict[str, Any], context: BoltContext, client: WebClient
        ) -> None:
            surface = self._surface(ack, respond, body, client)
            carried = _carried(body["actions"][0])
            self._receive(surface, listener, body, context, client, carried=carried)

        self._listen_to_button(action_id, run)

    def slow_button(self, action_id: str, listener: Listener) -> None:
        """Answer a button whose work may take longer than Slack waits: acknowledged first, done after."""

        def run(
            ack: Ack, respond: Respond, body: dict[str, Any], context: BoltContext, client: WebClient
        ) -> None:
            ack()
            surface = self._surface(ack, respond, body, client)
            carried = _carried(body["actions"][0])
            self.desk.later(lambda: work(surface, body, context, client, carried))

        def work(
            surface: Surface, body: dict[str, Any], context: BoltContext, client: WebClient, carried: str
        ) -> None:
            try:
                self._receive(surface, listener, body, context, client, carried=carried)
            except Exception as error:  # Bolt's error answer is out of reach here, and somebody still waits
                surface.show(Message(words_for_trouble(error) or NOT_FINISHED))
                raise

        self._listen_to_button(action_id, run)

    def form(self, callback_id: str, listener: Listener) -> None:
        """Answer a form that was sent."""

        def run(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
            carried = str(body["view"].get("private_metadata") or "")
            origin = _origin_of_form(carried)
            surface = OnSubmission(ack, client, self.desk.later, origin)
            filled = filled_of(body["view"])
            self._receive(surface, listener, body, context, client, carried=carried, filled=filled)

        self.app.view(callback_id)(run)
        self.forms.add(callback_id)

    def shortcut(self, callback_id: str, listener: Listener) -> None:
        """Answer a global shortcut: it comes from no message, and carries nothing but who asks."""

        def run(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
            surface = OnShortcut(ack, client, self.desk.later, body, beside_home=False)
            self._receive(surface, listener, body, context, client)

        self.app.global_shortcut(callback_id)(run)
        self.shortcuts.add(callback_id)

    def event(self, name: str, listener: Callable[..., None]) -> None:
        """Listen to an event, by its name in the manifest; such listeners answer nobody there and then, and
        take the desk and Bolt's arguments. Bolt knows `message.im` by its first name, `message`.
        """

        def run(body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
            listener(desk=self.desk, body=body, context=context, client=client)

        self.app.event(name.partition(".")[0])(run)
        self.events.add(name)

    def _listen_to_button(self, action_id: str, run: Callable[..., None]) -> None:
        self.app.action(re.compile(rf"\A{re.escape(action_id)}(:\d+)?\Z"))(run)
        self.buttons.add(action_id)

    def _surface(self, ack: Ack, respond: Respond, body: Mapping[str, Any], client: WebClient) -> Surface:
        match body.get("view", {}).get("type"):
            case "home":
                return InHome(ack, client, self.desk.later, body)
            case "modal":
                return InModal(ack, client, self.desk.later, body)
            case _:
                return InMessage(ack, respond, client, self.desk.later, body)

    def _receive(
        self,
        surface: Surface,
        listener: Listener,
        body: Mapping[str, Any],
        context: BoltContext,
        client: WebClient,
        *,
        typed: str = "",
        carried: str = "",
        filled: Filled = EMPTY,
    ) -> None:
        with self.desk.read() as tx:
            person = find_asker(tx, team_of(context, body), context.user_id)
        if isinstance(person, Message):
            surface.show(person)
            if person is STRANGER and context.user_id:
                self.desk.later(partial(self.desk.link_account, context.user_id))
            return
        visit = Visit(self.desk, person, key_of(body), typed, carried, filled=filled, origin=surface.origin)
        try:
            outcome = _outcome(listener, visit)
        except AskerChanged:
            self._receive(
                surface, listener, body, context, client, typed=typed, carried=carried, filled=filled
            )
            return
        surface.show(outcome)
        if surface.beside_home:
            self.desk.later(lambda: publish_home(self.desk, person, client))


def _outcome(listener: Listener, visit: Visit) -> Outcome | None:
    try:
        return listener(visit)
    except AlreadyHandled:
        return None
    except UnreadableValueError:
        return OLD_BUTTON
    except Refused as answer:
        return refused(answer.refusals, visit.zone)


def _carried(action: Mapping[str, Any]) -> str:
    chosen = action.get("selected_option") or {}
    return str(action.get("value") or chosen.get("value") or "")


def _origin_of_form(carried: str) -> Origin:
    for kind in _FORMS:
        try:
            form = unpack(kind, carried)
        except UnreadableValueError:
            continue
        return Origin(form.origin, form.replaces)
    return NOWHERE
