"""A person types into the composer: a slash command or a message."""

import re
from typing import TYPE_CHECKING

from bot.practice.answers import Answer, accepted, refused
from bot.practice.conversations import Conversation, Message
from bot.practice.envelopes import Ack, Envelope
from bot.practice.installation import Command
from bot.practice.payloads import event, response_url
from bot.practice.people import Member
from bot.practice.strict.messages import MessageError, read_message
from bot.practice.wire import Json, escape

if TYPE_CHECKING:
    from bot.practice.workspace import Workspace

_MENTION = re.compile(r"(?<![\w@])@([\w.-]+)|(?<![\w#])#([\w-]+)|(https?://[^\s<>|]+)")


def type_text(workspace: "Workspace", user_id: str, channel_id: str, text: str) -> Answer:
    """Send what was typed to where it belongs."""
    with workspace.changed:
        member = workspace.people.find(user_id)
        conversation = workspace.conversations.find(channel_id)
        if member is None or member.deactivated:
            return refused("message", "account_inactive", "This account has been deactivated.")
        if conversation is None or user_id not in conversation.members:
            return refused("message", "channel_not_found", "You are not in this conversation.")
    if text.startswith("/"):
        return _run_command(workspace, member, conversation, text)
    return _post(workspace, member, conversation, text)


def _post(workspace: "Workspace", member: Member, conversation: Conversation, text: str) -> Answer:
    app = workspace.app
    with workspace.changed:
        if not text.strip():
            return refused("message", "no_text", "There is nothing to send.")
        if conversation.kind == "dm" and (not app.messages_tab or app.messages_read_only):
            return refused(
                "message", "messages_tab_disabled", "Sending messages to this app has been turned off."
            )
        written = _encode(workspace, text, with_names=False)
        message = Message(conversation.new_ts(workspace.clock.now()), conversation.id, member.id, written)
        workspace.say(message)
        news = {"type": "message", "channel": conversation.id, "channel_type": _channel_type(conversation)}
        news |= {"user": member.id, "text": written, "ts": message.ts, "team": app.team_id}
        said = event(workspace, news, member.name)
    workspace.post_office.announce(said)
    return accepted("message")


def _run_command(workspace: "Workspace", member: Member, conversation: Conversation, typed: str) -> Answer:
    name, _, text = typed.partition(" ")
    with workspace.changed:
        command = workspace.app.commands.get(name)
        if command is None:
            return refused("command", "dispatch_unknown_command", f"{name} is not a valid command.")
        envelope = _command_envelope(workspace, member, conversation, command, text)
    acks = workspace.post_office.deliver(envelope)
    outcome = accepted("command", acks[0].ms)
    for ack in acks:
        problem = _show_response(workspace, member, conversation, ack)
        if problem:
            sentence = f"{name} failed with the error “{problem}”."
            outcome = refused("command", problem, sentence, ack.ms)
    return outcome


def _command_envelope(
    workspace: "Workspace", member: Member, conversation: Conversation, command: Command, text: str
) -> Envelope:
    app = workspace.app
    payload: Json = {
        "token": app.verification_token,
        "team_id": "T0STRANGER" if member.stranger else app.team_id,
        "team_domain": app.team_domain,
        "channel_id": conversation.id,
        "channel_name": conversation.channel_name(),
        "user_id": member.id,
        "user_name": member.name,
        "command": command.command,
        "text": _encode(workspace, text, with_names=True) if command.should_escape else escape(text),
        "api_app_id": app.app_id,
        "is_enterprise_install": "false",
        "response_url": response_url(workspace, conversation.id, member.id, None),
        "trigger_id": workspace.triggers.issue(member.id),
    }
    return Envelope("slash_commands", payload, command.command)


def _show_response(workspace: "Workspace", member: Member, conversation: Conversation, ack: Ack) -> str:
    """Show the body of an acknowledgement to the person, or to all; answers Slack's error, or nothing."""
    if not ack.ok:
        return ack.error
    if not ack.body:
        return ""
    with workspace.changed:
        try:
            content = read_message(ack.body)
        except MessageError:
            return "invalid_command_response"
        only_for = None if ack.body.get("response_type") == "in_channel" else member.id
        now = conversation.new_ts(workspace.clock.now())
        bot = workspace.app.bot_user_id
        workspace.say(
            Message(
                now, conversation.id, bot, content.text, content.blocks, from_app=True, ephemeral_to=only_for
            )
        )
    return ""


def _encode(workspace: "Workspace", text: str, *, with_names: bool) -> str:
    """Spell mentions of people, channels and addresses as Slack does, and escape the rest.

    Commands whose manifest says `should_escape` carry the name as well: `<@U0P0000001|ada>`.
    """
    parts: list[str] = []
    last = 0
    for found in _MENTION.finditer(text):
        parts.append(escape(text[last : found.start()]))
        parts.append(_encode_mention(workspace, found, with_names=with_names))
        last = found.end()
    return "".join([*parts, escape(text[last:])])


def _encode_mention(workspace: "Workspace", found: re.Match[str], *, with_names: bool) -> str:
    name, channel, address = found.groups()
    if address:
        return f"<{escape(address)}>"
    if name:
        # A full stop at the end of a sentence is not a part of the handle.
        handle = name.rstrip(".")
        member = workspace.people.find_by_name(handle)
        if member:
            return f"<@{member.id}{f'|{member.name}' if with_names else ''}>" + name[len(handle) :]
    else:
        conversation = workspace.conversations.find_by_name(channel)
        if conversation:
            return f"<#{conversation.id}|{conversation.name if with_names else ''}>"
    return escape(found.group())


def _channel_type(conversation: Conversation) -> str:
    if conversation.kind == "dm":
        return "im"
    if conversation.kind == "group":
        return "mpim"
    return "group" if conversation.private else "channel"
