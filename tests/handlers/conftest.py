"""An office: the app over a migrated database with the cast on the roster, Slack replaced by a list."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.webhook import WebhookClient, WebhookResponse

from scheduling.store.engine import Database
from tests.handlers.office import Office, Visitor, open_office
from tests.people import OZ_SLACK_ID, Cast, hire


@pytest.fixture
def cast(database: Database, now: datetime) -> Cast:
    """Everybody on the roster."""
    with database.begin(now) as tx:
        return hire(tx)


@pytest.fixture
def office(database: Database, now: datetime, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Office:
    """The app, with everything that would go to Slack kept."""
    opened = open_office(database, now)

    def api_call(_client: WebClient, method: str, **told: Any) -> dict[str, Any]:
        return opened.call(method, told.get("json") or told.get("params") or {})

    def send_dict(client: WebhookClient, body: Mapping[str, Any], **_: Any) -> WebhookResponse:
        opened.note("replaced" if body.get("replace_original") else "beside", body)
        return WebhookResponse(url=client.url, status_code=200, body="ok", headers={})

    monkeypatch.setattr(WebClient, "api_call", api_call)
    monkeypatch.setattr(WebhookClient, "send_dict", send_dict)
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
