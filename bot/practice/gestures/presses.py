"""A person presses a button or chooses from a menu, in a message, a modal or the App Home."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.practice.answers import Answer, accepted, refused
from bot.practice.conversations import Message
from bot.practice.envelopes import Envelope
from bot.practice.input_values import NotOfferedError, read_value, state_of
from bot.practice.payloads import channel_of, interaction, response_url
from bot.practice.people import Member
from bot.practice.strict.blocks import elements_of
from bot.practice.views import View
from bot.practice.wire import Json, slack_ts

if TYPE_CHECKING:
    from bot.practice.workspace import Workspace


@dataclass(frozen=True)
class Wanted:
    """Which element is meant, and what is chosen in it."""

    action_id: str
    value_contains: str | None
    block_id: str | None
    choose: object
    values: Mapping[str, Any]


class GoneError(LookupError):
    """The message, view or element is not there for this person."""


def press(workspace: "Workspace", user_id: str, where: Mapping[str, Any], wanted: Wanted) -> Answer:
    """Send `block_actions` for the element that `wanted` names."""
    try:
        with workspace.changed:
            member = _present(workspace, user_id)
            place = _place(workspace, member, where)
            envelope = _envelope(workspace, member, place, wanted)
    except GoneError as refusal:
        return refused("press", "not_found", str(refusal))
    except NotOfferedError as refusal:
        return refused("press", "invalid_option", str(refusal))
    if envelope is None:
        return accepted("press")
    ack = workspace.post_office.deliver(envelope)[0]
    if not ack.ok:
        return refused("press", ack.error, "This app is not responding. Try again in a moment.", ack.ms)
    return accepted("press", ack.ms)


def _present(workspace: "Workspace", user_id: str) -> Member:
    member = workspace.people.find(user_id)
    if member is None or member.deactivated:
        raise GoneError("This account has been deactivated.")
    if not workspace.app.interactive:
        raise GoneError("The manifest has not switched interactivity on, so Slack sends no clicks.")
    return member


def _place(workspace: "Workspace", member: Member, where: Mapping[str, Any]) -> Message | View:
    """The message or view that `where` means, if this person has it before them."""
    kind = where.get("type")
    if kind == "home" and "id" not in where:
        view = workspace.views.home(member.id)
    elif "view_id" in where or (kind in ("modal", "home") and "id" in where):
        view = workspace.views.find(str(where.get("view_id") or where["id"]))
    elif "view" in where:
        view = workspace.views.find(str(where["view"]["id"]))
    else:
        return _message(workspace, member, str(where.get("channel", "")), str(where.get("ts", "")))
    if view is None or view.user_id != member.id:
        raise GoneError("This view is not open any more.")
    return view


def _message(workspace: "Workspace", member: Member, channel: str, ts: str) -> Message:
    conversation = workspace.conversations.find(channel)
    message = conversation.messages.get(ts) if conversation and member.id in conversation.members else None
    if message is None or message.ephemeral_to not in (None, member.id):
        raise GoneError("This message is not there any more.")
    return message


def _find(blocks: list[Json], wanted: Wanted) -> tuple[Json, Json]:
    """The element and its block. The value comes from here and never from whoever presses."""
    for block in blocks:
        if wanted.block_id is not None and block["block_id"] != wanted.block_id:
            continue
        for element in elements_of(block):
            value = str(element.get("value", ""))
            if element["action_id"] == wanted.action_id and (wanted.value_contains or "") in value:
                return block, element
    raise GoneError(f"There is no element {wanted.action_id} here.")


def _envelope(
    workspace: "Workspace", member: Member, place: Message | View, wanted: Wanted
) -> Envelope | None:
    """The request, or None when Slack sends none. The caller holds the workspace's lock."""
    blocks = place.blocks if isinstance(place, Message) else place.content["blocks"]
    block, element = _find(blocks, wanted)
    action = _action(block, element, wanted.choose) | {"action_ts": slack_ts(workspace.clock.now())}
    given = dict(wanted.values)
    if element["type"] not in ("button", "overflow"):
        beside = given.get(block["block_id"])
        others = beside if isinstance(beside, dict) else {}
        given[block["block_id"]] = {**others, element["action_id"]: action}
    kept = place.values if isinstance(place, View) else None
    values = state_of(blocks, given, kept)
    if block["type"] == "input" and not block.get("dispatch_action"):
        _keep_quietly(place, values)
        return None
    in_modal = isinstance(place, View) and place.content["type"] == "modal"
    trigger_id = workspace.triggers.issue(member.id, in_modal=in_modal)
    payload = interaction("block_actions", workspace.app, member, trigger_id)
    payload["actions"] = [action]
    if isinstance(place, View):
        place.values = values
        payload |= {"container": {"type": "view", "view_id": place.id}, "view": place.to_slack(workspace.app)}
    else:
        payload |= _about_message(workspace, member, place) | {"state": {"values": values}}
    return Envelope("interactive", payload, f"block_actions {element['action_id']}", accepts_response=False)


def _keep_quietly(place: Message | View, values: Json) -> None:
    """An input block without `dispatch_action` tells the app nothing until the view is submitted."""
    if isinstance(place, View):
        place.values = values


def _about_message(workspace: "Workspace", member: Member, message: Message) -> Json:
    conversation = workspace.conversation(message.channel)
    ephemeral = message.ephemeral_to is not None
    container = {"type": "message", "message_ts": message.ts, "channel_id": message.channel}
    about: Json = {
        "container": container | {"is_ephemeral": ephemeral},
        "channel": channel_of(conversation),
        "response_url": response_url(workspace, message.channel, member.id, message.ts),
    }
    # Slack does not repeat an ephemeral message to the app; only its timestamp is known.
    if not ephemeral:
        about["message"] = message.to_slack(workspace.app)
    return about


def _action(block: Json, element: Json, choose: object) -> Json:
    """The entry of `actions`: the element's own words and value, and what was chosen."""
    action: Json = {"type": element["type"], "block_id": block["block_id"], "action_id": element["action_id"]}
    if element["type"] == "button":
        return action | {key: element[key] for key in ("text", "value", "style", "url") if key in element}
    if "placeholder" in element:
        action["placeholder"] = element["placeholder"]
    return action | read_value(element, choose)
