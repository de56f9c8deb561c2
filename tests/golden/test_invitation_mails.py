"""Invitation mails byte for byte as a mail server took them, kept in `tests/golden/mail/`.

`MUSTER_WRITE_GOLDEN=1` writes them anew; read the difference before it is committed.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from scheduling.ical.replies import read_reply
from scheduling.meetings.facts import Invitation, OccurrenceChange, Plan
from scheduling.meetings.mail.replies import receive_reply
from scheduling.meetings.plans.cancelling import cancel_meeting, cancel_occurrence
from scheduling.meetings.plans.editing import edit_meeting, edit_occurrence
from scheduling.store.engine import Database
from scheduling.store.transaction import Transaction
from tests.factories.answers import answer_to
from tests.factories.mailed import MailedMeetings, arrived, mailed_meetings
from tests.factories.meetings import POLICY, found, phoenix_at, plan, planned, weekly
from tests.fakes.parsers.programs import Programs

_FOLDER = Path(__file__).parent / "mail"
_YEAR = datetime.fromisoformat("2026-08-01T00:00:00Z"), datetime.fromisoformat("2027-08-01T00:00:00Z")

Change = Callable[[Transaction, MailedMeetings, Invitation], object]


@pytest.fixture
def post(database: Database, now: datetime, monkeypatch: pytest.MonkeyPatch) -> Iterator[MailedMeetings]:
    """Meetings get a name that can be kept, and are told alike on both databases."""
    monkeypatch.setattr("scheduling.meetings.plans.planning.token_hex", lambda size: "5e" * size)
    with mailed_meetings(database, now) as (opened, _slack):
        yield opened


def _nothing(_tx: Transaction, _post: MailedMeetings, _of: Invitation) -> None:
    """It was only planned."""


def _edited(**told: object) -> Change:
    def change(tx: Transaction, post: MailedMeetings, of: Invitation) -> object:
        wanted: Plan = replace(found(tx, of).meeting.plan, **told)  # type: ignore[arg-type]  # any field
        return edit_meeting(tx, actor=post.cast.sol, meeting_id=of.meeting.id, plan=wanted, policy=POLICY)

    return change


def _cancelled(tx: Transaction, post: MailedMeetings, of: Invitation) -> object:
    return cancel_meeting(tx, actor=post.cast.sol, meeting_id=of.meeting.id, reason="The gym is closed.")


def _moved(tx: Transaction, post: MailedMeetings, of: Invitation) -> object:
    return edit_occurrence(
        tx, actor=post.cast.sol, meeting_id=of.meeting.id, occurrence=phoenix_at(8, 25), policy=POLICY,
        change=OccurrenceChange(date(2026, 8, 26), time(10), timedelta(hours=1), "Library", ""),
    )  # fmt: skip


def _one_cancelled(tx: Transaction, post: MailedMeetings, of: Invitation) -> object:
    return cancel_occurrence(
        tx, actor=post.cast.sol, meeting_id=of.meeting.id, occurrence=phoenix_at(9, 1),
        reason="Labour Day week",
    )  # fmt: skip


def _taken_off(tx: Transaction, post: MailedMeetings, of: Invitation) -> object:
    return _edited(people=(post.cast.ada.id,))(tx, post, of)


def _proposed(**lines: str) -> Change:
    """Cleo's calendar program asks for another time."""

    def change(tx: Transaction, post: MailedMeetings, of: Invitation) -> object:
        told = {"start": "DTSTART:20260825T200000Z", **lines}
        mail = answer_to(of, post.cast.cleo, "TENTATIVE", at=tx.now, method="COUNTER", **told)
        return receive_reply(tx, mail, read_reply(mail))

    return change


_AGENDA = "1. Who locks which door\n2. Radios & the north stair\n3. Señora Peña asks: “and then?”"

_KEPT: dict[str, tuple[bool, Change]] = {
    "invitation": (False, _nothing),
    "update": (False, _edited(starts=time(13, 30), place="Library")),
    "cancellation": (False, _cancelled),
    "taken_off": (False, _taken_off),
    "series": (True, _nothing),
    "occurrence_moved": (True, _moved),
    "occurrence_cancelled": (True, _one_cancelled),
    "time_kept": (False, _proposed()),
    "occurrence_time_kept": (True, _proposed(occurrence="RECURRENCE-ID:20260825T160000Z")),
}
"""Whether it is a series, and what becomes of it; the last mail to Cleo, who lives in Denver, is kept."""


def _last_mail(post: MailedMeetings, series: bool, change: Change) -> bytes:
    cast = post.cast
    with post.begin() as tx:
        wanted = (weekly if series else plan)(
            cast.ada, cast.cleo, agenda=_AGENDA, place="Gym", school_id=cast.quartz.id
        )
        meeting = planned(tx, cast.sol, wanted)
    post.delivers()
    with post.begin() as tx:
        change(tx, post, meeting)
    post.delivers()
    return [raw for raw in post.mail.raw if b"To: cleo@example.org\r\n" in raw][-1]


def _calendar_in(mail: bytes) -> bytes:
    letter = message_from_bytes(mail, policy=policy.default)
    assert isinstance(letter, EmailMessage)
    return arrived(letter).calendar


def _beside(held: bytes, told: bytes) -> bytes:
    """What a calendar holds: a single occurrence stands beside the series that it holds already, without the
    methods by which they came.
    """
    if b"RECURRENCE-ID" not in told:
        return told
    _, begin, event = told.partition(b"BEGIN:VEVENT")
    kept = held.replace(b"METHOD:REQUEST\r\n", b"")
    return kept.removesuffix(b"END:VCALENDAR\r\n") + begin + event


@pytest.mark.parametrize("name", sorted(_KEPT))
def test_a_mail_is_byte_for_byte_as_it_is_kept_and_programs_read_its_calendar_alike(
    name: str, post: MailedMeetings, programs: Programs
) -> None:
    mail = _last_mail(post, *_KEPT[name])
    path = _FOLDER / f"{name}.eml"
    if os.environ.get("MUSTER_WRITE_GOLDEN"):
        path.write_bytes(mail)
    assert path.exists(), f"nothing is kept under {name}"
    assert mail == path.read_bytes()
    assert b"\n" not in mail.replace(b"\r\n", b""), "each line ends with CRLF"
    held, told = _calendar_in(post.mail.raw[0]), _calendar_in(mail)
    if b"METHOD:DECLINECOUNTER" in told:  # it names its meeting, and has nothing to show
        assert programs.show(told, *_YEAR) == []
    else:
        assert programs.show(_beside(held, told), *_YEAR)


def test_nothing_is_kept_that_is_not_written_any_more() -> None:
    assert {path.stem for path in _FOLDER.glob("*.eml")} == set(_KEPT)
