"""`claim_in_question`: a change broke a rule for somebody who holds the shift; somebody has to decide."""

from handlers.blocks.buttons import release_for_button
from handlers.blocks.elements import actions, context, section
from handlers.blocks.shifts import lines_of, told_short
from handlers.message import Message, message
from handlers.notices.reader import zone_of
from handlers.rule_names import names_of_rules
from handlers.words import escaped
from scheduling.roster.facts import Person
from scheduling.shifts.notice_facts import ClaimInQuestion


def claim_in_question(facts: ClaimInQuestion, addressee: Person | None) -> Message:
    """To those who answer for the holder: it stands until they decide."""
    name, rules = escaped(facts.officer.name), names_of_rules(facts.rules)
    text = f"{name}'s shift changed and now breaks a rule ({rules}): {told_short(facts.shift)}"
    body = f":warning: *{name}'s shift now breaks a rule:* {rules}\n"
    return message(
        text,
        [
            section(body + lines_of(facts.shift, zone_of(addressee), places=False)),
            context(f"{name} still holds it. Leave it so, or release it."),
            *actions(release_for_button(facts.shift, facts.officer)),
        ],
    )
