"""A chain rests at night, over weekends and while schools are closed, also when clocks change meanwhile."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from scheduling.escalations.facts import EntryKind
from scheduling.escalations.queries import list_entries
from scheduling.outbox.actions import to_person
from scheduling.policy.chains import Hours
from scheduling.presence.tables import closures
from scheduling.store.engine import Database
from tests.factories.escalations import (
    HOUR,
    MINUTE,
    chain,
    concern,
    found,
    list_told_people,
    opened,
    pass_time,
    policy_of,
)
from tests.people import Cast

NEW_YORK = ZoneInfo("America/New_York")
OFFICE = Hours(time(7), time(18), frozenset(range(5)), closures=True)
RESTS = policy_of(chain(hours=OFFICE))
CHANNEL_TOLD = "channel:supervisors"


def at(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    """An instant of the autumn of 2026 in New York, where the clocks go back on Sunday, 1 November."""
    return datetime(2026, month, day, hour, minute, tzinfo=NEW_YORK).astimezone(UTC)


FRIDAY = at(10, 30, 17, 30)


def close(database: Database, first: date, last: date) -> None:
    with database.begin(FRIDAY) as tx:
        tx.execute(closures.insert().values(name="Fall break", first_on=first, last_on=last))


def told(database: Database) -> list[str]:
    with database.read(FRIDAY) as tx:
        return list_told_people(tx)


def test_what_is_due_on_friday_evening_before_a_break_goes_on_on_the_monday_after_it(
    database: Database, cast: Cast
) -> None:
    close(database, date(2026, 11, 2), date(2026, 11, 6))
    with database.begin(FRIDAY) as tx:
        number = opened(tx, RESTS, concern(officer_id=cast.ada.id, zone=NEW_YORK.key))
    at_once = [CHANNEL_TOLD, to_person(cast.sol.id)]
    monday = at(11, 9, 7)
    pass_time(database, RESTS, FRIDAY, at(10, 30, 18, 30), at(11, 1, 1), at(11, 2, 12), monday - MINUTE)
    assert told(database) == at_once
    with database.read(FRIDAY) as tx:
        held = [each.until for each in list_entries(tx, number) if each.kind is EntryKind.HELD]
        assert (held[-1], found(tx, number).next_at) == (monday, monday)
    assert monday - at(10, 26, 7) == timedelta(days=14, hours=1), "two weeks and the hour that came twice"
    pass_time(database, RESTS, monday)
    assert told(database) == [*at_once, to_person(cast.cora.id)]


def test_a_break_that_is_entered_while_it_rests_is_rested_through_too(database: Database, cast: Cast) -> None:
    with database.begin(FRIDAY) as tx:
        number = opened(tx, RESTS, concern(officer_id=cast.ada.id, zone=NEW_YORK.key))
    pass_time(database, RESTS, FRIDAY, FRIDAY + HOUR)
    with database.read(FRIDAY) as tx:
        assert found(tx, number).next_at == at(11, 2, 7)
    close(database, date(2026, 11, 2), date(2026, 11, 3))
    pass_time(database, RESTS, at(11, 2, 7))
    assert to_person(cast.cora.id) not in told(database)
    with database.read(FRIDAY) as tx:
        assert found(tx, number).next_at == at(11, 4, 7)
    pass_time(database, RESTS, at(11, 4, 7))
    assert told(database)[-1] == to_person(cast.cora.id)


def test_what_is_urgent_rests_at_no_time(database: Database, cast: Cast) -> None:
    close(database, date(2026, 10, 30), date(2026, 11, 6))
    urgent = policy_of(chain(hours=OFFICE, urgent_from=0))
    saturday = at(10, 31, 23, 30)
    with database.begin(saturday) as tx:
        opened(tx, urgent, concern(officer_id=cast.ada.id, zone=NEW_YORK.key))
    pass_time(database, urgent, saturday, saturday + HOUR)
    assert told(database) == [CHANNEL_TOLD, to_person(cast.sol.id), to_person(cast.cora.id)]
