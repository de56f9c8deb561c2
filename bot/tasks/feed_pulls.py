"""One pull of the feed: fetch it, and take in what it says."""

from zoneinfo import ZoneInfo

import structlog

from bot.clock import Clock
from bot.tasks.feed_intake import take_in
from bot.tasks.source import Fetched, Source, Unreached
from scheduling.feed.actions import note_unmodified, note_unreached
from scheduling.feed.facts import PullReport, PullState
from scheduling.feed.overtaken import LastWord, OvertakenError, last_word
from scheduling.feed.profile import Profile
from scheduling.policy.schema import Policy
from scheduling.store.engine import Database

log = structlog.get_logger("muster.feed")


class FeedPulls:
    """Pulls one feed into one database."""

    def __init__(
        self,
        source: Source,
        profile: Profile,
        database: Database,
        clock: Clock,
        policy: Policy,
        zone: ZoneInfo,
    ) -> None:
        """Read `source` as `profile` says; local times without a zone are the district's."""
        self._source = source
        self._profile = profile
        self._database = database
        self._clock = clock
        self._policy = policy
        self._zone = zone

    def stop(self) -> None:
        """Break off a fetch that drags on: the process ends."""
        self._source.stop()

    def pull(self) -> PullReport | None:
        """Take in what the feed says now; None where it says that nothing has changed.

        A feed that cannot be reached or read is noted, and the schedule stays as it was. Where another
        process took in a pull meanwhile, the feed is asked again: what was fetched may be older.

        Raises:
            BrokenOffError: the process ends.
        """
        while True:  # each round, somebody else has completed a pull
            with self._database.read(self._clock.now()) as tx:
                before = last_word(tx)
            try:
                return self._pull(before)
            except OvertakenError:
                log.info("another pull came first; the feed is asked again")

    def _pull(self, before: LastWord) -> PullReport | None:
        try:
            fetched = self._source.fetch(before.pull_id)
        except Unreached as unreached:
            log.warning("the feed could not be fetched", reason=str(unreached))
            with self._database.begin(self._clock.now()) as tx:
                return note_unreached(tx, reason=str(unreached), source=self._profile.source or None)
        if isinstance(fetched, Fetched):
            report = self._take_in(fetched.content, before)
            if report.state is not PullState.REFUSED and not report.quarantined:
                # else read it again: a missing school may have joined the roster
                self._source.taken_in(report.pull_id)
            return report
        with self._database.begin(self._clock.now()) as tx:
            note_unmodified(tx, source=self._profile.source or None)
        return None

    def _take_in(self, content: bytes, before: LastWord) -> PullReport:
        report = take_in(
            self._database,
            self._clock,
            content,
            profile=self._profile,
            policy=self._policy,
            zone=self._zone,
            before=before,
        )
        log.info(
            "the feed was pulled", pull=report.pull_id, state=str(report.state), new=report.new,
            changed=report.changed, withdrawn=report.withdrawn, unchanged=report.unchanged,
            quarantined=len(report.quarantined),
        )  # fmt: skip
        return report
