"""Whoever made a report hears who has it and who settled it: each once, and no word of the report."""

from datetime import datetime, time, timedelta

import pytest

from handlers.notices.report_answered import report_answered
from scheduling.escalations.actions import acknowledge, hand_over, resolve, snooze
from scheduling.escalations.answering import ANSWERED, load_report_answered
from scheduling.escalations.tables import escalations
from scheduling.outbox.actions import Urgency, to_person
from scheduling.outbox.facts import Obsolete
from scheduling.outbox.tables import notices
from scheduling.presence.actions import set_quiet
from scheduling.reports.facts import Report
from scheduling.store.engine import Database
from tests.factories.reports import CANARY, reported
from tests.factories.roster import change_person
from tests.people import Cast

MINUTE = timedelta(minutes=1)


@pytest.fixture
def report(database: Database, now: datetime, cast: Cast) -> Report:
    """Ada's report at Quartz Elementary; its escalation is the first."""
    with database.begin(now) as tx:
        return reported(tx, cast.ada, cast.quartz)


def answers(database: Database, now: datetime) -> dict[str, tuple[str, Urgency, datetime]]:
    """What waits to be told of what became of reports: words to addressee, urgency and when."""
    found: dict[str, tuple[str, Urgency, datetime]] = {}
    with database.read(now) as tx:
        for row in tx.execute(notices.select().where(notices.c.kind == ANSWERED).order_by(notices.c.id)):
            facts = load_report_answered(tx, row.refs)
            text = facts.reason if isinstance(facts, Obsolete) else report_answered(facts, None).text
            assert text not in found
            found[text] = (row.addressee, Urgency(row.urgency), row.due_at)
    return found


def test_its_author_is_told_once_who_has_it_and_once_who_settled_it_but_not_how(
    database: Database, now: datetime, cast: Cast, report: Report
) -> None:
    ada = to_person(cast.ada.id)
    has_it = "Sergeant Sol Sequoia has report 1."
    with database.begin(now) as tx:
        acknowledge(tx, actor=cast.sol, escalation_id=1)
    assert answers(database, now) == {has_it: (ada, Urgency.URGENT, now)}
    with database.begin(now + MINUTE) as tx:
        hand_over(tx, actor=cast.sol, escalation_id=1, to=cast.cora)
        snooze(tx, actor=cast.cora, escalation_id=1, until=now + timedelta(hours=5))
    assert answers(database, now) == {"Cora Cypress has report 1.": (ada, Urgency.URGENT, now)}
    late = now + timedelta(hours=2)
    with database.begin(late) as tx:
        resolve(tx, actor=cast.sol, escalation_id=1, reason=CANARY)
    [(gone, _), (settled, told_how)] = answers(database, late).items()
    assert gone == "it is over: that is told instead"
    assert settled.startswith("Report 1 is settled: Sergeant Sol Sequoia, ")
    assert told_how == (ada, Urgency.CONFIRMATION, late)


@pytest.mark.parametrize("way", ["snoozed", "handed over", "settled"])
def test_however_somebody_takes_a_report_its_author_hears_of_it(
    database: Database, now: datetime, cast: Cast, report: Report, way: str
) -> None:
    with database.begin(now) as tx:
        if way == "snoozed":
            snooze(tx, actor=cast.sol, escalation_id=1, until=now + MINUTE)
        elif way == "handed over":
            hand_over(tx, actor=cast.cora, escalation_id=1, to=cast.sol)
        else:
            resolve(tx, actor=cast.sol, escalation_id=1, reason="Seen to")
    [text] = answers(database, now)
    assert "Sergeant Sol Sequoia" in text


def test_an_author_who_has_long_gone_to_sleep_reads_in_the_morning_who_has_the_report(
    database: Database, now: datetime, cast: Cast, report: Report
) -> None:
    with database.begin(now) as tx:
        set_quiet(tx, actor=cast.ada, person=cast.ada, hours=(time(12, 0), time(20, 0)))
    late = now + timedelta(minutes=61)
    with database.begin(late) as tx:
        acknowledge(tx, actor=cast.sol, escalation_id=1)
    [(_, urgency, due_at)] = answers(database, late).values()
    assert urgency is Urgency.CONFIRMATION
    assert due_at > late + timedelta(hours=2)


def test_an_author_who_is_gone_or_did_it_themselves_is_told_nothing(
    database: Database, now: datetime, cast: Cast, report: Report
) -> None:
    with database.begin(now) as tx:
        own = reported(tx, cast.cora, cast.quartz)
        acknowledge(tx, actor=cast.cora, escalation_id=2)
        resolve(tx, actor=cast.cora, escalation_id=2, reason=f"Report {own.number} was a drill")
        change_person(tx, cast.ada, deactivated_at=now)
        acknowledge(tx, actor=cast.sol, escalation_id=1)
    assert answers(database, now) == {}


def test_what_an_author_was_to_read_of_a_report_that_nobody_has_any_more_is_not_sent(
    database: Database, now: datetime, cast: Cast, report: Report
) -> None:
    with database.begin(now) as tx:
        acknowledge(tx, actor=cast.sol, escalation_id=1)
        tx.execute(escalations.update().values(owner_id=None, owned_at=None, state="open"))
    assert list(answers(database, now)) == ["nobody else has it any more"]
