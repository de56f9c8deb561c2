"""Finds the line on which a TOML file says something; the standard library's reader keeps none."""

import tomllib
from collections.abc import Iterator, Mapping

Path = tuple[str | int, ...]
"""Where something stands in a pack: ("requirements", "course", "excluded", 0, "why"); lists count from 0."""


def lines_of(text: str) -> Mapping[Path, int]:
    """Every key, table and list entry of a sound TOML text, with the line on which its statement begins.

    Statement by statement, each grown line by line until it can be read by itself: so a long file takes as
    many short readings as it has lines.
    """
    found: dict[Path, int] = {(): 1}
    tables, first, statement = _Tables(), 1, ""
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), start=1):
        statement += f"{line}\n"
        try:
            told = tomllib.loads(statement)
        except tomllib.TOMLDecodeError:
            continue
        for path in tables.opened_by(told) if statement.lstrip().startswith("[") else tables.paths_of(told):
            found.setdefault(path, first)
        first, statement = number + 1, ""
    return found


class _Tables:
    """The table that a line stands in, while a file is read from above."""

    def __init__(self) -> None:
        self._here: Path = ()
        self._entries: dict[Path, int] = {}
        """List of tables → how many it has so far."""

    def opened_by(self, header: object) -> list[Path]:
        """What a line such as `[a.b]` or `[[a.b]]` names: the tables on the way to the one that it opens."""
        self._here = ()
        named: list[Path] = []
        while isinstance(header, dict) and header:
            [(key, header)] = header.items()
            self._here = (*self._here, key)
            named.append(self._here)
            if isinstance(header, list):
                self._entries[self._here] = self._entries.get(self._here, 0) + 1
            if self._here in self._entries:
                self._here = (*self._here, self._entries[self._here] - 1)
                named.append(self._here)
        return named

    def paths_of(self, told: object) -> Iterator[Path]:
        """What any other statement says, in the table that is open."""
        return _paths(told, self._here)


def _paths(told: object, path: Path) -> Iterator[Path]:
    yield path
    if isinstance(told, dict):
        for key, value in told.items():
            yield from _paths(value, (*path, key))
    elif isinstance(told, list):
        for number, value in enumerate(told):
            yield from _paths(value, (*path, number))
