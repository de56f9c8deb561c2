"""Tells a watch outside that all is well: it raises the alarm when it hears nothing for a while."""

from typing import Final

import httpx
import structlog

_SECONDS: Final = 5.0

log = structlog.get_logger("muster.ping")


class Ping:
    """GETs one address. A watch that cannot be reached is told in the log, once until it answers again."""

    def __init__(self, url: str) -> None:
        """Ping `url`; the address is never logged, for whoever knows it can ping too."""
        self._url = url
        self._failing = False

    def send(self) -> None:
        """Ping once; raises nothing."""
        try:
            httpx.get(self._url, timeout=_SECONDS).raise_for_status()
        except httpx.HTTPStatusError as error:
            self._failed(f"HTTP {error.response.status_code}")
        except httpx.HTTPError as error:
            self._failed(type(error).__name__)
        else:
            self._failing = False

    def _failed(self, why: str) -> None:
        if not self._failing:
            log.warning("the watch outside does not take the ping: look at MUSTER_PING_URL", reason=why)
        self._failing = True
