"""The buttons that stand in more than one place."""

from collections.abc import Sequence

from handlers import ids
from handlers.blocks.elements import button, confirm
from handlers.blocks.shifts import plain_title_of, said_short
from handlers.message import Block
from scheduling.roster.facts import Person
from scheduling.shifts.facts import Shift


def preview_button(shift: Shift) -> Block:
    """*Claim* in a list: shows what it would mean first."""
    return button("Claim", ids.CLAIM_PREVIEW, ids.ShiftRef(shift.id), label=f"Claim {said_short(shift)}")


def claim_button(shift: Shift) -> Block:
    """*Claim it* under a preview."""
    return button(
        "Claim it", ids.CLAIM, ids.ShiftRef(shift.id), style="primary", label=f"Claim {said_short(shift)}"
    )


def release_button(shift: Shift) -> Block:
    """*Release*, with a question before it."""
    ask = confirm(
        "Give it back?", f"{plain_title_of(shift)} goes to the first in line, or opens again.", "Release"
    )
    return button(
        "Release", ids.RELEASE, ids.ShiftRef(shift.id), label=f"Release {said_short(shift)}", confirm=ask
    )


def wait_button(shift_id: int) -> Block:
    """*Join the waitlist*."""
    return button("Join the waitlist", ids.WAIT, ids.ShiftRef(shift_id))


def leave_button(shift: Shift) -> Block:
    """*Leave the line*."""
    return button(
        "Leave the line",
        ids.LEAVE_LINE,
        ids.ShiftRef(shift.id),
        label=f"Leave the line for {said_short(shift)}",
    )


def ask_override_button(shift_id: int, answering: Sequence[Person]) -> Block:
    """*Ask Sergeant Sol Sequoia to override*; without a name where it may be any of several."""
    whom = answering[0].name if len(answering) == 1 else "someone entitled"
    return button(f"Ask {whom} to override", ids.ASK_OVERRIDE, ids.ShiftRef(shift_id))


def override_button(shift_id: int, officer_id: int) -> Block:
    """*Set aside, with a reason*, for whoever answers for the officer."""
    return button(
        "Set aside, with a reason", ids.OVERRIDE_FORM, ids.OfficerRef(shift_id, officer_id), style="primary"
    )


def release_for_button(shift: Shift, officer: Person) -> Block:
    """*Release …*, for whoever answers for the officer: asks for the reason first."""
    about = ids.OfficerRef(shift.id, officer.id)
    return button(
        "Release …", ids.RELEASE_FORM, about, label=f"Release {officer.name} from {said_short(shift)}"
    )


def others_button() -> Block:
    """*Show other shifts*."""
    return button("Show other shifts", ids.LOOK, ids.Look())


def mine_button() -> Block:
    """*My shifts*."""
    return button("My shifts", ids.SAY, ids.Say("mine"))
