"""Numbers of meetings can be guessed: whoever was never asked to one learns nothing of it from a button."""

from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest
from sqlalchemy import update

from handlers.ids import meetings as ids
from handlers.ids.packing import Value, pack
from scheduling.meetings.answers.answering import find_attendee
from scheduling.meetings.facts import Invitation
from scheduling.meetings.plans.cancelling import cancel_meeting
from scheduling.meetings.plans.editing import edit_meeting
from scheduling.roster.facts import Role
from scheduling.roster.tables import people
from scheduling.store.engine import Database
from tests.factories.meetings import POLICY, phoenix_at, plan, planned
from tests.handlers.office import Office, Shown, Visitor
from tests.handlers.receiving import receives
from tests.people import Cast

TUESDAY_AT_NINE = phoenix_at(8, 18).isoformat()

BUTTONS: tuple[tuple[str, Value], ...] = (
    *((button, ids.MeetingRef(1)) for button in (ids.MEETING_YES, ids.MEETING_NO, ids.MEETING_MAYBE)),
    (ids.MEETING_YES, ids.MeetingRef(1, TUESDAY_AT_NINE)),
    (ids.MEETING_YES, ids.MeetingRef(1, "", "another time")),
    (ids.MEETING_OPEN, ids.MeetingRef(1)),
    (ids.MEETING_FILE, ids.MeetingRef(1)),
    (ids.EDIT_MEETING_FORM, ids.ChangeRef(1, ids.ALL)),
    (ids.CANCEL_MEETING_FORM, ids.ChangeRef(1, ids.ALL)),
    (ids.ATTENDANCE_FORM, ids.MeetingRef(1, TUESDAY_AT_NINE)),
)


@pytest.fixture
def secret(database: Database, now: datetime, cast: Cast) -> Invitation:
    """Sol asks Ada to something that is nobody else's to know of."""
    with database.begin(now) as tx:
        return planned(tx, cast.sol, plan(cast.ada, title="Hearing of Ada"))


def press(visitor: Visitor, button: str, carried: Value) -> Shown:
    """A button that nobody was ever shown."""
    return visitor.press({"type": "button", "action_id": button, "value": pack(carried)})


@pytest.mark.parametrize("state", ["standing", "cancelled", "over"])
@pytest.mark.parametrize(("button", "carried"), BUTTONS)
def test_a_supervisor_of_another_agency_who_guesses_a_number_learns_nothing_of_the_meeting(
    office: Office, database: Database, now: datetime, cast: Cast, secret: Invitation, cleo: Visitor,
    button: str, carried: Value, state: str,
) -> None:  # fmt: skip
    with database.begin(now) as tx:
        supervises = update(people).where(people.c.id == cast.cleo.id).values(role=Role.SUPERVISOR.value)
        tx.execute(supervises)
        if state == "cancelled":
            cancel_meeting(tx, actor=cast.sol, meeting_id=secret.meeting.id, reason="He said Ada is ill")
    if state == "over":
        office.clock.advance(timedelta(days=9))
    words = press(cleo, button, carried).words
    assert words == ":no_entry: *There is no meeting 1.* `/meetings` lists them."


@pytest.mark.parametrize("button", [ids.MEETING_YES, ids.MEETING_FILE])
def test_an_officer_who_guesses_a_number_learns_nothing_of_the_meeting(
    secret: Invitation, ben: Visitor, button: str
) -> None:
    assert "There is no meeting 1." in press(ben, button, ids.MeetingRef(1)).words


def test_who_was_taken_off_what_was_moved_is_told_so_and_not_that_their_yes_was_noted(
    database: Database, now: datetime, cast: Cast, ada: Visitor
) -> None:
    with database.begin(now) as tx:
        drill = planned(tx, cast.sol, plan(cast.ada, cast.ben))
    receives(ada, "meeting_asked", database, now)
    without = replace(drill.meeting.plan, starts=time(15), title="Now about Ada", people=(cast.ben.id,))
    with database.begin(now + timedelta(minutes=1)) as tx:
        edit_meeting(tx, actor=cast.sol, meeting_id=drill.meeting.id, plan=without, policy=POLICY)
    words = ada.presses("Yes").words
    assert words == ":no_entry: *You are not asked.* Meeting 1 is planned without you by now."


def test_a_yes_under_an_old_message_of_what_was_moved_and_is_over_is_not_said_to_be_noted(
    office: Office, database: Database, now: datetime, cast: Cast, ada: Visitor
) -> None:
    with database.begin(now) as tx:
        drill = planned(tx, cast.sol, plan(cast.ada))
    receives(ada, "meeting_asked", database, now)
    later = replace(drill.meeting.plan, starts=time(15))
    with database.begin(now + timedelta(minutes=1)) as tx:
        edit_meeting(tx, actor=cast.sol, meeting_id=drill.meeting.id, plan=later, policy=POLICY)
    office.clock.advance(timedelta(days=9))
    assert "*It is over.*" in ada.presses("Yes").words
    with database.read(now) as tx:
        attendee = find_attendee(tx, drill.meeting.id, cast.ada.id)
    assert attendee is not None
    assert attendee.said.at is None


@pytest.mark.parametrize("year", ["0001", "9999"])
@pytest.mark.parametrize("button", [ids.MEETING_YES, ids.ATTENDANCE_FORM])
def test_an_instant_that_is_none_in_some_time_zone_is_of_no_meeting(
    secret: Invitation, sol: Visitor, ada: Visitor, button: str, year: str
) -> None:
    at = f"{year}-01-01T00:00:00+00:00" if year == "0001" else f"{year}-12-31T23:59:59+00:00"
    words = press(ada if button == ids.MEETING_YES else sol, button, ids.MeetingRef(1, at)).words
    assert "from an older message" in words
