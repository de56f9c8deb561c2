"""A calendar of more than a telephone opens: what is left out is what is furthest away."""

from datetime import datetime, timedelta

import pytest

from scheduling.agenda import places
from scheduling.revisions.facts import Scope
from scheduling.store.engine import Database
from tests.factories.calendars import events_of, fetch, open_link
from tests.factories.shifts import add_shift, give
from tests.people import Cast

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("most", "left"),
    [
        (3, {"2", "9"}),  # the two places of the second day do not stand without each other
        (4, {"2", "9", "20"}),
        (5, {"-2", "2", "9", "20"}),
        (6, {"-9", "-2", "2", "9", "20"}),
        (7, {"-20", "-9", "-2", "2", "9", "20"}),
    ],
)
def test_a_team_with_too_many_shifts_sees_the_next_ones_before_those_that_are_over(
    database: Database, cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch, most: int, left: set[str]
) -> None:
    monkeypatch.setattr(places, "MOST", most)
    token = open_link(database, now, cast.cora, Scope.TEAM).token
    with database.begin(now) as tx:
        for days in (-20, -9, -2, 2, 9, 20):
            shift = add_shift(tx, cast.quartz, now + days * DAY, post=f"Post {days}", places=2)
            give(tx, shift, cast.ada)
            if days == 2:
                give(tx, shift, cast.ben, place=2)
    found = fetch(database, now, token)
    assert found is not None
    events = events_of(found.text).values()
    posts = [line.partition("Post: Post ")[2].split("\\n")[0] for line in (e["DESCRIPTION"] for e in events)]
    assert set(posts) == left
    assert posts == sorted(posts, key=int)
