"""The rota and the closures, taken from files: what stands changes only where a file says so."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from scheduling.audit.tables import audit
from scheduling.presence.facts import Closure
from scheduling.presence.imports.closures import read_closures
from scheduling.presence.imports.facts import ImportRefused, Taken, What
from scheduling.presence.imports.rota import read_rota
from scheduling.presence.imports.taking import (
    is_taken,
    last_read,
    note_unchanged,
    note_unread,
    take_closures,
    take_rota,
)
from scheduling.presence.queries import has_rota, list_closures, list_on_duty, list_turns
from scheduling.presence.rules import closure_on
from scheduling.presence.tables import rota_turns
from scheduling.roster.queries import list_people
from scheduling.store.engine import Database
from tests.people import Cast

PHOENIX = ZoneInfo("America/Phoenix")
HEAD = "who,from,until\n"
SOL_THEN_CORA = (
    f"{HEAD}sol@example.org,2026-08-10 07:00,2026-08-17 07:00\n"
    "cora@example.org,2026-08-17 07:00,2026-08-24 07:00\n"
)
DAY = timedelta(days=1)


def _take(database: Database, now: datetime, content: str) -> Taken:
    with database.begin(now) as tx:
        today = now.astimezone(PHOENIX).date()
        read = read_rota(content.encode(), people=list_people(tx), zone=PHOENIX, today=today)
        return take_rota(tx, read)


def _close(database: Database, now: datetime, content: str) -> Taken:
    with database.begin(now) as tx:
        return take_closures(tx, read_closures(content.encode(), zone=PHOENIX, today=date(2026, 8, 12)))


def _on_duty(database: Database, at: datetime) -> list[str]:
    with database.read(at) as tx:
        return [each.name for each in list_on_duty(tx)]


def _days(*events: tuple[str, str, str]) -> str:
    told = [
        f"BEGIN:VEVENT\nUID:{number}\nSUMMARY:{name}\nDTSTART;VALUE=DATE:{first}\n{more}\nEND:VEVENT\n"
        for number, (name, first, more) in enumerate(events)
    ]
    return f"BEGIN:VCALENDAR\n{''.join(told)}END:VCALENDAR\n"


def test_a_rota_says_whose_turn_it_is(database: Database, cast: Cast, now: datetime) -> None:
    taken = _take(database, now, SOL_THEN_CORA)

    assert (taken.new, taken.gone, taken.same, taken.wrong) == (2, 0, 0, ())
    change = datetime(2026, 8, 17, 14, tzinfo=UTC)
    assert _on_duty(database, now) == [cast.sol.name]
    assert _on_duty(database, change - timedelta(microseconds=1)) == [cast.sol.name]
    assert _on_duty(database, change) == [cast.cora.name]
    assert _on_duty(database, change + 7 * DAY) == []
    with database.read(change + 7 * DAY) as tx:
        assert not has_rota(tx)


def test_two_may_be_on_duty_at_once(database: Database, cast: Cast, now: datetime) -> None:
    _take(database, now, f"{SOL_THEN_CORA}cora@example.org,2026-08-12,2026-08-12\n")

    assert _on_duty(database, now) == [cast.cora.name, cast.sol.name]


def test_the_same_file_changes_nothing(database: Database, cast: Cast, now: datetime) -> None:
    _take(database, now, SOL_THEN_CORA)
    with database.read(now) as tx:
        before = tx.execute(sa.select(rota_turns).order_by(rota_turns.c.id)).all()

    again = _take(database, now + DAY, SOL_THEN_CORA)

    assert (again.new, again.gone, again.same) == (0, 0, 2)
    with database.read(now) as tx:
        assert tx.execute(sa.select(rota_turns).order_by(rota_turns.c.id)).all() == before
        assert len(tx.execute(sa.select(audit).where(audit.c.verb == "rota_taken")).all()) == 1


def test_only_what_differs_is_written(database: Database, cast: Cast, now: datetime) -> None:
    _take(database, now, SOL_THEN_CORA)
    swapped = SOL_THEN_CORA.replace("cora@", "sol@")

    taken = _take(database, now, swapped)

    assert (taken.new, taken.gone, taken.same) == (1, 1, 1)
    with database.read(now) as tx:
        rows = tx.execute(sa.select(audit.c.actor, audit.c.after).where(audit.c.verb == "rota_taken")).all()
    assert tuple(rows[-1]) == ("calendar", {"new": 1, "gone": 1, "stand": 2})


def test_a_bad_line_leaves_what_stood_for_its_time(database: Database, cast: Cast, now: datetime) -> None:
    _take(database, now, SOL_THEN_CORA)
    slipped = (
        f"{HEAD}soll@example.org,2026-08-10 07:00,2026-08-17 07:00\n"
        "sol@example.org,2026-08-17 07:00,2026-08-24 07:00\n"
    )

    taken = _take(database, now, slipped)

    assert [str(each) for each in taken.wrong] == [
        "Line 2: Nobody on the roster has the address soll@example.org."
    ]
    assert _on_duty(database, now) == [cast.sol.name]
    assert _on_duty(database, now + 7 * DAY) == [cast.sol.name]


@pytest.mark.parametrize(
    "content",
    [
        HEAD,
        f"{HEAD}nobody@example.org,2026-08-10,2026-08-17\n",
        f"{HEAD}sol@example.org,2024-08-10,2024-08-17\n",
        "BEGIN:VCALENDAR\nEND:VCALENDAR\n",
    ],
)
def test_a_file_without_a_turn_empties_nothing(
    database: Database, cast: Cast, now: datetime, content: str
) -> None:
    _take(database, now, SOL_THEN_CORA)

    taken = _take(database, now, content)

    assert taken.kept
    assert "what stood goes on standing" in str(taken.wrong[-1])
    assert _on_duty(database, now) == [cast.sol.name]
    with database.read(now) as tx:
        assert len(list_turns(tx)) == 2


def test_bytes_with_something_wrong_in_them_are_read_again(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        wrong = f"{SOL_THEN_CORA}new@example.org,2026-08-24,2026-08-30\n".encode()
        read = read_rota(wrong, people=list_people(tx), zone=PHOENIX, today=date(2026, 8, 12))
        take_rota(tx, read)
        assert not is_taken(tx, What.ROTA, read.digest)
        read = read_rota(
            SOL_THEN_CORA.encode(), people=list_people(tx), zone=PHOENIX, today=date(2026, 8, 12)
        )
        take_rota(tx, read)
        assert is_taken(tx, What.ROTA, read.digest)


def test_a_source_that_is_away_leaves_what_stands_and_is_written_down(
    database: Database, cast: Cast, now: datetime
) -> None:
    _take(database, now, SOL_THEN_CORA)
    with database.begin(now + DAY) as tx:
        note_unread(tx, What.ROTA, "The rota file is not there: check MUSTER_ROTA_URL.")
        last = last_read(tx, What.ROTA)
    assert last is not None
    assert (last.read_at, last.good_at) == (now + DAY, now)
    assert last.wrong == ("The rota file is not there: check MUSTER_ROTA_URL.",)
    assert _on_duty(database, now + DAY) == [cast.sol.name]

    with database.begin(now + 2 * DAY) as tx:
        note_unchanged(tx, What.ROTA)
        last = last_read(tx, What.ROTA)
    assert last is not None
    assert (last.good_at, last.wrong) == (now + 2 * DAY, ())


def test_a_thousand_bad_lines_are_counted_and_not_all_kept(
    database: Database, cast: Cast, now: datetime
) -> None:
    bad = "x@example.org,2026-08-10,2026-08-11\n" * 1_000
    _take(database, now, SOL_THEN_CORA + bad)

    with database.read(now) as tx:
        last = last_read(tx, What.ROTA)
    assert last is not None
    assert len(last.wrong) == 41
    assert last.wrong[-1] == "And 960 more."


def test_holidays_and_breaks_close_schools(database: Database, now: datetime) -> None:
    taken = _close(
        database,
        now,
        _days(
            ("Labor Day", "20260907", "RRULE:FREQ=YEARLY;BYMONTH=9;BYDAY=1MO"),
            ("Fall break", "20261005", "DTEND;VALUE=DATE:20261010"),
            ("Fall break is longer", "20261009", "DTEND;VALUE=DATE:20261013"),
        ),
    )

    assert (taken.new, taken.wrong) == (4, ())
    with database.read(now) as tx:
        closures = list_closures(tx, since=date(2026, 9, 1))
    assert closure_on(closures, date(2026, 9, 7)) == Closure("Labor Day", date(2026, 9, 7), date(2026, 9, 7))
    assert closure_on(closures, date(2027, 9, 6)) is not None
    assert closure_on(closures, date(2026, 9, 8)) is None
    assert closure_on(closures, date(2026, 10, 12)) is not None
    assert closure_on(closures, date(2026, 10, 13)) is None


def test_a_closure_with_a_time_of_day_is_named(database: Database, now: datetime) -> None:
    timed = (
        "BEGIN:VEVENT\nUID:9\nSUMMARY:Early release\nDTSTART:20260914T190000Z\nDURATION:PT2H\nEND:VEVENT\n"
    )
    content = _days(("Labor Day", "20260907", "")).replace("END:VCALENDAR", f"{timed}END:VCALENDAR")

    taken = _close(database, now, content)

    assert taken.new == 1
    assert [str(each) for each in taken.wrong] == [
        "Line 8: “Early release” has a time of day; a closure is an event of whole days."
    ]


def test_closures_that_are_no_calendar_are_refused() -> None:
    with pytest.raises(ImportRefused, match=r"Closures are read from an iCalendar file \(\.ics\)"):
        read_closures(b"day,name\n2026-09-07,Labor Day\n", zone=PHOENIX, today=date(2026, 8, 12))
