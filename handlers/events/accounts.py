"""A Slack account changed or joined: who is gone may do nothing from that moment on."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from slack_bolt import BoltContext

from handlers.desk import AlreadyHandled, Desk
from handlers.identify import team_of
from handlers.keys import key_of
from scheduling.roster.actions import mark_deactivated, mark_returned


def account_changed(desk: Desk, body: Mapping[str, Any], context: BoltContext, **_: object) -> None:
    """Mark the person of an account that was switched off, or made a guest's, as gone; else as back."""
    account = body["event"]["user"]
    kept_out = any(account.get(mark) for mark in ("deleted", "is_restricted", "is_ultra_restricted"))
    mark = mark_deactivated if kept_out else mark_returned
    try:
        with desk.begin(key_of(body)) as tx:
            mark(tx, team_id=team_of(context, body) or "", slack_id=str(account["id"]))
    except AlreadyHandled:
        return


def account_joined(desk: Desk, body: Mapping[str, Any], **_: object) -> None:
    """Somebody new: perhaps a person on the roster who had no account until now."""
    desk.later(partial(desk.link_account, str(body["event"]["user"]["id"])))
