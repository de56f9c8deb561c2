"""Where escalations are opened and told: the app under a pack with one chain."""

from datetime import datetime
from typing import cast as typed_as

import pytest

from handlers.concerns import CONCERNS
from handlers.concerns.plain import plain_words
from handlers.concerns.words import ConcernWords
from scheduling.escalations.facts import EscalationKind
from scheduling.store.engine import Database
from tests.factories.escalations import concern
from tests.handlers.escalations.desk import POLICY, Escalated
from tests.handlers.office import Office, keep_calls, open_office
from tests.people import HERON, Cast


@pytest.fixture
def office(database: Database, now: datetime, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Office:
    """The app under that pack."""
    opened = open_office(database, now, POLICY)
    keep_calls(opened, monkeypatch)
    return opened


@pytest.fixture
def desk(database: Database, now: datetime, monkeypatch: pytest.MonkeyPatch) -> Escalated:
    """Where they are opened and told; each is told by the number of its shift alone, which is not there."""
    words = plain_words("Unfilled: shift #{number}")
    known = typed_as("dict[EscalationKind, ConcernWords]", CONCERNS)
    monkeypatch.setitem(known, EscalationKind.SHIFT_UNFILLED, words)
    return Escalated(database, now)


@pytest.fixture
def twelve(desk: Escalated, cast: Cast) -> int:
    """An escalation about Ada's agency, told to the channel."""
    [number] = desk.opens(concern(agency=HERON, officer_id=cast.ada.id, school_id=cast.quartz.id))
    return number
