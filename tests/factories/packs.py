"""Pack files for tests: what a pack says, written as TOML."""

import json
from collections.abc import Collection, Mapping
from datetime import date, time
from pathlib import Path
from typing import Any

from scheduling.policy.escalation_grammar import LADDERS

COURSE = {
    "title": '"Course"',
    "source": '"agency setting"',
    "starts": '{ anchors = ["hired"] }',
    "due": "{ days = 60 }",
}
"""A sound requirement: key → TOML."""


def course(key: str = "course", /, **told: str | None) -> str:
    """`[requirements.course]`, a key a line: the title on line 2, source 3, starts 4, due 5, and then what is
    told beside them. None leaves a key out.
    """
    lines = {**COURSE, **told}
    return "\n".join(
        [f"[requirements.{key}]", *(f"{name} = {value}" for name, value in lines.items() if value), ""]
    )


def written(folder: Path, text: str, name: str = "mine") -> str:
    """The path of a pack file with this text."""
    path = folder / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def without_chains(folder: Path, *, but: Collection[str] = ()) -> str:
    """The path of a pack file that switches every chain of escalations off, but those of these kinds."""
    unknown = set(but) - set(LADDERS)
    assert not unknown, f"there is no chain for {unknown}"
    off = [f"[escalations.{kind}]\non = false\n" for kind in LADDERS if kind not in but]
    return written(folder, "".join(off), "without_chains")


def as_toml(told: Mapping[str, Any]) -> str:
    """A pack as TOML, a line a key."""
    return "".join(f"{json.dumps(key)} = {_value(value)}\n" for key, value in told.items())


def _value(told: object) -> str:
    match told:
        case date() | time():
            return told.isoformat()
        case dict():
            return "{" + ", ".join(f"{json.dumps(key)} = {_value(each)}" for key, each in told.items()) + "}"
        case list() | tuple():
            return "[" + ", ".join(map(_value, told)) + "]"
        case _:
            return json.dumps(told)
