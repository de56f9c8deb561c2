"""What Slack sends to the app, and what comes back: the contract of both transports."""

from dataclasses import dataclass, replace
from typing import Literal, Protocol

from bot.practice.wire import Json

ACK_SECONDS = 3.0
"""How long Slack waits for an acknowledgement; https://docs.slack.dev/interactivity/handling-user-interaction."""

Kind = Literal["slash_commands", "interactive", "events_api"]


@dataclass(frozen=True)
class Envelope:
    """One request to the app.

    Attributes:
        what: its name in the traffic record, such as `/shifts` or `block_actions claim_shift`.
        accepts_response: whether a body on the acknowledgement means anything.
        retry_attempt: 0 at first; Slack counts its own repetitions of events.
    """

    kind: Kind
    payload: Json
    what: str
    accepts_response: bool = True
    retry_attempt: int = 0
    retry_reason: str = ""

    def repeated(self, reason: str) -> "Envelope":
        """The same request once more, marked as a repetition."""
        return replace(self, retry_attempt=self.retry_attempt + 1, retry_reason=reason)


@dataclass(frozen=True)
class Ack:
    """How the app answered: in time or not, after how many milliseconds, with which body.

    Attributes:
        error: empty when acknowledged; `operation_timeout` after three seconds, `dispatch_failed` when the
            app could not be reached, `http_error_<status>` when it answered badly.
    """

    ms: float
    body: Json | None = None
    error: str = ""

    @property
    def ok(self) -> bool:
        """Whether the app acknowledged in time."""
        return not self.error


class Transport(Protocol):
    """A way to reach the app: Socket Mode or HTTP."""

    def deliver(self, envelope: Envelope) -> Ack:
        """Send, and block until the acknowledgement or for `ACK_SECONDS`."""
        ...
