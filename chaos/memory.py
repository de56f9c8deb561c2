"""How much memory a process has needed."""

from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from typing import Final

_STATUS: Final = Path("/proc/self/status")


def peak_megabytes() -> float:
    """The most memory (resident) that this process has had at once, in MB of 1,000,000 bytes.

    Linux keeps it of the program that runs; what `getrusage` says there includes the process that started it.
    Elsewhere it is what `getrusage` says.
    """
    if _STATUS.exists():
        for line in _STATUS.read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024 / 1_000_000
    return getrusage(RUSAGE_SELF).ru_maxrss / 1_000_000  # bytes on macOS
