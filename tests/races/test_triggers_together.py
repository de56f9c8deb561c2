"""Three replicas see the same at the same moment: it is opened once, and everybody is told once."""

from collections import Counter
from functools import partial

import pytest

from scheduling.escalations.facts import EscalationKind
from scheduling.escalations.queries import list_history
from scheduling.escalations.sweep import sweep_escalations
from scheduling.store.engine import Database
from tests.factories.escalations import list_told_people, pass_time, timeline
from tests.factories.triggers import POLICY, TRIGGERS, WEDNESDAY, Trigger
from tests.people import Cast
from tests.races.together import at_once

SEEN = [trigger for trigger in TRIGGERS if trigger.kind is not EscalationKind.REPORT]
"""What replicas see by themselves; a report is somebody's form, sent once."""

SWEEPING = partial(sweep_escalations, policy=POLICY, by_mail=True)


@pytest.mark.parametrize("trigger", SEEN, ids=lambda trigger: trigger.name)
def test_what_three_see_at_once_is_opened_once_and_everybody_is_told_once(
    database: Database, cast: Cast, trigger: Trigger
) -> None:
    with database.begin(WEDNESDAY) as tx:
        trigger.arrange(tx, cast)
    assert at_once(database, trigger.at, *[partial(trigger.find, cast=cast)] * 3) == [None] * 3
    assert at_once(database, trigger.at, *[SWEEPING] * 3) == [None] * 3
    pass_time(database, POLICY, trigger.at, by_mail=True)
    with database.read(trigger.at) as tx:
        [opened] = list_history(tx, limit=9)
        assert timeline(tx, opened.id).count("opened") == 1
        assert set(Counter(list_told_people(tx)).values()) == {1}
    at_once(database, trigger.settled_at, *[partial(trigger.settle, cast=cast)] * 2, SWEEPING)
    with database.read(trigger.settled_at) as tx:
        [over] = list_history(tx, limit=9)
        assert over.ending is trigger.ending
        assert timeline(tx, over.id).count("resolved") == 1
