"""A button of an escalation stands in a message for ever. Pressed a month later, when all is settled, it says
how things stand and changes nothing; and so does a form that was left open in between.
"""

from datetime import timedelta

import pytest

from handlers.ids import covering as covering_ids
from handlers.ids import escalations as ids
from handlers.ids import officer_acts as act_ids
from handlers.ids import reports as report_ids
from handlers.ids import shifts as shift_ids
from scheduling.escalations.actions import resolve
from scheduling.escalations.queries import list_open
from scheduling.feed.actions import discard_pull
from scheduling.roster.queries import find_person
from scheduling.shifts.tables import claims
from scheduling.store.engine import Database
from scheduling.training.queries import find_obligation
from tests.conftest import NOON
from tests.factories.owing import change_obligation
from tests.handlers.matrix.escalations import ESCALATION_BUTTONS, ESCALATION_FORMS
from tests.handlers.matrix.outcome import changed, every_row
from tests.handlers.matrix.requests import request_of
from tests.handlers.matrix.roles import ACCOUNTS, Role
from tests.handlers.matrix.rows import ROWS, Row
from tests.handlers.matrix.stage import PRIVATE, Stage
from tests.handlers.matrix.training import POLICY
from tests.handlers.office import keep_calls, open_office

MONTH = timedelta(days=31)

SETTLED = "is over: resolved by Cora Cypress, Wed Aug 12, 13:00."
NOT_THEIRS = "*Not yours to do.*"

_ENDED = "*Over.* It ended"
_DISCARDED = "no longer waiting: it was discarded by Cora Cypress."

SAID = {
    **{f"button {name}": SETTLED for name in ESCALATION_BUTTONS},
    **{f"form {name}": SETTLED for name in ESCALATION_FORMS},
    f"button {ids.ESCALATION_SNOOZE}": SETTLED,
    f"button {ids.ESCALATION_OPEN}": "*Resolved by Cora Cypress*, Wed Aug 12, 13:00",
    f"button {shift_ids.APPLY_PULL}": _DISCARDED,
    f"button {shift_ids.DISCARD_PULL}": _DISCARDED,
    f"button {act_ids.ACT_EXTEND_FORM}": "Done Wed Aug 12",
    f"button {act_ids.ACT_RELEASE_FORM}": _ENDED,
}
"""What is answered to somebody who may; each row of these is pressed."""

OWN = {
    f"button {covering_ids.CHECK_IN}": _ENDED,
    f"button {covering_ids.CHECK_OUT}": _ENDED,
}
"""What is answered to the officer concerned, of what is theirs alone."""

PRESSED = [row for row in ROWS if row.listener in SAID | OWN]


@pytest.fixture
def month_later(staged: Database, stage: Stage) -> Database:
    """Everything was settled within the hour, and a month has passed."""
    with staged.begin(NOON + timedelta(hours=1)) as tx:
        cora = find_person(tx, stage.cora)
        assert cora is not None
        for each in list_open(tx, limit=99):
            resolve(tx, actor=cora, escalation_id=each.id, reason="Seen to")
        discard_pull(tx, actor=cora, pull_id=stage.pull)
        course = find_obligation(tx, stage.course)
        assert course is not None
        change_obligation(tx, course, state="done", settled_on=NOON.date())
    return staged


def press(row: Row, role: Role, stage: Stage, database: Database, patch: pytest.MonkeyPatch) -> str:
    """What whoever presses reads, a month later; that nothing has changed is seen to."""
    office = open_office(database, NOON + MONTH, POLICY)
    keep_calls(office, patch)
    with database.read(NOON) as tx:
        before = every_row(tx)
    shown = office.send(request_of(row, stage, ACCOUNTS[role]))
    with database.read(NOON) as tx:
        assert changed(before, every_row(tx)) == set(), f"{row.title} for {role}: {shown}"
    assert shown, f"{row.title} for {role} is not answered"
    assert "submit" not in shown[0].body.get("view", {}), f"{row.title} opens a form for {role}"
    return shown[0].words


@pytest.mark.parametrize("row", [row for row in PRESSED if row.listener in SAID], ids=lambda row: row.title)
def test_a_month_later_it_says_how_it_was_settled_to_whoever_may_and_nothing_to_anybody_else(
    row: Row, month_later: Database, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    for role in (Role.SUPERVISOR, Role.COORDINATOR):
        words = press(row, role, stage, month_later, monkeypatch)
        is_coordinators = SAID[row.listener] == _DISCARDED
        assert (NOT_THEIRS if is_coordinators and role is Role.SUPERVISOR else SAID[row.listener]) in words
    words = press(row, Role.COLLEAGUE, stage, month_later, monkeypatch)
    assert NOT_THEIRS in words
    assert PRIVATE not in words


@pytest.mark.parametrize("row", [row for row in PRESSED if row.listener in OWN], ids=lambda row: row.title)
def test_a_month_later_nobody_comes_or_goes(
    row: Row, month_later: Database, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert OWN[row.listener] in press(row, Role.OFFICER, stage, month_later, monkeypatch)
    words = press(row, Role.COLLEAGUE, stage, month_later, monkeypatch)
    assert "*Not held.* Ben Birch has no place in #2." in words


def test_a_shift_that_has_been_given_back_is_not_released_again(
    month_later: Database, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    with month_later.begin(NOON) as tx:
        given_back = {"state": "released", "ended_at": tx.now}
        tx.execute(claims.update().where(claims.c.shift_id == stage.late).values(given_back))
    [row] = [row for row in PRESSED if row.listener == f"button {act_ids.ACT_RELEASE_FORM}"]
    words = press(row, Role.SUPERVISOR, stage, month_later, monkeypatch)
    assert "*Not held.* Ada Alder has no place in #3." in words


def test_every_button_and_form_of_an_escalation_is_pressed() -> None:
    about = {"escalated", "overdue", "departed", "short"}
    there = {row.listener for row in ROWS if row.about in about and not row.listener.startswith("/")}
    assert there - {row.listener for row in PRESSED} == set(), (
        "say in SAID what it answers once it is settled"
    )


def test_a_report_is_there_for_its_readers_for_ever(
    month_later: Database, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = open_office(month_later, NOON + MONTH, POLICY)
    keep_calls(office, monkeypatch)
    [row] = [row for row in ROWS if row.listener == f"button {report_ids.REPORT_READ}"]
    [shown] = office.send(request_of(row, stage, ACCOUNTS[Role.SUPERVISOR]))
    assert "Reported by Ada Alder, Wed Aug 12, 12:00" in shown.words
    [shown] = office.send(request_of(row, stage, ACCOUNTS[Role.COLLEAGUE]))
    assert "is not yours to read." in shown.words
    assert PRIVATE not in shown.words
