"""`report_answered`: whoever reported something hears who has it, or who settled it; not how."""

from handlers.blocks.elements import actions, section
from handlers.blocks.reports.buttons import add_button, read_button
from handlers.message import Message, message
from handlers.notices.reader import zone_of
from handlers.words.reports import made_at
from handlers.words.text import escaped
from scheduling.escalations.answering import ReportAnswered
from scheduling.roster.facts import Person
from scheduling.zones import zone_or_utc


def report_answered(facts: ReportAnswered, addressee: Person | None) -> Message:
    """To its author."""
    by = escaped(facts.by, 80)
    buttons = actions(read_button(facts.number), add_button(facts.number))
    if facts.settled_at is None:
        text = f"{by} has report {facts.number}."
        return message(text, [section(f":eyes: *{text}*"), *buttons])
    at = made_at(facts.settled_at, zone_or_utc(facts.zone), zone_of(addressee))
    head, how = f"Report {facts.number} is settled", f"{by}, {at}."
    return message(f"{head}: {how}", [section(f":white_check_mark: *{head}*: {how}"), *buttons])
