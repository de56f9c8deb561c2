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
_LARGEST = 1_000_000
"""Bytes of a pack. The largest that ships has 8,000."""

_DEEPEST = 12
"""Tables and lists inside each other. The deepest that a pack can mean are six."""


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
    if len(content) > _LARGEST:
        raise ValueError(
            f"{label} has {len(content):,} bytes; a pack has {_LARGEST:,} at most. Is it the right file?"
        )
    try:
        pack = PackFile(label, content, _told_by(content.decode("utf-8"), label))
    except UnicodeDecodeError as wrong:
        line = content.count(b"\n", 0, wrong.start) + 1
        raise ValueError(f"{label}, line {line}: not UTF-8; save the file as UTF-8.") from wrong
    except tomllib.TOMLDecodeError as wrong:
        raise ValueError(f"{label}{_place_of(wrong)}: not TOML; {_reason_of(wrong)}.") from wrong
    if not _is_name(pack):
        raise ValueError(
            f"{label}, line {pack.lines[('name',)]}: name is wrong; expected the name of the pack in 1 to "
            f'{_LONGEST_NAME} characters, e.g. name = "heron-county".'
        )
    return pack


def _told_by(text: str, label: str) -> dict[str, Any]:
    """What the text says; also what breaks the standard library's reader is a sentence here."""
    told: dict[str, Any] | None = None
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        raise
    except ValueError as wrong:
        raise ValueError(f"{label}: not TOML; a number in it has more digits than can be read.") from wrong
    except RecursionError:
        pass  # as deep as that is too deep as well
    if told is None or _is_deeper(told, _DEEPEST):
        raise ValueError(
            f"{label}: tables and lists stand inside each other more than {_DEEPEST} deep; no pack does."
        )
    return told


def _is_deeper(told: object, than: int) -> bool:
    if not isinstance(told, dict | list):
        return False
    inside = told.values() if isinstance(told, dict) else told
    return than == 0 or any(_is_deeper(each, than - 1) for each in inside)


def _is_name(pack: PackFile) -> bool:
    told = isinstance(pack.told.get("name", ""), str)
    return told and 0 < len(pack.name) <= _LONGEST_NAME and pack.name.isprintable()


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
