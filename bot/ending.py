"""Why the process ends, and with which exit code: whoever asks first is heard."""

from threading import Event, Lock
from typing import Final

OUTDATED: Final = 3
"""Exit code of a process that a newer release has overtaken: to start it anew would not help."""

STUCK: Final = 1
"""Exit code of a process that the watchdog has ended: to start it anew helps."""


class BrokenOffError(Exception):
    """Raised by a task that was given up because the process ends: it is due still, for whoever goes on."""


class Ending:
    """Asked for by a signal, or by a part that sees that the process may not go on."""

    def __init__(self) -> None:
        """Nobody has asked."""
        self.told = Event()
        self.code = 0
        self.reason = ""
        self._lock = Lock()

    def ask(self, code: int = 0, reason: str = "") -> None:
        """End with this code; `reason` is the sentence that the last line says. Returns at once."""
        with self._lock:
            if not self.told.is_set():
                self.code, self.reason = code, reason
                self.told.set()
