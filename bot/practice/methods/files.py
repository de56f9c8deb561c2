"""files.*: the upload in three steps."""

from typing import TYPE_CHECKING, Any

from bot.practice.conversations import Message
from bot.practice.files import StoredFile
from bot.practice.methods.refusal import Args, CallError, decoded, joined, required
from bot.practice.strict.messages import MessageError, read_message
from bot.practice.threads import thread_for
from bot.practice.wire import Json

if TYPE_CHECKING:
    from bot.practice.workspace import Workspace

LARGEST = 10_000_000
"""Bytes that the practice workspace takes; Slack takes a gigabyte, which is no use on a laptop."""


def announce(workspace: "Workspace", args: Args) -> Json:
    """files.getUploadURLExternal: an address for so many bytes."""
    if workspace.faults.files_forbidden:
        raise CallError("file_uploads_disabled")
    name = required(args, "filename")
    try:
        length = int(args.get("length") or 0)
    except ValueError as cause:
        raise CallError("invalid_arguments", messages=["[ERROR] length must be a number"]) from cause
    if length < 1:
        raise CallError("invalid_arguments", messages=["[ERROR] length must be at least 1"])
    if length > LARGEST:
        raise CallError("file_upload_size_restricted")
    stored = workspace.files.announce(name, length, str(args.get("alt_txt") or ""))
    return {"upload_url": f"{workspace.base_url}upload/{stored.ticket}", "file_id": stored.id}


def complete(workspace: "Workspace", args: Args) -> Json:
    """files.completeUploadExternal: share what was uploaded, in one message."""
    listed = decoded(args, "files")
    if not isinstance(listed, list) or not listed:
        raise CallError("invalid_arguments", messages=["[ERROR] missing required field: files"])
    files = [_uploaded(workspace, entry) for entry in listed]
    channels = [c for c in str(args.get("channels") or args.get("channel_id") or "").split(",") if c]
    conversations = [joined(workspace, channel) for channel in channels]
    for entry, stored in zip(listed, files, strict=True):
        stored.title = str(entry.get("title") or "")
        stored.complete = True
        stored.shared_in = channels
    described = [_described(workspace, stored) for stored in files]
    for conversation in conversations:
        comment = _comment(args)
        message = Message(
            ts=conversation.new_ts(workspace.clock.now()),
            channel=conversation.id,
            user=workspace.app.bot_user_id,
            text=comment[0],
            blocks=comment[1],
            from_app=True,
            thread_ts=thread_for(conversation, args.get("thread_ts")),
            files=described,
        )
        workspace.say(message)
    return {"files": described}


def info(workspace: "Workspace", args: Args) -> Json:
    """files.info."""
    stored = workspace.files.find(required(args, "file"))
    if stored is None or not stored.complete:
        raise CallError("file_not_found")
    return {"file": _described(workspace, stored)}


def delete(workspace: "Workspace", args: Args) -> Json:
    """files.delete: the file goes, the message that shared it stays without it."""
    file_id = required(args, "file")
    if workspace.files.find(file_id) is None:
        raise CallError("file_not_found")
    workspace.files.delete(file_id)
    for conversation in workspace.conversations:
        for message in conversation.messages.values():
            if any(one["id"] == file_id for one in message.files):
                message.files = [one for one in message.files if one["id"] != file_id]
                workspace.show(message, "changed")
    return {}


def _uploaded(workspace: "Workspace", entry: Any) -> StoredFile:
    stored = workspace.files.find(str(entry.get("id"))) if isinstance(entry, dict) else None
    if stored is None or stored.content is None or stored.complete:
        raise CallError("file_not_found")
    return stored


def _comment(args: Args) -> tuple[str, list[Json]]:
    if not args.get("initial_comment") and not args.get("blocks"):
        return "", []
    try:
        content = read_message({"text": args.get("initial_comment"), "blocks": args.get("blocks")})
    except MessageError as refusal:
        raise CallError(refusal.error, messages=refusal.messages) from refusal
    return content.text, content.blocks


def _described(workspace: "Workspace", stored: StoredFile) -> Json:
    created = int(workspace.clock.now().timestamp())
    return stored.to_slack(workspace.base_url, created, workspace.app.bot_user_id)
