"""Answers by mail: a whole mail in, what it says out, or why it cannot be read. Nothing here believes it:
whether the sender may answer, and for which meeting, is decided where the meetings are.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from scheduling import zones
from scheduling.ical.authenticity import Authenticity, judge
from scheduling.ical.moments import read_moment
from scheduling.ical.parties import PartStat, base_address
from scheduling.ical.reply_lines import Property, ReplyLines, read_lines
from scheduling.ical.reply_mail import UnreadableMailError, open_mail
from scheduling.ical.text import clean

LONGEST_COMMENT = 500
_LONGEST_UID = 250
_MAILTO = re.compile("^mailto:", re.IGNORECASE)
_SEQUENCE = re.compile(r"[0-9]{1,9}")
_NO_ANSWERS = {"ADD", "CANCEL", "DECLINECOUNTER", "PUBLISH", "REQUEST"}


class ReplyMethod(StrEnum):
    """What an attendee's calendar program may send."""

    REPLY = "REPLY"
    COUNTER = "COUNTER"
    """Another time is proposed."""
    REFRESH = "REFRESH"
    """The invitation is asked for once more."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a mail says.

    Attributes:
        uid, sequence: of the meeting, and the revision that is answered.
        stamp: when the answer was given, aware UTC; of two answers to a revision the later one counts.
        attendee: whose answer it says it is; sender: whose mail it is. Addresses, casefolded.
        part_stat: None where a COUNTER or REFRESH does not say.
        occurrence: the original start of the one occurrence that is answered for: aware UTC; or naive, a
            local time of the meeting's zone; or a day of it. None: all of the meeting.
        proposed: of a COUNTER, when it should start; in the same three forms.
        authenticity: what the receiving mail server says of the sender.
        automatic: a machine wrote the mail by itself: it counts, and is not answered by mail.
    """

    method: ReplyMethod
    uid: str
    sequence: int
    stamp: datetime
    attendee: str
    sender: str
    part_stat: PartStat | None
    comment: str
    occurrence: datetime | date | None
    proposed: datetime | date | None
    authenticity: Authenticity
    automatic: bool = False

    def concerns(self, original_at: datetime, zone: ZoneInfo) -> bool:
        """Whether it answers for the occurrence with this original start (aware), in a meeting's zone."""
        if self.occurrence is None:
            return True
        if not isinstance(self.occurrence, datetime):
            return zones.local_day(original_at, zone) == self.occurrence
        if self.occurrence.tzinfo is None:
            return original_at.astimezone(zone).replace(tzinfo=None) == self.occurrence
        return self.occurrence == original_at


@dataclass(frozen=True, slots=True)
class Unreadable:
    """No answer that Muster can read; `why` is a sentence for whoever looks after the mailbox. It repeats
    nothing of the mail: such sentences are kept, and stand in logs.
    """

    why: str


def read_reply(mail: bytes, *, authority: str = "") -> Reply | Unreadable:
    """What a whole mail answers. Never raises, whatever the bytes are.

    Args:
        mail: header and body, as a mail server hands it over.
        authority: the name under which that server writes its Authentication-Results; empty: a pass is
            never believed.
    """
    try:
        opened = open_mail(mail)
        lines = read_lines(opened.calendar)
        method = _method_of(lines)
        attendee = _attendee_of(lines, method, opened.sender)
        return Reply(
            method=method,
            uid=_uid_of(lines),
            sequence=_sequence_of(lines),
            stamp=_stamp_of(lines),
            attendee=_address_of(attendee),
            sender=opened.sender,
            part_stat=_part_stat_of(attendee, method),
            comment=clean("\n".join(said.text for said in lines.all("COMMENT")), LONGEST_COMMENT, lines=True),
            occurrence=_moment_of(lines, "RECURRENCE-ID"),
            proposed=_moment_of(lines, "DTSTART") if method is ReplyMethod.COUNTER else None,
            authenticity=judge(opened.results, opened.sender, authority),
            automatic=opened.automatic,
        )
    except UnreadableMailError as flaw:
        return Unreadable(str(flaw))


def _method_of(lines: ReplyLines) -> ReplyMethod:
    try:
        return ReplyMethod(lines.method)
    except ValueError as error:
        known = lines.method if lines.method in _NO_ANSWERS else "none that calendars know"
        raise UnreadableMailError(f"The mail is no answer: its METHOD is {known}.") from error


def _attendee_of(lines: ReplyLines, method: ReplyMethod, sender: str) -> Property:
    """Whose answer it is. A proposal may name everybody who was asked, and who sends somebody else names
    them as well.
    """
    named = lines.all("ATTENDEE")
    if len(named) > 1:
        own = tuple(each for each in named if base_address(_address_of(each)) == base_address(sender))
        sends_another = {_said_by(each) for each in own} == {PartStat.DELEGATED.value}
        named = own if method is not ReplyMethod.REPLY or sends_another else named
    if len(named) != 1:
        raise UnreadableMailError(f"An answer is one attendee's; this mail names {len(named)}.")
    return named[0]


def _address_of(attendee: Property) -> str:
    return clean(_MAILTO.sub("", attendee.text), _LONGEST_UID).casefold()


def _said_by(attendee: Property) -> str:
    return attendee.parameters.get("PARTSTAT", "").upper()


def _part_stat_of(attendee: Property, method: ReplyMethod) -> PartStat | None:
    said = _said_by(attendee)
    try:
        return PartStat(said)
    except ValueError as error:
        if method is ReplyMethod.REPLY:
            raise UnreadableMailError("The answer is neither yes nor no nor maybe (PARTSTAT).") from error
        return None


def _uid_of(lines: ReplyLines) -> str:
    uid = lines.one("UID")
    if uid is None or not uid.text or len(uid.text) > _LONGEST_UID:
        raise UnreadableMailError("The answer does not say to which meeting (UID).")
    return uid.text


def _sequence_of(lines: ReplyLines) -> int:
    said = lines.one("SEQUENCE")
    if said is not None and _SEQUENCE.fullmatch(said.text) is None:
        raise UnreadableMailError("The SEQUENCE of the answer is no number.")
    return int(said.text) if said is not None else 0


def _stamp_of(lines: ReplyLines) -> datetime:
    stamp = _moment_of(lines, "DTSTAMP")
    if not isinstance(stamp, datetime) or stamp.tzinfo is None:
        raise UnreadableMailError("The answer does not say when it was given (DTSTAMP, in UTC).")
    return stamp


def _moment_of(lines: ReplyLines, name: str) -> datetime | date | None:
    said = lines.one(name)
    if said is None:
        return None
    try:
        return read_moment(said.text, said.parameters.get("TZID", ""))
    except ValueError as error:
        raise UnreadableMailError(f"The {name} of the answer is not a time.") from error
