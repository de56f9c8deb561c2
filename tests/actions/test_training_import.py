"""The coordinator takes in what an agency's record system knows of hours and certificates."""

from datetime import date

import pytest
from sqlalchemy import func, select

from scheduling.outbox.facts import Obsolete
from scheduling.outbox.tables import notices
from scheduling.policy.loader import load_policy
from scheduling.policy.schema import Policy
from scheduling.refusals import Rule
from scheduling.roster.facts import Person, Standing
from scheduling.roster.queries import find_person
from scheduling.roster.sheets.sheet import SheetRefused
from scheduling.roster.tables import people
from scheduling.store.engine import Database
from scheduling.training.facts import ObligationState, RecordState
from scheduling.training.imports.notices import TrainingImported, begin_import, load_training_imported
from scheduling.training.imports.records import import_rows, read_record_sheet
from scheduling.training.imports.report import Known, Outcome, ReadSheet, RefusedRow, Taken
from scheduling.training.queries import list_obligations, list_records
from scheduling.training.records.verifying import verify_record
from scheduling.training.tables import training_records
from scheduling.training.upkeep.sweep import note_pack, sweep_training
from tests.conftest import NOON
from tests.factories.roster import change_person
from tests.people import Cast

ARIZONA = load_policy("arizona-ssp")
KENTUCKY = load_policy("kentucky-jcps")
HEADINGS = "e-mail,requirement,date,hours,sessions,topics,certificate,id"
WHOLE_COURSE = "ada@example.org,asynchronous_course,2026-07-20,,all,,,"
IN_SERVICE = "ada@example.org,annual_in_service,2026-08-0{day},8,,all,,R-{day}"


def read(database: Database, *rows: str, policy: Policy = ARIZONA, headings: str = HEADINGS) -> ReadSheet:
    """A file, read."""
    content = "\n".join([headings, *rows, ""]).encode()
    with database.read(NOON) as tx:
        return read_record_sheet(tx, content=content, policy=policy, district_zone="America/Phoenix")


def load(
    database: Database,
    *rows: str,
    policy: Policy = ARIZONA,
    verified: bool = False,
    source: str = "academy",
    serving: bool = True,
) -> list[Outcome]:
    """A file, taken in; what became of each row."""
    sheet = read(database, *rows, policy=policy)
    assert sheet.bad == ()
    if serving:
        come_into_use(database, policy)
    with database.read(NOON) as tx:
        run = begin_import(tx, source, policy)
    outcomes: list[Outcome] = []
    for group in sheet.officers:
        with database.begin(NOON) as tx:
            outcomes += import_rows(tx, group, policy=policy, run=run, verified=verified)
    return outcomes


def come_into_use(database: Database, policy: Policy) -> None:
    """Let the bot serve these packs, without anybody's having been looked at under them."""
    with database.begin(NOON) as tx:
        note_pack(tx, policy)
        tx.execute(people.update().values(review_at=None))


def counted(database: Database) -> int:
    """How many records there are."""
    with database.read(NOON) as tx:
        return int(tx.execute(select(func.count()).select_from(training_records)).scalar_one())


def told(database: Database) -> list[tuple[str, str]]:
    """Kind and addressee of every notice."""
    with database.read(NOON) as tx:
        rows = tx.execute(select(notices.c.kind, notices.c.addressee).order_by(notices.c.id))
        return [(row.kind, row.addressee) for row in rows]


def eligible_since(database: Database, officer: Person, day: date) -> None:
    """Start the officer's clock."""
    with database.begin(NOON) as tx:
        change_person(tx, officer, eligible_on=day)


def test_a_course_that_is_complete_in_the_file_settles_an_overdue_one_and_nobody_hears_of_it(
    database: Database, cast: Cast
) -> None:
    eligible_since(database, cast.ada, date(2026, 5, 1))
    rows = [f"ada@example.org,asynchronous_course,2026-06-{day:02},,{day},,,S-{day}" for day in range(1, 9)]
    outcomes = load(database, *rows)
    assert [type(each) for each in outcomes] == [Taken] * 8
    with database.read(NOON) as tx:
        [course] = [
            each
            for each in list_obligations(tx, cast.ada.id)
            if each.requirement.key == "asynchronous_course"
        ]
        ada = find_person(tx, cast.ada.id)
    assert (course.state, course.settled_on) == (ObligationState.DONE, date(2026, 6, 8))
    assert ada is not None
    assert ada.standing is Standing.CLEAR
    assert told(database) == []


def test_records_that_come_before_their_packs_are_kept_and_count_once_these_are_in_use(
    database: Database, cast: Cast
) -> None:
    eligible_since(database, cast.ada, date(2026, 5, 1))
    load(database, WHOLE_COURSE.replace("2026-07-20", "2026-06-20"), serving=False)
    with database.read(NOON) as tx:
        assert list_obligations(tx, cast.ada.id) == []
    changed = 1
    while changed:
        with database.begin(NOON) as tx:
            changed = sweep_training(tx, ARIZONA)
    with database.read(NOON) as tx:
        states = {each.requirement.key: each.state for each in list_obligations(tx, cast.ada.id)}
    assert states["asynchronous_course"] is ObligationState.DONE
    assert "training_overdue" not in {kind for kind, _ in told(database)}


