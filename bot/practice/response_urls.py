"""`/response/<ticket>`: delayed answers to commands and clicks."""

import time
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from bot.practice.conversations import Message
from bot.practice.cut import Cut
from bot.practice.methods.refusal import flag
from bot.practice.strict.messages import Content, MessageError, read_message
from bot.practice.strict.tickets import ResponseTicket, TicketError
from bot.practice.threads import take_out
from bot.practice.wire import Json, slack_ts

if TYPE_CHECKING:
    from bot.practice.workspace import Workspace


class ResponseUrls:
    """Answers what is posted to a response URL."""

    def __init__(self, workspace: "Workspace") -> None:
        """Serve `workspace`."""
        self._workspace = workspace

    async def endpoint(self, request: Request) -> Response:
        """One delayed answer; JSON only, as Slack has it."""
        started = time.monotonic()
        with self._workspace.changed:
            if self._workspace.faults.slack_away:
                return Cut()
        try:
            body = await request.json()
        except ValueError:
            body = None
        if not isinstance(body, dict):
            return self._answered({}, started, 400, "invalid_payload")
        with self._workspace.changed:
            error, status = self._apply(request.path_params["ticket"], body)
        return self._answered(body, started, status, error)

    def _answered(self, body: Json, started: float, status: int, error: str) -> Response:
        ms = (time.monotonic() - started) * 1_000
        self._workspace.record(
            "to_slack", "response_url", ok=not error, ms=ms, summary=error or "ok", body={"arguments": body}
        )
        if error:
            return JSONResponse({"ok": False, "error": error}, status)
        return PlainTextResponse("ok")

    def _apply(self, ticket: str, body: dict[str, Any]) -> tuple[str, int]:
        """The caller holds the workspace's lock. Answers Slack's error and the status, or nothing and 200."""
        try:
            place = self._workspace.response_tickets.use(ticket, self._workspace.clock.now())
        except TicketError as refusal:
            return refusal.error, 404
        original = self._original(place)
        if flag(body, "delete_original"):
            return self._delete(original)
        try:
            content = read_message(body)
        except MessageError as refusal:
            return refusal.error, 400
        if flag(body, "replace_original"):
            return self._replace(original, content)
        self._say(place, content, in_channel=body.get("response_type") == "in_channel")
        return "", 200

    def _original(self, place: ResponseTicket) -> Message | None:
        conversation = self._workspace.conversations.find(place.channel)
        return conversation.messages.get(place.message_ts or "") if conversation else None

    def _delete(self, original: Message | None) -> tuple[str, int]:
        if original is None:
            return "message_not_found", 404
        gone = take_out(self._workspace.conversation(original.channel), original)
        self._workspace.show(original, "deleted" if gone else "changed")
        return "", 200

    def _replace(self, original: Message | None, content: Content) -> tuple[str, int]:
        if original is None:
            return "message_not_found", 404
        # Unlike chat.update, what is not sent is gone: the answer takes the message's place.
        original.text, original.blocks = content.text, content.blocks
        original.edited_ts = slack_ts(self._workspace.clock.now())
        self._workspace.show(original, "changed")
        return "", 200

    def _say(self, place: ResponseTicket, content: Content, *, in_channel: bool) -> None:
        conversation = self._workspace.conversation(place.channel)
        self._workspace.say(
            Message(
                ts=conversation.new_ts(self._workspace.clock.now()),
                channel=place.channel,
                user=self._workspace.app.bot_user_id,
                text=content.text,
                blocks=content.blocks,
                from_app=True,
                metadata=content.metadata or None,
                ephemeral_to=None if in_channel else place.user_id,
            )
        )
