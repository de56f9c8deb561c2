"""An office: the app over a migrated database with the cast on the roster, Slack replaced by a list."""

from datetime import datetime

import pytest

from scheduling.store.engine import Database
from tests.handlers.office import Office, Visitor, keep_calls, open_office
from tests.people import OZ_SLACK_ID, Cast


@pytest.fixture
def office(database: Database, now: datetime, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Office:
    """The app, with everything that would go to Slack kept."""
    opened = open_office(database, now)
    keep_calls(opened, monkeypatch)
    return opened


@pytest.fixture
def ada(office: Office, cast: Cast) -> Visitor:
    """Ada Alder, officer of Heron City Police."""
    return Visitor(office, cast.ada.slack_id or "")


@pytest.fixture
def ben(office: Office, cast: Cast) -> Visitor:
    """Ben Birch, officer of the same agency."""
    return Visitor(office, cast.ben.slack_id or "")


@pytest.fixture
def cleo(office: Office, cast: Cast) -> Visitor:
    """Cleo Cedar, officer of Kestrel County Sheriff, in Denver time."""
    return Visitor(office, cast.cleo.slack_id or "")


@pytest.fixture
def sol(office: Office, cast: Cast) -> Visitor:
    """Sergeant Sol Sequoia, who answers for Ada and Ben."""
    return Visitor(office, cast.sol.slack_id or "")


@pytest.fixture
def cora(office: Office, cast: Cast) -> Visitor:
    """Cora Cypress, coordinator."""
    return Visitor(office, cast.cora.slack_id or "")


@pytest.fixture
def oz(office: Office) -> Visitor:
    """Oz Oleander, in Slack but not on the roster."""
    return Visitor(office, OZ_SLACK_ID)
