"""One message a second in a channel, with a small allowance for bursts."""

import math
import time
from collections.abc import Callable
from datetime import timedelta

BURST = 3
"""Slack speaks of "short bursts" without a figure (https://docs.slack.dev/apis/web-api/rate-limits); three
messages at once pass here, then one a second."""


class Pacing:
    """A bucket of `BURST` messages for each channel, refilled at one a pace of the machine's time."""

    def __init__(
        self, monotonic: Callable[[], float] = time.monotonic, pace: timedelta = timedelta(seconds=1)
    ) -> None:
        """Measure time with `monotonic`, in seconds. `pace` is Slack's if left out."""
        self._monotonic = monotonic
        self._pace = pace.total_seconds()
        self._full_at: dict[str, float] = {}

    def seconds_to_wait(self, channel: str) -> int:
        """0 when a message may be posted now (and it is counted), else whole seconds for `Retry-After`."""
        now = self._monotonic()
        full_at = max(self._full_at.get(channel, now), now)
        early = full_at - now - (BURST - 1) * self._pace
        if early > 0:
            return max(1, math.ceil(early))
        self._full_at[channel] = full_at + self._pace
        return 0
