"""The files that packs come from: those that ship with Muster, and those of an agency."""

import tomllib
from dataclasses import dataclass
from functools import cached_property
from importlib import resources
from pathlib import Path
from typing import Any

from scheduling.policy.lines import Path as Key
from scheduling.policy.lines import lines_of

_LONGEST_NAME = 60


@dataclass(frozen=True)
class PackFile:
    """One file, as it was read.

    Attributes:
        label: the file's name, as mistakes name it.
        content: its bytes.
        told: what it says.
    """

    label: str
    content: bytes
    told: dict[str, Any]

    @property
    def name(self) -> str:
        """What the pack calls itself, or else what its file is called."""
        told = self.told.get("name")
        return told.strip() if isinstance(told, str) else self.label.removesuffix(".toml")[:_LONGEST_NAME]

    @cached_property
    def lines(self) -> dict[Key, int]:
        """Where it says what; looked for only once there is a mistake."""
        return dict(lines_of(self.content.decode("utf-8")))


def list_packs() -> list[str]:
    """The names of the packs that ship with Muster."""
    folder = resources.files("scheduling.policy") / "packs"
    return sorted(
        entry.name.removesuffix(".toml") for entry in folder.iterdir() if entry.name.endswith(".toml")
    )


def read_pack(name_or_path: str) -> PackFile:
    """The pack that ships with Muster under this name, or else the TOML file at this path.

    Raises:
        ValueError: it is not there, not TOML in UTF-8, or has no proper name; one sentence, with the line if
            there is one.
    """
    label, content = _bytes_of(name_or_path)
    try:
        pack = PackFile(label, content, tomllib.loads(content.decode("utf-8")))
    except UnicodeDecodeError as wrong:
        line = content.count(b"\n", 0, wrong.start) + 1
        raise ValueError(f"{label}, line {line}: not UTF-8; save the file as UTF-8.") from wrong
    except tomllib.TOMLDecodeError as wrong:
        raise ValueError(f"{label}{_place_of(wrong)}: not TOML; {_reason_of(wrong)}.") from wrong
    if not isinstance(pack.told.get("name", ""), str) or not 0 < len(pack.name) <= _LONGEST_NAME:
        raise ValueError(
            f"{label}, line {pack.lines[('name',)]}: name is wrong; expected the name of the pack in 1 to "
            f'{_LONGEST_NAME} characters, e.g. name = "heron-county".'
        )
    return pack


def _bytes_of(name_or_path: str) -> tuple[str, bytes]:
    if name_or_path in list_packs():
        pack = resources.files("scheduling.policy") / "packs" / f"{name_or_path}.toml"
        return f"{name_or_path}.toml", pack.read_bytes()
    path = Path(name_or_path)
    try:
        return path.name, path.read_bytes()
    except (OSError, ValueError) as wrong:
        reason = wrong.strerror if isinstance(wrong, OSError) else None
        raise ValueError(
            f"The policy pack {name_or_path!r} is neither one of Muster's ({', '.join(list_packs())}) nor "
            f"a readable file ({reason or wrong}): set MUSTER_POLICY to one of them, to the path of a TOML "
            "file, or to several of them, separated by commas."
        ) from wrong


def _place_of(wrong: tomllib.TOMLDecodeError) -> str:
    """The standard library says where in brackets at the end; only later releases say it in fields."""
    _, _, place = str(wrong).rpartition("(at ")
    line = place.removeprefix("line ").partition(",")[0]
    return f", line {line}" if line.isdigit() else ", at its end"


def _reason_of(wrong: tomllib.TOMLDecodeError) -> str:
    said = str(wrong).rpartition(" (at ")[0] or str(wrong)
    return said[:1].lower() + said[1:].rstrip(".")
