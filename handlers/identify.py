"""Who is asking: the person on the roster behind a Slack account, or a polite stop."""

from collections.abc import Mapping
from typing import Any, Final

from handlers.message import Message
from scheduling.refusals import Rule
from scheduling.roster.facts import Person
from scheduling.roster.queries import find_person_by_slack
from scheduling.roster.rules import refusal_of_presence
from scheduling.store.transaction import Transaction

STRANGER = Message(
    "You are not on the Muster roster yet. Ask your coordinator to add you to it, with the e-mail address of "
    "this Slack account. Added a moment ago? Then try again now."
)
DEACTIVATED = Message(
    "Slack says that this account is deactivated, or a guest's. If that is wrong, ask your coordinator to "
    "have it put right in Slack."
)
INACTIVE = Message(
    "You are marked as not active on the roster. If that is wrong, ask your coordinator to change it."
)

_ENTERPRISE: Final = "E"
"""What the id of an organisation with several workspaces begins with."""


def find_asker(tx: Transaction, team_id: str | None, slack_id: str | None) -> Person | Message:
    """The person behind an account, or the sentence for somebody who may do nothing here.

    Read from the database on every request: somebody who left a minute ago is gone now.

    Args:
        tx: any transaction.
        team_id: the enterprise's id where there is one, or else the workspace's.
        slack_id: the account's id.
    """
    person = find_person_by_slack(tx, team_id or "", slack_id or "")
    if person is None:
        return STRANGER
    refusal = refusal_of_presence(person)
    if refusal is None:
        return person
    return DEACTIVATED if refusal.rule is Rule.DEACTIVATED else INACTIVE


def team_of(context: Mapping[str, Any], body: Mapping[str, Any]) -> str | None:
    """The team half of the asker's account: the enterprise's id, or else the workspace's.

    From a channel that is shared through Slack Connect, a request speaks of the workspace where Muster is
    installed, and names the asker's own beside it. The asker's own counts: an account id alone says little,
    for another workspace may use it too.
    """
    own, enterprise = _own_team(body), context.get("enterprise_id")
    if enterprise and not own.startswith(_ENTERPRISE):
        return str(enterprise)
    team: str | None = own or context.get("team_id")
    return team


def _own_team(body: Mapping[str, Any]) -> str:
    """The team that Slack names beside the account itself; empty where it names none."""
    event = body.get("event") or {}
    account = body.get("user") or event.get("user")
    beside = account.get("team_id") if isinstance(account, Mapping) else event.get("user_team")
    return str(beside or "")
