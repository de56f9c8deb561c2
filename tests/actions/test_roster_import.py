"""The coordinator imports roster.csv and schools.csv, and imports them again."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from scheduling.audit.tables import audit
from scheduling.roster.export_people import export_roster, write_cell
from scheduling.roster.facts import Kind, Person, Role
from scheduling.roster.import_people import import_roster
from scheduling.roster.import_schools import import_schools
from scheduling.roster.queries import find_person_by_email, list_schools
from scheduling.roster.sheets.report import FieldChange, ImportReport
from scheduling.roster.sheets.sheet import SheetRefused
from scheduling.roster.tables import people
from scheduling.store.engine import Database
from tests.conftest import NOON
from tests.people import hire

HEADINGS = "name,e-mail,badge,agency,kind,armed,qualified on,role,supervisor,active"
ADA = "Ada Alder,ada@example.org,101,Heron City Police,SSO,yes,2026-03-02,officer,sol@example.org,yes"
BEN = "Ben Birch,ben@example.org,102,Heron City Police,SRO,no,,officer,sol@example.org,yes"
SOL = "Sergeant Sol Sequoia,sol@example.org,100,Heron City Police,,no,,supervisor,,yes"


def file_of(*rows: str, headings: str = HEADINGS) -> bytes:
    """A roster.csv."""
    return "\n".join([headings, *rows, ""]).encode()


def load(database: Database, *rows: str, headings: str = HEADINGS, dry_run: bool = False) -> ImportReport:
    """Import a roster.csv in a transaction of its own."""
    with database.begin(NOON) as tx:
        content = file_of(*rows, headings=headings)
        return import_roster(tx, content=content, district_zone="America/Phoenix", dry_run=dry_run)


def person(database: Database, email: str) -> Person | None:
    """Who has that address."""
    with database.read(NOON) as tx:
        return find_person_by_email(tx, email)


def audited(database: Database) -> Sequence[tuple[str, dict[str, object] | None, dict[str, object] | None]]:
    """Verb, before and after of every audit row."""
    with database.read(NOON) as tx:
        rows = tx.execute(select(audit.c.verb, audit.c.before, audit.c.after).order_by(audit.c.id))
        return [(row.verb, row.before, row.after) for row in rows]


def test_people_come_onto_the_roster_with_everything_their_row_says(database: Database) -> None:
    report = load(database, ADA, BEN, SOL)
    ada, sol = person(database, "ada@example.org"), person(database, "sol@example.org")
    assert [added.name for added in report.added] == ["Ada Alder", "Ben Birch", "Sergeant Sol Sequoia"]
    assert ada is not None
    assert sol is not None
    assert (ada.kind, ada.armed, ada.badge, ada.zone) == (Kind.SSO, True, "101", "America/Phoenix")
    assert str(ada.qualified_on) == "2026-03-02"
    assert ada.supervisor_id == sol.id  # who stands below her in the file
    assert sol.role is Role.SUPERVISOR


def test_the_same_file_a_second_time_changes_nothing(database: Database) -> None:
    load(database, ADA, BEN, SOL)
    before = audited(database)
    report = load(database, ADA, BEN, SOL)
    assert (report.added, report.changed, report.unchanged) == ((), (), 3)
    assert audited(database) == before


def test_two_coordinators_importing_at_once_add_everybody_once(database: Database) -> None:
    with ThreadPoolExecutor(4) as pool:
        reports = [each.result() for each in [pool.submit(load, database, ADA, BEN, SOL) for _ in range(4)]]
    assert sorted(len(report.added) for report in reports) == [0, 0, 0, 3]
    assert sorted(report.unchanged for report in reports) == [0, 3, 3, 3]


def test_a_changed_row_is_told_field_by_field_and_kept_in_the_audit(database: Database) -> None:
    load(database, ADA, BEN, SOL)
    report = load(database, ADA.replace("101", "555").replace("2026-03-02", "2026-08-01"), BEN, SOL)
    assert report.changed[0].fields["badge"] == FieldChange("101", "555")
    assert str(report.changed[0].fields["qualified on"].after) == "2026-08-01"
    verb, before, after = audited(database)[-1]
    assert (verb, before) == ("person_changed", {"badge": "101", "qualified_on": "2026-03-02"})
    assert after == {"badge": "555", "qualified_on": "2026-08-01"}


def test_a_dry_run_tells_the_same_and_writes_nothing(database: Database) -> None:
    load(database, SOL)
    with database.read(NOON) as tx:
        report = import_roster(tx, content=file_of(ADA, SOL), district_zone="America/Phoenix", dry_run=True)
    assert report.dry_run
    assert [added.key for added in report.added] == ["ada@example.org"]
    assert person(database, "ada@example.org") is None


def test_somebody_missing_from_the_file_is_listed_and_stays(database: Database) -> None:
    load(database, ADA, BEN, SOL)
    report = load(database, ADA, SOL)
    assert [missing.name for missing in report.missing] == ["Ben Birch"]
    ben = person(database, "ben@example.org")
    assert ben is not None
    assert ben.active


def test_an_officer_who_leaves_is_set_inactive_and_what_they_hold_and_owe_is_looked_at(
    database: Database,
) -> None:
    load(database, ADA, BEN, SOL)
    with database.begin(NOON) as tx:
        tx.execute(people.update().values(holdings_at=None, review_at=None))
    load(database, ADA.removesuffix("yes") + "no", BEN, SOL)
    with database.read(NOON) as tx:
        told = tx.execute(people.select().order_by(people.c.email)).all()
    ada, ben, _ = told
    assert not ada.active
    assert (ada.departed_at, ada.holdings_at, ada.review_at) == (NOON, NOON, NOON)
    assert (ben.departed_at, ben.holdings_at, ben.review_at) == (None, None, None)


def test_a_bad_row_is_named_and_the_rest_is_taken(database: Database) -> None:
    report = load(database, ADA, BEN.replace("SRO", "SRX"), SOL)
    assert [(row.line, row.who) for row in report.bad] == [(3, "ben@example.org")]
    assert person(database, "ben@example.org") is None
    assert person(database, "ada@example.org") is not None


def test_an_officer_whose_supervisor_is_on_no_line_is_a_bad_row(database: Database) -> None:
    report = load(database, ADA)
    assert "supervisor sol@example.org is not on the roster" in report.bad[0].reason


def test_a_supervisor_whose_own_row_is_bad_takes_the_officers_along(database: Database) -> None:
    report = load(database, ADA, SOL.replace("supervisor", "boss"))
    assert [row.line for row in report.bad] == [2, 3]
    assert report.added == ()


def test_a_supervisor_known_from_before_need_not_be_in_the_file(database: Database) -> None:
    load(database, SOL)
    assert load(database, ADA).bad == ()


def test_an_officer_cannot_be_a_supervisor(database: Database) -> None:
    report = load(database, ADA.replace("sol@", "ben@"), BEN, SOL)
    assert "has the role officer" in report.bad[0].reason


def test_supervisors_who_answer_to_each_other_are_both_named(database: Database) -> None:
    una = "Una Umber,una@example.org,1,Heron City Police,,no,,supervisor,vic@example.org,yes"
    vic = "Vic Viburnum,vic@example.org,2,Heron City Police,,no,,supervisor,una@example.org,yes"
    own = "Willa Willow,willa@example.org,3,Heron City Police,,no,,supervisor,willa@example.org,yes"
    report = load(database, una, vic, own)
    assert "una@example.org → vic@example.org → una@example.org" in report.bad[0].reason
    assert len(report.bad) == 3


def test_an_officer_without_a_kind_is_a_bad_row(database: Database) -> None:
    assert "an officer needs SSO or SRO" in load(database, BEN.replace("SRO", ""), SOL).bad[0].reason


def test_two_officers_of_one_agency_cannot_wear_one_badge(database: Database) -> None:
    report = load(database, ADA, BEN.replace("102", "101"), SOL)
    assert "badge 101 of Heron City Police belongs to ada@example.org" in report.bad[0].reason


def test_an_officer_whose_address_changed_stays_the_same_person(database: Database) -> None:
    load(database, ADA, SOL)
    before = person(database, "ada@example.org")
    renamed = ADA.replace("ada@", "ada.alder@")
    assert "former e-mail" in load(database, renamed, SOL).bad[0].reason
    headings = HEADINGS + ",former e-mail"
    rows = (renamed + ",ada@example.org", SOL + ",")
    report = load(database, *rows, headings=headings)
    after = person(database, "ada.alder@example.org")
    assert before is not None
    assert after is not None
    assert after.id == before.id
    assert report.missing == ()
    assert load(database, *rows, headings=headings).unchanged == 2


def test_a_column_that_the_file_lacks_leaves_what_is_known_alone(database: Database) -> None:
    load(database, ADA, SOL)
    report = load(database, "Ada Alder-Ash,ada@example.org", headings="name,e-mail")
    ada = person(database, "ada@example.org")
    assert set(report.changed[0].fields) == {"name"}
    assert ada is not None
    assert ada.badge == "101"
    assert ada.supervisor_id is not None


def test_the_days_from_which_training_is_counted_come_from_the_file(database: Database) -> None:
    headings = "name,e-mail,kind,eligible on,hired on,assigned on,core team"
    row = "Ada Alder,ada@example.org,SSO,2026-08-20,8/3/2026,2026-09-01,yes"
    load(database, row, headings=headings)
    ada = person(database, "ada@example.org")
    assert ada is not None
    assert [str(day) for day in (ada.eligible_on, ada.hired_on, ada.assigned_on)] == [
        "2026-08-20", "2026-08-03", "2026-09-01"
    ]  # fmt: skip
    assert ada.core_team
    assert load(database, row, headings=headings).unchanged == 1
    report = load(database, row.replace("2026-08-20", "").replace("yes", "no"), headings=headings)
    assert set(report.changed[0].fields) == {"eligible on", "core team"}


def test_who_is_of_the_law_enforcement_unit_comes_from_the_file(database: Database) -> None:
    headings = "name,e-mail,kind,law-enforcement unit"
    load(database, "Ada Alder,ada@example.org,SSO,yes", headings=headings)
    ada = person(database, "ada@example.org")
    assert ada is not None
    assert ada.law_unit
    assert load(database, "Ada Alder,ada@example.org,SSO", headings="name,e-mail,kind").unchanged == 1
    report = load(database, "Ada Alder,ada@example.org,SSO,", headings=headings)
    assert set(report.changed[0].fields) == {"law unit"}


def test_an_officer_who_worked_before_muster_was_there_has_the_day_from_the_file_and_keeps_it(
    database: Database,
) -> None:
    headings = "name,e-mail,kind,first shift on"
    load(database, "Ada Alder,ada@example.org,SSO,2024-01-09", headings=headings)
    assert load(database, "Ada Alder,ada@example.org,SSO,", headings=headings).unchanged == 1
    report = load(database, "Ada B. Alder,ada@example.org,SSO,", headings=headings)
    assert set(report.changed[0].fields) == {"name"}
    ada = person(database, "ada@example.org")
    assert ada is not None
    assert str(ada.first_shift_on) == "2024-01-09"
    later = load(database, "Ada Alder,ada@example.org,SSO,2036-01-09", headings=headings)
    assert [bad.line for bad in later.bad] == [2]


def test_training_looks_again_at_those_whose_row_is_new_or_differs_and_at_nobody_else(
    database: Database,
) -> None:
    load(database, ADA, BEN, SOL)
    with database.begin(NOON) as tx:
        newcomers = set(tx.execute(select(people.c.email).where(people.c.review_at == NOON)).scalars())
        tx.execute(people.update().values(review_at=None))
    load(database, ADA, BEN.replace("SRO", "SSO"), SOL)
    with database.read(NOON) as tx:
        again = set(tx.execute(select(people.c.email).where(people.c.review_at == NOON)).scalars())
    assert newcomers == {"ada@example.org", "ben@example.org", "sol@example.org"}
    assert again == {"ben@example.org"}


def test_what_slack_and_training_wrote_survives_an_import(database: Database) -> None:
    with database.begin(NOON) as tx:
        cast = hire(tx)
    load(database, "Ada Alder,ada@example.org,777", headings="name,e-mail,badge")
    ada = person(database, "ada@example.org")
    assert ada is not None
    assert (ada.slack_id, ada.badge, ada.id) == (cast.ada.slack_id, "777", cast.ada.id)


def test_a_refused_file_leaves_the_roster_as_it_was(database: Database) -> None:
    load(database, ADA, SOL)
    with pytest.raises(SheetRefused), database.begin(NOON) as tx:
        import_roster(tx, content=b'name,e-mail\n"Ada', district_zone="America/Phoenix")
    assert person(database, "ada@example.org") is not None


def test_an_exported_roster_imports_as_unchanged(database: Database) -> None:
    load(database, ADA, BEN, SOL)
    with database.begin(NOON) as tx:
        report = import_roster(tx, content=export_roster(tx), district_zone="America/Phoenix")
    assert (report.unchanged, report.bad, report.ignored_columns) == (3, (), ())


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)"])
def test_no_exported_cell_is_run_by_a_spreadsheet(text: str) -> None:
    assert write_cell(text) == f"'{text}"


def test_schools_come_and_change_and_stay(database: Database) -> None:
    first = b"code,name,time zone\nQTZ,Quartz Elementary,America/Phoenix\nBAS,Basalt High,America/Denver\n"
    second = b"code,name,time zone\nQTZ,Quartz Primary,\nMIC,Mica Middle,America/Denver\nXX,Onyx,Mars\n"
    with database.begin(NOON) as tx:
        assert len(import_schools(tx, content=first, district_zone="America/Phoenix").added) == 2
        assert import_schools(tx, content=first, district_zone="America/Phoenix").unchanged == 2
        report = import_schools(tx, content=second, district_zone="America/Phoenix")
        names = [school.name for school in list_schools(tx)]
    assert report.changed[0].fields == {"name": FieldChange("Quartz Elementary", "Quartz Primary")}
    assert [missing.key for missing in report.missing] == ["BAS"]
    assert "is not a time zone" in report.bad[0].reason
    assert names == ["Basalt High", "Mica Middle", "Quartz Primary"]
    assert [verb for verb, _, _ in audited(database)] == [
        "school_added", "school_added", "school_added", "school_changed"
    ]  # fmt: skip
