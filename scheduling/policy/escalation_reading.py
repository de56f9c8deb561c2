"""Reads what packs say of escalations: chains by kind, and groups by name; every mistake is found at once."""

import re
from collections.abc import Collection, Mapping
from difflib import get_close_matches
from typing import Any

from pydantic import ValidationError

from scheduling.policy.chains import Chain, Groups
from scheduling.policy.escalation_grammar import LADDERS, ChainTold, GroupsTold
from scheduling.policy.mistakes import Mistake, mistakes_in, shown
from scheduling.policy.soundness.chains import find_unsound_chain

_NAME = re.compile(r"[a-z][a-z0-9_]{0,59}")
_NO_NAME = "is no name; expected a small letter first, then small letters, digits and _, at most 60 in all"


def read_escalations(told: Mapping[str, Any]) -> tuple[dict[str, Chain], Groups, list[Mistake]]:
    """Of what packs say together: those chains and groups that can be read, with the mistakes of all."""
    groups, mistakes = _read_groups(told.get("groups", {}))
    chains, more = _read_chains(told.get("escalations", {}), _names_of(told.get("groups", {})))
    return chains, groups, mistakes + more


def _read_groups(told: object) -> tuple[Groups, list[Mistake]]:
    mistakes = [Mistake(("groups", name), _NO_NAME) for name in _names_of(told) if not _NAME.fullmatch(name)]
    try:
        read = GroupsTold.model_validate({"groups": told})
    except ValidationError as wrong:
        return {}, mistakes + mistakes_in(wrong, GroupsTold)
    return {name: tuple(dict.fromkeys(people)) for name, people in read.groups.items()}, mistakes


def _names_of(told: object) -> Collection[str]:
    return told if isinstance(told, dict) else ()


def _read_chains(told: object, groups: Collection[str]) -> tuple[dict[str, Chain], list[Mistake]]:
    if not isinstance(told, dict):
        expected = "expected tables such as [escalations.training]"
        return {}, [Mistake(("escalations",), f"is {shown(told)}; {expected}")]
    chains: dict[str, Chain] = {}
    mistakes: list[Mistake] = []
    for kind, table in told.items():
        chain, wrong = _read_chain(kind, table, groups)
        mistakes += [Mistake(("escalations", kind, *each.path), each.said, each.missing) for each in wrong]
        if chain is not None:
            chains[kind] = chain
    return chains, mistakes


def _read_chain(kind: str, table: object, groups: Collection[str]) -> tuple[Chain | None, list[Mistake]]:
    if kind not in LADDERS:
        return None, [Mistake((), _unknown(kind))]
    try:
        told = ChainTold.model_validate(table)
    except ValidationError as wrong:
        return None, mistakes_in(wrong, ChainTold)
    unsound = [Mistake(each.path, each.why) for each in find_unsound_chain(kind, told, groups)]
    return (None, unsound) if unsound else (told.chain(kind), [])


def _unknown(kind: str) -> str:
    close = get_close_matches(kind, LADDERS, n=1)
    meant = f" (`{close[0]}`?)" if close else ""
    return f"is not known{meant}; escalations are {', '.join(LADDERS)}"
