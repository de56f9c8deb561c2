"""Whatever is escalated, and at whichever write the bot is killed as it sees it or sees it settled:
nothing of it is there, and then it is opened once and ends once.
"""

from functools import partial

import pytest

from scheduling.escalations.facts import EscalationKind
from scheduling.escalations.queries import list_history, list_open
from scheduling.store.engine import Database
from tests.crashes.half_way import nothing_comes_of_a_part
from tests.factories.escalations import DAY, list_told_people, pass_time
from tests.factories.triggers import POLICY, TRIGGERS, WEDNESDAY, Trigger
from tests.people import Cast


@pytest.mark.parametrize("trigger", TRIGGERS, ids=lambda trigger: trigger.name)
def test_what_is_escalated_is_opened_once_and_over_once_wherever_it_breaks_off(
    database: Database, cast: Cast, trigger: Trigger
) -> None:
    with database.begin(WEDNESDAY) as tx:
        trigger.arrange(tx, cast)
    nothing_comes_of_a_part(database, partial(trigger.find, cast=cast), trigger.at)
    for _ in range(2):
        with database.begin(trigger.at) as tx:
            trigger.find(tx, cast)
    with database.read(trigger.at) as tx:
        [opened] = list_open(tx, limit=9)
        assert opened.concern.kind is trigger.kind
    pass_time(database, POLICY, trigger.at)
    with database.read(trigger.at) as tx:
        told = list_told_people(tx)
        assert "channel:supervisors" in told
    nothing_comes_of_a_part(database, partial(trigger.settle, cast=cast), trigger.settled_at)
    with database.begin(trigger.settled_at) as tx:
        trigger.settle(tx, cast)
    pass_time(database, POLICY, trigger.settled_at, trigger.settled_at + 30 * DAY)
    with database.read(trigger.settled_at) as tx:
        [over] = list_history(tx, limit=9)
        assert over.ending is trigger.ending
        assert list_told_people(tx) == told, "nobody is told of it any more"


def test_every_kind_has_a_trigger() -> None:
    assert {trigger.kind for trigger in TRIGGERS} == set(EscalationKind)
