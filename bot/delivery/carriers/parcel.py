"""What a carrier is handed: a leased letter, worded, with whom it is for."""

from dataclasses import dataclass

from handlers.message import Message
from scheduling.outbox.facts import LeasedLetter, Post
from scheduling.roster.facts import Person


@dataclass(frozen=True, slots=True)
class Parcel:
    """A letter ready to go.

    Attributes:
        letter: with those of its notices that go.
        addressee: the person; None for a channel or a webhook.
        content: a message, or the body of a call to an agency's system.
        post: the standing post that it updates, if it has been put up.
    """

    letter: LeasedLetter
    addressee: Person | None
    content: Message | bytes
    post: Post | None = None
