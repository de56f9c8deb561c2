"""Forms: each asks for one thing, a reason, and says who will read it."""

from handlers.blocks.elements import context, paragraph_input, section
from handlers.blocks.refused import refusal_lines
from handlers.blocks.shifts import lines_of
from handlers.ids import shifts as ids
from handlers.ids.packing import pack
from handlers.message import Block, Modal
from handlers.visit import Origin
from handlers.words.text import escaped
from scheduling.roster.facts import Person
from scheduling.shifts.facts import ClaimVerdict, Shift
from scheduling.zones import zone

KEPT = "Kept with the change, for whoever looks later."


def override_form(verdict: ClaimVerdict, origin: Origin, note: str = "") -> Modal:
    """Set aside what refuses a claim, with a reason; `note` tells what somebody else decided before."""
    shift, officer = verdict.shift, verdict.officer
    told = [section(f"{escaped(officer.name)}\n{lines_of(shift)}"), *_note(note)]
    lines = refusal_lines(verdict.refusals, zone(officer.zone), ())
    return _form(ids.OVERRIDE, "Set a rule aside", "Assign", shift, officer, origin, [*told, *lines], KEPT)


def release_form(shift: Shift, officer: Person, origin: Origin, note: str = "") -> Modal:
    """Give an officer's shift back for them; `note` tells what somebody else decided before."""
    told = [section(f"{escaped(officer.name)}\n{lines_of(shift, places=False)}"), *_note(note)]
    hint = f"{officer.name} reads it, and it is kept."
    return _form(ids.RELEASE_FOR, "Release a shift", "Release", shift, officer, origin, told, hint)


def ask_release_form(shift: Shift, officer: Person, answering: str, origin: Origin) -> Modal:
    """Ask those who answer for the officer to give the shift back."""
    told = section(lines_of(shift, places=False))
    return _form(
        ids.ASK_RELEASE,
        "Ask for release",
        "Ask",
        shift,
        officer,
        origin,
        [told],
        f"{answering} will read it.",
    )


def _note(text: str) -> list[Block]:
    return [context(text)] if text else []


def _form(
    callback_id: str, title: str, submit: str, shift: Shift, officer: Person, origin: Origin,
    told: list[Block], hint: str,
) -> Modal:  # fmt: skip
    why = paragraph_input(ids.REASON_BLOCK, ids.REASON_INPUT, "Why?", hint)
    carries = pack(ids.FormRef(shift.id, officer.id, origin.url, origin.replaces))
    return Modal(callback_id, title, (*told, why), submit, carries)
