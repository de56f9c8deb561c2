"""`meeting_asked`, `meeting_stands`, `meeting_changed`, `meeting_file`: somebody is asked to come, sees it as
it stands by now, reads what is different, and gets it for a calendar that no mail reaches.
"""

from dataclasses import replace

from handlers.blocks.elements import context, section
from handlers.blocks.meetings.invitation import closed_invitation, headline_of, invitation, said_by
from handlers.message import Attachment, Message, message
from handlers.notices.reader import zone_of
from handlers.words.local_times import span
from handlers.words.meetings import title_of, when_it_is
from handlers.words.text import listed
from scheduling.meetings.facts import Answer
from scheduling.meetings.notice_facts import MeetingAsked, MeetingClosed, MeetingFile
from scheduling.meetings.rules.differs import Changed
from scheduling.roster.facts import Person
from scheduling.zones import zone

_NEW = {
    Changed.TITLE: "title",
    Changed.TIME: "time",
    Changed.REPEAT: "days",
    Changed.PLACE: "place",
    Changed.AGENDA: "agenda",
}


def meeting_asked(facts: MeetingAsked, addressee: Person | None) -> Message:
    """To who is asked: the invitation, which they answer there."""
    return invitation(facts, zone_of(addressee))


def meeting_stands(facts: MeetingAsked | MeetingClosed, addressee: Person | None) -> Message:
    """The invitation in its place, as it stands; without buttons where it wants no answer any more."""
    reader = zone_of(addressee)
    if isinstance(facts, MeetingClosed):
        return closed_invitation(facts, reader)
    return invitation(facts, reader)


def meeting_changed(facts: MeetingAsked, addressee: Person | None) -> Message:
    """To who is asked: what is new, when it was to be before, and the answer once more if that was moved."""
    return invitation(facts, zone_of(addressee), note=_changed(facts))


def meeting_file(facts: MeetingFile, addressee: Person | None) -> Message:
    """To who has no mail address or asks for it: the calendar file, or where a link is to be had."""
    asked, reader = facts.asked, zone_of(addressee)
    text = f"For your calendar: {title_of(asked.invitation.meeting.plan)}, {when_it_is(asked.next, reader)}"
    instead = context("No file can go here. `/sso calendar` gives you a link for your calendar.")
    told = message(text, [section(headline_of(asked, reader)), instead])
    name = f"meeting-{asked.invitation.meeting.id}.ics"
    return replace(told, file=Attachment(name, facts.ics))


def _changed(facts: MeetingAsked) -> str:
    what = listed(_NEW[one] for one in facts.changes.what)
    said = f"New {what}." if what else "It has changed."
    if facts.changes.was is not None:
        said += f" It was {span(*facts.changes.was, zone(facts.invitation.meeting.plan.zone))}."
    moved = {Changed.TIME, Changed.REPEAT} & set(facts.changes.what)
    return f"{said} Please answer again." if moved and said_by(facts) is Answer.NONE else said
