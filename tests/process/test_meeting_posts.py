"""The invitation that stands in Slack says what is so, and one thing rings once: by Slack, or by mail."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time, timedelta
from functools import partial

import pytest

from handlers.notices import render
from scheduling.meetings.answers.answering import answer, keep_answer
from scheduling.meetings.facts import Answer, Invitation, Said, Via
from scheduling.meetings.plans.cancelling import cancel_meeting, cancel_occurrence
from scheduling.meetings.plans.editing import edit_meeting
from scheduling.outbox.facts import NoticeState
from scheduling.store.engine import Database
from tests.factories.mailed import MailedMeetings, mailed_meetings
from tests.factories.meetings import POLICY, found, phoenix_at, plan, planned, weekly
from tests.factories.roster import change_person
from tests.fakes.slack_api import SlackApi

ADA = "DU0ADA"
POST = "chat.postMessage"


@pytest.fixture
def opened(database: Database, now: datetime) -> Iterator[tuple[MailedMeetings, SlackApi]]:
    with mailed_meetings(database, now, render=partial(render, policy=POLICY)) as both:
        yield both


@pytest.fixture
def post(opened: tuple[MailedMeetings, SlackApi]) -> MailedMeetings:
    return opened[0]


@pytest.fixture
def slack(opened: tuple[MailedMeetings, SlackApi]) -> SlackApi:
    return opened[1]


@pytest.fixture
def drill(post: MailedMeetings) -> Invitation:
    """Sol has asked Ada to a drill, and she has read it."""
    with post.begin() as tx:
        asked = planned(tx, post.cast.sol, plan(post.cast.ada))
    sends(post)
    return asked


def sends(post: MailedMeetings) -> None:
    """The courier works off what waits; mails of any kind may come of it."""
    for _ in range(8):
        post.courier.work()
        post.clock.advance(timedelta(seconds=2))


def change(post: MailedMeetings, of: Invitation, **told: object) -> None:
    with post.begin() as tx:
        wanted = replace(found(tx, of).meeting.plan, **told)  # type: ignore[arg-type]  # any field of a plan
        edit_meeting(tx, actor=post.cast.sol, meeting_id=of.meeting.id, plan=wanted, policy=POLICY)
    sends(post)


def buttons(slack: SlackApi, place: int = 0) -> list[str]:
    """What can be pressed under one of Ada's messages."""
    blocks = slack.messages[ADA][place]["blocks"]
    return [
        each["text"]["text"] for block in blocks if block["type"] == "actions" for each in block["elements"]
    ]


def words(slack: SlackApi, place: int = 0) -> str:
    """What one of Ada's messages says."""
    blocks = slack.messages[ADA][place]["blocks"]
    return "\n".join(block["text"]["text"] for block in blocks if block["type"] == "section")


def test_an_invitation_says_the_new_time_in_its_place_and_the_change_rings_once(
    post: MailedMeetings, slack: SlackApi, drill: Invitation
) -> None:
    change(post, drill, starts=time(11))
    assert "11:00–12:00" in words(slack)
    assert "Yes" in buttons(slack)
    assert len(slack.messages[ADA]) == 2
    assert "New time." in words(slack, 1)


def test_an_invitation_that_is_cancelled_is_struck_out_and_has_no_buttons(
    post: MailedMeetings, slack: SlackApi, drill: Invitation
) -> None:
    with post.begin() as tx:
        cancel_meeting(tx, actor=post.cast.sol, meeting_id=drill.meeting.id, reason="Snow")
    sends(post)
    assert words(slack).startswith("~Lockdown drill~\n~Tue Aug 18, 09:00–10:00")
    assert "*Cancelled.*\nWhy: Snow" in words(slack)
    assert buttons(slack) == []
    assert len(slack.messages[ADA]) == 2, "and the cancellation rings once"


def test_who_is_taken_off_sees_their_invitation_struck_out(
    post: MailedMeetings, slack: SlackApi, drill: Invitation
) -> None:
    change(post, drill, people=(post.cast.ben.id,))
    assert "~Lockdown drill~" in words(slack)
    assert "You need not come." in words(slack)
    assert buttons(slack) == []


