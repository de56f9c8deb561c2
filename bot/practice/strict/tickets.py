"""Things that Slack lets an app use only for a while: trigger ids, response URLs, sockets, uploads."""

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

TRIGGER_SECONDS = 3.0
"""Life of a trigger id; https://docs.slack.dev/interactivity/handling-user-interaction#modal_responses."""

RESPONSE_USES = 5
RESPONSE_LIFE = timedelta(minutes=30)
"""A response URL works five times within 30 minutes; same source. Measured on the workspace's clock, so that
moving it forward shows what an app does with an old one."""

_REMEMBERED = 10_000


class TicketError(Exception):
    """A ticket that is unknown, used up or too old; the argument is Slack's error code."""

    def __init__(self, error: str) -> None:
        """Refuse with Slack's `error`."""
        super().__init__(error)
        self.error = error


@dataclass
class Trigger:
    """Whose it is and when it was earned, in seconds; `in_modal`: by something done in a modal."""

    user_id: str
    issued_at: float
    in_modal: bool
    used: bool = False


class Triggers:
    """Trigger ids: one view each, within so many `seconds` of the machine's time."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        """Measure life with `monotonic`, in seconds."""
        self.seconds = TRIGGER_SECONDS
        self._monotonic = monotonic
        self._issued: dict[str, Trigger] = {}

    def issue(self, user_id: str, *, in_modal: bool = False) -> str:
        """A trigger id for something that this person just did; `in_modal`: in a modal."""
        trigger_id = (
            f"{secrets.randbelow(10**13):013d}.{secrets.randbelow(10**12):012d}.{secrets.token_hex(16)}"
        )
        self._issued[trigger_id] = Trigger(user_id, self._monotonic(), in_modal)
        _forget_oldest(self._issued)
        return trigger_id

    def is_of_modal(self, trigger_id: str) -> bool:
        """Whether it came of something done in a modal: on nothing else can another be laid."""
        found = self._issued.get(trigger_id)
        return found is not None and found.in_modal

    def exchange(self, trigger_id: str) -> str:
        """Use a trigger id up and answer whose it is.

        Raises:
            TicketError: `invalid_trigger_id`, `exchanged_trigger_id` or `expired_trigger_id`.
        """
        found = self._issued.get(trigger_id)
        if found is None:
            raise TicketError("invalid_trigger_id")
        if found.used:
            raise TicketError("exchanged_trigger_id")
        if self._monotonic() - found.issued_at > self.seconds:
            raise TicketError("expired_trigger_id")
        found.used = True
        return found.user_id


@dataclass
class ResponseTicket:
    """Where an answer through a response URL goes."""

    channel: str
    user_id: str
    message_ts: str | None
    expires_at: datetime
    uses_left: int = RESPONSE_USES


class ResponseTickets:
    """The response URLs that were handed out."""

    def __init__(self) -> None:
        """Begin with none."""
        self._issued: dict[str, ResponseTicket] = {}

    def issue(self, channel: str, user_id: str, message_ts: str | None, now: datetime) -> str:
        """A ticket for an answer to `user_id` in `channel`, about the message `message_ts` if any."""
        ticket = secrets.token_urlsafe(18)
        self._issued[ticket] = ResponseTicket(channel, user_id, message_ts, now + RESPONSE_LIFE)
        _forget_oldest(self._issued)
        return ticket

    def use(self, ticket: str, now: datetime) -> ResponseTicket:
        """Count one use and answer where the response goes.

        Raises:
            TicketError: `invalid_url`, `expired_url` or `used_url`.
        """
        found = self._issued.get(ticket)
        if found is None:
            raise TicketError("invalid_url")
        if now > found.expires_at:
            raise TicketError("expired_url")
        if found.uses_left == 0:
            raise TicketError("used_url")
        found.uses_left -= 1
        return found


def _forget_oldest(issued: dict[str, Any]) -> None:
    """Keep a workspace that runs for days small: a ticket this old is long dead."""
    while len(issued) > _REMEMBERED:
        del issued[next(iter(issued))]
