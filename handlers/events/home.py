"""App Home was opened."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import BoltContext
from slack_sdk import WebClient

from handlers.desk import Desk
from handlers.home import publish_home, publish_stop
from handlers.identify import find_asker, team_of
from handlers.message import Message


def home_opened(desk: Desk, body: Mapping[str, Any], context: BoltContext, client: WebClient) -> None:
    """Publish the Home of whoever opened it; a stranger's says what to do."""
    event = body["event"]
    if event.get("tab", "home") != "home":
        return
    slack_id = str(event["user"])
    with desk.read() as tx:
        asker = find_asker(tx, team_of(context, body), slack_id)
    if isinstance(asker, Message):
        desk.later(lambda: publish_stop(asker, slack_id, client))
    else:
        desk.later(lambda: publish_home(desk, asker, client))
