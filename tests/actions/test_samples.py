"""The sample district: life-size, and good on any day of the year."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.practice.samples.deliveries import make_deliveries
from bot.practice.samples.folder import DISTRICT_ZONE, SampleFolder, write_samples
from bot.practice.samples.history import District, live_through
from bot.practice.samples.people import sample_members
from scheduling.feed.actions import receive_pull
from scheduling.feed.facts import PullReport, PullState
from scheduling.feed.profile import load_profile
from scheduling.meetings.facts import Answer
from scheduling.meetings.reading import list_readable, list_stands
from scheduling.outbox.facts import NoticeState
from scheduling.outbox.tables import notices
from scheduling.policy.loader import load_policy
from scheduling.roster.facts import Kind, Person, Role, Standing
from scheduling.roster.import_people import import_roster
from scheduling.roster.import_schools import import_schools
from scheduling.roster.queries import list_people, list_schools, list_unlinked
from scheduling.shifts.queries import list_held_by, list_waits_of
from scheduling.shifts.tables import shifts
from scheduling.store.engine import Database, open_database
from scheduling.store.schema import migrate
from scheduling.training.queries import list_countdown
from scheduling.training.reports.team import list_owed
from scheduling.zones import zone
from tests.conftest import NOON

MOMENTS = [
    NOON,
    datetime(2026, 3, 7, 18, tzinfo=UTC),  # the evening before the clocks go forward in Denver
    datetime(2026, 10, 31, 18, tzinfo=UTC),  # and the day before they go back
    datetime(2026, 12, 31, 23, tzinfo=UTC),
    datetime(2028, 2, 28, 12, tzinfo=UTC),
]
CLEAR = Standing.CLEAR
POLICY = load_policy("arizona-ssp")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> SampleFolder:
    """The sample files around noon."""
    return write_samples(tmp_path_factory.mktemp("samples"), NOON)


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory, folder: SampleFolder) -> Iterator[Database]:
    """A database in which the sample history has happened."""
    database = open_database(f"sqlite:///{tmp_path_factory.mktemp('district') / 'muster.db'}")
    migrate(database)
    members = [replace(member, id=f"U{number}") for number, member in enumerate(sample_members())]
    live_through(District(database, POLICY, folder, "T0PRACTICE", members), NOON)
    yield database
    database.close()


def everybody(database: Database) -> dict[str, Person]:
    """The roster by first name."""
    with database.read(NOON) as tx:
        return {person.email.partition("@")[0]: person for person in list_people(tx)}


def deliver(database: Database, content: bytes, at: datetime = NOON) -> PullReport:
    """What the feed says, received."""
    with database.begin(at) as tx:
        return receive_pull(
            tx,
            content=content,
            profile=load_profile("muster"),
            policy=POLICY,
            district_zone=zone(DISTRICT_ZONE),
        )


def test_the_district_is_life_size(district: Database) -> None:
    people = everybody(district).values()
    with district.read(NOON) as tx:
        schools = list_schools(tx)
        rows = tx.execute(select(shifts)).all()
    assert len(people) >= 40
    assert {person.kind for person in people} == set(Kind)
    assert {person.role for person in people} == set(Role)
    assert len({person.agency for person in people if person.agency}) == 3
    assert (len(schools), {school.zone for school in schools}) == (12, {"America/Phoenix", "America/Denver"})
    assert 280 <= len(rows) <= 360
    assert any(row.places > 1 for row in rows)
    assert any(row.armed for row in rows)
    assert any(row.backup_agencies for row in rows)
    assert any(
        (row.starts_at - timedelta(hours=7)).date() != (row.ends_at - timedelta(hours=7)).date()
        for row in rows
    )


def test_something_is_the_matter_with_some_of_them(district: Database) -> None:
    people = everybody(district)
    with district.read(NOON) as tx:
        unlinked = [person.name for person in list_unlinked(tx)]
    assert unlinked == ["Theo Teak"]
    assert not people["quin"].active
    assert not people["fay"].armed


def test_two_officers_missed_a_deadline_and_nobody_else_is_kept_from_claiming(district: Database) -> None:
    blocked = {name: p.standing_reason for name, p in everybody(district).items() if p.standing is not CLEAR}
    assert set(blocked) == {"kai", "eli"}
    assert "5 of 8 sessions" in blocked["kai"]
    assert "Firearms qualification" in blocked["eli"]


def test_those_whom_the_visitor_plays_stand_differently_with_the_course(district: Database) -> None:
    people = everybody(district)
    with district.read(NOON) as tx:
        lines = {
            name: line
            for name in ("ada", "ben", "cleo")
            for line in list_countdown(tx, people[name])
            if line.obligation.requirement.key == "asynchronous_course"
        }
    today = NOON.date()
    assert len(lines["ada"].progress.sessions_done) == 3
    assert lines["ada"].obligation.due_on == today + timedelta(days=12)
    assert lines["ben"].progress.is_done
    assert lines["cleo"].obligation.due_on == today + timedelta(days=5)


def test_something_waits_for_the_sergeants_word(district: Database) -> None:
    sol = everybody(district)["sol"]
    with district.read(NOON) as tx:
        waiting = [one.person.name for one in list_owed(tx, sol) if one.waits]
    assert waiting == ["Dora Dogwood"]


def test_ada_is_told_that_her_shift_moved_and_ben_that_his_is_gone(district: Database) -> None:
    people = everybody(district)
    with district.read(NOON) as tx:
        waiting = tx.execute(
            select(notices.c.kind, notices.c.addressee).where(notices.c.state == NoticeState.WAITING)
        ).all()
        held = list_held_by(tx, people["ada"])
    assert ("shift_changed", f"person:{people['ada'].id}") in waiting
    assert ("shift_withdrawn", f"person:{people['ben'].id}") in waiting
    assert [f"{each.shift.starts_at:%H:%M}" for each in held].count("13:30") == 1  # 06:30 in Phoenix
    assert len(held) == 3


def test_nobody_is_told_of_the_invented_past(district: Database) -> None:
    with district.read(NOON) as tx:
        waiting = tx.execute(
            select(notices.c.kind, notices.c.created_at).where(notices.c.state == NoticeState.WAITING)
        ).all()
    assert {row.created_at for row in waiting} == {NOON}
    assert Counter(row.kind for row in waiting) == {
        "shift_changed": 1, "shift_withdrawn": 1, "day_board": 1, "meeting_asked": 3, "meeting_invitation": 3,
        "meeting_stands": 1,
        "meeting_tally": 1,
    }  # fmt: skip


def test_ada_is_asked_to_a_safety_meeting_and_has_not_answered(district: Database) -> None:
    people = everybody(district)
    with district.read(NOON) as tx:
        asked = list_stands(tx, reader=people["ada"], shown=list_readable(tx, reader=people["ada"], own=True))
    said = {one.invitation.meeting.plan.title: one.said for one in asked}
    assert said == {"Heron team meeting": Answer.YES, "Campus safety meeting": Answer.NONE}


def test_somebody_waits_in_line(district: Database) -> None:
    with district.read(NOON) as tx:
        lines = [wait for person in list_people(tx) for wait in list_waits_of(tx, person)]
    assert len(lines) >= 2
    assert 2 in {wait.rank for wait in lines}


def test_the_third_delivery_is_held_for_a_coordinator(district: Database, folder: SampleFolder) -> None:
    report = deliver(district, folder.feeds[2].read_bytes(), NOON + timedelta(minutes=5))
    assert report.state is PullState.HELD


@pytest.mark.parametrize("now", MOMENTS, ids=str)
def test_the_files_are_good_on_any_day_of_the_year(now: datetime, tmp_path: Path) -> None:
    folder = write_samples(tmp_path, now)
    database = open_database(f"sqlite:///{tmp_path / 'muster.db'}")
    migrate(database)
    with database.begin(now) as tx:
        schools = import_schools(tx, content=folder.schools.read_bytes(), district_zone=DISTRICT_ZONE)
        people = import_roster(tx, content=folder.roster.read_bytes(), district_zone=DISTRICT_ZONE)
    first, second = (deliver(database, path.read_bytes(), now) for path in folder.feeds[:2])
    database.close()
    for report in (schools, people):
        assert (report.bad, report.ignored_columns) == ((), ())
    assert (first.state, first.quarantined) == (PullState.APPLIED, ())
    assert (second.state, second.withdrawn) == (PullState.APPLIED, 1)
    assert len(second.quarantined) == 11
    assert len({each.reason for each in second.quarantined}) == 10  # two rows share an id


def test_the_same_day_gives_the_same_shifts() -> None:
    assert make_deliveries(NOON.date()) == make_deliveries(NOON.date())


def test_everybody_is_plainly_invented() -> None:
    assert all(member.email.endswith("@example.org") for member in sample_members())
