"""`report_follow_up`: something was added to a report; what, those entitled read in it."""

from handlers.blocks.elements import actions, section
from handlers.blocks.reports.buttons import read_button
from handlers.message import Message, message
from handlers.notices.reader import zone_of
from handlers.words.reports import line_of
from handlers.words.text import escaped
from scheduling.reports.notices import ReportFollowedUp
from scheduling.roster.facts import Person


def report_follow_up(facts: ReportFollowedUp, addressee: Person | None) -> Message:
    """To its author, to whoever has read it, and to whoever has its escalation."""
    by = escaped(facts.by)
    text = f"{by} added to report {facts.report.number}"
    body = f":memo: *{text}*\n{line_of(facts.report, zone_of(addressee))}"
    return message(text, [section(body), *actions(read_button(facts.report.number))])
