"""Private links: who may have one, what is kept of it, and which changes reach the calendar behind it."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from scheduling.audit.tables import audit
from scheduling.calendars.facts import Display, Shows
from scheduling.calendars.queries import list_subscriptions
from scheduling.calendars.subscriptions import (
    change_subscription,
    open_subscription,
    revoke_subscription,
    rotate_subscription,
)
from scheduling.calendars.touch import touch_calendars
from scheduling.refusals import Refused, Rule
from scheduling.revisions.facts import Scope
from scheduling.revisions.tables import calendars
from scheduling.roster.facts import Person
from scheduling.roster.import_people import import_roster
from scheduling.store.engine import Database
from scheduling.training.requests.actions import extend
from tests.factories.calendars import events_of, fetch, open_link
from tests.factories.countdowns import COURSE
from tests.factories.owing import owed_by, owing, packs
from tests.factories.roster import change_person
from tests.people import HERON, Cast

HOUR = timedelta(hours=1)
POLICY = packs(COURSE)


def revisions(database: Database, now: datetime) -> dict[tuple[str, int], int]:
    """Every calendar that is counted, with its revision."""
    with database.read(now) as tx:
        rows = tx.execute(select(calendars.c.scope, calendars.c.scope_id, calendars.c.revision))
        return {(row.scope, row.scope_id): row.revision for row in rows}


def refused(database: Database, now: datetime, actor: Person, scope: Scope, scope_id: int) -> Rule:
    """The rule that keeps this person from a link."""
    with pytest.raises(Refused) as answer, database.begin(now) as tx:
        open_subscription(tx, actor=actor, scope=scope, scope_id=scope_id, display=Display())
    return answer.value.refusals[0].rule


def test_officers_have_their_own_calendar_and_nobody_has_a_strangers(
    database: Database, now: datetime, cast: Cast
) -> None:
    for actor, scope, scope_id in (
        (cast.ada, Scope.MINE, cast.ben.id),
        (cast.ada, Scope.TEAM, cast.ada.id),
        (cast.ada, Scope.SCHOOL, cast.quartz.id),
        (cast.sol, Scope.MINE, cast.ada.id),
        (cast.sol, Scope.TEAM, cast.cora.id),
    ):
        assert refused(database, now, actor, scope, scope_id) is Rule.NOT_ENTITLED, (actor.name, scope)
    assert revisions(database, now) == {}


def test_somebody_who_is_gone_gets_no_link(database: Database, now: datetime, cast: Cast) -> None:
    with database.begin(now) as tx:
        ada = change_person(tx, cast.ada, active=False)
    assert refused(database, now, ada, Scope.MINE, ada.id) is Rule.INACTIVE


def test_an_empty_calendar_and_one_link_too_many_are_refused(
    database: Database, now: datetime, cast: Cast
) -> None:
    with pytest.raises(Refused) as answer, database.begin(now) as tx:
        open_subscription(
            tx, actor=cast.ada, scope=Scope.MINE, scope_id=cast.ada.id, display=Display(shows=frozenset())
        )
    assert answer.value.refusals[0].rule is Rule.CALENDAR_EMPTY
    for _ in range(20):
        open_link(database, now, cast.ada)
    assert refused(database, now, cast.ada, Scope.MINE, cast.ada.id) is Rule.CALENDAR_LIMIT


@pytest.mark.parametrize("shows", [frozenset[Shows](), frozenset({Shows.DEADLINES})])
def test_a_schools_calendar_of_training_alone_would_stay_empty_and_is_refused(
    database: Database, now: datetime, cast: Cast, shows: frozenset[Shows]
) -> None:
    link, display = open_link(database, now, cast.sol, Scope.SCHOOL, cast.quartz.id), Display(shows=shows)
    with pytest.raises(Refused) as opening:
        open_link(database, now, cast.sol, Scope.SCHOOL, cast.quartz.id, display)
    with pytest.raises(Refused) as changing, database.begin(now) as tx:
        change_subscription(tx, actor=cast.sol, subscription_id=link.subscription.id, display=display)
    assert {each.value.refusals[0].rule for each in (opening, changing)} == {Rule.CALENDAR_EMPTY}


def test_nobody_touches_somebody_elses_link(database: Database, now: datetime, cast: Cast) -> None:
    link = open_link(database, now, cast.ada).subscription.id
    for act in (rotate_subscription, revoke_subscription):
        with pytest.raises(Refused) as answer, database.begin(now) as tx:
            act(tx, actor=cast.cora, subscription_id=link)
        assert answer.value.refusals[0].rule is Rule.CALENDAR_GONE
    with pytest.raises(Refused), database.begin(now) as tx:
        change_subscription(tx, actor=cast.sol, subscription_id=link, display=Display())


def test_every_step_of_a_link_is_written_down_and_never_its_token(
    database: Database, now: datetime, cast: Cast
) -> None:
    opened = open_link(database, now, cast.ada)
    link, busy = opened.subscription.id, Display(shows=frozenset({Shows.SHIFTS}))
    with database.begin(now) as tx:
        change_subscription(tx, actor=cast.ada, subscription_id=link, display=busy)
        change_subscription(tx, actor=cast.ada, subscription_id=link, display=busy)
        rotated = rotate_subscription(tx, actor=cast.ada, subscription_id=link)
        revoke_subscription(tx, actor=cast.ada, subscription_id=link)
    with database.read(now) as tx:
        rows = tx.execute(select(audit).where(audit.c.subject == "subscription").order_by(audit.c.id)).all()
        everything = [
            str(tx.connection.exec_driver_sql(f"SELECT * FROM {table}").all())
            for table in ("audit", "subscriptions", "calendars", "calendar_pages", "notices")
        ]
    assert [row.verb for row in rows] == [
        "subscription_opened", "subscription_changed", "subscription_rotated", "subscription_revoked",
    ]  # fmt: skip
    assert {(row.actor, row.subject_id) for row in rows} == {(f"person:{cast.ada.id}", link)}
    for token in (opened.token, rotated.token):
        assert not any(token in told for told in everything)


def test_a_calendar_is_counted_from_its_first_link_to_its_last(
    database: Database, now: datetime, cast: Cast
) -> None:
    with database.begin(now) as tx:
        touch_calendars(tx, people=[cast.ada.id], schools=[cast.quartz.id])
    assert revisions(database, now) == {}
    links = [open_link(database, now, cast.ada).subscription.id for _ in range(2)]
    for left, link in zip((1, 0), links, strict=True):
        with database.begin(now) as tx:
            revoke_subscription(tx, actor=cast.ada, subscription_id=link)
        assert len(revisions(database, now)) == left
    with database.read(now) as tx:
        assert list_subscriptions(tx, cast.ada.id) == []


def test_a_touch_that_fails_with_its_transaction_leaves_no_trace(
    database: Database, now: datetime, cast: Cast
) -> None:
    open_link(database, now, cast.ada)
    before = revisions(database, now)
    with pytest.raises(KeyError), database.begin(now) as tx:
        touch_calendars(tx, people=[cast.ada.id])
        raise KeyError
    assert revisions(database, now) == before


def test_thousands_at_once_are_touched_once_each(database: Database, now: datetime, cast: Cast) -> None:
    open_link(database, now, cast.ada)
    before = revisions(database, now)
    with database.begin(now) as tx:
        touch_calendars(tx, people=range(1, 3_000), schools=range(1, 3_000))
        touch_calendars(tx, people=[cast.ada.id])
    assert revisions(database, now) == {key: revision + 1 for key, revision in before.items()}


def test_a_deadline_stands_on_its_day_moves_with_an_extension_and_makes_nobody_busy(
    database: Database, now: datetime, cast: Cast
) -> None:
    with database.begin(now) as tx:
        ada = owing(tx, cast.ada, POLICY)
        owed = owed_by(tx, ada)
    uid, token = f"deadline-{owed.id}@muster", open_link(database, now, ada).token
    team = open_link(database, now, cast.sol, Scope.TEAM).token
    later = now + HOUR
    first = fetch(database, later, token)
    assert first is not None
    due = events_of(first.text)[uid]
    assert due["SUMMARY"] == "Due: SSO asynchronous training"
    assert f"DTSTART;VALUE=DATE:{owed.due_on:%Y%m%d}" in first.text
    assert due["TRANSP"] == "TRANSPARENT"
    until = owed.due_on + timedelta(days=10)
    with database.begin(later) as tx:
        extend(tx, actor=cast.sol, obligation_id=owed.id, until=until, reason="ill", policy=POLICY)
    moved = fetch(database, later, token)
    assert moved is not None
    assert moved.built
    assert f"DTSTART;VALUE=DATE:{until:%Y%m%d}" in moved.text
    assert int(events_of(moved.text)[uid]["SEQUENCE"]) > int(due["SEQUENCE"])
    theirs = fetch(database, later, team)
    assert theirs is not None
    assert events_of(theirs.text)[uid]["SUMMARY"] == "Ada Alder · Due: SSO asynchronous training"


def test_a_name_that_changes_on_the_roster_changes_in_every_calendar(
    database: Database, now: datetime, cast: Cast
) -> None:
    with database.begin(now) as tx:
        owing(tx, cast.ada, POLICY)
    token = open_link(database, now, cast.sol, Scope.TEAM).token
    later = now + HOUR
    before = fetch(database, later, token)
    sheet = (
        "name,email,agency,kind,zone,supervisor,eligible_on\n"
        f"Ada Aspen,ada@example.org,{HERON},SSO,America/Phoenix,sol@example.org,2026-08-01\n"
    )
    with database.begin(later) as tx:
        import_roster(tx, content=sheet.encode(), district_zone="America/Phoenix")
    after = fetch(database, later, token)
    assert before is not None
    assert after is not None
    assert "Ada Alder" in before.text
    assert "Ada Aspen" in after.text
