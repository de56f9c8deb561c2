"""What is offered about one kind of escalation is done about no other: a number in a subject would mean
another row, another person's shifts for instance.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from handlers.ids import officer_acts as ids
from handlers.ids.packing import pack
from scheduling.store.engine import Database, open_database
from tests.conftest import NOON
from tests.handlers.matrix.escalations import escalation_carried_by, escalation_form
from tests.handlers.matrix.outcome import changed, every_row
from tests.handlers.matrix.roles import Role
from tests.handlers.matrix.stage import Stage
from tests.handlers.matrix.test_forged_values import press, submit
from tests.handlers.matrix.training import POLICY
from tests.handlers.office import Office, keep_calls, open_office

BELONGS = {
    ids.HAND_BACK_FORM: "overdue", ids.RELEASE_ALL_FORM: "departed", ids.ASK_AGAIN: "short",
    ids.HAND_BACK: "overdue", ids.RELEASE_ALL: "departed",
}  # fmt: skip
FORMS = {ids.HAND_BACK, ids.RELEASE_ALL}


@pytest.fixture
def stage(set_once: tuple[Path, Stage]) -> Stage:
    return set_once[1]


@pytest.fixture
def database(set_once: tuple[Path, Stage], tmp_path: Path) -> Iterator[Database]:
    shutil.copyfile(set_once[0], tmp_path / "other.db")
    opened = open_database(f"sqlite:///{tmp_path / 'other.db'}")
    yield opened
    opened.close()


@pytest.fixture
def office(database: Database, monkeypatch: pytest.MonkeyPatch) -> Office:
    opened = open_office(database, NOON, POLICY)
    keep_calls(opened, monkeypatch)
    return opened


@pytest.mark.parametrize("act", sorted(BELONGS))
@pytest.mark.parametrize("about", ["escalated", "overdue", "departed", "short"])
def test_what_is_offered_about_one_kind_is_done_about_no_other(
    office: Office, database: Database, stage: Stage, act: str, about: str
) -> None:
    number = getattr(stage, about)
    with database.read(NOON) as tx:
        before = every_row(tx)
    if act in FORMS:
        [shown] = submit(office, Role.COORDINATOR, act, pack(escalation_form(number)))
    else:
        carried = escalation_carried_by(act, number)
        assert carried is not None
        [shown] = press(office, Role.COORDINATOR, act, pack(carried))
    assert ("There is no escalation" in shown.words) == (about != BELONGS[act]), shown.words
    if about != BELONGS[act]:
        with database.read(NOON) as tx:
            assert not changed(before, every_row(tx))
