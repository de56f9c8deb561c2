"""`override_asked`: an officer asks for a rule to be set aside."""

from handlers.blocks.buttons import override_button
from handlers.blocks.elements import actions, context, section
from handlers.blocks.shifts import lines_of, told_short
from handlers.message import Message, message
from handlers.notices.reader import zone_of
from handlers.rule_names import names_of_rules
from handlers.words import escaped
from scheduling.roster.facts import Person
from scheduling.shifts.notice_facts import OverrideAsked


def override_asked(facts: OverrideAsked, addressee: Person | None) -> Message:
    """To whoever may set it aside: what it is about, and the form with the figures."""
    name, rules = escaped(facts.officer.name), names_of_rules(facts.rules)
    text = f"{name} asks for {told_short(facts.shift)}; in the way: {rules}"
    body = f":raising_hand: *{name} asks for this shift.* In the way: {rules}\n"
    return message(
        text,
        [
            section(body + lines_of(facts.shift, zone_of(addressee))),
            context("The figures stand in the form. Doing nothing leaves things as they are."),
            *actions(override_button(facts.shift.id, facts.officer.id)),
        ],
    )
