"""Several report, read or add at the same moment: nothing is lost, mixed up, or told twice."""

from collections import Counter
from datetime import datetime
from functools import partial

import pytest
from sqlalchemy import select

from scheduling.escalations.queries import list_open
from scheduling.outbox.actions import to_person
from scheduling.outbox.tables import notices
from scheduling.reports.actions import follow_up, make_report, read_report
from scheduling.reports.facts import Record
from scheduling.reports.notices import FOLLOWED_UP
from scheduling.reports.tables import reports
from scheduling.store.engine import Database
from tests.factories.reports import POLICY, draft, reported
from tests.people import Cast
from tests.races.together import at_once

TOLD = select(notices.c.addressee).where(notices.c.kind == FOLLOWED_UP)
AGAIN = pytest.mark.parametrize("again", range(3))


@AGAIN
def test_officers_who_report_in_the_same_second_have_a_report_and_an_escalation_each(
    database: Database, cast: Cast, now: datetime, again: int
) -> None:
    authors = (cast.ada, cast.ben, cast.cleo, cast.ada)
    making = [
        partial(make_report, policy=POLICY, actor=each, draft=draft(cast.quartz, what=f"{each.name} saw it"))
        for each in authors
    ]
    assert at_once(database, now, *making) == [None] * 4
    with database.read(now) as tx:
        made = tx.execute(reports.select()).all()
        assert Counter((row.author_id, row.what) for row in made) == Counter(
            (each.id, f"{each.name} saw it") for each in authors
        )
        opened = {each.concern.subject: each.concern.officer_id for each in list_open(tx, limit=9)}
    assert opened == {f"report:{row.id}": row.author_id for row in made}


@AGAIN
def test_what_two_add_and_a_third_reads_in_the_same_second_is_all_there_and_told_once(
    database: Database, cast: Cast, now: datetime, again: int
) -> None:
    with database.begin(now) as tx:
        number = reported(tx, cast.ada, cast.quartz).number
        read_report(tx, actor=cast.sol, report_id=number)
    adding = [
        partial(follow_up, actor=each, report_id=number, what=f"More from {each.name}")
        for each in (cast.ada, cast.sol)
    ]
    reading = partial(read_report, actor=cast.sol, report_id=number)
    assert at_once(database, now, adding[0], reading, adding[1], reading) == [None] * 4
    with database.begin(now) as tx:
        record = read_report(tx, actor=cast.sol, report_id=number)
        told = Counter(tx.execute(TOLD).scalars())
    assert isinstance(record, Record)
    assert {each.what for each in record.follow_ups} == {
        "More from Ada Alder", "More from Sergeant Sol Sequoia",
    }  # fmt: skip
    assert [(each.name, each.times) for each in record.readers] == [(cast.sol.name, 4)]
    assert told == {to_person(cast.ada.id): 1, to_person(cast.sol.id): 1}
