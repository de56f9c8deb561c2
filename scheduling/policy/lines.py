"""Finds the line on which a TOML file says something; the standard library's reader keeps none."""

import tomllib
from collections.abc import Iterator, Mapping

Path = tuple[str | int, ...]
"""Where something stands in a pack: ("requirements", "course", "excluded", 0, "why"); lists count from 0."""


def lines_of(text: str) -> Mapping[Path, int]:
    """Every key, table and list entry of a sound TOML text, with the line on which its statement begins.

    The text grows line by line: what is new once it can be read again, stands on the lines that were added.
    """
    lines = text.replace("\r\n", "\n").split("\n")
    found: dict[Path, int] = {(): 1}
    first = 1
    for last in range(1, len(lines) + 1):
        try:
            told = tomllib.loads("\n".join(lines[:last]))
        except tomllib.TOMLDecodeError:
            continue
        for path in _paths(told, ()):
            found.setdefault(path, first)
        first = last + 1
    return found


def _paths(told: object, path: Path) -> Iterator[Path]:
    yield path
    if isinstance(told, dict):
        for key, value in told.items():
            yield from _paths(value, (*path, key))
    elif isinstance(told, list):
        for number, value in enumerate(told):
            yield from _paths(value, (*path, number))
