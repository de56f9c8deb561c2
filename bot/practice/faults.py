"""Switches by which the workspace misbehaves as networks and Slack do."""

from dataclasses import dataclass, field, fields
from typing import Any, Literal

CallFault = Literal["drop_before", "drop_after", "rate_limited", "server_error"]


@dataclass
class Faults:
    """Which calls go wrong next. Counters run down by one with each call they spoil.

    Attributes:
        rate_limit_next: calls answered 429 with `Retry-After: retry_after`.
        retry_after: seconds, at least 1.
        server_error_next: calls answered 503.
        drop_before_next: calls whose connection closes before anything happens.
        drop_after_next: calls that happen, and whose connection closes without an answer.
        delay_ms: how late every API answer is.
        redeliver_next: envelopes that reach the app twice.
        slack_away: every call's connection closes at once.
        files_forbidden: the team does not allow uploads.
        only: spoil only calls whose method begins with this, such as `chat.`; empty means all.

    Every change counts `revision` up, so that a page which hears of two changes in the wrong order keeps the
    later one.
    """

    rate_limit_next: int = 0
    retry_after: int = 1
    server_error_next: int = 0
    drop_before_next: int = 0
    drop_after_next: int = 0
    delay_ms: int = 0
    redeliver_next: int = 0
    slack_away: bool = False
    files_forbidden: bool = False
    only: str = ""
    revision: int = field(default=0, init=False)

    def set(self, **switches: Any) -> None:
        """Turn switches by name.

        Raises:
            ValueError: no switch has that name, or the value is of the wrong kind or negative.
        """
        kinds = {one.name: type(getattr(self, one.name)) for one in fields(self) if one.init}
        for name, value in switches.items():
            if name not in kinds:
                raise ValueError(f"There is no fault “{name}”; choose from {', '.join(kinds)}.")
            if type(value) is not kinds[name]:
                raise ValueError(f"The fault “{name}” takes a {kinds[name].__name__}, not {value!r}.")
            if isinstance(value, int) and value < (1 if name == "retry_after" else 0):
                raise ValueError(f"The fault “{name}” cannot be {value}.")
        for name, value in switches.items():
            setattr(self, name, value)
        self.revision += 1

    def to_page(self) -> dict[str, Any]:
        """The present position of every switch, and how many changes led to it."""
        return {one.name: getattr(self, one.name) for one in fields(self)}

    def for_call(self, method: str) -> CallFault | None:
        """What goes wrong with this call, counting it off."""
        if self.only and not method.startswith(self.only):
            return None
        if self.slack_away or self._take("drop_before_next"):
            return "drop_before"
        if self._take("rate_limit_next"):
            return "rate_limited"
        if self._take("server_error_next"):
            return "server_error"
        return "drop_after" if self._take("drop_after_next") else None

    def redeliver(self) -> bool:
        """Whether this envelope goes out twice, counting it off."""
        return self._take("redeliver_next")

    def _take(self, counter: str) -> bool:
        left: int = getattr(self, counter)
        if left:
            setattr(self, counter, left - 1)
            self.revision += 1
        return left > 0
