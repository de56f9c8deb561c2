"""A year of a whole calendar is alike in every program, and on Muster's own page."""

from datetime import UTC, datetime, timedelta

import pytest

from scheduling.agenda.agenda import gather_agenda
from scheduling.calendars.facts import Display, Privacy
from scheduling.calendars.pages import find_link
from scheduling.ical.expand import entries_between
from scheduling.revisions.facts import Scope
from scheduling.store.engine import Database
from tests.factories.calendars import fetch, open_link
from tests.factories.years import FIELD, fill_a_year
from tests.fakes.parsers.programs import Programs
from tests.fakes.parsers.seen import written
from tests.people import Cast

YEAR = timedelta(days=366)
LONG_AGO, FAR_AWAY = datetime(2020, 1, 1, tzinfo=UTC), datetime(2040, 1, 1, tzinfo=UTC)

Shown = tuple[str, str]


def on_our_page(database: Database, now: datetime, token: str) -> list[Shown]:
    """Start and status of whatever Muster shows itself."""
    with database.read(now) as tx:
        link = find_link(tx, token)
        assert link is not None
        entries = list(entries_between(gather_agenda(tx, link).entries, LONG_AGO, FAR_AWAY))
    words = {(True, False): "CANCELLED", (False, True): "TENTATIVE", (False, False): "CONFIRMED"}
    found = []
    for each in entries:
        moment = each.starts or each.day
        assert moment is not None
        found.append((written(moment), words[each.cancelled, each.tentative and not each.cancelled]))
    return sorted(found)


@pytest.mark.parametrize("zone", FIELD)
@pytest.mark.parametrize("scope", Scope)
def test_a_year_of_shifts_meetings_and_deadlines_is_alike_in_every_program_and_on_the_page(
    database: Database, cast: Cast, now: datetime, programs: Programs, zone: str, scope: Scope
) -> None:
    with database.begin(now) as tx:
        fill_a_year(tx, cast, zone)
    reader = cast.ada if scope is Scope.MINE else cast.cora
    about = cast.quartz.id if scope is Scope.SCHOOL else None
    for privacy in Privacy:
        token = open_link(database, now, reader, scope, about, Display(privacy)).token
        found = fetch(database, now, token)
        assert found is not None
        seen = programs.show(found.page.content, LONG_AGO, FAR_AWAY)
        assert sorted((one.starts, one.status) for one in seen) == on_our_page(database, now, token)
        assert len(seen) > 52 + 52 + 12
        assert len({one.uid for one in seen}) > 52


def test_in_her_own_calendar_each_kind_of_answer_is_there(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        fill_a_year(tx, cast, FIELD[0])
    statuses = {status for _, status in on_our_page(database, now, open_link(database, now, cast.ada).token)}
    assert statuses == {"CANCELLED", "TENTATIVE", "CONFIRMED"}
