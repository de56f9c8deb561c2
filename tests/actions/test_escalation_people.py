"""Whom a step tells: nobody is passed over in silence, and whoever is left alone is told later."""

from datetime import datetime

from scheduling.escalations.actions import acknowledge
from scheduling.escalations.facts import EntryKind
from scheduling.escalations.queries import list_entries
from scheduling.outbox.actions import to_person
from scheduling.policy.chains import Target, Tell
from scheduling.presence.tables import rota_turns
from scheduling.store.engine import Database
from tests.factories.escalations import (
    COORDINATOR,
    DAY,
    EVERYONE,
    HOUR,
    MINUTE,
    ON_DUTY,
    SUPERVISOR,
    chain,
    concern,
    found,
    lines,
    list_put,
    list_told_people,
    open_and_tell,
    opened,
    pass_time,
    policy_of,
    step,
)
from tests.factories.presence import leave, sleep
from tests.factories.roster import change_person
from tests.people import HERON, Cast, hire_sal

CHANNEL_TOLD = "channel:supervisors"
PLAIN = policy_of(chain())
URGENT = policy_of(chain(urgent_from=0))


def test_a_supervisor_who_is_gone_is_passed_over_by_name_and_those_of_the_agency_are_told(
    database: Database, cast: Cast, now: datetime
) -> None:
    policy = policy_of(chain(step(SUPERVISOR), step(COORDINATOR, after=HOUR)))
    with database.begin(now) as tx:
        sal = hire_sal(tx)
        change_person(tx, cast.sol, deactivated_at=now)
        number = opened(tx, policy, concern(officer_id=cast.ada.id))
    pass_time(database, policy, now)
    with database.read(now) as tx:
        assert list_told_people(tx) == [to_person(sal.id)]
        assert lines(tx, number, EntryKind.SKIPPED) == [("skipped", to_person(cast.sol.id), "gone")]


def test_where_a_step_reaches_nobody_the_next_is_told_at_once(
    database: Database, cast: Cast, now: datetime
) -> None:
    named = Tell(Target.PERSON, "sol@example.org")
    policy = policy_of(chain(step(named), step(COORDINATOR, after=HOUR)))
    with database.begin(now) as tx:
        leave(tx, cast.sol, until=now + DAY)
        number = opened(tx, policy, concern())
    pass_time(database, policy, now)
    with database.read(now) as tx:
        assert list_told_people(tx) == [to_person(cast.cora.id)]
        skipped = [each for each in list_entries(tx, number) if each.kind is EntryKind.SKIPPED]
        assert [(each.to, each.why, each.until) for each in skipped] == [
            (to_person(cast.sol.id), "away", now + DAY)
        ]


def test_whoever_stands_in_is_told_and_may_take_it(database: Database, cast: Cast, now: datetime) -> None:
    policy = policy_of(chain(step(SUPERVISOR)))
    with database.begin(now) as tx:
        leave(tx, cast.sol, until=now + DAY, stand_in=cast.cleo)
        number = opened(tx, policy, concern(officer_id=cast.ada.id))
    pass_time(database, policy, now)
    with database.begin(now) as tx:
        assert list_told_people(tx) == [to_person(cast.cleo.id)]
        assert acknowledge(tx, actor=cast.cleo, escalation_id=number).owner_id == cast.cleo.id


def test_whoever_sleeps_is_told_in_the_morning_and_the_chain_waits_for_that(
    database: Database, cast: Cast, now: datetime
) -> None:
    policy = policy_of(chain(step(SUPERVISOR), step(COORDINATOR, after=HOUR)))
    evening, morning = now + 10 * HOUR, now + 18 * HOUR  # ten at night, six in the morning
    with database.begin(evening) as tx:
        sleep(tx, cast.sol, "22:00", "06:00")
        number = opened(tx, policy, concern(officer_id=cast.ada.id))
    pass_time(database, policy, evening, morning - MINUTE)
    with database.read(now) as tx:
        assert list_put(tx) == []
        assert lines(tx, number, EntryKind.HELD) == [("held", to_person(cast.sol.id), "quiet")]
    pass_time(database, policy, morning)
    with database.read(now) as tx:
        assert list_told_people(tx) == [to_person(cast.sol.id)]
        assert found(tx, number).next_at == morning + HOUR


def test_what_is_taken_while_somebody_sleeps_is_never_told_to_them(
    database: Database, cast: Cast, now: datetime
) -> None:
    policy = policy_of(chain(step(SUPERVISOR, COORDINATOR)))
    evening, morning = now + 10 * HOUR, now + 18 * HOUR
    with database.begin(evening) as tx:
        sleep(tx, cast.sol, "22:00", "06:00")
        number = opened(tx, policy, concern(officer_id=cast.ada.id))
    pass_time(database, policy, evening)
    with database.begin(evening) as tx:
        acknowledge(tx, actor=cast.cora, escalation_id=number)
    pass_time(database, policy, morning)
    with database.read(now) as tx:
        assert list_told_people(tx) == [to_person(cast.cora.id)]


def test_whoever_is_gone_when_the_night_is_over_is_passed_over_and_the_next_is_told_at_once(
    database: Database, cast: Cast, now: datetime
) -> None:
    policy = policy_of(chain(step(SUPERVISOR), step(COORDINATOR, after=HOUR)))
    evening, morning = now + 10 * HOUR, now + 18 * HOUR
    with database.begin(evening) as tx:
        sleep(tx, cast.sol, "22:00", "06:00")
        number = opened(tx, policy, concern(officer_id=cast.ada.id))
    pass_time(database, policy, evening)
    with database.begin(morning - HOUR) as tx:
        change_person(tx, cast.sol, deactivated_at=morning - HOUR)
    pass_time(database, policy, morning)
    with database.read(now) as tx:
        assert list_told_people(tx) == [to_person(cast.cora.id)]
        assert lines(tx, number, EntryKind.SKIPPED) == [("skipped", to_person(cast.sol.id), "gone")]


