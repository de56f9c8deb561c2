"""What one attendee is sent by mail: an invitation, a change to it, or a cancellation (iTIP, RFC 5546).

One mail names one attendee: nobody learns from it who else was asked, and an answer can only be theirs.
"""

from collections.abc import Iterator
from enum import StrEnum

from icalendar import Event
from icalendar.prop import vCalAddress

from scheduling.ical.entries import Entry, Override, Series, without_cancelled
from scheduling.ical.envelope import bytes_of, new_calendar
from scheduling.ical.events import event_of, events_of, override_event, series_event
from scheduling.ical.parties import Mailbox, PartStat
from scheduling.ical.text import clean

_LONGEST_NAME = 120

_OF_DECLINED = {"DTSTAMP", "RECURRENCE-ID", "SEQUENCE", "UID"}
"""What a declined proposal may say of the meeting (RFC 5546, 3.2.8): which one it is, and nothing else."""


class Method(StrEnum):
    """What a mail is for; the same word stands in its Content-Type."""

    REQUEST = "REQUEST"
    """Come, or: it has changed."""
    CANCEL = "CANCEL"
    """It does not take place, or: you need not come any more."""
    DECLINECOUNTER = "DECLINECOUNTER"
    """The time that you proposed is not taken over: it stands as it was."""


def write_invitation(
    method: Method,
    invited: Entry | Series,
    *,
    organiser: Mailbox,
    attendee: Mailbox,
    answer: PartStat = PartStat.NEEDS_ACTION,
    occurrence: Override | None = None,
) -> bytes:
    """A VCALENDAR for one attendee: UTF-8, CRLF, 75 octets a line.

    A CANCEL of what is not `cancelled` takes this attendee off; of what is, it says that it does not take
    place. A REQUEST tells of a whole series, with what differs in it; occurrences that do not take place
    are left out of it. A DECLINECOUNTER only says which meeting is meant.

    Args:
        method: see `Method`.
        invited: with the SEQUENCE and stamp of this revision; a meeting that happens once is an entry.
        organiser: the mailbox that receives the answers.
        answer: what the attendee has said already and need not say again.
        occurrence: only this one of the series is told of.

    Raises:
        ValueError: a REQUEST to what is cancelled (calendar programs would show it as taking place), or an
            occurrence of what happens once.
    """
    events = list(_events(method, invited, occurrence))
    zones = [invited] if isinstance(invited, Series) else []
    if method is Method.DECLINECOUNTER:
        return _declined(events[0], organiser, zones if occurrence is not None else [])
    for event in events:
        if method is Method.REQUEST and event["STATUS"] == "CANCELLED":
            raise ValueError(f"{event['UID']} is cancelled: send a CANCEL.")
        if method is Method.CANCEL and event["STATUS"] != "CANCELLED":
            del event["STATUS"]
        event.add("ORGANIZER", _address(organiser))
        event.add("ATTENDEE", _attendee(attendee, method, answer))
    calendar = new_calendar()
    calendar.add("METHOD", method.value)
    return bytes_of(calendar, zones, events)


def _declined(event: Event, organiser: Mailbox, zones: list[Series]) -> bytes:
    for name in set(event) - _OF_DECLINED:
        del event[name]
    if event["SEQUENCE"] == 0:  # it has to be there after a revision; libical takes a 0 for a mistake
        del event["SEQUENCE"]
    event.add("ORGANIZER", _address(organiser))
    calendar = new_calendar()
    calendar.add("METHOD", Method.DECLINECOUNTER.value)
    return bytes_of(calendar, zones, [event])


def _events(method: Method, invited: Entry | Series, occurrence: Override | None) -> Iterator[Event]:
    if isinstance(invited, Entry):
        if occurrence is not None:
            raise ValueError(f"{invited.uid} happens once: it has no other occurrence.")
        yield event_of(invited)
    elif occurrence is not None:
        yield override_event(invited, occurrence)
    elif method is Method.REQUEST:
        yield from events_of(without_cancelled(invited))
    else:
        yield series_event(invited)


def _attendee(attendee: Mailbox, method: Method, answer: PartStat) -> vCalAddress:
    address = _address(attendee)
    address.params["CUTYPE"] = "INDIVIDUAL"
    address.params["ROLE"] = "REQ-PARTICIPANT"
    if method is Method.REQUEST:
        address.params["PARTSTAT"] = answer.value
        address.params["RSVP"] = "TRUE"
    return address


def _address(mailbox: Mailbox) -> vCalAddress:
    address = vCalAddress(f"mailto:{mailbox.address}")
    name = clean(mailbox.name, _LONGEST_NAME).replace('"', "'")  # no parameter can hold a quotation mark
    if name:
        address.params["CN"] = name
    return address
