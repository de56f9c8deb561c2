"""Who may read a report is asked each time, of people as they are then."""

from datetime import datetime

import pytest

from scheduling.audit.queries import list_recorded
from scheduling.outbox.tables import notices
from scheduling.refusals import Refusal, Rule
from scheduling.reports.actions import follow_up, read_report
from scheduling.reports.facts import Added, Record, Report
from scheduling.reports.queries import list_notables
from scheduling.roster.facts import Person
from scheduling.roster.queries import find_person
from scheduling.store.engine import Database
from scheduling.store.transaction import Transaction
from tests.factories.reports import reported
from tests.factories.roster import add_person, change_person
from tests.people import Cast

OSPREY = "Osprey School Police"


@pytest.fixture
def report(database: Database, now: datetime, cast: Cast) -> Report:
    """Ada's report at Quartz Elementary."""
    with database.begin(now) as tx:
        return reported(tx, cast.ada, cast.quartz)


def reads(tx: Transaction, person: Person, number: int) -> bool:
    """Whether somebody is let in, as they are now; the list of reports says the same."""
    known = find_person(tx, person.id)
    assert known is not None
    answer = read_report(tx, actor=known, report_id=number)
    assert isinstance(answer, Record) or answer.rule is Rule.REPORT_CLOSED
    let_in = isinstance(answer, Record)
    assert [each.number for each in list_notables(tx, known, limit=9)] == [number] * let_in
    return let_in


def adds(tx: Transaction, person: Person, number: int) -> Added | Refusal:
    """What comes of somebody's addition."""
    known = find_person(tx, person.id)
    assert known is not None
    return follow_up(tx, actor=known, report_id=number, what="More")


def test_a_new_supervisor_reads_what_was_reported_before_and_the_former_one_no_more(
    database: Database, now: datetime, cast: Cast, report: Report
) -> None:
    with database.begin(now) as tx:
        pip = add_person(tx, name="Captain Pip Pawpaw", agency=OSPREY, role="supervisor")
        assert (reads(tx, cast.sol, report.number), reads(tx, pip, report.number)) == (True, False)
    with database.begin(now) as tx:  # Ada goes to another agency, and answers to its captain
        change_person(tx, cast.ada, agency=OSPREY, supervisor_id=pip.id)
        assert (reads(tx, cast.sol, report.number), reads(tx, pip, report.number)) == (False, True)


def test_a_supervisor_who_is_one_no_longer_reads_it_no_more(
    database: Database, now: datetime, cast: Cast, report: Report
) -> None:
    with database.begin(now) as tx:
        assert reads(tx, cast.sol, report.number)
        for role in ("officer", "coordinator"):
            change_person(tx, cast.sol, role=role)
            assert not reads(tx, cast.sol, report.number)


def test_whoever_left_the_unit_with_the_page_open_adds_nothing_and_is_told_of_nothing_more(
    database: Database, now: datetime, cast: Cast, report: Report
) -> None:
    with database.begin(now) as tx:
        change_person(tx, cast.cora, law_unit=True)
        assert reads(tx, cast.cora, report.number)
        change_person(tx, cast.cora, law_unit=False)
    with database.begin(now) as tx:
        answer = adds(tx, cast.cora, report.number)
    assert isinstance(answer, Refusal)
    assert answer.rule is Rule.REPORT_CLOSED
    with database.begin(now) as tx:
        assert not reads(tx, cast.cora, report.number)
        added = adds(tx, cast.ada, report.number)
        assert isinstance(added, Added)
        assert added.told == 0
    with database.read(now) as tx:
        refused = list_recorded(tx, limit=9, subject="report", verbs=["report_refused"])
        assert [row.actor for row in refused] == [f"person:{cast.cora.id}"] * 2


@pytest.mark.parametrize(
    "gone", [{"deactivated_at": True}, {"active": False}], ids=["deactivated", "inactive"]
)
def test_what_somebody_reported_who_is_gone_is_read_and_added_to_by_those_entitled(
    database: Database, now: datetime, cast: Cast, report: Report, gone: dict[str, bool]
) -> None:
    with database.begin(now) as tx:
        change_person(tx, cast.ada, **{name: now if value else value for name, value in gone.items()})
    with database.begin(now) as tx:
        assert reads(tx, cast.sol, report.number)
        assert not reads(tx, cast.cora, report.number)
        added = adds(tx, cast.sol, report.number)
        assert isinstance(added, Added)
        assert added.told == 0
        assert tx.execute(notices.select().where(notices.c.addressee == f"person:{cast.ada.id}")).all() == []