def test_what_is_urgent_breaks_quiet_hours_and_no_absence(
    database: Database, cast: Cast, now: datetime
) -> None:
    night = now + 13 * HOUR
    with database.begin(night) as tx:
        sal = hire_sal(tx)
        sleep(tx, sal, "22:00", "06:00")
        leave(tx, cast.sol, until=night + DAY, stand_in=sal)
        opened(tx, URGENT, concern(officer_id=cast.ada.id))
    pass_time(database, URGENT, night)
    with database.read(now) as tx:
        assert list_told_people(tx) == [CHANNEL_TOLD, to_person(sal.id)]


def test_where_everybody_is_away_what_is_urgent_is_told_all_the_same_and_the_record_says_so(
    database: Database, cast: Cast, now: datetime
) -> None:
    policy = policy_of(chain(step(SUPERVISOR), step(COORDINATOR, after=HOUR), urgent_from=0))
    with database.begin(now) as tx:
        for each in (cast.sol, cast.cora):
            leave(tx, each, until=now + DAY)
        number = opened(tx, policy, concern(officer_id=cast.ada.id))
    pass_time(database, policy, now, now + HOUR)
    with database.read(now) as tx:
        sol, cora = to_person(cast.sol.id), to_person(cast.cora.id)
        assert list_told_people(tx) == [sol, cora]
        assert lines(tx, number, EntryKind.TOLD) == [("told", sol, "away"), ("told", cora, "away")]


def test_where_nobody_can_be_told_it_is_held_until_the_first_comes_back(
    database: Database, cast: Cast, now: datetime
) -> None:
    policy = policy_of(chain(step(SUPERVISOR), step(COORDINATOR, after=HOUR)))
    with database.begin(now) as tx:
        leave(tx, cast.sol, until=now + 3 * DAY)
        leave(tx, cast.cora, until=now + 2 * DAY)
        number = opened(tx, policy, concern(officer_id=cast.ada.id))
    pass_time(database, policy, now, now + DAY)
    with database.read(now) as tx:
        assert list_put(tx) == []
        [held] = [each for each in list_entries(tx, number) if each.kind is EntryKind.HELD]
        assert (held.why, held.until) == ("away", now + 2 * DAY)
    pass_time(database, policy, now + 2 * DAY)
    with database.read(now) as tx:
        assert list_told_people(tx) == [to_person(cast.cora.id)]


def test_where_nobody_is_left_in_the_whole_chain_the_channel_is_told(
    database: Database, cast: Cast, now: datetime
) -> None:
    policy = policy_of(chain(step(COORDINATOR), step(Tell(Target.GROUP, "command"), after=HOUR)))
    with database.begin(now) as tx:
        change_person(tx, cast.cora, active=False)
        number = opened(tx, policy, concern())
    pass_time(database, policy, now)
    with database.read(now) as tx:
        assert list_told_people(tx) == [CHANNEL_TOLD]
        assert [why for _, _, why in lines(tx, number, EntryKind.SKIPPED)] == [
            "nobody:coordinator", "nobody:group:command", "nobody",
        ]  # fmt: skip
        assert found(tx, number).next_at == now + DAY


def test_a_group_and_a_person_of_the_pack_are_told_by_their_addresses(
    database: Database, cast: Cast, now: datetime
) -> None:
    command = Tell(Target.GROUP, "command")
    policy = policy_of(
        chain(step(command, Tell(Target.PERSON, "Sol@example.org"))),
        groups={"command": ("cora@example.org", "sol@example.org")},
    )
    open_and_tell(database, policy, now, concern())
    with database.read(now) as tx:
        assert list_told_people(tx) == [to_person(cast.sol.id), to_person(cast.cora.id)]


def test_whose_turn_it_is_on_the_rota_is_told_and_without_a_rota_every_supervisor_of_the_agency(
    database: Database, cast: Cast, now: datetime
) -> None:
    policy = policy_of(chain(step(ON_DUTY), step(EVERYONE, after=HOUR)))
    with database.begin(now) as tx:
        sal = hire_sal(tx)
        opened(tx, policy, concern(agency=HERON))
    pass_time(database, policy, now)
    with database.begin(now) as tx:
        assert sorted(list_told_people(tx)) == sorted([to_person(cast.sol.id), to_person(sal.id)])
        tx.execute(rota_turns.insert().values(person_id=sal.id, starts_at=now, ends_at=now + 10 * HOUR))
    pass_time(database, policy, now + HOUR)
    with database.read(now) as tx:
        assert list_told_people(tx)[2:] == [to_person(sal.id)]


def test_whoever_it_is_about_is_not_told_of_themselves(database: Database, cast: Cast, now: datetime) -> None:
    policy = policy_of(chain(step(ON_DUTY), step(COORDINATOR, after=HOUR)))
    [number] = open_and_tell(database, policy, now, concern(officer_id=cast.sol.id, agency=HERON))
    with database.read(now) as tx:
        assert list_told_people(tx) == [to_person(cast.cora.id)]
        assert lines(tx, number, EntryKind.SKIPPED) == [("skipped", to_person(cast.sol.id), "concerned")]
