"""How packs combine: each is laid over those before it."""

from collections.abc import Iterable, Mapping
from typing import Any

from scheduling.policy.lines import Path

_SAID_WHOLE = ("starts", "due", "opens", "hours")


def lay_over(packs: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """What the packs say together; a later one is right where they differ.

    Requirements and chains combine key by key, so that a district can switch one on or off and say no more
    of it. What makes sense only as a whole is replaced whole: a limit or rule with its source, what starts a
    clock, by when something is due, what opens a chain, the hours in which it goes on, and lists.
    """
    together: dict[str, Any] = {}
    for pack in packs:
        together = _over(together, pack, ())
    return together


def _over(below: Mapping[str, Any], above: Mapping[str, Any], path: Path) -> dict[str, Any]:
    both = dict(below)
    for key, told in above.items():
        here, former = (*path, key), both.get(key)
        if isinstance(told, dict) and isinstance(former, dict) and _combines(here):
            both[key] = _over(former, told, here)
        else:
            both[key] = told
    return both


def _combines(path: Path) -> bool:
    if path[0] in {"requirements", "escalations"}:
        return len(path) < 3 or path[2] not in _SAID_WHOLE
    return path in {("rules",), ("countdown",), ("groups",)}
