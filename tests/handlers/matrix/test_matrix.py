"""Every listener, for everybody who may knock: what comes of it is what `rows.py` declares, and no more."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import cast, get_args

import pytest
from slack_bolt import App

from handlers import register
from handlers.desk import Desk
from handlers.grammar.asked_presence import PresenceUnclear
from handlers.grammar.escalations import (
    ESCALATIONS,
    EscalationsCommand,
    EscalationsUnclear,
    parse_escalations,
)
from handlers.grammar.meetings import MEETINGS, MeetingsCommand, MeetingsUnclear, parse_meetings
from handlers.grammar.shifts import VERBS
from handlers.grammar.sso import SSO, SsoCommand, Unpicked, parse_sso
from handlers.grammar.training import TrainingCommand, TrainingUnclear, parse_training
from scheduling.escalations.timeline import CHAIN
from scheduling.outbox.records import COURIER
from scheduling.roster.queries import find_person_by_slack
from scheduling.store.engine import Database
from scheduling.training.upkeep.trail import TRAINING
from tests.conftest import NOON
from tests.handlers.matrix.document import SIZE, document
from tests.handlers.matrix.outcome import (
    AUDITED,
    Recorded,
    Rows,
    changed,
    every_row,
    list_holders,
    list_recorded,
    read_verdict,
)
from tests.handlers.matrix.requests import request_of
from tests.handlers.matrix.roles import ACCOUNTS, Role
from tests.handlers.matrix.rows import (
    ADA,
    ANEW,
    ASKER,
    CLOSED,
    DOES,
    INSIDE,
    KEPT_OUT,
    NO,
    NOBODY,
    ROWS,
    SLACKS_OWN,
    Row,
)
from tests.handlers.matrix.stage import PRIVATE, Stage, set_stage
from tests.handlers.matrix.training import POLICY
from tests.handlers.office import Office, Shown, keep_calls, open_office
from tests.people import TEAM

CELLS = [(row, role) for row in ROWS for role in Role]
DOCUMENT = Path(__file__).parents[3] / "docs" / "authorisation.md"


@dataclass(frozen=True)
class Came:
    """What came of one cell; `asker` is the id of whoever asked, None for those whom the roster lacks."""

    asker: int | None
    answer: Shown | None
    before: Rows
    after: Rows
    recorded: list[Recorded]
    holders: list[int]


@pytest.mark.parametrize(
    ("row", "role"), [pytest.param(*cell, id=f"{cell[0].title} - {cell[1]}") for cell in CELLS]
)
def test_what_is_declared_comes_of_it_and_nothing_else(
    row: Row, role: Role, staged: Database, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    _holds(row, role, stage, _ask(row, role, stage, staged, monkeypatch))


@pytest.mark.parametrize(
    "row", [row for row in ROWS if {NO, CLOSED} & set(row.verdicts.values())], ids=lambda row: row.title
)
def test_whoever_may_not_may_not_on_either_database(
    row: Row, database: Database, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = set_stage(database, now)
    for role in (Role.COLLEAGUE, Role.OTHER_SUPERVISOR, Role.ELSEWHERE, Role.COORDINATOR):
        _holds(row, role, stage, _ask(row, role, stage, database, monkeypatch))


@pytest.mark.parametrize("size", [SIZE])  # so that the test's name tells it
def test_every_listener_and_every_subcommand_has_a_row(size: str) -> None:
    app = App(signing_secret="tests", token="xoxb-tests", token_verification_enabled=False)
    door = register(app, cast("Desk", None))
    registered = {f"/shifts {verb.example}".strip() for verb in VERBS} | (door.commands - {"/shifts"})
    registered |= {f"button {name}" for name in door.buttons} | {f"form {name}" for name in door.forms}
    registered |= {f"event {name}" for name in door.events} - SLACKS_OWN
    registered |= {f"shortcut {name}" for name in door.shortcuts}
    declared = {row.listener for row in ROWS}
    assert registered - declared == set(), "give each of these a row in tests/handlers/matrix/rows.py"
    assert declared - registered == set(), "nobody listens for these any more"
    assert len({row.title for row in ROWS}) == len(ROWS), f"two rows of one title among {size}"


def test_every_thing_that_sso_may_be_asked_for_has_a_row() -> None:
    lines = [row.typed or row.listener for row in ROWS if row.listener == SSO]
    named = [line.removeprefix(SSO).replace("@officer", "<@U0ADA|ada>") for line in lines]
    asked = {type(parse_sso(line, NOON.date())) for line in named}
    slips = {Unpicked, PresenceUnclear}
    assert asked == set(get_args(SsoCommand)) - slips, "give it a row; a slip of the finger needs none"


def test_every_thing_that_training_may_be_asked_for_has_a_row() -> None:
    lines = [row.typed or row.listener for row in ROWS if row.listener == "/training"]
    named = [line.removeprefix("/training").replace("@officer", "<@U0ADA|ada>") for line in lines]
    asked = {type(parse_training(line)) for line in named}
    assert asked == set(get_args(TrainingCommand)) - {TrainingUnclear}, "give it a row"


def test_every_thing_that_meetings_may_be_asked_for_has_a_row() -> None:
    lines = [row.typed or row.listener for row in ROWS if row.listener == MEETINGS]
    asked = {type(parse_meetings(line)) for line in lines}
    assert asked == set(get_args(MeetingsCommand)) - {MeetingsUnclear}, "give it a row"


def test_every_thing_that_escalations_may_be_asked_for_has_a_row() -> None:
    lines = [row.typed or row.listener for row in ROWS if row.listener == ESCALATIONS]
    asked = {type(parse_escalations(line, NOON.date())) for line in lines}
    assert asked == set(get_args(EscalationsCommand)) - {EscalationsUnclear}, "give it a row"


def test_the_document_says_what_is_declared() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == document(), "run `make matrix`"


def test_whoever_is_kept_out_is_kept_out_everywhere() -> None:
    assert set(INSIDE) | set(KEPT_OUT) == set(Role)
    assert all(set(row.verdicts) == set(INSIDE) for row in ROWS)


def _ask(row: Row, role: Role, stage: Stage, database: Database, patch: pytest.MonkeyPatch) -> Came:
    office = open_office(database, NOON, POLICY)
    keep_calls(office, patch)
    with database.read(NOON) as tx:
        before, known = every_row(tx), list_recorded(tx)
    shown = office.send(request_of(row, stage, ACCOUNTS[role]))
    with database.read(NOON) as tx:
        recorded = list_recorded(tx)[len(known) :]
        shift = getattr(stage, row.about) if row.holder else 0
        asker = find_person_by_slack(tx, TEAM, ACCOUNTS[role].slack_id)
        return Came(
            asker.id if asker else None,
            _first(shown, office),
            before,
            every_row(tx),
            recorded,
            list_holders(tx, shift),
        )


def _first(shown: list[Shown], office: Office) -> Shown | None:
    if shown:
        return shown[0]
    return Shown("posted", dict(office.posted[0])) if office.posted else None


def _holds(row: Row, role: Role, stage: Stage, came: Came) -> None:
    expected, touched = row.verdict(role), changed(came.before, came.after)
    words = came.answer.words if came.answer else "(silence)"
    assert read_verdict(came.answer, touched) is expected, f"{touched} {words}"
    if expected is CLOSED:
        assert touched == AUDITED
        assert [(one.actor, one.verb) for one in came.recorded] == [
            (f"person:{came.asker}", "report_refused")
        ]
    elif expected is not DOES:
        assert touched == set(), f"{row.title} changed {touched} for {role}"
    if role is not Role.OFFICER and expected in {NO, CLOSED}:
        assert PRIVATE not in words
    if expected is DOES and row.done:
        _is_written_down(row, stage, came)


def _is_written_down(row: Row, stage: Stage, came: Came) -> None:
    actor = f"person:{came.asker}"
    told = {(change.verb, change.subject_id) for change in came.recorded if change.actor == actor}
    if row.written == ANEW:
        assert row.done in {verb for verb, _ in told}
    else:
        assert (row.done, getattr(stage, row.written or row.about)) in told
    assert {change.actor for change in came.recorded} - {TRAINING, COURIER, CHAIN} == {actor}
    if row.holder:
        assert came.holders == {ASKER: [came.asker], ADA: [stage.ada], NOBODY: []}[row.holder]
