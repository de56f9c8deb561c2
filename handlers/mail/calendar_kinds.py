"""Kinds of notices that go by mail with a calendar part: each has its facts, re-checked when it is sent, and
its words.
"""

from collections.abc import Callable, Mapping
from typing import Any

from handlers.mail.calendar_mail import CalendarMail
from handlers.mail.invitation import meeting_invitation
from handlers.mail.not_taken import meeting_not_taken
from scheduling.meetings.notices.mail import load_meeting_invitation
from scheduling.meetings.notices.replies import load_meeting_not_taken
from scheduling.outbox.facts import Obsolete, Undeliverable
from scheduling.store.transaction import Transaction

Load = Callable[[Transaction, Mapping[str, Any]], Any]
Write = Callable[[Any, str], CalendarMail | Obsolete | Undeliverable]

CALENDAR_KINDS: Mapping[str, tuple[Load, Write]] = {
    "meeting_invitation": (load_meeting_invitation, meeting_invitation),
    "meeting_not_taken": (load_meeting_not_taken, meeting_not_taken),
}
"""By kind, as it is stored; only of notices whose route is e-mail. One that goes by Slack as well is in
`handlers.notices` too.
"""


def render_calendar_mail(
    tx: Transaction, kind: str, refs: Mapping[str, Any], *, mail_from: str
) -> CalendarMail | Obsolete | Undeliverable:
    """Write a notice of one of `CALENDAR_KINDS` as things stand now.

    Args:
        tx: the transaction in which it is sent.
        kind: what the notice is.
        refs: what it is about.
        mail_from: the mailbox from which it comes and which gets the answers; empty where no mail can be
            sent.

    Raises:
        LookupError: no such kind is known, or what it refers to is not in the database.
    """
    load, write = CALENDAR_KINDS[kind]
    facts = load(tx, refs)
    return facts if isinstance(facts, Obsolete) else write(facts, mail_from)
