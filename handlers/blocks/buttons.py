"""The buttons that stand in more than one place."""

from collections.abc import Sequence

from handlers.blocks.elements import button, confirm
from handlers.blocks.shifts import plain_title_of, said_short
from handlers.ids import shifts as ids
from handlers.ids.packing import pack
from handlers.message import Block
from scheduling.roster.facts import Person
from scheduling.shifts.facts import Shift

START = ids.Look()
"""The first page of the open list, where nobody came from another."""


def preview_button(shift: Shift, back: ids.Look = START) -> Block:
    """*Claim* in a list: shows what it would mean first; `back` is that list."""
    about = _found(shift.id, back)
    return button("Claim", ids.CLAIM_PREVIEW, about, label=f"Claim {said_short(shift)}")


def claim_button(shift: Shift, back: ids.Look = START) -> Block:
    """*Claim it* under a preview."""
    about = _found(shift.id, back)
    return button("Claim it", ids.CLAIM, about, style="primary", label=f"Claim it: {said_short(shift)}")


def release_button(shift: Shift, back: ids.Look = START) -> Block:
    """*Release*, with a question before it."""
    ask = confirm(
        "Give it back?", f"{plain_title_of(shift)} goes to the first in line, or opens again.", "Release"
    )
    about = _found(shift.id, back)
    return button("Release", ids.RELEASE, about, label=f"Release {said_short(shift)}", confirm=ask)


def wait_button(shift_id: int, back: ids.Look = START) -> Block:
    """*Join the waitlist*."""
    return button("Join the waitlist", ids.WAIT, _found(shift_id, back))


def leave_button(shift: Shift, back: ids.Look = START) -> Block:
    """*Leave the line*."""
    about = _found(shift.id, back)
    return button("Leave the line", ids.LEAVE_LINE, about, label=f"Leave the line for {said_short(shift)}")


def ask_override_button(shift_id: int, answering: Sequence[Person], back: ids.Look = START) -> Block:
    """*Ask Sergeant Sol Sequoia to override*; without a name where it may be any of several."""
    whom = answering[0].name if len(answering) == 1 else "someone entitled"
    return button(f"Ask {whom} to override", ids.ASK_OVERRIDE, _found(shift_id, back))


def override_button(shift_id: int, officer_id: int, text: str = "Set aside, with a reason") -> Block:
    """*Set aside, with a reason*, for whoever answers for the officer: opens the form."""
    return button(text, ids.OVERRIDE_FORM, ids.OfficerRef(shift_id, officer_id), style="primary")


def decline_button(action_id: str, shift: Shift, officer: Person) -> Block:
    """*Decline*, for whoever was asked."""
    about = ids.OfficerRef(shift.id, officer.id)
    return button("Decline", action_id, about, label=f"Decline {officer.name}, {said_short(shift)}")


def release_for_button(shift: Shift, officer: Person) -> Block:
    """*Release …*, for whoever answers for the officer: asks for the reason first."""
    about = ids.OfficerRef(shift.id, officer.id)
    return button(
        "Release …", ids.RELEASE_FORM, about, label=f"Release {officer.name} from {said_short(shift)}"
    )


def others_button(back: ids.Look = START) -> Block:
    """*Show other shifts*: the page and the filters that the person came from."""
    return button("Show other shifts", ids.LOOK, back)


def mine_button() -> Block:
    """*My shifts*."""
    return button("My shifts", ids.SAY, ids.Say("mine"))


def _found(shift_id: int, back: ids.Look) -> ids.ShiftRef:
    return ids.ShiftRef(shift_id, "" if back == START else pack(back))
