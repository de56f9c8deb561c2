"""What is offered about one kind of escalation is done about no other: a number in a subject would mean
another row, another person's shifts for instance.
"""

import pytest

from handlers.ids import officer_acts as ids
from handlers.ids.packing import pack
from scheduling.store.engine import Database
from tests.conftest import NOON
from tests.handlers.matrix.escalations import escalation_carried_by, escalation_form
from tests.handlers.matrix.outcome import changed, every_row
from tests.handlers.matrix.roles import Role
from tests.handlers.matrix.stage import Stage
from tests.handlers.matrix.test_forged_values import press, submit
from tests.handlers.office import Office

BELONGS = {
    ids.HAND_BACK_FORM: "overdue", ids.RELEASE_ALL_FORM: "departed", ids.ASK_AGAIN: "short",
    ids.HAND_BACK: "overdue", ids.RELEASE_ALL: "departed",
}  # fmt: skip
FORMS = {ids.HAND_BACK, ids.RELEASE_ALL}


@pytest.mark.parametrize("act", sorted(BELONGS))
@pytest.mark.parametrize("about", ["escalated", "overdue", "departed", "short"])
def test_what_is_offered_about_one_kind_is_done_about_no_other(
    office: Office, staged: Database, stage: Stage, act: str, about: str
) -> None:
    number = getattr(stage, about)
    with staged.read(NOON) as tx:
        before = every_row(tx)
    if act in FORMS:
        [shown] = submit(office, Role.COORDINATOR, act, pack(escalation_form(number)))
    else:
        carried = escalation_carried_by(act, number)
        assert carried is not None
        [shown] = press(office, Role.COORDINATOR, act, pack(carried))
    assert ("There is no escalation" in shown.words) == (about != BELONGS[act]), shown.words
    if about != BELONGS[act]:
        with staged.read(NOON) as tx:
            assert not changed(before, every_row(tx))