def test_the_same_file_a_second_time_changes_nothing(database: Database, cast: Cast) -> None:
    eligible_since(database, cast.ada, date(2026, 7, 1))
    with_id = "ada@example.org,asynchronous_course,2026-07-21,,2,,,R-1"
    assert [type(each) for each in load(database, WHOLE_COURSE)] == [Taken]
    again = load(database, WHOLE_COURSE)
    assert [(type(each), isinstance(each, Known) and each.differs) for each in again] == [(Known, False)]
    assert counted(database) == 1
    [refused] = load(database, with_id)
    assert isinstance(refused, RefusedRow)
    assert refused.refusals[0].figures["why"] == "done", "a session is ticked once, whoever says so"


def test_an_id_that_means_another_day_now_is_named_and_what_was_taken_stays(
    database: Database, cast: Cast
) -> None:
    load(database, IN_SERVICE.format(day=1), policy=KENTUCKY)
    moved = IN_SERVICE.format(day=1).replace("2026-08-01", "2026-08-02")
    [known] = load(database, moved, policy=KENTUCKY)
    assert isinstance(known, Known)
    assert known.differs
    assert known.record.done_on == date(2026, 8, 1)
    assert isinstance(load(database, moved, policy=KENTUCKY, source="another")[0], Taken)


def test_a_row_that_a_rule_refuses_is_left_out_and_the_others_are_taken(
    database: Database, cast: Cast
) -> None:
    unknown = "ada@example.org,asynchronous_course,2026-07-21,,Juggling,,,R-1"
    outcomes = load(database, unknown, WHOLE_COURSE)
    assert [type(each) for each in outcomes] == [Taken, RefusedRow], "by the day on which it was done"
    refused = outcomes[1]
    assert isinstance(refused, RefusedRow)
    assert [refusal.rule for refusal in refused.refusals] == [Rule.TRAINING_SESSION]
    assert counted(database) == 1


def test_one_certificate_proves_one_thing_once_also_in_a_file(database: Database, cast: Cast) -> None:
    mine = "ada@example.org,annual_in_service,2026-08-01,8,,all,K-17,R-1"
    theirs = "ben@example.org,annual_in_service,2026-08-02,8,,all,k-17,R-2"
    taken, refused = load(database, mine, theirs, policy=KENTUCKY)
    assert isinstance(taken, Taken)
    assert isinstance(refused, RefusedRow)
    assert refused.refusals[0].rule is Rule.TRAINING_CERTIFICATE


def test_those_who_answer_are_told_once_of_all_that_waits_for_their_word(
    database: Database, cast: Cast
) -> None:
    rows = [IN_SERVICE.format(day=day) for day in range(1, 5)]
    rows += [row.replace("ada@", "ben@").replace("R-", "B-") for row in rows]
    outcomes = load(database, *rows, policy=KENTUCKY)
    assert all(isinstance(each, Taken) and each.waits for each in outcomes)
    assert [one for one in told(database) if one[0] == "training_imported"] == [
        ("training_imported", f"person:{cast.sol.id}")
    ]
    with database.read(NOON) as tx:
        refs = tx.execute(select(notices.c.refs).where(notices.c.kind == "training_imported")).scalar_one()
        facts = load_training_imported(tx, refs)
    assert facts == TrainingImported("academy", 8, (cast.ada, cast.ben))


def test_what_was_decided_before_the_notice_goes_is_not_told(database: Database, cast: Cast) -> None:
    [taken] = load(database, IN_SERVICE.format(day=1), policy=KENTUCKY)
    assert isinstance(taken, Taken)
    with database.begin(NOON) as tx:
        verify_record(tx, actor=cast.sol, record_id=taken.record.id, policy=KENTUCKY)
    with database.read(NOON) as tx:
        refs = tx.execute(select(notices.c.refs).where(notices.c.kind == "training_imported")).scalar_one()
        assert isinstance(load_training_imported(tx, refs), Obsolete)


def test_what_the_agency_vouches_for_counts_at_once(database: Database, cast: Cast) -> None:
    rows = [IN_SERVICE.format(day=day) for day in range(1, 6)]
    load(database, *rows, policy=KENTUCKY, verified=True)
    with database.read(NOON) as tx:
        records = list_records(tx, cast.ada.id)
        [hours] = [
            each for each in list_obligations(tx, cast.ada.id) if each.requirement.key == "annual_in_service"
        ]
    assert {each.state for each in records} == {RecordState.VERIFIED}
    assert hours.state is ObligationState.DONE
    assert "training_imported" not in {kind for kind, _ in told(database)}


def test_rows_that_cannot_be_read_are_named_by_their_line_and_the_file_by_what_it_lacks(
    database: Database, cast: Cast
) -> None:
    sheet = read(
        database, WHOLE_COURSE, "oz@example.org,asynchronous_course,2026-08-01,,1,,,", ",knitting,,,,,,"
    )
    assert [(bad.line, bad.who) for bad in sheet.bad] == [(3, "oz@example.org"), (4, "")]
    assert sheet.rows == 1
    with pytest.raises(SheetRefused, match="no column “e-mail” and none “badge”"):
        read(database, "asynchronous_course,2026-08-01", headings="requirement,date")
    with database.read(NOON) as tx, pytest.raises(ValueError, match="asks for no 'knitting'"):
        read_record_sheet(
            tx, content=b"mail,date\n", policy=ARIZONA, district_zone="America/Phoenix", only="knitting"
        )
