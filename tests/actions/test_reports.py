"""Reports are written down for good, paged at once, read by those entitled, and told to nobody else."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlmodel import SQLModel

from scheduling.audit.facts import Recorded
from scheduling.audit.queries import list_recorded
from scheduling.escalations.facts import EscalationKind
from scheduling.escalations.queries import find_escalation
from scheduling.escalations.tables import escalations
from scheduling.outbox.actions import Urgency
from scheduling.outbox.tables import notices
from scheduling.refusals import Refusal, Refused, Rule
from scheduling.reports.actions import follow_up, make_report, read_report
from scheduling.reports.facts import Added, Record, Report
from scheduling.reports.notices import FOLLOWED_UP, load_report_follow_up
from scheduling.reports.queries import FOLLOW_UPS_SHOWN, find_notable, find_report, list_notables
from scheduling.reports.rules import LONGEST_WHAT, may_read
from scheduling.reports.tables import report_follow_ups, report_readings, reports
from scheduling.roster.facts import Person
from scheduling.roster.queries import list_people
from scheduling.store.engine import Database
from tests.factories.reports import CANARY, POLICY, draft, reported
from tests.factories.roster import add_person, change_person
from tests.people import HERON, KESTREL, Cast

MINUTE = timedelta(minutes=1)
OWN = {"reports", "report_follow_ups"}
"""The tables in which a report's words stand, and nowhere else."""


@pytest.fixture
def report(database: Database, now: datetime, cast: Cast) -> Report:
    """Ada's report at Quartz Elementary."""
    with database.begin(now) as tx:
        return reported(tx, cast.ada, cast.quartz)


def read(database: Database, now: datetime, actor: Person, number: int) -> Record | Refusal:
    """The report, read."""
    with database.begin(now) as tx:
        return read_report(tx, actor=actor, report_id=number)


def add(database: Database, now: datetime, actor: Person, number: int, what: str = CANARY) -> Added | Refusal:
    """The report, added to."""
    with database.begin(now) as tx:
        return follow_up(tx, actor=actor, report_id=number, what=what)


def audited(database: Database, now: datetime) -> list[Recorded]:
    """What the audit says of reports, oldest first."""
    with database.read(now) as tx:
        return list_recorded(tx, limit=99, subject="report")


def told(database: Database, now: datetime) -> dict[str, list[dict[str, object]]]:
    """What waits to be told of additions: addressee to references."""
    found: dict[str, list[dict[str, object]]] = {}
    with database.read(now) as tx:
        for row in tx.execute(notices.select().where(notices.c.kind == FOLLOWED_UP)):
            found.setdefault(row.addressee, []).append(dict(row.refs))
    return found


def to(*people: Person) -> set[str]:
    """The addressees of these people."""
    return {f"person:{person.id}" for person in people}


def everywhere_else(database: Database, now: datetime, words: Collection[str]) -> list[str]:
    """Every row outside the reports' own tables in which one of the words stands."""
    with database.read(now) as tx:
        return [
            f"{table.name}: {row}"
            for table in SQLModel.metadata.sorted_tables
            if table.name not in OWN
            for row in tx.execute(sa.select(table))
            if any(word in repr(tuple(row)) for word in words)
        ]


def test_a_report_is_written_down_as_it_was_said_and_the_chain_is_paged_in_the_same_transaction(
    database: Database, now: datetime, cast: Cast
) -> None:
    with database.begin(now) as tx:
        made = make_report(tx, POLICY, actor=cast.cleo, draft=draft(cast.basalt, told=""))
    assert made.escalation_id is not None
    with database.read(now) as tx:
        assert find_report(tx, made.report.number) == made.report
        opened = find_escalation(tx, made.escalation_id)
    assert opened is not None
    concern = opened.concern
    assert (concern.kind, concern.subject) == (EscalationKind.REPORT, f"report:{made.report.number}")
    assert (concern.zone, concern.school_id) == (cast.basalt.zone, cast.basalt.id)
    assert (concern.officer_id, concern.agency) == (cast.cleo.id, KESTREL)
    assert (opened.urgency, opened.next_at) == (Urgency.URGENT, now)


def test_a_report_that_cannot_be_paged_about_is_not_half_made(
    database: Database, now: datetime, cast: Cast
) -> None:
    with pytest.raises(ZeroDivisionError), database.begin(now) as tx:
        reported(tx, cast.ada, cast.quartz)
        raise ZeroDivisionError
    with database.read(now) as tx:
        assert tx.execute(reports.select()).first() is None
        assert tx.execute(escalations.select()).first() is None


