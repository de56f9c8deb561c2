"""Acting for an officer out of an escalation: the buttons, the forms, and what came of it."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from handlers.blocks.elements import button, context, paragraph_input, section
from handlers.blocks.shifts import said_short, title_of, told_short
from handlers.ids import officer_acts as ids
from handlers.ids.escalations import EscalationForm, EscalationRef
from handlers.ids.packing import pack
from handlers.ids.shifts import REASON_BLOCK, REASON_INPUT, OfficerRef
from handlers.ids.training import ObligationRef
from handlers.message import Block, Message, Modal, message
from handlers.visit import Origin
from handlers.words.countdown import title_of as title_of_training
from handlers.words.text import counted, escaped, named
from scheduling.meetings.answers.asking_again import AskedAgain
from scheduling.roster.facts import Person
from scheduling.shifts.facts import Shift
from scheduling.shifts.holdings.clearing import Cleared
from scheduling.training.facts import Obligation
from scheduling.training.rules.urgency import TeamLine
from scheduling.training.upkeep.hand_back import HandBackAsked

_MOST = 10
"""Shifts that a form names; the rest is counted."""


def extend_button(obligation: Obligation, officer: Person) -> Block:
    """*Extend …*."""
    label = f"Extend {officer.name}, {obligation.requirement.title}"
    return button("Extend …", ids.ACT_EXTEND_FORM, ObligationRef(obligation.id), label=label)


def hand_back_button(number: int, officer: Person) -> Block:
    """*Hand back shifts …*."""
    label = f"Hand back the shifts of {officer.name}"
    return button(
        "Hand back shifts …", ids.HAND_BACK_FORM, EscalationRef(number), style="danger", label=label
    )


def release_button(shift: Shift, officer: Person) -> Block:
    """*Release …*, of one shift."""
    label = f"Release {officer.name} from {said_short(shift)}"
    return button("Release …", ids.ACT_RELEASE_FORM, OfficerRef(shift.id, officer.id), label=label)


def release_all_button(number: int, officer: Person) -> Block:
    """*Release all …*."""
    label = f"Release {officer.name} from all coming shifts"
    return button("Release all …", ids.RELEASE_ALL_FORM, EscalationRef(number), style="danger", label=label)


def ask_again_button(number: int) -> Block:
    """*Ask them again*."""
    return button("Ask them again", ids.ASK_AGAIN, EscalationRef(number))


def hand_back_form(
    number: int, owed: TeamLine, shifts: Sequence[Shift], origin: Origin, reader: ZoneInfo
) -> Modal:
    """Why, which shifts, and what follows."""
    name, due = escaped(owed.person.name, 80), title_of_training(owed.obligation.requirement)
    told = f"*{name}* loses {counted(len(shifts), 'coming shift')}: {due} is overdue."
    hint, about = "Kept with the change. The officer is told.", _about(number, origin)
    return _form(ids.HAND_BACK, "Hand back shifts", "Hand back", hint, about, _named(told, shifts, reader))


def release_all_form(
    number: int, officer: Person, shifts: Sequence[Shift], origin: Origin, reader: ZoneInfo
) -> Modal:
    """Why, and which shifts."""
    told = f"*{escaped(officer.name, 80)}* is released from {counted(len(shifts), 'coming shift')}."
    hint, about = "Kept with each change.", _about(number, origin)
    return _form(ids.RELEASE_ALL, "Release all shifts", "Release", hint, about, _named(told, shifts, reader))


def handed_back(done: HandBackAsked) -> Message:
    """They are on their way back; or nothing was to be done any more."""
    name, title = escaped(done.officer.name, 80), title_of_training(done.obligation.requirement)
    if not done.shifts:
        return nothing_left(done.officer)
    text = f"{counted(len(done.shifts), 'shift')} of {name} going back: {title} is overdue."
    after = "Each goes to the first in line who passes. You are told once all are back."
    return message(text, [section(f":leftwards_arrow_with_hook: *{text}*"), context(after)], beside=True)


def released_all(done: Cleared) -> Message:
    """What became of each place."""
    if not done.released:
        return nothing_left(done.officer)
    text = f"{escaped(done.officer.name, 80)} released from {counted(len(done.released), 'shift')}."
    lines = [
        f"• {told_short(one.shift)}: {escaped(one.next_holder.name, 60) if one.next_holder else 'open'}"
        for one in done.released[:_MOST]
    ]
    more = [f"• and {len(done.released) - _MOST} more"] if len(done.released) > _MOST else []
    blocks = [section(f":white_check_mark: *{text}*"), context("\n".join([*lines, *more]))]
    return message(text, blocks, beside=True)


def asked_again(done: AskedAgain) -> Message:
    """Who is reminded."""
    names = named((each.name for each in done.people), 8)
    text = f"Asked again: {names}" if names else "Everybody who is asked has said yes or no."
    return message(text, [section(f"*{text}*")], beside=True)


def nothing_left(officer: Person) -> Message:
    """An old button, or somebody was faster."""
    text = f"Nothing is left to hand back: {escaped(officer.name, 80)}."
    return message(text, [section(f"*{text}*")], beside=True)


def _named(told: str, shifts: Sequence[Shift], reader: ZoneInfo) -> list[Block]:
    lines = [f"• {title_of(shift, reader)}" for shift in shifts[:_MOST]]
    more = [f"• and {len(shifts) - _MOST} more"] if len(shifts) > _MOST else []
    return [section(told), context("\n".join([*lines, *more]))]


def _form(
    callback_id: str, title: str, submit: str, hint: str, about: EscalationForm, told: Sequence[Block]
) -> Modal:
    why = paragraph_input(REASON_BLOCK, REASON_INPUT, "Why?", hint)
    return Modal(callback_id, title, (*told, why), submit, pack(about))


def _about(number: int, origin: Origin) -> EscalationForm:
    return EscalationForm(number, 0, origin.url, replaces=False)
