"""`incident_began` and `incident_over`: something is wrong with Muster itself, and later no longer is."""

from typing import Final, assert_never

from handlers.blocks.elements import context, section
from handlers.message import Message, message
from handlers.words.text import counted, length
from scheduling.incidents.facts import IncidentKind
from scheduling.incidents.notices import IncidentTold
from scheduling.incidents.rules import OVERDUE_AFTER, UNCERTAIN_AFTER
from scheduling.roster.facts import Person


def incident_began(facts: IncidentTold, _addressee: Person | None) -> Message:
    """To the supervisors' channel: what is wrong, what it means for people, and where to look."""
    text = _began(facts)
    return message(text, [section(f":warning: *{text}.*"), context(_MEANING[facts.kind])])


def incident_over(facts: IncidentTold, _addressee: Person | None) -> Message:
    """To the same channel: it is over, and how long it lasted."""
    text = _over(facts)
    return message(text, [section(f":white_check_mark: *{text}.*")])


_MEANING: Final = {
    IncidentKind.OVERDUE: "Somebody may not know yet of a claim, a release or a change. Nothing is lost; "
    "whoever runs Muster finds the reason under /healthz and in its log.",
    IncidentKind.UNCERTAIN: "The line broke while it was being sent. Muster keeps asking Slack for it, and "
    "sends nothing a second time without saying so.",
    IncidentKind.FEED_SILENT: "Shifts stand as it last said; what changed since is not known here. "
    "`muster feed status` says what became of each pull.",
    IncidentKind.MAILBOX_SILENT: "Answers by mail wait in it, and none is lost; those in Slack count as "
    "ever. Whoever runs Muster finds the reason under /healthz and in its log; `muster check` tries it.",
}


def _began(facts: IncidentTold) -> str:
    many = counted(facts.count, "notice")
    match facts.kind:
        case IncidentKind.OVERDUE:
            return f"Muster is behind: {many} should have gone out more than {length(OVERDUE_AFTER)} ago"
        case IncidentKind.UNCERTAIN:
            return (
                f"For more than {length(UNCERTAIN_AFTER)} Muster has not known of {many} whether "
                f"{'it' if facts.count == 1 else 'they'} arrived"
            )
        case IncidentKind.FEED_SILENT:
            return f"The feed has been silent for {length(facts.lasting)}"
        case IncidentKind.MAILBOX_SILENT:
            return f"The mailbox to which answers come has not been read for {length(facts.lasting)}"
    assert_never(facts.kind)


def _over(facts: IncidentTold) -> str:
    lasted = length(facts.lasting)
    match facts.kind:
        case IncidentKind.OVERDUE:
            return f"Muster has caught up: notices were late for {lasted}"
        case IncidentKind.UNCERTAIN:
            return f"Muster knows again which notices arrived; for {lasted} it did not"
        case IncidentKind.FEED_SILENT:
            return f"The feed delivers again, after {lasted} of silence"
        case IncidentKind.MAILBOX_SILENT:
            return f"The mailbox can be read again; answers by mail waited for {lasted}"
    assert_never(facts.kind)
