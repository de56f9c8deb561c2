"""Frozen facts about notices: one that is leased, what came of sending it, and the states in between."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import blake2b
from typing import Any, Final


class NoticeState(StrEnum):
    """Where a notice stands. `docs/states.md` draws the ways between them; the values are stored."""

    WAITING = "waiting"
    LEASED = "leased"
    UNCERTAIN = "uncertain"
    SENT = "sent"
    OBSOLETE = "obsolete"
    REFUSED = "refused"
    GAVE_UP = "gave_up"


class Route(StrEnum):
    """By which way a notice goes; the values are stored."""

    SLACK = "slack"
    EMAIL = "email"
    WEBHOOK = "webhook"


UNSETTLED: Final = (NoticeState.WAITING, NoticeState.LEASED, NoticeState.UNCERTAIN)
"""The states from which a notice still goes somewhere."""

_PERSON: Final = "person:"


@dataclass(frozen=True, slots=True)
class LeasedNotice:
    """A notice that one courier may send, until its lease ends.

    Attributes:
        lease: the opaque mark of this lease; a settlement under another mark changes nothing.
        doubtful_since: when an earlier attempt broke half-way, so that the message may be there already;
            None for a notice that has certainly not been sent.
        attempts: attempts that were made before and ended badly.
    """

    id: int
    kind: str
    refs: Mapping[str, Any]
    addressee: str
    urgency: int
    dedupe_key: str
    post_key: str | None
    due_at: datetime
    created_at: datetime
    attempts: int
    doubtful_since: datetime | None
    lease: str

    @property
    def message_key(self) -> str:
        """The opaque key that travels with the message, and by which it can be found again in Slack."""
        return blake2b(self.dedupe_key.encode(), digest_size=12).hexdigest()

    @property
    def person_id(self) -> int | None:
        """The person it goes to, or None where it goes to a channel."""
        return int(self.addressee.removeprefix(_PERSON)) if self.addressee.startswith(_PERSON) else None


@dataclass(frozen=True, slots=True)
class Post:
    """A standing post in a channel, kept true by updating it in place."""

    key: str
    slack_channel: str
    slack_ts: str


@dataclass(frozen=True, slots=True)
class Sent:
    """Slack has it: in this channel, under this ts. `note` says what is worth keeping about how."""

    slack_channel: str
    slack_ts: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Obsolete:
    """It is no longer true, or no longer of use; nothing was sent."""

    reason: str


@dataclass(frozen=True, slots=True)
class RetryAt:
    """This attempt sent nothing, and it is nobody's fault: try again at `at` (aware UTC).

    `still_doubtful` where an earlier attempt may have arrived and Slack could not be asked.
    """

    at: datetime
    reason: str
    still_doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Undeliverable:
    """It will never arrive this way; a person has to know."""

    reason: str


@dataclass(frozen=True, slots=True)
class Uncertain:
    """The call broke half-way: the message may be there, or not."""

    reason: str


@dataclass(frozen=True, slots=True)
class Broken:
    """Our own renderer failed on it; nothing was sent."""

    reason: str


Outcome = Sent | Obsolete | RetryAt | Undeliverable | Uncertain | Broken
"""What came of one attempt."""
