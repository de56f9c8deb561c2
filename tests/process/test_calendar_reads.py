"""The rota and the closures, read by the running bot from a file that somebody else keeps."""

from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from zoneinfo import ZoneInfo

import httpx

from bot.clock import PracticeClock
from bot.tasks.calendar_reads import CalendarReads
from bot.tasks.source import CLOSURES, ROTA, Source
from scheduling.presence.imports.facts import LastRead, What
from scheduling.presence.imports.standing import read_standing
from scheduling.presence.imports.taking import last_read
from scheduling.presence.queries import list_closures, list_on_duty
from scheduling.roster.actions import mark_deactivated
from scheduling.store.engine import Database
from tests.conftest import NOON
from tests.factories.roster import add_person
from tests.people import TEAM, Cast

PHOENIX = ZoneInfo("America/Phoenix")
HEAD = "who,from,until\n"
SOL_IS_ON = f"{HEAD}sol@example.org,2026-08-10,2026-08-16\n"


class _Reader:
    """One calendar of a district, and its file."""

    def __init__(self, what: What, database: Database, folder: Path) -> None:
        self.file = folder / what.value
        source = Source(ROTA if what is What.ROTA else CLOSURES, str(self.file))
        self.database = database
        self.reads = CalendarReads(what, source, database, PracticeClock(NOON), PHOENIX)

    def says(self, content: str | bytes) -> None:
        self.file.write_bytes(content if isinstance(content, bytes) else content.encode())
        self.reads.read()

    def last(self) -> LastRead:
        with self.database.read(NOON) as tx:
            found = last_read(tx, self.reads.what)
        assert found is not None
        return found

    @property
    def on_duty(self) -> list[str]:
        return _on_duty(self.database)


def test_whatever_becomes_of_the_file_what_stood_goes_on_standing(
    database: Database, cast: Cast, tmp_path: Path
) -> None:
    rota = _Reader(What.ROTA, database, tmp_path)
    rota.says(SOL_IS_ON)
    assert rota.on_duty == ["sol@example.org"]
    assert rota.last().wrong == ()

    for damage in (b"", b"\x00\x01", b"PK\x03\x04", HEAD.encode(), b"BEGIN:VCALENDAR\n", b"\xff\xfe\x00"):
        rota.says(damage)
        assert rota.on_duty == ["sol@example.org"], damage
        assert rota.last().wrong, damage
    rota.file.unlink()
    rota.reads.read()
    assert rota.on_duty == ["sol@example.org"]
    assert "check MUSTER_ROTA_URL" in rota.last().wrong[0]

    rota.says(SOL_IS_ON)
    assert rota.last().wrong == ()


def test_somebody_who_joins_the_roster_is_on_duty_without_a_new_file(
    database: Database, cast: Cast, tmp_path: Path
) -> None:
    rota = _Reader(What.ROTA, database, tmp_path)
    rota.says(f"{SOL_IS_ON}rae@example.org,2026-08-12,2026-08-12\n")
    assert rota.on_duty == ["sol@example.org"]
    assert rota.last().wrong == ("Line 3: Nobody on the roster has the address rae@example.org.",)

    with database.begin(NOON) as tx:
        add_person(tx, email="rae@example.org", name="Rae Rowan", role="supervisor")
    rota.reads.read()

    assert rota.on_duty == ["rae@example.org", "sol@example.org"]
    assert rota.last().wrong == ()


def test_somebody_who_goes_stays_in_the_rota_until_it_says_otherwise(
    database: Database, cast: Cast, tmp_path: Path
) -> None:
    """Whoever tells those on duty passes them over, and says so; a hole here would say nothing."""
    rota = _Reader(What.ROTA, database, tmp_path)
    rota.says(SOL_IS_ON)
    with database.begin(NOON) as tx:
        mark_deactivated(tx, team_id=TEAM, slack_id=cast.sol.slack_id or "")
    rota.reads.read()

    assert rota.on_duty == ["sol@example.org"]


