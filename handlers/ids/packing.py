"""Typed values as the text that a button carries. `earlier` are versions that can still be read, each with
how many of the fields it carried: new fields come last.
"""

import json
from collections.abc import Mapping
from dataclasses import astuple, dataclass, fields
from typing import ClassVar, TypeVar

LARGEST = 2**31 - 1
"""The largest number a row may have: PostgreSQL's `integer`."""


class UnreadableValueError(ValueError):
    """A button's value that this release cannot read: from an older message, or from elsewhere."""


@dataclass(frozen=True, slots=True)
class Value:
    """What a button, a menu or a form carries; each kind names its version and those it can still read."""

    tag: ClassVar[str]
    earlier: ClassVar[Mapping[str, int]] = {}


V = TypeVar("V", bound=Value)


def pack(value: Value) -> str:
    """A typed value as the text a button carries."""
    return f"{value.tag}:{json.dumps(astuple(value), separators=(',', ':'))}"


def unpack(kind: type[V], text: str) -> V:
    """The typed value in a button's text; what an earlier version did not carry takes its default.

    Raises:
        UnreadableValueError: another kind, another version, or not ours at all.
    """
    tag, _, rest = text.partition(":")
    carried = {kind.tag: len(fields(kind)), **kind.earlier}.get(tag)
    if carried is None:
        raise UnreadableValueError(f"expected a value of kind {kind.tag}")
    try:
        values = json.loads(rest)
    except (ValueError, RecursionError) as error:
        raise UnreadableValueError("the value is not what was sent") from error
    wanted = [field.type for field in fields(kind)[:carried]]
    if not isinstance(values, list) or [type(value) for value in values] != wanted:
        raise UnreadableValueError(f"the value does not have the fields of {tag}")
    if any(isinstance(value, int) and not 0 <= value <= LARGEST for value in values):
        raise UnreadableValueError("no row has such a number")
    return kind(*values)
