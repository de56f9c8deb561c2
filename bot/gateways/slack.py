"""Slack as the courier sees it: post, update, find again. Every call is answered with what came of it.

The table of answers is the heart of never losing and never doubling a message: only what certainly was not
sent may be tried again without asking.
"""

import http.client
import socket
import ssl
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final

import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.clock import Clock
from bot.gateways.last_look import CallBrokenError, LastLook, StillOurs, UnreachedError
from bot.gateways.slack_files import FileRefusedError, NoPlaceError, NotUploadedError, SlackFiles
from bot.slack.errors import NO_CODE, UNREACHED, cause_of, error_code, seconds_to_wait, why_unreached
from handlers.message import Attachment, Message
from scheduling.outbox.facts import Post, RetryAt, Sent, Uncertain, Undeliverable

EVENT_TYPE: Final = "muster_notice"
"""The type of the metadata that carries a message's key."""

_PAGES: Final = 5
_PAGE: Final = 100

_BROKE = frozenset(
    {"fatal_error", "internal_error", "service_unavailable", "request_timeout", "team_added_to_org"}
)
_OUR_TOKEN = frozenset({"invalid_auth", "not_authed", "token_expired", "token_revoked"})
_POST_IS_GONE = frozenset({"message_not_found", "cant_update_message"})

_TOKEN_PAUSE: Final = timedelta(minutes=1)
_AWAY_PAUSE: Final = timedelta(seconds=10)

Trouble = RetryAt | Undeliverable | Uncertain
"""An answer that is not `Sent`."""

Read = Callable[..., SlackResponse | Mapping[str, Any]]
"""A call that answers a page of messages."""

_CallErrors = (SlackApiError, UnreachedError, CallBrokenError, *UNREACHED)

log = structlog.get_logger("muster.courier")


def always() -> bool:
    """For a process that is alone and has taken no lease."""
    return True


class CannotAskError(Exception):
    """Slack could not be asked whether a message is there; ask again later. `away`: it did not answer."""

    def __init__(self, reason: str, *, away: bool = False) -> None:
        """Say why."""
        super().__init__(reason)
        self.away = away


class PostGoneError(Exception):
    """The standing post is not there any more; it has to be put up anew."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A message ready to go: to a Slack channel (or DM) id or name, with the key it can be found by.

    `parts` are the keys of the notices in it, for a copy of the database that knows nothing of this letter.
    `thread_ts` is the message in whose thread it goes.
    """

    channel: str
    message: Message
    key: str
    parts: tuple[str, ...] = ()
    thread_ts: str | None = None


