"""`meeting_proposed`, `meeting_not_taken`: a mail about a meeting that a person has to settle."""

from handlers.blocks.elements import actions, context, section
from handlers.blocks.meetings.buttons import open_button
from handlers.blocks.meetings.invitation import invitation_blocks
from handlers.message import Message, message
from handlers.notices.reader import zone_of
from handlers.words.meetings import title_of
from handlers.words.text import escaped
from scheduling.meetings.notice_facts import MeetingMail
from scheduling.meetings.reply_facts import ReplyOutcome
from scheduling.roster.facts import Person

_DID = {
    ReplyOutcome.COUNTER: "proposes another time by mail",
    ReplyOutcome.DELEGATED: "wants to send somebody else, by mail",
    ReplyOutcome.FOREIGN: "answered by mail and is not asked",
}
_NEXT = {
    ReplyOutcome.COUNTER: "Nothing has changed. Edit the meeting if the time is to move.",
    ReplyOutcome.DELEGATED: "Nobody was added. Edit the meeting to ask somebody else.",
    ReplyOutcome.FOREIGN: "It was not counted. Edit the meeting to ask them.",
}
_NOT_DONE = {
    ReplyOutcome.COUNTER: "The time that you proposed is not taken over by itself.",
    ReplyOutcome.DELEGATED: "Nobody is sent in your place by mail.",
}


def meeting_proposed(facts: MeetingMail, _addressee: Person | None) -> Message:
    """To the organiser: who wants what, and what to do about it."""
    outcome, title = ReplyOutcome(facts.outcome), title_of(facts.invitation.meeting.plan)
    who = escaped(facts.person.name, 80) if facts.person is not None else "Somebody who is not on the roster"
    said = f"{who} {_DID.get(outcome, 'wrote')}"
    head = f":email: *{said}.*\n{title}"
    return message(
        f"{said}: {title}",
        [section(head), context(_NEXT.get(outcome, "")), *actions(open_button(facts.invitation.meeting))],
    )


def meeting_not_taken(facts: MeetingMail, addressee: Person | None) -> Message:
    """To who wrote it: that it was not done, who has read it, and what stands."""
    title = title_of(facts.invitation.meeting.plan)
    said = _NOT_DONE.get(ReplyOutcome(facts.outcome), "Your mail changed nothing.")
    told = f"{said} {escaped(facts.organiser.name, 80)} has been told."
    head = section(f":email: *{told}*\n{title}" if facts.asked is None else f":email: *{told}*")
    stands = [] if facts.asked is None else invitation_blocks(facts.asked, zone_of(addressee))
    return message(f"{told} {title}", [head, *stands])
