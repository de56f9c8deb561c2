"""`waitlist_passed_over`: a place came free, and a rule kept the officer from getting it."""

from handlers.blocks.buttons import leave_button, others_button, preview_button
from handlers.blocks.elements import actions, context, section
from handlers.blocks.shifts import lines_of, told_short
from handlers.message import Message, message
from handlers.notices.reader import zone_of
from handlers.refusals.rule_names import names_of_rules
from scheduling.roster.facts import Person
from scheduling.shifts.facts import Status
from scheduling.shifts.notice_facts import WaitlistPassedOver


def waitlist_passed_over(facts: WaitlistPassedOver, addressee: Person | None) -> Message:
    """To somebody in line: why not, and that they still wait; or that the shift is no more."""
    lines = lines_of(facts.shift, zone_of(addressee), places=False)
    if facts.closed:
        return _closed(facts, lines)
    rules = names_of_rules(facts.rules)
    text = f"A place went past you ({rules}): {told_short(facts.shift)}"
    return message(
        text,
        [
            section(f"*A place came free but went past you:* {rules}\n{lines}"),
            context("You keep your place in line. *Claim* shows the figures."),
            *actions(preview_button(facts.shift), leave_button(facts.shift)),
        ],
    )


def _closed(facts: WaitlistPassedOver, lines: str) -> Message:
    text = f"Withdrawn, you wait no longer: {told_short(facts.shift)}"
    body = section(f"*The shift you waited for was withdrawn.*\n{lines}")
    if facts.shift.status is Status.OPEN:
        again = context("It has been put up again since, without its line.")
        return message(text, [body, again, *actions(preview_button(facts.shift), others_button())])
    gone = context("You are no longer in line for it.")
    return message(text, [body, gone, *actions(others_button())])