class SlackGateway:
    """Posts with a client that has no retry handlers: the SDK's own would post twice after a dropped call."""

    def __init__(self, client: WebClient, clock: Clock) -> None:
        """Speak through `client`; instants in answers are told by `clock`."""
        if client.retry_handlers:
            raise ValueError("the gateway's client must have no retry handlers")
        self._client = client
        self._wire = LastLook(client)
        self._files = SlackFiles(client, self._wire)
        self._clock = clock
        self._dms: dict[str, str] = {}

    def post(self, letter: Letter, still_ours: StillOurs = always) -> Sent | Trouble:
        """Post a new message, in its thread if it has one; one with a file as that file, if Slack takes it.

        Slack puts what goes into the thread of a deleted message into the channel itself, and says nothing of
        it but that the answer names no thread; the note of `Sent` says so.

        Raises:
            WithheldError: `still_ours` denied it, and nothing was sent.
        """
        if letter.message.file is not None:
            try:
                return self._share(letter, letter.message.file, still_ours)
            except FileRefusedError as refusal:
                log.warning("Slack takes no such file here; its message goes instead", reason=str(refusal))
        try:
            content = _content(letter, letter.channel) | _threaded(letter)
            answer = self._wire.call("chat.postMessage", content, still_ours)
        except _CallErrors as error:
            return trouble_of(error, self._clock.now())
        return replace(_sent(answer), note=_note_on_thread(letter, answer))

    def _share(self, letter: Letter, file: Attachment, still_ours: StillOurs) -> Sent | Trouble:
        now = self._clock.now()
        try:
            self._files.share(letter.channel, file, letter.message.text, still_ours)
        except NoPlaceError as error:
            return _nothing_sent(error.cause, now)
        except NotUploadedError as error:
            return RetryAt(now + _AWAY_PAUSE, f"Slack's place for files did not take it: {error}")
        except _CallErrors as error:
            return trouble_of(error, now)
        return Sent(letter.channel, note="as a file")

    def update(self, post: Post, letter: Letter, still_ours: StillOurs = always) -> Sent | Trouble:
        """Put new content into a standing post; doing so twice does no harm.

        Raises:
            PostGoneError: somebody deleted it.
            WithheldError: `still_ours` denied it, and nothing was sent: what is older must not come last.
        """
        content = _content(letter, post.slack_channel) | {"ts": post.slack_ts}
        try:
            return _sent(self._wire.call("chat.update", content, still_ours))
        except _CallErrors as error:
            if isinstance(error, SlackApiError) and error_code(error) in _POST_IS_GONE:
                raise PostGoneError(post.key) from error
            return trouble_of(error, self._clock.now())

    def open_dm(self, slack_id: str) -> str | Trouble:
        """The id of the direct conversation with an account. Nothing is sent: nothing is ever uncertain."""
        if slack_id in self._dms:
            return self._dms[slack_id]
        try:
            answer = self._client.conversations_open(users=slack_id)
        except _CallErrors as error:
            return _nothing_sent(error, self._clock.now())
        return self._dms.setdefault(slack_id, str(answer["channel"]["id"]))

    def find(
        self, channel_id: str, keys: Collection[str], since: datetime, thread_ts: str | None = None
    ) -> Sent | None:
        """The message that carries one of the keys, if it has arrived; looks from `since` on.

        What went into a thread is looked for there, and then in the channel, where Slack puts it if the
        thread is gone: the history of a channel does not hold the replies.

        Raises:
            CannotAskError: Slack did not answer, or there is more to look through than is reasonable.
        """
        if thread_ts is not None:
            found = self._find(self._thread, channel_id, keys, {"ts": thread_ts} | _from(since))
            if found is not None:
                return found
        return self._find(self._client.conversations_history, channel_id, keys, _from(since))

    def _thread(self, **asked: Any) -> Mapping[str, Any] | SlackResponse:
        """The replies of a thread; none where it is gone."""
        try:
            return self._client.conversations_replies(**asked)
        except SlackApiError as error:
            if error_code(error) == "thread_not_found":
                return {}
            raise

    def _find(
        self,
        read: Read,
        channel_id: str,
        keys: Collection[str],
        where: Mapping[str, str],
    ) -> Sent | None:
        cursor: str | None = None
        for _ in range(_PAGES):
            page = self._page(read, channel=channel_id, cursor=cursor, **where)
            messages: list[dict[str, Any]] = page.get("messages", [])
            for message in messages:
                if not _keys_of(message).isdisjoint(keys):
                    return Sent(channel_id, message["ts"], note="found in Slack after a broken call")
            cursor = (page.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                return None
        raise CannotAskError(f"more than {_PAGES * _PAGE} messages since the first attempt")

    def _page(self, read: Read, **asked: Any) -> Mapping[str, Any] | SlackResponse:
        try:
            return read(limit=_PAGE, include_all_metadata=True, **asked)
        except _CallErrors as error:
            trouble = trouble_of(error, self._clock.now())
            away = isinstance(trouble, Uncertain) or (isinstance(trouble, RetryAt) and trouble.away)
            raise CannotAskError(trouble.reason, away=away) from error


def trouble_of(error: Exception, now: datetime) -> Trouble:
    """What a failed call means for the message it carried."""
    if isinstance(error, SlackApiError):
        return _trouble_answered(error, now)
    if isinstance(error, UnreachedError):
        return RetryAt(now + _AWAY_PAUSE, f"Slack could not be reached: {error}", away=True)
    if isinstance(error, CallBrokenError):
        return Uncertain(f"the call broke half-way: {error}")
    if isinstance(cause_of(error), ConnectionRefusedError | socket.gaierror | ssl.SSLCertVerificationError):
        return RetryAt(now + _AWAY_PAUSE, f"Slack could not be reached: {why_unreached(error)}", away=True)
    return Uncertain(f"the call broke half-way: {why_unreached(error)}")


def _nothing_sent(error: Exception, now: datetime) -> RetryAt | Undeliverable:
    """The same for a call that carried none: it is never uncertain."""
    trouble = trouble_of(error, now)
    if isinstance(trouble, Uncertain):
        return RetryAt(now + _AWAY_PAUSE, trouble.reason, away=True)
    return trouble


def _trouble_answered(error: SlackApiError, now: datetime) -> Trouble:
    status, said = error.response.status_code, error_code(error)
    if status == http.client.TOO_MANY_REQUESTS or said in {"ratelimited", "rate_limited"}:
        return RetryAt(
            now + timedelta(seconds=seconds_to_wait(error.response)), "Slack asks for patience (ratelimited)"
        )
    if status >= http.client.INTERNAL_SERVER_ERROR or said in _BROKE or said == NO_CODE:
        return Uncertain(f"Slack answered {status}" if said == NO_CODE else f"Slack answered {said}")
    if said in _OUR_TOKEN:
        # nobody's message is to blame, and the next token will do: hold everything, health says why
        return RetryAt(now + _TOKEN_PAUSE, f"Slack does not accept SLACK_BOT_TOKEN ({said})", away=True)
    return Undeliverable(said)


def _content(letter: Letter, channel: str) -> dict[str, Any]:
    blocks: Sequence[Any] = letter.message.blocks
    payload = {"key": letter.key} | ({"parts": " ".join(letter.parts)} if letter.parts else {})
    return {
        "channel": channel,
        "text": letter.message.text,
        "blocks": [dict(block) for block in blocks],
        "metadata": {"event_type": EVENT_TYPE, "event_payload": payload},
    }


def _threaded(letter: Letter) -> dict[str, str]:
    return {"thread_ts": letter.thread_ts} if letter.thread_ts is not None else {}


def _note_on_thread(letter: Letter, answer: SlackResponse) -> str:
    message = answer.get("message")
    if letter.thread_ts is None or message is None or message.get("thread_ts") == letter.thread_ts:
        return ""
    return "the message in whose thread it goes is gone: it stands in the channel"


def _from(since: datetime) -> dict[str, str]:
    return {"oldest": f"{since.timestamp():.6f}"}


def _sent(answer: SlackResponse) -> Sent:
    return Sent(str(answer["channel"]), str(answer["ts"]))


def _keys_of(message: dict[str, Any]) -> set[str]:
    metadata = message.get("metadata") or {}
    if metadata.get("event_type") != EVENT_TYPE:
        return set()
    payload = metadata.get("event_payload") or {}
    return {str(payload.get("key")), *str(payload.get("parts") or "").split()}
