"""Notices as they are enqueued by real actions, worded at the moment of sending."""

from datetime import datetime, timedelta

import pytest

from handlers.message import Message
from handlers.notices import render
from scheduling.outbox.facts import Obsolete
from scheduling.outbox.tables import notices
from scheduling.policy.loader import load_policy
from scheduling.roster.queries import find_person
from scheduling.store.engine import Database
from tests.handlers.limits import check_rendered
from tests.handlers.office import Visitor
from tests.handlers.posting import THURSDAY_SEVEN, held_by, post_shift
from tests.people import Cast

POLICY = load_policy("default")


def worded(database: Database, now: datetime) -> dict[str, list[Message | Obsolete]]:
    """Every notice that waits, worded, by kind."""
    found: dict[str, list[Message | Obsolete]] = {}
    with database.read(now) as tx:
        for row in tx.execute(notices.select().order_by(notices.c.id)):
            kind, _, number = row.addressee.partition(":")
            addressee = find_person(tx, int(number)) if kind == "person" else None
            found.setdefault(row.kind, []).append(render(tx, row.kind, row.refs, addressee, policy=POLICY))
    return found


def test_what_people_do_to_each_other_is_told_in_words_that_slack_takes(
    database: Database, now: datetime, cast: Cast, ada: Visitor, ben: Visitor, sol: Visitor
) -> None:
    shift = post_shift(database, now, cast)
    sol.types(f"/shifts assign {shift.id} <@U0ADA|ada>")
    full = post_shift(database, now, cast, THURSDAY_SEVEN + timedelta(days=7))
    held_by(database, now, full, cast.sol)
    ben.types(f"/shifts wait {full.id}")
    sol.types(f"/shifts release {full.id}")
    ada.types(f"/shifts release {shift.id}")
    ada.presses("Ask Sergeant Sol Sequoia to release it")
    ada.submits("My child is ill")

    told = worded(database, now)
    assert set(told) == {"shift_claimed", "waitlist_moved_up", "release_asked", "day_board"}
    for messages in told.values():
        for message in messages:
            assert isinstance(message, Message)
            check_rendered(message)


def test_a_question_that_was_answered_meanwhile_is_not_asked(
    database: Database, now: datetime, cast: Cast, ada: Visitor, sol: Visitor
) -> None:
    shift = post_shift(database, now, cast)
    held_by(database, now, shift, cast.ada)
    ada.types(f"/shifts release {shift.id}")
    ada.presses("Ask Sergeant Sol Sequoia to release it")
    ada.submits("My child is ill")
    sol.types(f"/shifts release {shift.id} <@U0ADA|ada> of course")

    told = worded(database, now)
    assert all(isinstance(one, Obsolete) for one in told["release_asked"])


def test_a_sergeant_answers_a_question_from_the_message_that_asks_it(
    database: Database, now: datetime, cast: Cast, ada: Visitor, sol: Visitor
) -> None:
    shift = post_shift(database, now, cast)
    held_by(database, now, shift, cast.ada)
    ada.types(f"/shifts release {shift.id}")
    ada.presses("Ask Sergeant Sol Sequoia to release it")
    ada.submits("My child is ill")
    (asked,) = worded(database, now)["release_asked"]
    assert isinstance(asked, Message)
    sol.office.note("direct", {"text": asked.text, "blocks": list(asked.blocks)})
    sol.last = sol.office.shown[-1]

    assert sol.presses("Release …").how == "opened"
    (done,) = sol.submits("Get well")
    assert done.how == "replaced"
    assert "*Ada Alder is off.*" in done.words


def test_a_kind_that_nobody_knows_is_set_aside_with_a_reason(database: Database, now: datetime) -> None:
    with database.read(now) as tx, pytest.raises(LookupError, match="no notice of kind 'bogus' is known"):
        render(tx, "bogus", {}, None, policy=POLICY)
