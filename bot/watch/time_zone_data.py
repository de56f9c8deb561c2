"""Which edition of the tz database decides local time here, and where it comes from."""

from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from zoneinfo import TZPATH


@dataclass(frozen=True, slots=True)
class TimeZoneData:
    """`source` is the system's folder, or the tzdata package; `edition` such as 2026a, or "unknown"."""

    source: str
    edition: str


def find_time_zone_data() -> TimeZoneData:
    """What `zoneinfo` reads: the system's folder where there is one, or else the tzdata package."""
    for folder in map(Path, TZPATH):
        if (folder / "America" / "Phoenix").is_file():
            return TimeZoneData(str(folder), _edition(folder))
    return TimeZoneData("the tzdata package", version("tzdata"))


def _edition(folder: Path) -> str:
    for name in ("tzdata.zi", "+VERSION"):
        if (folder / name).is_file():
            with (folder / name).open(encoding="utf-8", errors="replace") as lines:
                return lines.readline().removeprefix("# version").strip()
    return "unknown"
