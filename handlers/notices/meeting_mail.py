"""`meeting_proposed`, `meeting_not_taken`: a mail about a meeting that a person has to settle."""

from handlers.blocks.elements import actions, context, section
from handlers.blocks.meetings.buttons import open_button
from handlers.blocks.meetings.invitation import invitation_blocks
from handlers.message import Message, message
from handlers.notices.reader import zone_of
from handlers.words.local_times import point
from handlers.words.meetings import title_of
from handlers.words.text import escaped
from scheduling.meetings.mail.facts import ReplyOutcome
from scheduling.meetings.notice_facts import MeetingMail
from scheduling.roster.facts import Person
from scheduling.zones import zone

_DID = {
    ReplyOutcome.COUNTER: "proposes another time by mail",
    ReplyOutcome.DELEGATED: "wants to send somebody else, by mail",
    ReplyOutcome.FOREIGN: "answered by mail and is not asked",
    ReplyOutcome.BOUNCED: "did not get your mail, for their address takes none",
}
_NEXT = {
    ReplyOutcome.COUNTER: "Nothing has changed. Edit the meeting if the time is to move.",
    ReplyOutcome.DELEGATED: "Nobody was added. Edit the meeting to ask somebody else.",
    ReplyOutcome.FOREIGN: "It was not counted. Edit the meeting to ask them.",
    ReplyOutcome.BOUNCED: "Tell them yourself, and have their address put right on the roster.",
}
_LOST = "answered by mail for a day on which it does not take place"
_ASK_THEM = "It was not counted. Ask them what they mean, or let them answer in Slack."
_NOT_DONE = {
    ReplyOutcome.COUNTER: "The time that you proposed is not taken over by itself.",
    ReplyOutcome.DELEGATED: "Nobody is sent in your place by mail.",
}


def meeting_proposed(facts: MeetingMail, _addressee: Person | None) -> Message:
    """To the organiser: who wants what, and what to do about it."""
    outcome, title = ReplyOutcome(facts.outcome), title_of(facts.invitation.meeting.plan)
    who = escaped(facts.person.name, 80) if facts.person is not None else "Somebody who is not on the roster"
    lost = outcome is ReplyOutcome.FOREIGN and facts.asked is not None
    said = f"{who} {_LOST if lost else _DID.get(outcome, 'wrote')}"
    head = f":email: *{said}.*\n{title}{_wanted(facts)}"
    told = _ASK_THEM if lost else _NEXT.get(outcome, "")
    return message(
        f"{said}: {title}", [section(head), context(told), *actions(open_button(facts.invitation.meeting))]
    )


def _wanted(facts: MeetingMail) -> str:
    """When they want it, and in place of when."""
    there = zone(facts.invitation.meeting.plan.zone)
    stands = facts.occurrence or (facts.asked.next if facts.asked is not None else None)
    if facts.proposed is None:
        return ""
    instead = f", instead of {point(stands.starts_at, there)}" if stands is not None else ""
    return f"\n*{point(facts.proposed, there)}*{instead}"


def meeting_not_taken(facts: MeetingMail, addressee: Person | None) -> Message:
    """To who wrote it: that it was not done, who has read it, and what stands."""
    title = title_of(facts.invitation.meeting.plan)
    said = _NOT_DONE.get(ReplyOutcome(facts.outcome), "Your mail changed nothing.")
    told = f"{said} {escaped(facts.organiser.name, 80)} has been told."
    head = section(f":email: *{told}*\n{title}" if facts.asked is None else f":email: *{told}*")
    stands = [] if facts.asked is None else invitation_blocks(facts.asked, zone_of(addressee))
    return message(f"{told} {title}", [head, *stands])
