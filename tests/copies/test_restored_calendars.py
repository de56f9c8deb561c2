"""Calendar programs that have seen what came after the backup take over what a restored database says."""

from datetime import date, datetime, timedelta
from pathlib import Path

from scheduling.copies.backups import back_up
from scheduling.copies.restores import restore
from scheduling.meetings.queries import find_meeting
from scheduling.meetings.tables import meetings
from scheduling.policy.loader import load_policy
from scheduling.shifts.actions import claim_shift, release_shift
from scheduling.store.engine import Database
from scheduling.training.requests.grants import put_off
from tests.factories.calendars import events_of, fetch, open_link
from tests.factories.countdowns import COURSE
from tests.factories.meetings import plan, planned
from tests.factories.owing import owed_by, owing, packs
from tests.factories.shifts import add_shift
from tests.people import Cast

POLICY = load_policy("default")
HOUR = timedelta(hours=1)


def _sequences(database: Database, now: datetime, token: str) -> dict[str, int]:
    found = fetch(database, now, token)
    assert found is not None
    return {uid: int(event["SEQUENCE"]) for uid, event in events_of(found.text).items()}


def test_what_was_seen_after_the_backup_is_older_than_what_is_restored(
    database: Database, other: Database, cast: Cast, now: datetime, tmp_path: Path
) -> None:
    token = open_link(database, now, cast.ada).token
    with database.begin(now) as tx:
        shift = add_shift(tx, cast.quartz, now + timedelta(days=3))
        claim_shift(tx, actor=cast.ada, shift_id=shift.id, policy=POLICY)
        owing(tx, cast.ada, packs(COURSE))
        owed = owed_by(tx, cast.ada)
    first = _sequences(database, now, token)
    back_up(database, tmp_path / "a.backup", now=now + HOUR, release="1.2.3")
    with database.begin(now + 2 * HOUR) as tx:
        release_shift(tx, actor=cast.ada, shift_id=shift.id, policy=POLICY)
        put_off(tx, owed, cast.ada, date(2026, 12, 1))
    seen = _sequences(database, now + 2 * HOUR, token)

    later = now + 3 * HOUR
    restore(tmp_path / "a.backup", other, now=later, release="1.2.3", aside=tmp_path / "aside.db")
    again = _sequences(other, later, token)
    assert {f"shift-{shift.id}@muster", f"deadline-{owed.id}@muster"} <= set(first) == set(seen) == set(again)
    for uid in first:
        assert first[uid] < seen[uid] < again[uid], uid


def test_a_meeting_that_was_changed_after_the_backup_is_changed_over_that(
    database: Database, other: Database, cast: Cast, now: datetime, tmp_path: Path
) -> None:
    with database.begin(now) as tx:
        meeting = planned(tx, cast.sol, plan(cast.ada)).meeting
        tx.execute(meetings.update().values(retimed_sequence=meeting.sequence))
    back_up(database, tmp_path / "a.backup", now=now, release="1.2.3")
    restore(tmp_path / "a.backup", other, now=now + HOUR, release="1.2.3", aside=tmp_path / "aside.db")
    with other.read(now + HOUR) as tx:
        restored = find_meeting(tx, meeting.id)
    assert restored is not None
    assert restored.meeting.sequence > meeting.sequence + 100
    assert restored.meeting.retimed_sequence == meeting.sequence, "who has answered has answered"
