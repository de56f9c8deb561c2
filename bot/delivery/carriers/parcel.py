"""What a carrier is handed: a leased letter, worded, with whom it is for."""

from dataclasses import dataclass

from handlers.mail.calendar_mail import CalendarMail
from handlers.message import Message
from scheduling.outbox.facts import LeasedLetter, Post
from scheduling.roster.facts import Person


@dataclass(frozen=True, slots=True)
class Parcel:
    """A letter ready to go.

    Attributes:
        letter: with those of its notices that go.
        addressee: the person; None for a channel or a webhook.
        content: a message, a mail with a calendar part, or the body of a call to an agency's system.
        late: how late it is, if it is, where the words of the content do not say so themselves.
        post: the standing post that it updates, if it has been put up.
        thread: the standing post in whose thread it goes.
    """

    letter: LeasedLetter
    addressee: Person | None
    content: Message | CalendarMail | bytes
    post: Post | None = None
    late: str | None = None
    thread: Post | None = None
