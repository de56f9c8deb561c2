"""A Slack that keeps to its own rules, and remembers when it took which notice: for measures of delivery.

One message a second in a channel, and 429 to whoever is faster; history by instant and by page; a call takes
its time. `on_arrival` and `on_taken` are the two worst moments for whoever calls.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from threading import Event
from time import monotonic
from typing import Final

from bot.clock import SystemClock
from tests.fakes.slack_api import Json, SlackApi

POST: Final = "chat.postMessage"
PACE_SECONDS: Final = 1.0

_CALL_SECONDS = 0.02


@dataclass(frozen=True, slots=True)
class Taken:
    """A message that was accepted: when, where, with which notices, and what it says.

    Attributes:
        parts: part keys of its notices; none of a file, whose message carries no metadata.
    """

    at: datetime
    channel: str
    parts: tuple[str, ...]
    text: str


class StrictSlack(SlackApi):
    """Posts are taken at the pace that Slack documents.

    Attributes:
        taken: what was accepted, in its order.
        too_fast: how often somebody was sent away with 429.
        faults: what goes wrong with a post, if anything; one of the faults of `slack_api`.
        on_arrival: sees a post before it is accepted; True hangs up, and it is not accepted.
        on_taken: sees a post that was accepted, before it is answered.
    """

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        self.retry_after = 1
        self.taken: list[Taken] = []
        self.too_fast = 0
        self.faults: Callable[[], str | None] = lambda: None
        self.on_arrival: Callable[[Json], bool] = lambda _asked: False
        self.on_taken: Callable[[Json], None] = lambda _asked: None
        self._clock = SystemClock()
        self._last: dict[str, float] = {}
        self._last_stamp = 0.0
        self._never = Event()

    def times_taken(self) -> Counter[str]:
        """How often each notice was accepted, by its part key."""
        with self.changed:
            return Counter(part for message in self.taken for part in message.parts)

    def first_taken(self) -> dict[str, datetime]:
        """When each notice was accepted first."""
        with self.changed:
            return {part: message.at for message in reversed(self.taken) for part in message.parts}

    def answer(self, method: str, asked: Json) -> tuple[int, Json] | None:
        """One call, as `SlackApi` answers it."""
        if method != POST:
            return super().answer(method, asked)
        if self.on_arrival(asked):
            return None
        with self.changed:
            if monotonic() - self._last.get(asked["channel"], -PACE_SECONDS) < PACE_SECONDS:
                self.too_fast += 1
                return 429, {"ok": False, "error": "ratelimited"}
            fault, before = self.faults(), len(self.taken)
            if fault is not None:
                self.fail_next(POST, fault)
            told = super().answer(method, asked)
            accepted = len(self.taken) > before
        self._never.wait(_CALL_SECONDS)
        if accepted:
            self.on_taken(asked)
        return told

    def _chat_postmessage(self, asked: Json) -> Json:
        told = super()._chat_postmessage(asked)
        self._last[asked["channel"]] = monotonic()
        payload = asked["metadata"]["event_payload"]
        parts = tuple(payload.get("parts", "").split())
        self.taken.append(Taken(self._clock.now(), asked["channel"], parts, _as_read(asked)))
        return told

    def _files_completeuploadexternal(self, asked: Json) -> Json:
        told = super()._files_completeuploadexternal(asked)
        if told["ok"]:
            self.taken.append(Taken(self._clock.now(), asked["channel_id"], (), asked["initial_comment"]))
        return told

    def _stamp(self) -> str:
        self._last_stamp = max(self._clock.now().timestamp(), self._last_stamp + 0.000_01)
        return f"{self._last_stamp:.6f}"

    def _conversations_history(self, asked: Json) -> Json:
        oldest, first = float(asked.get("oldest") or 0), int(asked.get("cursor") or 0)
        found = [each for each in reversed(self.messages[asked["channel"]]) if float(each["ts"]) > oldest]
        after = first + int(asked.get("limit") or 100)
        more = {"next_cursor": str(after) if after < len(found) else ""}
        return {"ok": True, "messages": found[first:after], "response_metadata": more}


def _as_read(asked: Json) -> str:
    """What a person sees: the blocks where there are any, else the text."""
    texts = [block["text"]["text"] for block in asked.get("blocks") or [] if "text" in block]
    small = [
        each["text"]
        for block in asked.get("blocks") or []
        for each in block.get("elements", [])
        if isinstance(each.get("text"), str)
    ]
    return "\n".join([*small, *texts]) or str(asked["text"])
