"""`meeting_invitation`: one attendee's invitation, a change to it, or a cancellation."""

from handlers.mail.calendar_mail import CalendarMail
from handlers.mail.meeting_sheet import one_line, sheet_of
from scheduling.ical.invitation import Method, write_invitation
from scheduling.ical.parties import Mailbox
from scheduling.meetings.notice_facts import MeetingLetter
from scheduling.outbox.facts import Obsolete, Undeliverable

NO_MAIL = "mail is not set up (MUSTER_SMTP_URL)"

_LONGEST_TITLE = 120
_LONGEST_NAME = 60


def meeting_invitation(facts: MeetingLetter, mail_from: str) -> CalendarMail | Obsolete | Undeliverable:
    """From the mailbox that gets the answers. Whoever is told in Slack is told nothing else where no mail can
    be sent; that nobody else is told is for people to settle.
    """
    attendee = facts.attendee
    if not attendee.active or attendee.deactivated_at is not None:
        return Obsolete("this person has left")
    if not mail_from:
        in_slack = attendee.slack_id is not None
        return Obsolete(f"{NO_MAIL}: told in Slack only") if in_slack else Undeliverable(NO_MAIL)
    try:
        to = Mailbox(attendee.email, attendee.name)
    except ValueError:
        return Undeliverable("the address on the roster is not an e-mail address")
    calendar = write_invitation(
        facts.method,
        facts.invited,
        organiser=Mailbox(mail_from, facts.organiser.name),
        attendee=to,
        answer=facts.answer,
        occurrence=facts.occurrence,
    )
    return CalendarMail(
        subject=f"{_prefix(facts)}: {one_line(facts.invitation.meeting.plan.title, _LONGEST_TITLE)}",
        sender=f"{one_line(facts.organiser.name, _LONGEST_NAME)} via Muster",
        sheet=sheet_of(facts),
        method=facts.method.value,
        calendar=calendar,
    )


def _prefix(facts: MeetingLetter) -> str:
    """As calendar programs begin their subjects."""
    if facts.method is Method.CANCEL:
        return "Cancelled"
    return "Updated" if facts.again else "Invitation"
