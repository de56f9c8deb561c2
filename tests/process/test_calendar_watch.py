"""A rota or a calendar of closures that is not well is escalated once, with what to do, until it is well."""

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.tasks.auditor import Auditor, Outlook
from bot.tasks.calendar_reads import READ_CALENDARS, CalendarReads
from bot.tasks.source import CLOSURES, ROTA, Source
from handlers.concerns.reading import read_concerning
from scheduling.escalations.facts import Escalation
from scheduling.escalations.queries import list_history, list_open
from scheduling.policy.loader import load_policy
from scheduling.presence.imports.facts import What
from scheduling.roster.actions import mark_deactivated
from scheduling.store.engine import Database
from tests.handlers.limits import check_message
from tests.handlers.office import MovableClock
from tests.people import TEAM, Cast

PHOENIX = ZoneInfo("America/Phoenix")
HEAD = "who,from,until\n"
SOL_IS_ON = f"{HEAD}sol@example.org,2026-08-10,2026-08-16\n"
A_LOOK = timedelta(seconds=30)


class Watch:
    """A file that somebody keeps, what reads it every quarter of an hour, and the auditor beside it."""

    def __init__(self, what: What, database: Database, now: datetime, folder: Path) -> None:
        self.file = folder / what.value
        self.database = database
        self.clock = MovableClock(now)
        self.pings = 0
        source = Source(ROTA if what is What.ROTA else CLOSURES, str(self.file))
        self.reads = CalendarReads(what, source, database, self.clock, PHOENIX)
        outlook = Outlook(None, "", lambda: False, lambda: True, self._ping, frozenset({what}))
        self.auditor = Auditor(database, self.clock, outlook, load_policy("default"), PHOENIX)

    def _ping(self) -> None:
        self.pings += 1

    def says(self, content: str) -> None:
        self.file.write_text(content)
        self.passes(timedelta(0))

    def passes(self, time: timedelta) -> None:
        """Time goes by: the file is read, and the auditor looks as often as it takes to be sure."""
        for _ in range(max(time // READ_CALENDARS, 1)):
            self.clock.advance(min(time, READ_CALENDARS))
            self.reads.read()
        for _ in range(2):
            self.clock.advance(A_LOOK)
            self.auditor.look()

    def open(self) -> list[str]:
        return [self._line(one) for one in self._escalations()]

    def over(self) -> list[str]:
        with self.database.read(self.clock.now()) as tx:
            found = list_history(tx, limit=20, offset=0)
        return [f"{self._line(one)} {one.ending}" for one in found if one.ending]

    def detail(self) -> str:
        """All that is said besides of what is open, as Slack would take it."""
        with self.database.read(self.clock.now()) as tx:
            blocks = [block for one in self._escalations() for block in read_concerning(tx, one).detail(None)]
        check_message("what is wrong", blocks)
        return str(blocks)

    def _escalations(self) -> list[Escalation]:
        with self.database.read(self.clock.now()) as tx:
            return list_open(tx, limit=20, offset=0)

    def _line(self, one: Escalation) -> str:
        with self.database.read(self.clock.now()) as tx:
            return read_concerning(tx, one).line(None)


@pytest.fixture
def rota(database: Database, cast: Cast, now: datetime, tmp_path: Path) -> Watch:
    """The rota of Wednesday, 12 August, noon, on which Sol is until Sunday."""
    watch = Watch(What.ROTA, database, now, tmp_path)
    watch.says(SOL_IS_ON)
    assert watch.open() == []
    return watch


def test_a_line_that_names_a_stranger_is_told_once_with_the_setting_until_it_is_put_right(
    rota: Watch,
) -> None:
    rota.says(f"{SOL_IS_ON}zed@example.org,2026-08-16,2026-08-23\n")
    rota.passes(2 * READ_CALENDARS)

    assert rota.open() == ["*Part of the rota cannot be taken:* 1 line"]
    assert "Line 3: Nobody on the roster has the address zed@example.org." in rota.detail()
    assert "MUSTER_ROTA_URL" in rota.detail()
    rota.says(SOL_IS_ON)
    assert (rota.open(), rota.over()) == ([], ["*Part of the rota could not be taken* put_right"])
    assert rota.pings > 0, "a calendar that others keep is no reason to call whoever runs Muster"


def test_a_file_that_is_gone_for_a_moment_is_nothing_and_one_that_stays_away_is_told(rota: Watch) -> None:
    rota.file.unlink()
    rota.passes(3 * READ_CALENDARS)
    assert rota.open() == []
    rota.passes(2 * READ_CALENDARS)
    assert rota.open() == ["*The rota cannot be read.* It was last read Wed Aug 12, 12:00."]
    assert "check MUSTER_ROTA_URL" in rota.detail()
    rota.says(SOL_IS_ON)
    assert rota.over() == ["*The rota could not be read* put_right"]


def test_what_was_wrong_with_it_is_not_taken_for_mended_while_it_cannot_be_read(rota: Watch) -> None:
    rota.says(f"{SOL_IS_ON}zed@example.org,2026-08-16,2026-08-23\n")
    rota.file.unlink()
    rota.passes(READ_CALENDARS)
    assert (len(rota.open()), rota.over()) == (1, [])


def test_a_day_before_the_rota_ends_it_is_told_and_new_turns_end_that(rota: Watch) -> None:
    rota.clock.advance(timedelta(days=3))  # Saturday; the last turn ends on Monday at midnight
    rota.passes(timedelta(0))
    assert rota.open() == []
    rota.passes(timedelta(hours=24))
    assert rota.open() == ["*The rota ends Mon Aug 17, 00:00*"]
    assert "Add turns where the rota is kept (MUSTER_ROTA_URL)" in rota.detail()
    rota.passes(timedelta(hours=24))
    assert rota.open() == ["*The rota ran out Mon Aug 17, 00:00:* nobody has the turn"]
    rota.says(f"{HEAD}sol@example.org,2026-08-17,2026-09-16\n")
    assert rota.over() == ["*The rota was running out* put_right"]


def test_somebody_on_the_rota_who_is_gone_from_slack_is_told_although_the_file_is_the_same(
    rota: Watch, cast: Cast
) -> None:
    with rota.database.begin(rota.clock.now()) as tx:
        mark_deactivated(tx, team_id=TEAM, slack_id=str(cast.sol.slack_id))
    rota.passes(READ_CALENDARS)
    assert rota.open() == ["*Part of the rota cannot be taken:* 1 line"]
    assert f"{cast.sol.name} is not active on the roster, or gone from Slack." in rota.detail()


def test_closures_that_are_no_calendar_are_told_after_an_hour(
    database: Database, cast: Cast, now: datetime, tmp_path: Path
) -> None:
    closures = Watch(What.CLOSURES, database, now, tmp_path)
    closures.says("<html>Please log in</html>")
    assert closures.open() == []
    closures.passes(timedelta(hours=1))
    assert closures.open() == ["*The calendar of closures cannot be read.*"]
    assert "MUSTER_CLOSURES_URL" in closures.detail()
