"""Every string that goes to Slack and comes back: action ids, callback ids, block ids, typed button values.
Those of training are in `handlers.training_ids`.

These strings outlive a release, because old messages keep their buttons: they never follow a rename. A
value carries its kind and version, and nothing in it is believed: it names what was meant, and the database
says what is so when the button is pressed. `earlier` are versions that can still be read, each with how many
of the fields it carried: new fields come last.
"""

import json
from collections.abc import Mapping
from dataclasses import astuple, dataclass, fields
from datetime import date
from typing import ClassVar, TypeVar

from handlers.dates import FIRST_YEAR, LAST_YEAR

LARGEST = 2**31 - 1
"""The largest number a row may have: PostgreSQL's `integer`."""

# buttons and menus
CLAIM_PREVIEW = "claim_preview"
CLAIM = "claim"
RELEASE = "release"
WAIT = "wait"
LEAVE_LINE = "leave_line"
ASK_OVERRIDE = "ask_override"
OVERRIDE_FORM = "override_form"
ASK_RELEASE_FORM = "ask_release_form"
RELEASE_FORM = "release_form"
DECLINE_OVERRIDE = "decline_override"
DECLINE_RELEASE = "decline_release"
LOOK = "look"
LOOK_AT_SCHOOL = "look_at_school"
SAY = "say"
APPLY_PULL = "apply_pull"
DISCARD_PULL = "discard_pull"

# forms
OVERRIDE = "override"
ASK_RELEASE = "ask_release"
RELEASE_FOR = "release_for"
SHOWN = "shown"  # a modal that only shows; it is never submitted

# inputs
REASON_BLOCK = "reason"
REASON_INPUT = "reason_text"


class UnreadableValueError(ValueError):
    """A button's value that this release cannot read: from an older message, or from elsewhere."""


@dataclass(frozen=True, slots=True)
class Value:
    """What a button, a menu or a form carries; each kind names its version and those it can still read."""

    tag: ClassVar[str]
    earlier: ClassVar[Mapping[str, int]] = {}


V = TypeVar("V", bound=Value)


@dataclass(frozen=True, slots=True)
class ShiftRef(Value):
    """One shift, for whoever presses; `back` is the packed `Look` of the list it was found in, or empty."""

    tag: ClassVar[str] = "shift.2"
    earlier: ClassVar[Mapping[str, int]] = {"shift.1": 1}
    shift: int
    back: str = ""

    @property
    def look(self) -> "Look":
        """The list it was found in; the first page where that is not known."""
        try:
            return unpack(Look, self.back)
        except UnreadableValueError:
            return Look()


@dataclass(frozen=True, slots=True)
class OfficerRef(Value):
    """One shift and one officer, for somebody who answers for that officer."""

    tag: ClassVar[str] = "officer.1"
    shift: int
    officer: int


@dataclass(frozen=True, slots=True)
class FormRef(Value):
    """What a form is about, and the message it was opened from: its response_url (empty: from App Home), and
    whether the outcome takes that message's place.
    """

    tag: ClassVar[str] = "form.1"
    shift: int
    officer: int
    origin: str
    replaces: bool


@dataclass(frozen=True, slots=True)
class Look(Value):
    """A view of the open list. `first` and `last` are ISO dates in the reader's zone, empty for none."""

    tag: ClassVar[str] = "look.1"
    school: int = 0
    first: str = ""
    last: str = ""
    offset: int = 0

    def __post_init__(self) -> None:
        """Refuse days that no list can show; they may come from the text of a button."""
        if bool(self.first) != bool(self.last) or not all(map(_is_shown, (self.first, self.last))):
            raise UnreadableValueError("its days are none that a list shows")


@dataclass(frozen=True, slots=True)
class Say(Value):
    """Words after `/shifts`, as if the person had typed them."""

    tag: ClassVar[str] = "say.1"
    words: str


@dataclass(frozen=True, slots=True)
class PullRef(Value):
    """One pull of the feed."""

    tag: ClassVar[str] = "pull.1"
    pull: int


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


def _is_shown(day: str) -> bool:
    try:
        return not day or FIRST_YEAR <= date.fromisoformat(day).year <= LAST_YEAR
    except ValueError:
        return False
