"""Frozen facts about notices: one that is leased, what came of sending it, and the states in between."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
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

LATE: Final = timedelta(minutes=10)
"""A notice that arrives so long after it was due says so, and the audit keeps it."""

MAILED: Final = "mailed"
"""The reference of a notice whose addressee is told the same by a mail of its own."""

BESIDES: Final = "besides"
"""The reference of a notice whose addressee is mailed at once besides, and who acts on it in Slack."""

_PERSON: Final = "person:"
_EXPIRED: Final = "expired"
_DIGEST_BYTES: Final = 12
_PART_DIGITS: Final = 12
_SECONDS_DIGITS: Final = 8


@dataclass(frozen=True, slots=True)
class LeasedNotice:
    """A notice that one courier may send, until its lease ends.

    Attributes:
        lease: the opaque mark of this lease; a settlement under another mark changes nothing.
        doubtful_since: when an earlier attempt broke half-way, so that the message may be there already;
            None for a notice that has certainly not been sent.
        attempts: attempts that were made before and ended badly.
        expires_at: of no use after this instant.
        route: by which way it goes.
        thread_key: the standing post in whose thread it goes; None: it stands by itself.
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
    expires_at: datetime | None = None
    route: Route = Route.SLACK
    thread_key: str | None = None

    @property
    def message_key(self) -> str:
        """The opaque key of the notice, the same in every copy of the database."""
        return message_key(self.dedupe_key)

    @property
    def part_key(self) -> str:
        """The beginning of it, by which it can be found in a message that carries many."""
        return part_key(self.dedupe_key)

    @property
    def is_board(self) -> bool:
        """Whether it updates a channel's standing post, which shows what is so now and is never late."""
        return self.post_key is not None and self.person_id is None

    @property
    def is_mailed_too(self) -> bool:
        """Whether a mail of its own tells the same, so that nobody has to if Slack will not take it."""
        return bool(self.refs.get(MAILED))

    @property
    def is_mailed_besides(self) -> bool:
        """Whether a mail goes out beside it, so that it waits for Slack itself however long that takes."""
        return bool(self.refs.get(BESIDES))

    @property
    def person_id(self) -> int | None:
        """The person it goes to, or None where it goes to a channel."""
        return person_in(self.addressee)


@dataclass(frozen=True, slots=True)
class LeasedLetter:
    """What goes as one message: one notice, or a bundle of one addressee, urgency and route.

    Attributes:
        key: travels with the message; an earlier, doubtful attempt of the same notices had the same one.
        notices: in the order in which they fell due; never empty.
    """

    key: str
    notices: tuple[LeasedNotice, ...]

    @property
    def first(self) -> LeasedNotice:
        """The notice that has waited longest; what it says of addressee, urgency and route holds for all."""
        return self.notices[0]

    @property
    def doubtful_since(self) -> datetime | None:
        """When an earlier attempt broke half-way; None if it certainly has not been sent."""
        return min((one.doubtful_since for one in self.notices if one.doubtful_since), default=None)

    @property
    def due_at(self) -> datetime:
        """When the first of the notices ought to have been there."""
        return min(one.due_at for one in self.notices)

    @property
    def tried_from(self) -> datetime:
        """No earlier attempt was made before this instant."""
        told = _seconds_in(self.key)
        return told if told is not None else max(self.first.created_at, self.first.due_at)


def person_in(addressee: str) -> int | None:
    """The id of the person whom an addressee names; None for a channel, or a system."""
    return int(addressee.removeprefix(_PERSON)) if addressee.startswith(_PERSON) else None


def message_key(dedupe_key: str) -> str:
    """The opaque key of a notice: 24 hexadecimal digits."""
    return blake2b(dedupe_key.encode(), digest_size=_DIGEST_BYTES).hexdigest()


def part_key(dedupe_key: str) -> str:
    """The beginning of that, by which the notice can be found in a message that carries many."""
    return message_key(dedupe_key)[:_PART_DIGITS]


def letter_key(of: Sequence[str], at: datetime) -> str:
    """The key of a letter that carries the notices with these message keys, first leased at `at`.

    32 hexadecimal digits: a digest, and the instant in seconds, so that Slack's history need be searched
    from there on only.
    """
    return f"{_digest(of)}{int(at.timestamp()):0{_SECONDS_DIGITS}x}"


def is_letter_of(dedupe_key: str, letter: str) -> bool:
    """Whether the letter with this key carried the notice alone."""
    return letter[: 2 * _DIGEST_BYTES] == _digest([message_key(dedupe_key)])


def _digest(of: Sequence[str]) -> str:
    return blake2b(" ".join(of).encode(), digest_size=_DIGEST_BYTES).hexdigest()


def _seconds_in(key: str) -> datetime | None:
    """The instant in a letter's key; None for the bare key of a notice."""
    seconds = key[2 * _DIGEST_BYTES :]
    return datetime.fromtimestamp(int(seconds, 16), UTC) if len(seconds) == _SECONDS_DIGITS else None


@dataclass(frozen=True, slots=True)
class Post:
    """A standing post in a channel, kept true by updating it in place."""

    key: str
    slack_channel: str
    slack_ts: str


@dataclass(frozen=True, slots=True)
class Sent:
    """It has arrived. `note` says what is worth keeping about how; channel and ts where Slack has it."""

    slack_channel: str | None = None
    slack_ts: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Obsolete:
    """It is no longer true, or no longer of use; nothing was sent."""

    reason: str


def why_expired(at: datetime) -> str:
    """The reason of a notice that is obsolete because it was of use only until then."""
    return f"{_EXPIRED}: it was of use until {at:%Y-%m-%d %H:%M} UTC"


def is_expiry(reason: str) -> bool:
    """Whether the reason of an obsolete notice is that one: what it tells may still be true."""
    return reason.startswith(_EXPIRED)


@dataclass(frozen=True, slots=True)
class RetryAt:
    """This attempt sent nothing, and it is nobody's fault: try again at `at` (aware UTC).

    Attributes:
        still_doubtful: an earlier attempt may have arrived, and nobody could be asked.
        away: the other side cannot be reached, or does not take our token: nobody else's would arrive now.
    """

    at: datetime
    reason: str
    still_doubtful: bool = False
    away: bool = False


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


@dataclass(frozen=True, slots=True)
class Rerouted:
    """It goes by e-mail from now on.

    Attributes:
        reason: why not by Slack.
        to: who gets it: its own addressee, or one person after the other in place of a channel.
        doubtful: it may have arrived already; the mail says so.
        refused: Slack will never take it, so the supervisors' channel is told as well.
    """

    reason: str
    to: tuple[str, ...]
    doubtful: bool = False
    refused: bool = False


Outcome = Sent | Obsolete | RetryAt | Undeliverable | Uncertain | Broken | Rerouted
"""What came of one attempt."""
