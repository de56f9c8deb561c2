"""A person opens the app's Home, or its messages."""

import time
from typing import TYPE_CHECKING

from bot.practice.answers import Answer, accepted, refused
from bot.practice.envelopes import ACK_SECONDS, Envelope
from bot.practice.payloads import event
from bot.practice.people import Member
from bot.practice.strict.events import may_be_sent
from bot.practice.wire import Json

if TYPE_CHECKING:
    from bot.practice.workspace import Workspace


def tell_opened(workspace: "Workspace", user_id: str, tab: str = "home") -> Answer:
    """Send `app_home_opened` and wait for its acknowledgement, not for what the app does about it."""
    with workspace.changed:
        member = workspace.people.find(user_id)
        if member is None or member.deactivated:
            return refused("home", "account_inactive", "This account has been deactivated.")
        if tab == "home" and not workspace.app.home_tab:
            return refused("home", "home_tab_disabled", "This app has no Home tab.")
        opened = _opened(workspace, member, tab)
    if not may_be_sent(opened.payload["event"], workspace.app):
        return accepted("home")
    ack = workspace.post_office.deliver(opened)[0]
    if not ack.ok:
        return refused("home", ack.error, "The app did not hear that its Home was opened.", ack.ms)
    return accepted("home", ack.ms)


def open_home(workspace: "Workspace", user_id: str) -> Json | None:
    """Open the Home and wait for what the app publishes upon it; the last one if nothing comes in time."""
    with workspace.changed:
        before = workspace.views.home(user_id)
        hash_before = before.hash if before else ""
    deadline = time.monotonic() + ACK_SECONDS
    if not tell_opened(workspace, user_id).ok:
        return workspace.home(user_id)

    def published() -> bool:
        now = workspace.views.home(user_id)
        return now is not None and now.hash != hash_before

    with workspace.changed:
        workspace.changed.wait_for(published, max(0.0, deadline - time.monotonic()))
        return workspace.home(user_id)


def _opened(workspace: "Workspace", member: Member, tab: str) -> Envelope:
    """The caller holds the workspace's lock."""
    content: Json = {
        "type": "app_home_opened",
        "user": member.id,
        "channel": workspace.direct(member.id).id,
        "tab": tab,
    }
    view = workspace.views.home(member.id)
    if tab == "home" and view is not None:
        content["view"] = view.to_slack(workspace.app)
    return event(workspace, content, member.name)
