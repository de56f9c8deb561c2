"""`training_cleared`: a missed deadline is made good; the officer may work in schools again."""

from handlers.blocks.buttons import others_button
from handlers.blocks.elements import actions, context, section
from handlers.blocks.training.buttons import open_button
from handlers.message import Message, message
from handlers.words.text import escaped
from scheduling.roster.facts import Person
from scheduling.training.notices.facts import TrainingCleared

RETURNED = "Shifts that went back stay with whoever has them now."


def training_cleared(facts: TrainingCleared, addressee: Person | None) -> Message:
    """To the officer, and to those who answer for them."""
    own = addressee is not None and addressee.id == facts.officer.id
    text = "You may claim shifts again." if own else f"{escaped(facts.officer.name)} may claim shifts again."
    row = others_button() if own else open_button(facts.officer)
    head = section(f":white_check_mark: *{text}* Nothing that blocks is overdue.")
    return message(text, [head, context(RETURNED), *actions(row)])