def test_where_the_chain_is_off_the_report_is_kept_and_says_that_nobody_is_paged(
    database: Database, now: datetime, cast: Cast
) -> None:
    silent = replace(POLICY, chains={})
    with database.begin(now) as tx:
        made = make_report(tx, silent, actor=cast.ada, draft=draft(cast.quartz))
        assert made.escalation_id is None
        assert find_report(tx, made.report.number) == made.report


@pytest.mark.parametrize("role", ["officer", "supervisor", "coordinator"])
def test_anybody_who_is_active_on_the_roster_may_report(
    database: Database, now: datetime, cast: Cast, role: str
) -> None:
    with database.begin(now) as tx:
        author = add_person(tx, name="Fay Fir", role=role)
        made = reported(tx, author, cast.quartz)
        assert isinstance(read_report(tx, actor=author, report_id=made.number), Record)


def test_who_is_not_active_or_gone_neither_reports_nor_reads(
    database: Database, now: datetime, cast: Cast, report: Report
) -> None:
    for gone, rule in (({"active": False}, Rule.INACTIVE), ({"deactivated_at": now}, Rule.DEACTIVATED)):
        with database.begin(now) as tx:
            ada = change_person(tx, cast.ada, active=True, deactivated_at=None)
            ada = change_person(tx, ada, **gone)
        for attempt in (
            lambda tx, ada=ada: make_report(tx, POLICY, actor=ada, draft=draft(cast.quartz)),
            lambda tx, ada=ada: read_report(tx, actor=ada, report_id=report.number),
            lambda tx, ada=ada: follow_up(tx, actor=ada, report_id=report.number, what="More"),
        ):
            with pytest.raises(Refused) as answer, database.begin(now) as tx:
                attempt(tx)
            assert answer.value.refusals[0].rule is rule


def test_a_report_that_lacks_something_is_refused_and_nothing_is_kept(
    database: Database, now: datetime, cast: Cast
) -> None:
    with pytest.raises(Refused) as answer, database.begin(now) as tx:
        make_report(tx, POLICY, actor=cast.ada, draft=draft(None, what="  "))
    assert [one.figures["field"] for one in answer.value.refusals] == ["school", "what"]
    with database.read(now) as tx:
        assert tx.execute(reports.select()).first() is None


def test_every_reading_is_written_down_and_shown_with_the_record(
    database: Database, now: datetime, cast: Cast, report: Report
) -> None:
    read(database, now, cast.ada, report.number)
    read(database, now + MINUTE, cast.sol, report.number)
    record = read(database, now + 2 * MINUTE, cast.sol, report.number)
    assert isinstance(record, Record)
    seen = [(reader.name, reader.times, reader.last_at) for reader in record.readers]
    assert seen == [("Sergeant Sol Sequoia", 2, now + 2 * MINUTE), ("Ada Alder", 1, now)]
    verbs = [(row.verb, row.actor) for row in audited(database, now)]
    assert verbs == [
        ("report_made", f"person:{cast.ada.id}"), ("report_read", f"person:{cast.ada.id}"),
        ("report_read", f"person:{cast.sol.id}"), ("report_read", f"person:{cast.sol.id}"),
    ]  # fmt: skip


def test_a_coordinator_who_is_not_of_the_unit_is_refused_and_it_is_recorded(
    database: Database, now: datetime, cast: Cast, report: Report
) -> None:
    for attempt in (read, add):
        answer = attempt(database, now, cast.cora, report.number)
        assert isinstance(answer, Refusal)
        assert answer.rule is Rule.REPORT_CLOSED
    with database.begin(now) as tx:
        assert tx.execute(report_readings.select()).first() is None
        assert tx.execute(report_follow_ups.select()).first() is None
        cora = change_person(tx, cast.cora, law_unit=True)
    tried = [row for row in audited(database, now) if row.verb == "report_refused"]
    assert [(row.actor, row.subject_id) for row in tried] == [(f"person:{cora.id}", report.number)] * 2
    assert isinstance(read(database, now, cora, report.number), Record)


def test_a_number_that_is_no_reports_is_said_so(database: Database, now: datetime, cast: Cast) -> None:
    for attempt in (read, add):
        with pytest.raises(Refused) as answer:
            attempt(database, now, cast.sol, 99)
        assert answer.value.refusals == (Refusal(Rule.REPORT_GONE, {"number": 99}),)


