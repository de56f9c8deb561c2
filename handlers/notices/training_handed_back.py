"""`training_handed_back`: an officer has lost coming shifts because of a missed deadline."""

from handlers.blocks.elements import actions, context, section
from handlers.blocks.shifts import title_of as title_of_shift
from handlers.blocks.training.buttons import open_button, own_buttons, training_button
from handlers.blocks.training.line import head_of
from handlers.message import Message, message
from handlers.notices.reader import zone_of
from handlers.words.text import counted, escaped, listed
from scheduling.roster.facts import Person
from scheduling.training.notices.facts import HandedBack, TrainingHandedBack

MOST = 15
"""Shifts that are named."""

CURED = "They do not come back by themselves. Once the training is done, claim what is still open."


def training_handed_back(facts: TrainingHandedBack, addressee: Person | None) -> Message:
    """To the officer: which, why, and the way out. To others: whose, and who has them now."""
    own = addressee is not None and addressee.id == facts.officer.id
    many, name = counted(len(facts.shifts), "shift"), escaped(facts.officer.name, 80)
    text = (
        f"You no longer have {many}: training is overdue."
        if own
        else f"{name} lost {many}: training overdue."
    )
    shifts = [_line(one, addressee) for one in facts.shifts[:MOST]]
    more = [f"• and {len(facts.shifts) - MOST} more"] if len(facts.shifts) > MOST else []
    why = head_of(facts.line, facts.today)
    row = [*own_buttons(facts.line), training_button()] if own else [open_button(facts.officer)]
    blocks = [section("\n".join([f":leftwards_arrow_with_hook: *{text}*", *shifts, *more])), section(why)]
    return message(text, [*blocks, *([context(CURED)] if own else []), *actions(*row)])


def _line(one: HandedBack, addressee: Person | None) -> str:
    shift = one.held.shift
    names = listed(escaped(person.name, 80) for person in one.now_held_by)
    now = f"{names} has it now" if names else "open again" if shift.free else "filled all the same"
    return f"• #{shift.id} {title_of_shift(shift, zone_of(addressee))} · {now}"
