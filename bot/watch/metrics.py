"""What Prometheus reads at /metrics: how late notices were, how long acknowledgements took, and gauges."""

from datetime import timedelta
from typing import Final

from prometheus_client import CollectorRegistry, Histogram, ProcessCollector, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.registry import Collector

CONTENT_TYPE: Final = CONTENT_TYPE_LATEST
"""Of the page."""

_LATE_BUCKETS: Final = (0.5, 1, 2, 5, 10, 30, 60, 120, 300, 600, 3_600, 86_400)
"""Seconds. The promises are 2 s as a rule and 5 s while a replica dies; a notice says from 600 on that it is
late."""

_ACK_BUCKETS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 2.5, 3)
"""Seconds. Slack gives up after 3."""

_URGENCIES: Final = ("urgent", "confirmation", "digest")


class Metrics:
    """The instruments of one process, in a registry of its own."""

    def __init__(self) -> None:
        """Nothing has been measured yet; what the machine says of the process is there from the start."""
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        self._lateness = Histogram(
            "muster_notice_lateness_seconds",
            "How long after it was due a notice was known to be sent.",
            ["urgency", "route"],
            buckets=_LATE_BUCKETS,
            registry=self._registry,
        )
        self._acks = Histogram(
            "muster_ack_seconds",
            "How long a request from Slack took from the door to its acknowledgement.",
            ["kind"],
            buckets=_ACK_BUCKETS,
            registry=self._registry,
        )

    def watch(self, gauges: Collector) -> None:
        """Also show what these gauges say at the moment of looking."""
        self._registry.register(gauges)

    def notice_sent(self, urgency: int, route: str, late: timedelta) -> None:
        """A notice was sent so long after it was due."""
        seconds = max(late.total_seconds(), 0.0)
        self._lateness.labels(_URGENCIES[urgency], route).observe(seconds)

    def acknowledged(self, kind: str, seconds: float) -> None:
        """A request of a kind (`bot.slack.request_kinds`) was acknowledged after so many seconds."""
        self._acks.labels(kind).observe(seconds)

    def page(self) -> bytes:
        """The page as Prometheus reads it."""
        return generate_latest(self._registry)
