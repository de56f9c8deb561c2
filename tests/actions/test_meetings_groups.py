"""Whom a group asks as time goes by: officers of a school, and those who have left."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from scheduling.meetings.answers.answering import answer
from scheduling.meetings.facts import Answer, AskedBy, Group, Invitation, RequiredRole
from scheduling.meetings.notices.slack import load_meeting_tally
from scheduling.meetings.plans.editing import edit_meeting
from scheduling.meetings.plans.planning import preview_meeting
from scheduling.meetings.rows import read_attendees
from scheduling.meetings.rules.tally import tally_of
from scheduling.meetings.sweep import sweep_meetings
from scheduling.outbox.facts import Obsolete
from scheduling.store.engine import Database
from scheduling.store.transaction import Transaction
from tests.factories.meetings import POLICY, TUESDAY, found, phoenix_at, plan, planned
from tests.factories.roster import change_person
from tests.factories.shifts import add_shift, give
from tests.factories.told import list_told
from tests.people import HERON, Cast

QUARTZ = (Group(AskedBy.SCHOOL, "QTZ"),)
DAY = timedelta(days=1)


def edit(tx: Transaction, cast: Cast, of: Invitation, **told: object) -> Invitation:
    to = replace(of.meeting.plan, **told)  # type: ignore[arg-type]  # fields of a plan, as named
    return edit_meeting(tx, actor=cast.sol, meeting_id=of.meeting.id, plan=to, policy=POLICY).invitation


@pytest.mark.parametrize(("days", "is_asked"), [(-31, False), (-29, True), (29, True), (31, False)])
def test_officers_of_a_school_have_a_shift_there_in_the_last_or_the_next_thirty_days(
    database: Database, now: datetime, cast: Cast, days: int, is_asked: bool
) -> None:
    with database.begin(now) as tx:
        give(tx, add_shift(tx, cast.quartz, now + days * DAY), cast.ada)
        seen = preview_meeting(tx, actor=cast.sol, plan=plan(cast.ben, groups=QUARTZ), policy=POLICY)
        assert (cast.ada.id in seen.asked.by) is is_asked


def test_an_officer_of_the_school_stays_asked_when_the_shift_is_long_over(
    database: Database, now: datetime, cast: Cast
) -> None:
    """Another title six weeks later takes nobody off; only the group itself does."""
    with database.begin(now) as tx:
        give(tx, add_shift(tx, cast.quartz, now + DAY), cast.ada)
        drill = planned(tx, cast.sol, plan(groups=QUARTZ, day=TUESDAY + 60 * DAY))
    with database.begin(now + 45 * DAY) as tx:
        assert edit(tx, cast, drill, title="Fire drill").people == {cast.ada.id}
        both = (*QUARTZ, Group(AskedBy.AGENCY, HERON))
        assert edit(tx, cast, drill, groups=both).people == {cast.ada.id, cast.ben.id, cast.sol.id}
        other = (Group(AskedBy.SCHOOL, "BAS"),)
        assert edit(tx, cast, drill, people=(cast.ben.id,), groups=other).people == {cast.ben.id}


def test_who_has_left_is_left_out_of_an_edit_and_the_rest_goes_on(
    database: Database, now: datetime, cast: Cast
) -> None:
    with database.begin(now) as tx:
        drill = planned(tx, cast.sol, plan(cast.ada, cast.ben))
        change_person(tx, cast.ben, active=False)
    with database.begin(now + DAY) as tx:
        assert edit(tx, cast, drill, title="Fire drill").people == {cast.ada.id}
        assert found(tx, drill).meeting.plan.people == (cast.ada.id,)


def test_the_yes_of_who_has_left_counts_for_nothing(database: Database, now: datetime, cast: Cast) -> None:
    roles = (RequiredRole("principal", (cast.ben.id,)),)
    with database.begin(now) as tx:
        drill = planned(tx, cast.sol, plan(cast.ada, cast.ben, quorum=2, required_roles=roles))
        for person in (cast.ada, cast.ben):
            answer(tx, person=person, meeting_id=drill.meeting.id, said=Answer.YES)
        change_person(tx, cast.ben, deactivated_at=now)
        tally = tally_of(drill.meeting.plan, read_attendees(tx, drill.meeting.id), phoenix_at(8, 18))
        assert (tally.yes, tally.missing_roles, tally.short_by) == ((cast.ada.id,), ("principal",), 1)
        assert not isinstance(load_meeting_tally(tx, {"meeting": drill.meeting.id}), Obsolete)
    with database.begin(phoenix_at(8, 17)) as tx:
        sweep_meetings(tx, POLICY)
        reminded = [to for kind, to in list_told(tx) if kind == "meeting_reminder"]
        assert reminded == [f"person:{cast.ada.id}"]
