"""`meeting_not_taken`: what somebody asked for by mail and did not get. Their calendar is told as well: that
their proposal is declined (RFC 5546, DECLINECOUNTER), or what it is to hold.
"""

from dataclasses import replace
from typing import Final

from handlers.mail.calendar_mail import CalendarMail
from handlers.mail.invitation import meeting_invitation
from handlers.mail.meeting_sheet import one_line, sheet_of
from handlers.words.local_times import point
from scheduling.ical.invitation import Method
from scheduling.meetings.mail.facts import NotTaken, ReplyOutcome
from scheduling.outbox.facts import Obsolete, Undeliverable
from scheduling.zones import zone

_SUBJECTS: Final = {ReplyOutcome.COUNTER: "Time kept", ReplyOutcome.DELEGATED: "Still asked"}


def meeting_not_taken(facts: NotTaken, mail_from: str) -> CalendarMail | Obsolete | Undeliverable:
    """The meeting as it stands, and why it does."""
    written = meeting_invitation(facts.letter, mail_from)
    if not isinstance(written, CalendarMail):
        return written
    plan = facts.letter.invitation.meeting.plan
    stands = sheet_of(replace(facts.letter, method=Method.REQUEST))
    return replace(
        written,
        subject=f"{_SUBJECTS.get(facts.outcome, 'Unchanged')}: {one_line(plan.title, 120)}",
        sheet=replace(stands, news=_news(facts)),
    )


def _news(facts: NotTaken) -> str:
    organiser = one_line(facts.letter.organiser.name)
    if facts.outcome is ReplyOutcome.DELEGATED:
        return (
            f"Nobody is sent in your place by mail: you are asked yourself. {organiser} has been told, and "
            "can ask somebody else."
        )
    when = ""
    if facts.proposed is not None:
        there = zone(facts.letter.invitation.meeting.plan.zone)
        when = f" ({point(facts.proposed, there)})"
    return (
        f"The time that you proposed{when} is not taken over by itself: it stands as below. {organiser} has "
        "been told, and can move it."
    )
