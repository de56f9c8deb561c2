"""What people type and press in Slack: parsed, answered, and worded. Decides nothing."""

from slack_bolt import App

from handlers import ids
from handlers.buttons import assignments, claims, feed_pulls, open_list, questions, releases, waitlist
from handlers.commands.shifts import shifts
from handlers.commands.sso import sso
from handlers.desk import Desk
from handlers.door import Door
from handlers.events.accounts import account_changed, account_joined
from handlers.events.home import home_opened
from handlers.events.messages import typed_to_muster
from handlers.submissions.assignments import submit_override
from handlers.submissions.releases import submit_ask_release, submit_release_for


def register(app: App, desk: Desk) -> Door:
    """Register everything that Muster listens to; answers the door, which remembers what that is."""
    door = Door(app, desk)

    door.command("/shifts", shifts)
    door.command("/sso", sso)

    door.button(ids.CLAIM_PREVIEW, claims.press_preview)
    door.button(ids.CLAIM, claims.press_claim)
    door.button(ids.ASK_OVERRIDE, claims.press_ask_override)
    door.button(ids.OVERRIDE_FORM, assignments.press_override)
    door.button(ids.RELEASE, releases.press_release)
    door.button(ids.RELEASE_FORM, releases.press_release_for)
    door.button(ids.ASK_RELEASE_FORM, releases.press_ask_release)
    door.button(ids.DECLINE_OVERRIDE, questions.press_decline_override)
    door.button(ids.DECLINE_RELEASE, questions.press_decline_release)
    door.button(ids.WAIT, waitlist.press_join)
    door.button(ids.LEAVE_LINE, waitlist.press_leave)
    door.button(ids.LOOK, open_list.press_look)
    door.button(ids.LOOK_AT_SCHOOL, open_list.press_look)
    door.button(ids.SAY, open_list.press_say)
    door.slow_button(ids.APPLY_PULL, feed_pulls.press_apply)
    door.slow_button(ids.DISCARD_PULL, feed_pulls.press_discard)

    door.form(ids.OVERRIDE, submit_override)
    door.form(ids.ASK_RELEASE, submit_ask_release)
    door.form(ids.RELEASE_FOR, submit_release_for)

    door.event("app_home_opened", home_opened)
    door.event("message.im", typed_to_muster)
    door.event("user_change", account_changed)
    door.event("team_join", account_joined)
    return door
