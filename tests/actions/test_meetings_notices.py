"""What a notice about a meeting says when it is sent at last, and when it is of no use any more."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from scheduling.ical.entries import Entry, Series
from scheduling.ical.invitation import Method, write_invitation
from scheduling.ical.parties import Mailbox, PartStat
from scheduling.meetings.answers.answering import answer
from scheduling.meetings.facts import Answer, OccurrenceChange, Which
from scheduling.meetings.notice_facts import MeetingAsked, MeetingCancelled, MeetingLetter, MeetingTally
from scheduling.meetings.notices.mail import load_meeting_invitation
from scheduling.meetings.notices.slack import (
    load_meeting_asked,
    load_meeting_cancelled,
    load_meeting_changed,
    load_meeting_tally,
)
from scheduling.meetings.plans.cancelling import cancel_meeting, cancel_occurrence
from scheduling.meetings.plans.editing import edit_meeting, edit_occurrence
from scheduling.outbox.facts import Obsolete
from scheduling.store.engine import Database
from scheduling.store.transaction import Transaction
from tests.factories.meetings import POLICY, phoenix_at, plan, planned, weekly
from tests.factories.swept import told_of
from tests.people import Cast

HOUR = timedelta(hours=1)
SECOND = phoenix_at(8, 25)


def mails(tx: Transaction) -> list[MeetingLetter | Obsolete]:
    """Every mail as it would be sent now, in the order of writing."""
    return [load_meeting_invitation(tx, notice["refs"]) for notice in told_of(tx, "meeting_invitation")]


def refs_of_all(tx: Transaction, kind: str) -> list[dict[str, Any]]:
    """Of every notice of a kind, in the order of writing."""
    return [notice["refs"] for notice in told_of(tx, kind)]


def written(mail: MeetingLetter) -> str:
    """The calendar part of a mail."""
    part = write_invitation(
        mail.method, mail.invited, organiser=Mailbox("muster@example.org"),
        attendee=Mailbox(mail.attendee.email, mail.attendee.name), answer=mail.answer,
        occurrence=mail.occurrence,
    )  # fmt: skip
    return part.decode()


def test_a_mail_that_was_held_up_says_what_is_so_now(database: Database, now: datetime, cast: Cast) -> None:
    with database.begin(now) as tx:
        drill = planned(tx, cast.sol, plan(cast.ada, school_id=cast.quartz.id, place=""))
        to = replace(drill.meeting.plan, starts=time(15))
        edit_meeting(tx, actor=cast.sol, meeting_id=drill.meeting.id, plan=to, policy=POLICY)
        answer(tx, person=cast.ada, meeting_id=drill.meeting.id, said=Answer.YES)
        first, second = mails(tx)
    assert isinstance(first, MeetingLetter)
    assert first == second
    assert isinstance(first.invited, Entry)
    assert (first.invited.starts, first.invited.sequence) == (phoenix_at(8, 18, 15), 1)
    assert (first.invited.location, first.answer) == ("Quartz Elementary", PartStat.ACCEPTED)
    assert "METHOD:REQUEST" in written(first)


def test_after_a_cancellation_only_the_cancellation_is_sent(
    database: Database, now: datetime, cast: Cast
) -> None:
    with database.begin(now) as tx:
        drill = planned(tx, cast.sol, plan(cast.ada))
        cancel_meeting(tx, actor=cast.sol, meeting_id=drill.meeting.id, reason="Snow")
        first, second = mails(tx)
        (asked,), (told,) = told_of(tx, "meeting_asked"), told_of(tx, "meeting_cancelled")
        assert isinstance(load_meeting_asked(tx, asked["refs"]), Obsolete)
        facts = load_meeting_cancelled(tx, told["refs"])
    assert isinstance(first, Obsolete)
    assert isinstance(second, MeetingLetter)
    assert "STATUS:CANCELLED" in written(second)
    assert isinstance(facts, MeetingCancelled)
    assert (facts.reason, facts.off, facts.occurrence) == ("Snow", False, None)


def test_who_was_taken_off_hears_nothing_of_what_came_later(
    database: Database, now: datetime, cast: Cast
) -> None:
    with database.begin(now) as tx:
        drill = planned(tx, cast.sol, plan(cast.ada, cast.ben))
        alone = replace(drill.meeting.plan, people=(cast.ada.id,))
        off = edit_meeting(tx, actor=cast.sol, meeting_id=drill.meeting.id, plan=alone, policy=POLICY)
        later = replace(alone, title="Fire drill", starts=time(16))
        edit_meeting(tx, actor=cast.sol, meeting_id=drill.meeting.id, plan=later, policy=POLICY)
        (cancel,) = [
            each for each in mails(tx) if isinstance(each, MeetingLetter) and each.method is Method.CANCEL
        ]
    assert cancel.attendee.id == cast.ben.id
    assert isinstance(cancel.invited, Entry)
    assert (cancel.invited.sequence, cancel.invited.stamp) == (
        off.invitation.meeting.sequence,
        off.invitation.meeting.revised_at,
    )


def test_one_cancelled_occurrence_is_named_and_left_out_of_the_series(
    database: Database, now: datetime, cast: Cast
) -> None:
    with database.begin(now) as tx:
        series = planned(tx, cast.sol, weekly(cast.ada))
        cancel_occurrence(
            tx, actor=cast.sol, meeting_id=series.meeting.id, occurrence=phoenix_at(8, 25), reason="Holiday"
        )
        whole, one = mails(tx)
    assert isinstance(whole, MeetingLetter)
    assert isinstance(whole.invited, Series)
    assert isinstance(one, MeetingLetter)
    assert "EXDATE;TZID=America/Phoenix:20260825T090000" in written(whole)
    assert "RECURRENCE-ID;TZID=America/Phoenix:20260825T090000" in written(one)
    assert "METHOD:CANCEL" in written(one)


@pytest.mark.parametrize("load", [load_meeting_asked, load_meeting_changed])
def test_nobody_is_asked_about_what_is_over_or_without_them(
    database: Database,
    now: datetime,
    cast: Cast,
    load: Callable[[Transaction, Mapping[str, Any]], MeetingAsked | Obsolete],
) -> None:
    with database.begin(now) as tx:
        drill = planned(tx, cast.sol, plan(cast.ada))
        refs = {"meeting": drill.meeting.id, "person": cast.ada.id}
        facts = load(tx, refs)
        assert isinstance(facts, MeetingAsked)
        assert (facts.next.starts_at, facts.attendee.said.answer) == (phoenix_at(8, 18), Answer.NONE)
        assert isinstance(load(tx, {**refs, "person": cast.ben.id}), Obsolete)
    with database.read(now + timedelta(days=9)) as tx:
        assert isinstance(load(tx, refs), Obsolete)


def test_the_tally_names_everybody(database: Database, now: datetime, cast: Cast) -> None:
    with database.begin(now) as tx:
        drill = planned(tx, cast.sol, plan(cast.ada, cast.ben, quorum=2))
        answer(tx, person=cast.ada, meeting_id=drill.meeting.id, said=Answer.YES)
        facts = load_meeting_tally(tx, {"meeting": drill.meeting.id})
    assert isinstance(facts, MeetingTally)
    assert [facts.people[each].name for each in facts.tally.yes] == ["Ada Alder"]
    assert [facts.people[each].name for each in facts.tally.silent] == ["Ben Birch"]
    assert facts.tally.short_by == 1


def test_a_mail_about_what_was_moved_says_that_it_is_not_answered_yet(
    database: Database, now: datetime, cast: Cast
) -> None:
    later = OccurrenceChange(date(2026, 8, 26), time(9), HOUR, "Gym", "")
    with database.begin(now) as tx:
        series = planned(tx, cast.sol, weekly(cast.ada))
        answer(tx, person=cast.ada, meeting_id=series.meeting.id, said=Answer.YES)
    with database.begin(now + HOUR) as tx:
        edit_occurrence(
            tx, actor=cast.sol, meeting_id=series.meeting.id, occurrence=SECOND, change=later, policy=POLICY
        )
        (single,) = [refs for refs in refs_of_all(tx, "meeting_invitation") if "original_at" in refs]
        (whole,) = [refs for refs in refs_of_all(tx, "meeting_invitation") if "original_at" not in refs]
        letters = [load_meeting_invitation(tx, each) for each in (single, whole)]
        assert [each.answer for each in letters if isinstance(each, MeetingLetter)] == [
            PartStat.NEEDS_ACTION, PartStat.ACCEPTED,
        ]  # fmt: skip


def test_the_end_of_a_series_says_from_which_day_on(database: Database, now: datetime, cast: Cast) -> None:
    with database.begin(now) as tx:
        series = planned(tx, cast.sol, weekly(cast.ada))
        cancel_meeting(
            tx, actor=cast.sol, meeting_id=series.meeting.id, reason="Snow", which=Which.FOLLOWING,
            occurrence=SECOND,
        )  # fmt: skip
        (refs,) = refs_of_all(tx, "meeting_cancelled")
        facts = load_meeting_cancelled(tx, refs)
        assert isinstance(facts, MeetingCancelled)
        assert facts.occurrence is not None
        assert (facts.rest, facts.occurrence.starts_at) == (True, SECOND)


def test_an_organiser_reads_what_somebody_else_has_cancelled(
    database: Database, now: datetime, cast: Cast
) -> None:
    with database.begin(now) as tx:
        drill = planned(tx, cast.sol, plan(cast.ada))
    with database.begin(now + HOUR) as tx:
        cancel_meeting(tx, actor=cast.cora, meeting_id=drill.meeting.id, reason="Snow")
        told = [refs["person"] for refs in refs_of_all(tx, "meeting_cancelled")]
        assert told == [cast.ada.id, cast.sol.id]
        facts = load_meeting_cancelled(tx, refs_of_all(tx, "meeting_cancelled")[1])
        assert isinstance(facts, MeetingCancelled)
        stands = load_meeting_tally(tx, {"meeting": drill.meeting.id})
        assert isinstance(stands, MeetingTally)
        assert (stands.occurrence.cancelled, stands.occurrence.reason) == (True, "Snow")


def test_who_cancels_the_own_meeting_is_not_told_so(database: Database, now: datetime, cast: Cast) -> None:
    with database.begin(now) as tx:
        drill = planned(tx, cast.sol, plan(cast.ada))
        cancel_meeting(tx, actor=cast.sol, meeting_id=drill.meeting.id, reason="Snow")
        assert [refs["person"] for refs in refs_of_all(tx, "meeting_cancelled")] == [cast.ada.id]


def test_the_rest_of_a_series_that_is_cancelled_goes_from_calendars_though_what_is_left_has_been(
    database: Database, now: datetime, cast: Cast
) -> None:
    with database.begin(now) as tx:
        number = planned(tx, cast.sol, weekly(cast.ada)).meeting.id
    after_the_first = phoenix_at(8, 20)
    with database.begin(after_the_first) as tx:
        cancel_meeting(tx, actor=cast.sol, meeting_id=number, reason="Snow")
        *_, mail = mails(tx)
        assert isinstance(mail, MeetingLetter)
        assert "RRULE:FREQ=WEEKLY;UNTIL=20260825T065959Z" in written(mail)


def test_who_was_never_sent_an_invitation_is_not_sent_one_when_it_has_been(
    database: Database, now: datetime, cast: Cast
) -> None:
    with database.begin(now) as tx:
        planned(tx, cast.sol, plan(cast.ada))
        series = planned(tx, cast.sol, weekly(cast.ada, title="Radio check"))
        change = OccurrenceChange(date(2026, 8, 26), time(9), HOUR, "Hall", "")
        edit_occurrence(
            tx, actor=cast.sol, meeting_id=series.meeting.id, occurrence=SECOND, change=change, policy=POLICY
        )
    with database.read(phoenix_at(9, 9)) as tx:
        assert mails(tx) == [Obsolete("it is over")] * 3
