"""An answer that Slack does not take is not lost in silence."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pytest
from slack_sdk.webhook import WebhookClient, WebhookResponse

from scheduling.store.engine import Database
from tests.handlers.office import Visitor
from tests.handlers.posting import holders, post_shift
from tests.people import Cast


def test_an_answer_that_slack_refuses_is_raised_to_whoever_logs_it_and_the_claim_stands(
    database: Database, now: datetime, cast: Cast, ada: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    shift = post_shift(database, now, cast)
    ada.types(f"/shifts claim {shift.id}")

    def refuse(client: WebhookClient, _body: Mapping[str, Any], **_: Any) -> WebhookResponse:
        return WebhookResponse(url=client.url, status_code=404, body="expired_url", headers={})

    monkeypatch.setattr(WebhookClient, "send_dict", refuse)
    with pytest.raises(ConnectionError, match="Slack did not take the answer: 404 expired_url"):
        ada.presses("Claim it")
    assert holders(database, now, shift) == [cast.ada.id]
