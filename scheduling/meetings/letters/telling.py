"""The notices that a change of a meeting puts into the outbox: for each letter a mail and a message in Slack.

`refs` of the kinds, all re-checked when they are sent (`notices/`):

- `meeting_invitation` {meeting, person, method, sequence, stamp, original_at?}: by mail, for the calendar.
- `meeting_asked` {meeting, person}: in Slack, a standing message with the three answers.
- `meeting_stands` {meeting, person}: that message, redrawn in place; it is never posted anew.
- `meeting_file` {meeting, person}: in Slack, the calendar file, for who has no mail address.
- `meeting_changed` {meeting, person, original_at?, changes, was?}: in Slack; see `differs.Changes`.
- `meeting_cancelled` {meeting, person, original_at?, off, rest, reason}: in Slack; `off`: they need not come;
  `rest`: so from that occurrence on.
- `meeting_tally` {meeting}: to the organiser, a standing message.

The second, third, fifth and sixth carry `mailed` where a `meeting_invitation` tells the same.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from scheduling.meetings.facts import Invitation, Meeting
from scheduling.meetings.rules.differs import changes_between
from scheduling.meetings.rules.itip import Letter, Why, letters_for
from scheduling.outbox.actions import Notice, enqueue, leave_posts, to_person
from scheduling.outbox.facts import MAILED, Route
from scheduling.roster.facts import Person
from scheduling.roster.queries import list_people
from scheduling.store.transaction import Transaction

_KINDS: Mapping[Why, str] = {
    Why.NEW: "meeting_asked",
    Why.CHANGED: "meeting_changed",
    Why.CANCELLED: "meeting_cancelled",
    Why.OFF: "meeting_cancelled",
}


@dataclass(frozen=True, slots=True)
class Told:
    """Who was told of a change.

    Attributes:
        people: all of them.
        slack_only: those who have no mail address, so that it is not in their calendar.
        mail_only: those who have not been found in Slack.
        nobody: those who can be reached by neither.
    """

    people: tuple[Person, ...] = ()
    slack_only: tuple[Person, ...] = ()
    mail_only: tuple[Person, ...] = ()
    nobody: tuple[Person, ...] = ()


def tell_change(
    tx: Transaction,
    before: Invitation | None,
    after: Invitation,
    *,
    quiet: frozenset[int] = frozenset(),
    ends_from: datetime | None = None,
    off: bool = False,
    reason: str = "",
) -> Told:
    """Send everybody theirs, and the organiser how it stands; an organiser who is not asked, and has not
    done it, is told of what somebody else cancels.

    Args:
        tx: a write transaction.
        before: as it stood; None: it is new.
        after: as it stands.
        quiet: who hears of it in Slack in another way; their calendars are told.
        ends_from: from this occurrence on the series is cancelled.
        off: it takes place from then on as another meeting, without those who are told.
        reason: why it, or an occurrence, is cancelled.
    """
    message = _Message(before, after, ends_from, reason, off)
    letters = letters_for(before, after)
    people = {each.id: each for each in list_people(tx, ids={letter.person_id for letter in letters})}
    batch = [
        notice for letter in letters for notice in _notices(message, letter, people[letter.person_id], quiet)
    ]
    enqueue(tx, [*batch, *_redrawn(after.meeting, letters, people), *_to_organiser(message, letters, quiet)])
    newly = [each.person_id for each in letters if each.why is Why.NEW]
    leave_posts(tx, [asked_post(after.meeting.id, each) for each in newly])  # whoever was asked once before
    tell_tally(tx, after.meeting, f"{after.meeting.revised_at:%Y%m%dT%H%M%S}")
    return _told(tuple(people.values()))


def tell_tally(tx: Transaction, meeting: Meeting, why: str) -> None:
    """Have the organiser's message say how it stands; `why` tells one occasion from another."""
    enqueue(tx, [_tally(meeting, why)])


def tell_answer(tx: Transaction, meeting: Meeting, person: Person, why: str) -> None:
    """Have the organiser's message and the invitation that was answered say the same; see `tell_tally`."""
    own = [_stands(meeting, person, why)] if person.slack_id is not None else []
    enqueue(tx, [*own, _tally(meeting, why)])


def mail_again(meeting: Meeting, person_id: int, number: int) -> Notice:
    """The invitation once more, for a calendar that asked for it by mail `number`."""
    letter = Letter(person_id, Why.CHANGED, meeting.sequence, meeting.revised_at)
    mail = _mail(meeting, letter)
    return replace(mail, dedupe_key=f"{mail.dedupe_key}:again:{number}")


def file_for(meeting_id: int, person_id: int, why: str) -> Notice:
    """The meeting as a calendar file in Slack; `why` tells one occasion from another."""
    return Notice(
        kind="meeting_file",
        addressee=to_person(person_id),
        dedupe_key=f"meeting_file:{meeting_id}:{person_id}:{why}",
        refs={"meeting": meeting_id, "person": person_id},
    )


def asked_post(meeting_id: int, person_id: int) -> str:
    """The standing message in which somebody answers."""
    return f"meeting_asked:{meeting_id}:{person_id}"


def mailed(meeting_id: int, person_id: int) -> str:
    """What the mails to somebody about the whole of a meeting supersede each other by."""
    return f"meeting_invitation:{meeting_id}:{person_id}"


def tally_post(meeting_id: int) -> str:
    """The standing message in which the organiser sees who comes."""
    return f"meeting_tally:{meeting_id}"


