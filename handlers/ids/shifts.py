"""Every string of shifts and of the feed that goes to Slack and comes back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from handlers.grammar.dates import FIRST_YEAR, LAST_YEAR
from handlers.ids.packing import UnreadableValueError, Value, unpack

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


def _is_shown(day: str) -> bool:
    try:
        return not day or FIRST_YEAR <= date.fromisoformat(day).year <= LAST_YEAR
    except ValueError:
        return False
