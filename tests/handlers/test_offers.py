"""Officers who are asked to take a shift: what they read and press, and what they read who come too late."""

from datetime import datetime, timedelta

import pytest

from scheduling.escalations.queries import list_open
from scheduling.shifts.actions import claim_shift
from scheduling.shifts.covering.cover import call_cover
from scheduling.shifts.covering.offers import offer_shift
from scheduling.shifts.facts import Shift
from scheduling.shifts.feed_actions import withdraw_shifts
from scheduling.shifts.terms import Occasion
from scheduling.shifts.watch.sweep import sweep_watch
from scheduling.store.engine import Database
from tests.factories.watched import find_unfilled, number_of
from tests.handlers.office import Office, Shown, Visitor
from tests.handlers.posting import THURSDAY_SEVEN, held_by, post_shift
from tests.handlers.receiving import receives
from tests.people import Cast

HOUR = timedelta(hours=1)


@pytest.fixture
def offered(database: Database, now: datetime, cast: Cast, office: Office) -> Shift:
    """Nobody has tomorrow's shift, and the sergeant has messaged those who may take it."""
    shift = post_shift(database, now, cast, watch_at=now)
    with database.begin(now) as tx:
        sweep_watch(tx, office.desk.policy)
        number = number_of(find_unfilled(tx, shift))
        offer_shift(tx, actor=cast.sol, escalation_id=number, policy=office.desk.policy)
    return shift


def reads(who: Visitor, *fragments: str) -> None:
    assert who.last is not None
    words = who.last.words
    assert [one for one in fragments if one not in words] == [], words


def presses_again(who: Visitor, offer: Shown | None) -> None:
    """On the message that asked, which still stands there."""
    who.last = offer
    who.presses("Claim")


def test_who_is_asked_sees_hours_first_and_reads_who_was_faster_and_a_month_later_that_it_is_long_over(
    database: Database, now: datetime, cast: Cast, office: Office, ada: Visitor, ben: Visitor, offered: Shift
) -> None:
    receives(ben, "shift_offered", database, now)
    reads(ben, "*Can you take this shift?* Sergeant Sol Sequoia asks you.", "Thu Aug 13, 07:00–15:00")
    offer = ben.last
    ben.presses("Claim")
    reads(ben, "Thu Aug 13: 8 of 14 h", "No other shift within a week")

    with database.begin(now) as tx:
        claim_shift(tx, actor=cast.ada, shift_id=offered.id, policy=office.desk.policy)
    taken = "*Taken.* By Ada Alder, 12:00 on Wed Aug 12."
    ben.presses("Claim it")
    reads(ben, taken)
    presses_again(ben, offer)
    reads(ben, taken)
    assert ben.last is not None
    assert ben.last.buttons() == ["Join the waitlist", "Show other shifts"]
    presses_again(ada, offer)
    reads(ada, "*Already held.*")

    office.becomes(THURSDAY_SEVEN + timedelta(days=30))
    presses_again(ben, offer)
    reads(ben, "*Too late.* It began Thu Aug 13, 07:00.", taken)
    assert ben.last.buttons() == ["Show other shifts"]


def test_an_offer_of_a_shift_that_was_withdrawn_since_says_so(
    database: Database, now: datetime, ben: Visitor, offered: Shift
) -> None:
    receives(ben, "shift_offered", database, now)
    with database.begin(now) as tx:
        withdraw_shifts(tx, [offered.id], reason="cancelled", by=Occasion("feed", "pull:1"))
    ben.presses("Claim")
    reads(ben, "*Withdrawn.* The agency took this shift back.")


def test_cover_is_offered_by_message_and_in_the_list_and_is_gone_once_somebody_covers(
    database: Database, now: datetime, cast: Cast, office: Office, ada: Visitor, ben: Visitor
) -> None:
    shift = post_shift(database, now - 2 * HOUR, cast, now - HOUR, watch_at=now)
    held_by(database, now - 2 * HOUR, shift, cast.ada)
    with database.begin(now) as tx:
        sweep_watch(tx, office.desk.policy)
        [missed] = list_open(tx, limit=9)
        call_cover(tx, actor=cast.sol, escalation_id=missed.id, reason="no answer", policy=office.desk.policy)
    receives(ben, "shift_offered", database, now)
    reads(ben, "*Cover is needed now, until 19:00.*")
    for officer in (ada, ben):  # also whoever did not come may take what is left
        officer.types("/shifts")
        reads(officer, "*Cover is needed now, until 19:00.*", "Wed Aug 12, 11:00–19:00")
    ben.presses("Claim")
    reads(ben, "*Cover is needed now, until 19:00.*", "Wed Aug 12: 7 of 14 h")
    ben.presses("Claim it")
    reads(ben, "*It is yours.*")
    ada.presses("Claim")
    reads(ada, "*Taken.* By Ben Birch")
    ada.types("/shifts")
    reads(ada, "*No open shifts")
