"""One officer of whom nothing can be worked out does not keep the others from being told."""

from datetime import timedelta

from sqlalchemy import select

from scheduling.audit.tables import audit
from scheduling.roster.tables import people
from scheduling.store.engine import Database
from scheduling.training.upkeep.set_aside import set_aside_unreadable
from scheduling.training.upkeep.sweep import note_pack
from tests.factories.countdowns import COURSE
from tests.factories.owing import owing, packs
from tests.factories.roster import change_person
from tests.factories.swept import phoenix, sweep_all, told_of
from tests.people import Cast

POLICY = packs(COURSE)
RUNG = phoenix(8, 31, 9)
"""Thirty days before the end of the course, in the hour in which that is told."""


def _one_poisoned(database: Database, cast: Cast) -> None:
    with database.begin(RUNG - timedelta(days=5)) as tx:
        for officer in (cast.ada, cast.ben):
            owing(tx, officer, POLICY)
    sweep_all(database, POLICY, RUNG - timedelta(days=4))
    with database.begin(RUNG) as tx:
        tx.execute(people.update().where(people.c.id == cast.ada.id).values(zone="Mars/Olympus_Mons"))


def test_an_officer_in_no_time_zone_is_passed_over_and_named_and_everybody_else_is_told(
    database: Database, cast: Cast
) -> None:
    _one_poisoned(database, cast)
    with database.begin(RUNG) as tx:
        passed_over = set_aside_unreadable(tx)
    assert [(each.person_id, each.zone) for each in passed_over] == [(cast.ada.id, "Mars/Olympus_Mons")]
    sweep_all(database, POLICY, RUNG)
    with database.read(RUNG) as tx:
        told = {each["addressee"] for each in told_of(tx, "training_countdown")}
        written = tx.execute(select(audit.c.subject_id).where(audit.c.verb == "officer_set_aside")).scalars()
        assert told == {f"person:{cast.ben.id}"}
        assert list(written) == [cast.ada.id]


def test_whoever_was_passed_over_is_looked_at_again_as_soon_as_the_roster_is_right(
    database: Database, cast: Cast
) -> None:
    _one_poisoned(database, cast)
    later = RUNG + timedelta(hours=1)
    with database.begin(RUNG) as tx:
        set_aside_unreadable(tx)
    with database.begin(later) as tx:
        change_person(tx, cast.ada, zone="America/Phoenix", review_at=later)
    sweep_all(database, POLICY, later)
    with database.read(later) as tx:
        assert f"person:{cast.ada.id}" in {each["addressee"] for each in told_of(tx, "training_countdown")}


def test_officers_are_told_although_their_supervisor_is_in_no_time_zone(
    database: Database, cast: Cast
) -> None:
    with database.begin(RUNG - timedelta(days=5)) as tx:
        owing(tx, cast.ada, POLICY)
        tx.execute(people.update().where(people.c.id == cast.sol.id).values(zone="Mars/Olympus_Mons"))
    moment = phoenix(9, 23, 9)
    with database.begin(moment) as tx:
        note_pack(tx, POLICY)
        set_aside_unreadable(tx)
    sweep_all(database, POLICY, moment)
    with database.read(RUNG) as tx:
        assert f"person:{cast.sol.id}" in {each["addressee"] for each in told_of(tx, "training_team")}