def test_closures_are_read_like_the_rota(database: Database, tmp_path: Path) -> None:
    closures = _Reader(What.CLOSURES, database, tmp_path)
    day = NOON.astimezone(PHOENIX).date()
    event = f"BEGIN:VEVENT\nUID:1\nSUMMARY:Fire\nDTSTART;VALUE=DATE:{day:%Y%m%d}\nEND:VEVENT\n"

    closures.says(f"BEGIN:VCALENDAR\n{event}END:VCALENDAR\n")

    with database.read(NOON) as tx:
        found = list_closures(tx, since=day)
    assert [(each.name, each.first_on) for each in found] == [("Fire", day)]


class _Address:
    """A rota at an address that says whether it has changed, and one of the processes that read it."""

    def __init__(self, database: Database, clock: PracticeClock) -> None:
        self.content = SOL_IS_ON
        self.answered: list[int] = []
        source = Source(ROTA, "https://rota.example.org", transport=httpx.MockTransport(self._answer))
        self.reads = CalendarReads(What.ROTA, source, database, clock, PHOENIX)

    def _answer(self, request: httpx.Request) -> httpx.Response:
        tag = sha256(self.content.encode()).hexdigest()
        is_known = request.headers.get("If-None-Match") == tag
        self.answered.append(304 if is_known else 200)
        body = httpx.ByteStream(b"" if is_known else self.content.encode())
        return httpx.Response(self.answered[-1], stream=body, headers={"ETag": tag})

    def says(self, content: str) -> None:
        self.content = content
        self.reads.read()


def test_what_is_unchanged_is_so_only_where_it_stands(database: Database, cast: Cast) -> None:
    rota = _Address(database, PracticeClock(NOON))
    rota.says(SOL_IS_ON)
    rota.says(SOL_IS_ON)
    assert rota.answered == [200, 304]

    rota.says(f"{HEAD}cora@example.org,2026-08-10,2026-08-16\nrae@example.org,2026-08-20,2026-08-21\n")
    assert _on_duty(database) == ["cora@example.org"]
    rota.says(SOL_IS_ON)

    assert rota.answered == [200, 304, 200, 200]
    assert _on_duty(database) == ["sol@example.org"]


def test_what_another_process_took_in_meanwhile_is_not_taken_for_unchanged(
    database: Database, cast: Cast
) -> None:
    one, other = (_Address(database, PracticeClock(NOON)) for _ in range(2))
    one.says(SOL_IS_ON)
    other.says(f"{HEAD}cora@example.org,2026-08-10,2026-08-16\n")
    one.says(SOL_IS_ON)
    assert _on_duty(database) == ["sol@example.org"]


def test_a_process_that_starts_anew_asks_only_once_for_what_stands(database: Database, cast: Cast) -> None:
    _Address(database, PracticeClock(NOON)).reads.read()
    rota = _Address(database, PracticeClock(NOON))
    rota.says(SOL_IS_ON)
    rota.says(SOL_IS_ON)
    assert rota.answered == [200, 304]


def test_a_new_month_asks_for_more_of_a_series_that_has_not_changed(database: Database, cast: Cast) -> None:
    clock = PracticeClock(NOON)
    rota = _Address(database, clock)
    weekly = "SUMMARY:sol@example.org\nDTSTART;VALUE=DATE:20260803\nRRULE:FREQ=WEEKLY\n"
    rota.says(f"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\n{weekly}END:VEVENT\nEND:VCALENDAR\n")
    with database.read(NOON) as tx:
        before = read_standing(tx, What.ROTA).ends_at

    clock.advance(timedelta(days=31))
    rota.reads.read()

    with database.read(NOON) as tx:
        after = read_standing(tx, What.ROTA).ends_at
    assert before is not None
    assert after is not None
    assert after > before


def _on_duty(database: Database) -> list[str]:
    with database.read(NOON) as tx:
        return [each.email for each in list_on_duty(tx)]
