"""A person uses one of the app's global shortcuts, from the composer or the search."""

from typing import TYPE_CHECKING

from bot.practice.answers import Answer, accepted, refused
from bot.practice.envelopes import Envelope
from bot.practice.payloads import shortcut
from bot.practice.wire import slack_ts

if TYPE_CHECKING:
    from bot.practice.workspace import Workspace


def use_shortcut(workspace: "Workspace", user_id: str, name: str) -> Answer:
    """Send `shortcut` for the one with that name or callback id."""
    with workspace.changed:
        member = workspace.people.find(user_id)
        if member is None or member.deactivated:
            return refused("shortcut", "account_inactive", "This account has been deactivated.")
        known = workspace.app.global_shortcuts
        wanted = next((one for one in known if name in (one["name"], one["callback_id"])), None)
        if wanted is None:
            return refused("shortcut", "not_found", f"There is no shortcut “{name}”.")
        trigger, now = workspace.triggers.issue(member.id), slack_ts(workspace.clock.now())
        payload = shortcut(workspace.app, member, wanted["callback_id"], trigger, now)
    what = f"shortcut {wanted['callback_id']}"
    ack = workspace.post_office.deliver(Envelope("interactive", payload, what, accepts_response=False))[0]
    if not ack.ok:
        return refused("shortcut", ack.error, "This app is not responding. Try again in a moment.", ack.ms)
    return accepted("shortcut", ack.ms)
