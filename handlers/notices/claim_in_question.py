"""`claim_in_question`: a change broke a rule for somebody who holds the shift; somebody has to decide."""

from zoneinfo import ZoneInfo

from handlers.blocks.buttons import release_for_button
from handlers.blocks.elements import actions, context, section
from handlers.blocks.refused import MOST_REFUSALS
from handlers.blocks.shifts import lines_of, told_short
from handlers.message import Block, Message, message
from handlers.notices.reader import zone_of
from handlers.refusals.wording import sentence_of
from handlers.words.text import escaped
from scheduling.refusals import Refusal
from scheduling.roster.facts import Person
from scheduling.shifts.notice_facts import ClaimInQuestion
from scheduling.zones import zone


def claim_in_question(facts: ClaimInQuestion, addressee: Person | None) -> Message:
    """To those who answer for the holder: the rules with their figures; it stands until they decide."""
    name, reader = escaped(facts.officer.name), zone_of(addressee) or zone(facts.officer.zone)
    first = sentence_of(facts.refusals[0], reader)
    text = f"{name}'s shift now breaks a rule: {first.whole} {told_short(facts.shift)}"
    body = f":warning: *{name}'s shift changed and now breaks a rule.*\n"
    return message(
        text,
        [
            section(body + lines_of(facts.shift, zone_of(addressee), places=False)),
            *(block for refusal in facts.refusals[:MOST_REFUSALS] for block in _broken(refusal, reader)),
            context(f"{name} still holds it. Leave it so, or release it."),
            *actions(release_for_button(facts.shift, facts.officer)),
        ],
    )


def _broken(refusal: Refusal, reader: ZoneInfo) -> list[Block]:
    """A rule with its figures and source; who may set it aside is beside the point, for the claim stands."""
    small = [context(f"Rule: {escaped(refusal.source, 300)}")] if refusal.source else []
    return [section(f":no_entry: {sentence_of(refusal, reader).shown}"), *small]