def _tally(meeting: Meeting, why: str) -> Notice:
    key = tally_post(meeting.id)
    return Notice(
        kind="meeting_tally",
        addressee=to_person(meeting.organiser_id),
        dedupe_key=f"{key}:{why}",
        refs={"meeting": meeting.id},
        post_key=key,
        supersede_key=key,
    )


def _redrawn(meeting: Meeting, letters: Sequence[Letter], people: Mapping[int, Person]) -> Iterator[Notice]:
    """What stands in Slack already, of who is told by another message and of who is not: once for each."""
    known = {each.person_id for each in letters if each.why is not Why.NEW}
    for person_id in sorted(known):
        if people[person_id].slack_id is not None:
            yield _stands(meeting, people[person_id], f"{meeting.revised_at:%Y%m%dT%H%M%S}")


def _stands(meeting: Meeting, person: Person, why: str) -> Notice:
    """It takes the place of those like it that wait, never of the invitation itself, which may wait too."""
    again = f"meeting_stands:{meeting.id}:{person.id}"
    return Notice(
        kind="meeting_stands",
        addressee=to_person(person.id),
        dedupe_key=f"{again}:{why}",
        refs={"meeting": meeting.id, "person": person.id, **_mailed(person)},
        post_key=asked_post(meeting.id, person.id),
        supersede_key=again,
    )


def _mailed(person: Person) -> dict[str, bool]:
    """That the mail for their calendar tells the same."""
    return {MAILED: True} if person.email else {}


@dataclass(frozen=True, slots=True)
class _Message:
    """What everybody is told alike; see `tell_change`."""

    before: Invitation | None
    after: Invitation
    ends_from: datetime | None
    reason: str
    off: bool

    @property
    def meeting(self) -> Meeting:
        """As it stands."""
        return self.after.meeting


def _notices(message: _Message, letter: Letter, person: Person, quiet: frozenset[int]) -> Iterator[Notice]:
    if person.email:
        yield _mail(message.meeting, letter)
    if person.slack_id is not None and person.id not in quiet:
        told = _in_slack(message, letter)
        yield replace(told, refs={**told.refs, **_mailed(person)})
        if letter.why is Why.NEW and not person.email:
            yield file_for(message.meeting.id, person.id, _mark(letter))


def _to_organiser(message: _Message, letters: Sequence[Letter], quiet: frozenset[int]) -> Iterator[Notice]:
    organiser = message.meeting.organiser_id
    if not message.reason or organiser in quiet or organiser in {each.person_id for each in letters}:
        return
    for letter in letters:
        if letter.person_id == letters[0].person_id:
            yield _in_slack(message, replace(letter, person_id=organiser))


def _mail(meeting: Meeting, letter: Letter) -> Notice:
    """A later one about the whole meeting takes the place of those that wait; one occurrence's stands."""
    refs = {
        **_refs(meeting, letter),
        "method": letter.method.value,
        "sequence": letter.sequence,
        "stamp": letter.stamp.isoformat(),
    }
    whole = mailed(meeting.id, letter.person_id)
    return Notice(
        kind="meeting_invitation",
        addressee=to_person(letter.person_id),
        dedupe_key=f"{whole}:{_mark(letter)}",
        refs=refs,
        supersede_key=whole if letter.original_at is None else None,
        route=Route.EMAIL,
    )


def _in_slack(message: _Message, letter: Letter) -> Notice:
    meeting, ends = message.meeting, message.ends_from if letter.why is Why.CHANGED else None
    kind = _KINDS[letter.why] if ends is None else "meeting_cancelled"
    refs = _refs(meeting, letter)
    if kind == "meeting_cancelled":
        refs |= {
            "off": message.off or letter.why is Why.OFF,
            "rest": ends is not None,
            "reason": message.reason,
        }
    elif letter.why is Why.CHANGED and message.before is not None:
        refs |= _changes(message.before, message.after, letter)
    if ends is not None:
        refs["original_at"] = ends.isoformat()
    return Notice(
        kind=kind,
        addressee=to_person(letter.person_id),
        dedupe_key=f"{kind}:{meeting.id}:{letter.person_id}:{_mark(letter)}",
        refs=refs,
        post_key=asked_post(meeting.id, letter.person_id) if letter.why is Why.NEW else None,
    )


def _changes(before: Invitation, after: Invitation, letter: Letter) -> dict[str, Any]:
    changes = changes_between(before, after, letter.original_at)
    was = {"was": [at.isoformat() for at in changes.was]} if changes.was is not None else {}
    return {"changes": [one.value for one in changes.what], **was}


def _refs(meeting: Meeting, letter: Letter) -> dict[str, Any]:
    refs: dict[str, Any] = {"meeting": meeting.id, "person": letter.person_id}
    if letter.original_at is not None:
        refs["original_at"] = letter.original_at.isoformat()
    return refs


def _mark(letter: Letter) -> str:
    """Tells this letter from all others to the same person about the same meeting."""
    of = f":{letter.original_at:%Y%m%dT%H%M}" if letter.original_at is not None else ""
    return f"{letter.stamp:%Y%m%dT%H%M%S}{of}"


def _told(people: Sequence[Person]) -> Told:
    return Told(
        people=tuple(people),
        slack_only=tuple(each for each in people if each.slack_id is not None and not each.email),
        mail_only=tuple(each for each in people if each.slack_id is None and each.email),
        nobody=tuple(each for each in people if each.slack_id is None and not each.email),
    )