def test_the_invitation_to_a_series_goes_on_to_the_next_one_when_one_is_cancelled(
    post: MailedMeetings, slack: SlackApi
) -> None:
    with post.begin() as tx:
        series = planned(tx, post.cast.sol, weekly(post.cast.ada))
    sends(post)
    assert "Aug 18" in words(slack)
    with post.begin() as tx:
        cancel_occurrence(
            tx, actor=post.cast.sol, meeting_id=series.meeting.id, occurrence=phoenix_at(8, 18), reason="Snow"
        )
    sends(post)
    assert "Aug 25" in words(slack)
    assert "Yes" in buttons(slack)


@pytest.mark.parametrize("via", [Via.MAIL, Via.SLACK])
def test_an_answer_that_was_given_elsewhere_is_shown_under_the_invitation_and_rings_not_at_all(
    post: MailedMeetings, slack: SlackApi, drill: Invitation, via: Via
) -> None:
    with post.begin() as tx:
        said = Said(Answer.MAYBE, "", tx.now, via)
        keep_answer(tx, found(tx, drill), post.cast.ada, None, said)
    sends(post)
    assert "You said *maybe*." in words(slack)
    assert len(slack.messages[ADA]) == 1


def test_a_change_before_the_invitation_was_sent_leaves_one_invitation_which_says_what_is_so(
    post: MailedMeetings, slack: SlackApi
) -> None:
    with post.begin() as tx:
        asked = planned(tx, post.cast.sol, plan(post.cast.ada))
        answer(tx, person=post.cast.ada, meeting_id=asked.meeting.id, said=Answer.YES)
    sends(post)
    assert len(slack.messages[ADA]) == 1
    assert "You said *yes*." in words(slack)


def test_who_had_the_invitation_in_no_message_gets_none_when_it_changes(
    post: MailedMeetings, slack: SlackApi
) -> None:
    with post.begin() as tx:
        change_person(tx, post.cast.ada, slack_id=None)
        asked = planned(tx, post.cast.sol, plan(post.cast.ada))
        change_person(tx, post.cast.ada, slack_id=post.cast.ada.slack_id)
    sends(post)
    change(post, asked, starts=time(11))
    assert len(slack.messages[ADA]) == 1
    assert "New time." in words(slack)
    [(state, reason)] = post.settled("meeting_stands")
    assert (state, reason.partition(":")[0]) == (
        NoticeState.OBSOLETE,
        "no invitation of theirs stands in Slack",
    )


def test_what_slack_will_not_take_of_a_meeting_is_settled_where_the_calendar_s_mail_tells_it(
    post: MailedMeetings, slack: SlackApi
) -> None:
    slack.refuse(POST, "user_not_found")
    with post.begin() as tx:
        asked = planned(tx, post.cast.sol, plan(post.cast.ada))
    sends(post)
    change(post, asked, starts=time(11))
    with post.begin() as tx:
        cancel_meeting(tx, actor=post.cast.sol, meeting_id=asked.meeting.id, reason="Snow")
    sends(post)
    to_ada = [letter for letter in post.mail.taken if letter["To"] == "ada@example.org"]
    mails = [str(letter["Subject"]) for letter in to_ada]
    assert mails == ["Invitation: Lockdown drill", "Updated: Lockdown drill", "Cancelled: Lockdown drill"]
    for kind in ("meeting_asked", "meeting_changed", "meeting_cancelled"):
        why = "told by the mail for the calendar; not by Slack: user_not_found"
        assert post.settled(kind) == [(NoticeState.OBSOLETE, why)]


def test_who_has_no_mail_address_and_no_slack_that_works_is_to_be_told_by_people(
    post: MailedMeetings, slack: SlackApi
) -> None:
    slack.refuse(POST, "user_not_found")
    with post.begin() as tx:
        change_person(tx, post.cast.ada, email="")
        planned(tx, post.cast.sol, plan(post.cast.ada))
    sends(post)
    assert post.settled("meeting_asked") == [(NoticeState.REFUSED, "user_not_found")]
