"""Invitations on their way: one mail an attendee, by a mail server that is there, away, or not set up."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from scheduling.meetings.answers.answering import answer
from scheduling.meetings.facts import Answer, Invitation, OccurrenceChange
from scheduling.meetings.plans.cancelling import cancel_meeting, cancel_occurrence
from scheduling.meetings.plans.editing import edit_meeting, edit_occurrence
from scheduling.outbox.actions import to_person
from scheduling.outbox.facts import NoticeState
from scheduling.outbox.undelivered import list_untaken
from scheduling.store.engine import Database
from tests.factories.mailed import MUSTER, Arrived, MailedMeetings, mailed_meetings
from tests.factories.meetings import POLICY, found, phoenix_at, plan, planned, weekly
from tests.factories.roster import add_person, change_person
from tests.fakes.mail_server import DROP
from tests.fakes.parsers.programs import Programs
from tests.fakes.slack_api import SlackApi

A_DAY = timedelta(days=1)
YEAR = datetime.fromisoformat("2026-08-01T00:00:00Z"), datetime.fromisoformat("2027-08-01T00:00:00Z")


@pytest.fixture
def opened(database: Database, now: datetime) -> Iterator[tuple[MailedMeetings, SlackApi]]:
    with mailed_meetings(database, now) as both:
        yield both


@pytest.fixture
def post(opened: tuple[MailedMeetings, SlackApi]) -> MailedMeetings:
    return opened[0]


def plan_drill(post: MailedMeetings, **told: object) -> Invitation:
    """Sol asks Ada and Cleo to a drill on Tuesday."""
    with post.begin() as tx:
        return planned(tx, post.cast.sol, plan(post.cast.ada, post.cast.cleo, **told))


def plan_series(post: MailedMeetings) -> Invitation:
    """Sol asks Ada to four Tuesdays in a row."""
    with post.begin() as tx:
        return planned(tx, post.cast.sol, weekly(post.cast.ada))


def change(post: MailedMeetings, of: Invitation, **told: object) -> None:
    """Sol changes all of it."""
    with post.begin() as tx:
        wanted = replace(found(tx, of).meeting.plan, **told)  # type: ignore[arg-type]  # any field of a plan
        edit_meeting(tx, actor=post.cast.sol, meeting_id=of.meeting.id, plan=wanted, policy=POLICY)


def cancel(post: MailedMeetings, of: Invitation, reason: str = "The gym is closed") -> None:
    """Sol cancels all of it."""
    with post.begin() as tx:
        cancel_meeting(tx, actor=post.cast.sol, meeting_id=of.meeting.id, reason=reason)


def to_ada(mails: list[Arrived]) -> Arrived:
    """The only mail to her."""
    [mail] = [mail for mail in mails if mail.to == "ada@example.org"]
    return mail


def test_each_attendee_gets_a_mail_that_names_nobody_else(post: MailedMeetings) -> None:
    plan_drill(post)
    mails = post.delivers()
    assert sorted(mail.to for mail in mails) == ["ada@example.org", "cleo@example.org"]
    for mail in mails:
        assert mail.says("ATTENDEE") == f"mailto:{mail.to}"
        told = "".join(mail.lines) + mail.text + mail.html + str(mail.letter)
        assert ("Ada" in told) == (mail.to == "ada@example.org")
        assert ("Cleo" in told) == (mail.to == "cleo@example.org")


def test_a_mail_comes_from_the_mailbox_that_gets_the_answers_in_the_name_of_the_organiser(
    post: MailedMeetings,
) -> None:
    plan_drill(post)
    mail = to_ada(post.delivers())
    assert mail.letter["From"] == f"Sergeant Sol Sequoia via Muster <{MUSTER}>"
    assert mail.letter["Reply-To"] is None
    assert mail.says("ORGANIZER") == f"mailto:{MUSTER}"
    assert 'ORGANIZER;CN="Sergeant Sol Sequoia":' in "\n".join(mail.lines)


def test_the_calendar_part_the_file_and_the_header_say_the_same(post: MailedMeetings) -> None:
    drill = plan_drill(post)
    asked = to_ada(post.delivers())
    cancel(post, drill)
    off = to_ada(post.delivers())
    for mail, method in ((asked, "REQUEST"), (off, "CANCEL")):
        assert mail.calendar == mail.file
        assert mail.method == method
        assert f"METHOD:{method}" in mail.lines
        assert mail.calendar.endswith(b"END:VCALENDAR\r\n")


def test_nothing_in_the_headers_has_it_sorted_as_bulk_or_keeps_an_answer_back(post: MailedMeetings) -> None:
    plan_drill(post)
    letter = to_ada(post.delivers()).letter
    assert letter["Auto-Submitted"] == "auto-generated"
    assert not {"Precedence", "List-Unsubscribe", "List-Id", "Sender"} & set(letter.keys())
    assert "AutoReply" not in letter["X-Auto-Response-Suppress"]
    assert "All" not in letter["X-Auto-Response-Suppress"]


def test_a_meeting_that_is_planned_changed_and_cancelled_is_three_mails_with_a_rising_sequence(
    post: MailedMeetings, programs: Programs
) -> None:
    drill = plan_drill(post)
    first = to_ada(post.delivers())
    change(post, drill, starts=time(11))
    second = to_ada(post.delivers())
    cancel(post, drill)
    third = to_ada(post.delivers())
    mails = [first, second, third]
    assert [mail.subject for mail in mails] == [
        "Invitation: Lockdown drill",
        "Updated: Lockdown drill",
        "Cancelled: Lockdown drill",
    ]
    assert [mail.method for mail in mails] == ["REQUEST", "REQUEST", "CANCEL"]
    assert [int(mail.says("SEQUENCE")) for mail in mails] == [0, 1, 2]
    assert len({mail.says("UID") for mail in mails}) == 1
    assert len({mail.letter["Message-ID"] for mail in mails}) == 3
    shown = [programs.show(mail.calendar, *YEAR) for mail in mails]
    assert [(one.starts, one.status) for [one] in shown] == [
        ("20260818T160000Z", "CONFIRMED"),
        ("20260818T180000Z", "CONFIRMED"),
        ("20260818T180000Z", "CANCELLED"),
    ]


def test_a_change_of_words_alone_is_an_update_of_the_same_sequence(post: MailedMeetings) -> None:
    drill = plan_drill(post)
    first = to_ada(post.delivers())
    change(post, drill, agenda="Bring a radio.")
    second = to_ada(post.delivers())
    assert second.subject == "Updated: Lockdown drill"
    assert second.says("SEQUENCE") == first.says("SEQUENCE")
    assert second.says("DTSTAMP") > first.says("DTSTAMP")
    assert "Bring a radio." in second.text


def test_who_is_added_gets_an_invitation_and_nobody_else_hears_of_it(post: MailedMeetings) -> None:
    drill = plan_drill(post)
    post.delivers()
    change(post, drill, people=(post.cast.ada.id, post.cast.cleo.id, post.cast.ben.id))
    [mail] = post.delivers()
    assert (mail.to, mail.subject) == ("ben@example.org", "Invitation: Lockdown drill")


def test_who_is_taken_off_reads_that_it_takes_place_without_them_and_nobody_else_hears_of_it(
    post: MailedMeetings, programs: Programs
) -> None:
    drill = plan_drill(post)
    post.delivers()
    change(post, drill, people=(post.cast.cleo.id,))
    [mail] = post.delivers()
    assert (mail.to, mail.method, mail.subject) == ("ada@example.org", "CANCEL", "Cancelled: Lockdown drill")
    assert "You need not come any more" in mail.text
    assert "STATUS" not in "\n".join(mail.lines)
    assert programs.show(mail.calendar, *YEAR)


def test_who_is_taken_off_and_asked_again_is_invited_once_more(post: MailedMeetings) -> None:
    drill = plan_drill(post)
    change(post, drill, people=(post.cast.cleo.id,))
    post.delivers()
    change(post, drill, people=(post.cast.cleo.id, post.cast.ada.id))
    assert [mail.subject for mail in post.delivers()] == ["Invitation: Lockdown drill"]


def test_one_occurrence_that_is_moved_is_told_by_itself(post: MailedMeetings, programs: Programs) -> None:
    series = plan_series(post)
    post.delivers()
    moved = OccurrenceChange(date(2026, 8, 26), time(10), timedelta(hours=1), "Library", "")
    with post.begin() as tx:
        edit_occurrence(
            tx, actor=post.cast.sol, meeting_id=series.meeting.id, occurrence=phoenix_at(8, 25),
            change=moved, policy=POLICY,
        )  # fmt: skip
    [mail] = post.delivers()
    assert mail.method == "REQUEST"
    assert "RECURRENCE-ID;TZID=America/Phoenix:20260825T090000" in mail.lines
    assert "Wednesday, August 26, 2026\n10:00–11:00 (1 h), America/Phoenix (MST)" in mail.text
    assert "Instead of: Tuesday, August 25, 2026, 09:00" in mail.text
    assert "The others stand as they were." in mail.text


def test_one_occurrence_that_is_cancelled_is_told_by_itself_with_the_reason(post: MailedMeetings) -> None:
    series = plan_series(post)
    post.delivers()
    with post.begin() as tx:
        cancel_occurrence(
            tx, actor=post.cast.sol, meeting_id=series.meeting.id, occurrence=phoenix_at(9, 1),
            reason="Labour Day week",
        )  # fmt: skip
    [mail] = post.delivers()
    assert (mail.method, mail.says("STATUS")) == ("CANCEL", "CANCELLED")
    assert "RECURRENCE-ID;TZID=America/Phoenix:20260901T090000" in mail.lines
    assert "Reason: Labour Day week" in mail.text
    assert "The others stand as they were." in mail.text


def test_a_storm_of_invitations_is_one_mail_a_meeting(post: MailedMeetings) -> None:
    """Eight notices to one person at once would be one message, were they for people."""
    with post.begin() as tx:
        for hour in range(8, 16):
            planned(tx, post.cast.sol, plan(post.cast.ada, starts=time(hour), title=f"Briefing {hour}"))
    mails = post.delivers(rounds=60)
    assert sorted(mail.subject for mail in mails) == sorted(f"Invitation: Briefing {h}" for h in range(8, 16))
    assert all("BEGIN:VEVENT" in mail.lines and mail.lines.count("BEGIN:VEVENT") == 1 for mail in mails)


def test_a_day_without_a_mail_server_loses_nothing_and_sends_only_what_stands(
    opened: tuple[MailedMeetings, SlackApi],
) -> None:
    post, slack = opened
    post.mail.says["MAIL"] = "421 4.3.2 going down"
    drill = plan_drill(post)
    assert post.delivers() == []
    change(post, drill, starts=time(11))
    change(post, drill, starts=time(12), place="Library")
    for _ in range(24):
        post.clock.advance(timedelta(hours=1))
        post.courier.work()
    said = [text for channel in [*slack.messages] for text in slack.texts(channel)]
    assert "meeting_stands" in said, "the invitation, as it stands by now"
    assert "meeting_invitation" not in said, "a calendar's mail never goes by Slack"
    del post.mail.says["MAIL"]
    post.clock.advance(timedelta(minutes=11))
    mails = post.delivers()
    assert sorted(mail.to for mail in mails) == ["ada@example.org", "cleo@example.org"]
    mail = to_ada(mails)
    assert mail.subject == "Invitation: Lockdown drill", "she has not had one yet"
    assert mail.says("SEQUENCE") == "2"
    assert mail.says("LOCATION") == "Library"
    states = [state for state, _ in post.settled()]
    assert states.count(NoticeState.SENT) == 2
    assert states.count(NoticeState.OBSOLETE) == 4


def test_a_mail_that_is_late_says_so_in_both_its_texts_and_its_calendar_part_is_the_same(
    post: MailedMeetings,
) -> None:
    post.mail.says["MAIL"] = "421 4.3.2 going down"
    plan_drill(post)
    post.delivers()
    post.clock.advance(timedelta(hours=3))
    del post.mail.says["MAIL"]
    mail = to_ada(post.delivers())
    assert mail.text.startswith("Late by 3 h.")
    assert "Late by 3 h." in mail.html
    assert mail.says("DTSTAMP") == "20260812T190000Z"


def test_a_mail_in_doubt_comes_again_with_the_same_id_and_the_same_calendar(post: MailedMeetings) -> None:
    with post.begin() as tx:
        planned(tx, post.cast.sol, plan(post.cast.ada))
    post.mail.says["DATA"] = DROP
    [first] = post.delivers(rounds=1)
    del post.mail.says["DATA"]
    post.clock.advance(timedelta(minutes=11))
    [second] = post.delivers()
    assert first.letter["Message-ID"] == second.letter["Message-ID"]
    assert first.calendar == second.calendar
    assert "You may have had this already." in second.text
    assert "You may have had this already." in second.html


def test_without_a_mail_server_the_calendar_mails_are_settled_with_a_reason_and_slack_is_told(
    database: Database, now: datetime
) -> None:
    with mailed_meetings(database, now, set_up=False) as (post, slack):
        plan_drill(post)
        assert post.delivers() == []
        why = "mail is not set up (MUSTER_SMTP_URL): told in Slack only"
        assert post.settled() == [(NoticeState.OBSOLETE, why)] * 2
        assert slack.texts("DU0ADA") == ["meeting_asked"]


def test_without_a_mail_server_people_are_told_of_somebody_who_has_no_slack_either(
    database: Database, now: datetime
) -> None:
    with mailed_meetings(database, now, set_up=False) as (post, _):
        with post.begin() as tx:
            rowan = add_person(tx, name="Rowan Rowan", email="rowan@example.org")
            planned(tx, post.cast.sol, plan(rowan))
        post.delivers()
        assert post.settled() == [(NoticeState.REFUSED, "mail is not set up (MUSTER_SMTP_URL)")]
        with post.begin() as tx:
            assert [one.addressee for one in list_untaken(tx, 10)] == [to_person(rowan.id)]


@pytest.mark.parametrize(
    "address", ["no address", "ada@", "@example.org", "ada@exa mple.org", "ådä@example.org"]
)
def test_an_address_that_is_none_is_refused_and_waits_for_somebody_who_tells_it(
    opened: tuple[MailedMeetings, SlackApi], address: str
) -> None:
    post, _ = opened
    with post.begin() as tx:
        change_person(tx, post.cast.ada, email=address)
        planned(tx, post.cast.sol, plan(post.cast.ada))
    assert post.delivers() == []
    [(state, reason)] = post.settled()
    assert state == NoticeState.REFUSED
    assert reason.startswith("the address on the roster ")
    assert address not in reason
    with post.begin() as tx:
        assert [one.reason for one in list_untaken(tx, 10)] == [reason]


def test_who_has_left_gets_no_mail_and_nobody_is_asked_to_tell_them(
    opened: tuple[MailedMeetings, SlackApi],
) -> None:
    post, slack = opened
    with post.begin() as tx:
        planned(tx, post.cast.sol, plan(post.cast.ada))
        change_person(tx, post.cast.ada, active=False)
    assert post.delivers() == []
    assert post.settled() == [(NoticeState.OBSOLETE, "this person has left")]
    assert "C0SUPERVISORS" not in slack.messages


def test_a_mail_to_who_has_answered_carries_the_answer(post: MailedMeetings) -> None:
    drill = plan_drill(post)
    post.delivers()
    with post.begin() as tx:
        answer(tx, person=post.cast.ada, meeting_id=drill.meeting.id, said=Answer.YES)
    change(post, drill, agenda="Bring a radio.")
    mail = to_ada(post.delivers())
    assert "PARTSTAT=ACCEPTED" in "".join(mail.lines)
    assert "You have said yes" in mail.text
