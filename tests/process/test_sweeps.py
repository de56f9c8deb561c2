"""What the heartbeat rings for, and what the log says of it."""

from datetime import datetime
from zoneinfo import ZoneInfo

from structlog.testing import capture_logs

from bot.tasks.sweeps import sweep_due_training
from handlers.desk import Desk
from scheduling.roster.tables import people
from scheduling.store.engine import Database
from tests.factories.countdowns import COURSE
from tests.factories.owing import ELIGIBLE_ON, owed_by, packs
from tests.factories.roster import change_person
from tests.handlers.office import MovableClock
from tests.people import Cast

POLICY = packs(COURSE)


def test_an_officer_who_cannot_be_looked_at_is_named_in_the_log_and_the_sweep_goes_on(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        for officer in (cast.ada, cast.ben):
            change_person(tx, officer, eligible_on=ELIGIBLE_ON)
        tx.execute(people.update().where(people.c.id == cast.ada.id).values(zone="Mars/Olympus_Mons"))
    desk = Desk(
        database, MovableClock(now), POLICY, ZoneInfo("America/Phoenix"), later=lambda _run: None,
        wake=lambda: None, link_account=lambda _account: None,
    )  # fmt: skip
    with capture_logs() as lines:
        sweep_due_training(desk)
    named = [(line["person"], line["zone"]) for line in lines if line["log_level"] == "error"]
    assert named == [(cast.ada.id, "Mars/Olympus_Mons")]
    with database.read(now) as tx:
        assert owed_by(tx, cast.ben).person_id == cast.ben.id
