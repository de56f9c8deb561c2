"""What a person sees after typing, pressing or submitting."""

from dataclasses import dataclass, field
from typing import Literal

from bot.practice.wire import Json

ResponseAction = Literal["errors", "update", "push", "clear"]


@dataclass(frozen=True)
class Answer:
    """The outcome of one gesture.

    Attributes:
        ok: whether the app acknowledged in time and Slack accepted the acknowledgement.
        kind: `command`, `message`, `press`, `shortcut`, `submit`, `close` or `home`.
        ack_ms: from sending to acknowledgement, in milliseconds.
        error: Slack's error code, or one of the workspace's own, when `ok` is false.
        sentence: what Slack's client would show the person, when `ok` is false.
        response_action: what a submission led to; None when the modal simply closed.
        errors: sentence by block id, when a submission was sent back.
    """

    ok: bool
    kind: str
    ack_ms: float = 0.0
    error: str = ""
    sentence: str = ""
    response_action: ResponseAction | None = None
    errors: dict[str, str] = field(default_factory=dict)

    def to_page(self) -> Json:
        """The answer as JSON for the page."""
        page: Json = {"ok": self.ok, "kind": self.kind, "ack_ms": round(self.ack_ms, 2)}
        if not self.ok:
            page |= {"error": self.error, "sentence": self.sentence}
        if self.kind == "submit":
            page |= {"response_action": self.response_action, "errors": self.errors}
        return page


def accepted(
    kind: str,
    ms: float = 0.0,
    *,
    response_action: ResponseAction | None = None,
    errors: dict[str, str] | None = None,
) -> Answer:
    """An answer that says yes."""
    return Answer(ok=True, kind=kind, ack_ms=ms, response_action=response_action, errors=errors or {})


def refused(kind: str, error: str, sentence: str, ms: float = 0.0) -> Answer:
    """An answer that says no."""
    return Answer(ok=False, kind=kind, ack_ms=ms, error=error, sentence=sentence)
