"""Takes the bytes of a feed into the database: read outside any write transaction, then written in one.

To read takes the longest, and a claim must not wait for it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from zoneinfo import ZoneInfo

from bot.clock import Clock
from scheduling.feed.actions import note_refused, receive_snapshot
from scheduling.feed.checks import read_snapshot
from scheduling.feed.facts import FeedRefused, Progress, PullReport
from scheduling.feed.overtaken import LastWord, check_not_overtaken
from scheduling.feed.profile import Profile
from scheduling.policy.schema import Policy
from scheduling.roster.queries import list_schools
from scheduling.store.engine import Database
from scheduling.store.transaction import Transaction


def take_in(
    database: Database,
    clock: Clock,
    content: bytes,
    *,
    profile: Profile,
    policy: Policy,
    zone: ZoneInfo,
    progress: Progress | None = None,
    before: LastWord | None = None,
) -> PullReport:
    """Apply what a feed file says, or hold it, or note why it could not be read.

    Args:
        database: whose schedule it is.
        clock: tells the instants at which it was read and written.
        content: the file, untouched.
        profile: how it is read.
        policy: when a delivery is held, and by which rules changed claims are checked.
        zone: the district's: of local times that name none, and by which what is held is told.
        progress: told (rows done, rows in all) while it is read.
        before: the last pull when the file was asked for; None where somebody has chosen the file.

    Raises:
        OvertakenError: another pull was taken in since `before`; nothing is written.
    """
    now = clock.now()
    with database.read(now) as tx:
        schools = list_schools(tx)
    try:
        snapshot = read_snapshot(
            content, profile=profile, schools=schools, district_zone=zone, now=now, progress=progress
        )
    except FeedRefused as refused:
        with _not_overtaken(database, clock, before) as tx:
            return note_refused(tx, content=content, reason=str(refused), source=profile.source or None)
    with _not_overtaken(database, clock, before) as tx:
        return receive_snapshot(tx, snapshot=snapshot, policy=policy, district_zone=zone)


@contextmanager
def _not_overtaken(database: Database, clock: Clock, before: LastWord | None) -> Iterator[Transaction]:
    with database.begin(clock.now()) as tx:
        if before is not None:
            check_not_overtaken(tx, before)
        yield tx
