"""Before a pack goes live: what would be sent, from copies of the rows that there are."""

from collections import Counter
from datetime import date, timedelta

from sqlalchemy import func, select

from bot.cli.rehearsal import Told, rehearse, scratch_database
from handlers.mail.letter import words_of
from scheduling.outbox.tables import notices
from scheduling.policy.loader import load_policy
from scheduling.policy.schema import Policy
from scheduling.roster.facts import Person, Standing
from scheduling.roster.queries import find_person
from scheduling.roster.tables import people
from scheduling.store.engine import Database
from scheduling.training.reports.preview import Previewed, copy_for_preview, list_lost
from scheduling.training.tables import obligations, pack_seen
from scheduling.zones import end_of_day, zone
from tests.conftest import NOON
from tests.factories.roster import change_person
from tests.factories.shifts import add_shift, give
from tests.people import Cast

ARIZONA = load_policy("arizona-ssp")
KENTUCKY = load_policy("kentucky-jcps")
PHOENIX = zone("America/Phoenix")


class Played:
    """A preview that was played through: what was told, and how things stand at its end."""

    def __init__(self, database: Database, officer: Person, *, days: int, policy: Policy = ARIZONA) -> None:
        """Play so many days from NOON on."""
        until = end_of_day(NOON.date() + timedelta(days=days), PHOENIX)
        with scratch_database() as scratch:
            with database.read(NOON) as tx, scratch.begin(NOON) as copy:
                self.unlinked = copy_for_preview(tx, copy, Previewed([officer.id]), policy)
            self.told: list[Told] = list(rehearse(scratch, policy, NOON, until))
            with scratch.read(until) as tx:
                self.officer = find_person(tx, officer.id)
                self.lost = list_lost(tx, officer)

    def days_of(self, kind: str, reader: Person) -> list[tuple[date, int]]:
        """Local day and hour of every notice of a kind that somebody would read."""
        return [
            (local.date(), local.hour)
            for one in self.told
            if one.kind == kind and one.addressee is not None and one.addressee.id == reader.id
            for local in [one.at.astimezone(zone(reader.zone))]
        ]


def test_an_arizona_officers_seventy_days_are_shown_rung_by_rung(database: Database, cast: Cast) -> None:
    with database.begin(NOON) as tx:
        change_person(tx, cast.ada, eligible_on=NOON.date(), armed=False)
    due_on = NOON.date() + timedelta(days=60)
    played = Played(database, cast.ada, days=70)
    rungs = [due_on - timedelta(days=days) for days in (30, 14, 7, 3, 1, 0, -1)]
    assert played.days_of("training_countdown", cast.ada) == [(day, 9) for day in rungs]
    assert played.days_of("training_started", cast.ada) == []
    escalated = [day for day, _ in played.days_of("escalation_post", cast.sol)]
    assert escalated[:2] == [rungs[3], rungs[-1]]
    assert played.officer is not None
    assert played.officer.standing is Standing.BLOCKED
    assert {one.addressee.name for one in played.told if one.addressee} == {
        "Ada Alder",
        "Sergeant Sol Sequoia",
        "Cora Cypress",  # nobody has taken it
    }


def test_nothing_of_a_preview_reaches_the_rows_of_the_district(database: Database, cast: Cast) -> None:
    with database.begin(NOON) as tx:
        change_person(tx, cast.ada, eligible_on=NOON.date())
        before = tx.execute(select(people).order_by(people.c.id)).all()
    assert Played(database, cast.ada, days=70).told
    with database.read(NOON) as tx:
        assert tx.execute(select(people).order_by(people.c.id)).all() == before
        for table in (obligations, notices, pack_seen):
            assert tx.execute(select(func.count()).select_from(table)).scalar_one() == 0


def test_the_shifts_that_would_be_handed_back_are_listed(database: Database, cast: Cast) -> None:
    with database.begin(NOON) as tx:
        ada = change_person(tx, cast.ada, eligible_on=NOON.date() - timedelta(days=58), armed=False)
        soon = add_shift(tx, cast.quartz, NOON + timedelta(days=1))
        later = add_shift(tx, cast.quartz, NOON + timedelta(days=9))
        for shift in (soon, later):
            give(tx, shift, ada)
    played = Played(database, cast.ada, days=5)
    assert [lost.claim.shift.id for lost in played.lost] == [later.id]
    assert played.days_of("training_handed_back", cast.ada)


def test_a_first_shift_that_is_claimed_starts_the_clock_in_the_preview_too(
    database: Database, cast: Cast
) -> None:
    first = NOON + timedelta(days=5)
    with database.begin(NOON) as tx:
        ada = change_person(tx, cast.ada, armed=False)
        shift = add_shift(tx, cast.quartz, first)
        give(tx, shift, ada)
    played = Played(database, cast.ada, days=40)
    begun = first.astimezone(PHOENIX).date()
    assert [day for day, _ in played.days_of("training_started", cast.ada)] == [begun]
    assert played.days_of("training_countdown", cast.ada) == [(begun + timedelta(days=30), 9)]


def test_people_whose_account_is_still_to_be_found_are_shown_as_if_it_had_been(
    database: Database, cast: Cast
) -> None:
    with database.begin(NOON) as tx:
        change_person(tx, cast.ada, eligible_on=NOON.date() - timedelta(days=30), armed=False)
        tx.execute(people.update().values(slack_team_id=None, slack_id=None))
    played = Played(database, cast.ada, days=40)
    assert played.unlinked == 5
    assert played.days_of("training_countdown", cast.ada)
    assert played.days_of("escalation_post", cast.sol)


def test_nobody_is_told_twice_on_one_day_however_much_is_due(database: Database, cast: Cast) -> None:
    with database.begin(NOON) as tx:
        change_person(tx, cast.ada, core_team=True, hired_on=date(2026, 1, 5))
    played = Played(database, cast.ada, days=150, policy=KENTUCKY)
    days = Counter(played.days_of("training_countdown", cast.ada))
    assert [str(day) for day, _ in days] == [
        "2026-12-01", "2026-12-17", "2026-12-24", "2026-12-28", "2026-12-30", "2026-12-31", "2027-01-01"
    ]  # fmt: skip
    assert set(days.values()) == {1}
    joined = next(words_of(one.message, PHOENIX) for one in played.told if one.kind == "training_countdown")
    assert "SRO in-service training" in joined
    assert "estraint" in joined