def test_what_is_added_is_told_to_its_author_its_readers_and_whoever_has_its_escalation_but_not_what(
    database: Database, now: datetime, cast: Cast, report: Report
) -> None:
    with database.begin(now) as tx:
        fay = add_person(tx, name="Fay Fir", agency=HERON, law_unit=True, slack_id="U0FAY")
        taken = {"owner_id": cast.cora.id, "owned_at": now, "state": "acknowledged"}
        tx.execute(escalations.update().values(taken))
    for reader in (fay, fay, cast.sol):
        read(database, now, reader, report.number)
    added = add(database, now, cast.sol, report.number)
    assert isinstance(added, Added)
    assert added.told == 3
    assert set(told(database, now)) == to(cast.ada, fay, cast.cora)
    [refs] = told(database, now)[f"person:{fay.id}"]
    assert refs == {"report": report.number, "follow_up": 1}
    with database.read(now) as tx:
        facts = load_report_follow_up(tx, refs)
    assert (facts.by, facts.report) == ("Sergeant Sol Sequoia", report.notable)


def test_whoever_is_gone_is_told_of_no_addition(
    database: Database, now: datetime, cast: Cast, report: Report
) -> None:
    read(database, now, cast.sol, report.number)
    with database.begin(now) as tx:
        change_person(tx, cast.sol, deactivated_at=now)
    added = add(database, now, cast.ada, report.number)
    assert isinstance(added, Added)
    assert (added.told, told(database, now)) == (0, {})


def test_an_addition_without_words_is_refused(
    database: Database, now: datetime, cast: Cast, report: Report
) -> None:
    for wrong in (" ", "x" * (LONGEST_WHAT + 1)):
        with pytest.raises(Refused) as answer:
            add(database, now, cast.ada, report.number, wrong)
        assert answer.value.refusals[0].rule is Rule.REPORT_TEXT


def test_of_many_additions_the_newest_are_shown_and_none_is_out_of_reach(
    database: Database, now: datetime, cast: Cast, report: Report
) -> None:
    count = FOLLOW_UPS_SHOWN * 2 + 3
    for number in range(count):
        add(database, now + number * MINUTE, cast.ada, report.number, f"Addition {number}")
    seen: list[str] = []
    before = None
    while True:
        with database.begin(now) as tx:
            record = read_report(tx, actor=cast.sol, report_id=report.number, before=before)
        assert isinstance(record, Record)
        seen = [each.what for each in record.follow_ups] + seen
        assert record.earlier == count - len(seen)
        if not record.earlier:
            break
        before = record.follow_ups[0].id
    assert seen == [f"Addition {number}" for number in range(count)]


@pytest.mark.parametrize("table", [reports, report_follow_ups, report_readings], ids=lambda one: one.name)
def test_nothing_of_a_report_can_be_changed_or_taken_out(
    database: Database, now: datetime, cast: Cast, report: Report, table: sa.Table
) -> None:
    read(database, now, cast.sol, report.number)
    add(database, now, cast.sol, report.number)
    for statement in (table.update().values(at=now + MINUTE), table.delete()):
        with pytest.raises(sa.exc.DBAPIError), database.begin(now) as tx:
            tx.execute(statement)
    with database.read(now) as tx:
        assert [row.at for row in tx.execute(table.select())] == [now]


def test_no_word_of_a_report_stands_anywhere_but_in_its_own_tables(
    database: Database, now: datetime, cast: Cast, report: Report
) -> None:
    for reader in (cast.sol, cast.cora, cast.ada):
        read(database, now, reader, report.number)
    add(database, now, cast.sol, report.number, f"More {CANARY}")
    add(database, now, cast.cora, report.number, f"More {CANARY}")
    assert everywhere_else(database, now, [CANARY]) == []
    assert everywhere_else(database, now, [HERON]) != []  # the search finds what is there


def test_the_list_of_reports_is_just_what_each_may_read(
    database: Database, now: datetime, cast: Cast
) -> None:
    with database.begin(now) as tx:
        add_person(tx, name="Kit Kapok", agency=KESTREL, role="supervisor")
        unit = add_person(tx, name="Una Upas", role="coordinator", law_unit=True)
        lone = add_person(tx, name="Lone Larch", role="supervisor")
        add_person(tx, name="Nil Nutmeg", agency="", supervisor_id=lone.id)
        authors = list_people(tx)
        made = [(author, reported(tx, author, cast.quartz)) for author in authors]
        for reader in authors:
            may = [report.notable for author, report in reversed(made) if may_read(reader, author)]
            assert list_notables(tx, reader, limit=50) == may, reader.name
            assert may, reader.name
        every = list_notables(tx, unit, limit=50)
        assert list_notables(tx, unit, before=every[1].number, limit=2) == every[2:4]
        assert find_notable(tx, every[0].number) == every[0]
        assert find_notable(tx, 99) is None
