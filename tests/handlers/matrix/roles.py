"""Everybody who may knock at a listener, and how their requests look.

Whoever is to be kept out is given the most that they could have: the guest, the deactivated and the inactive
stand on the roster as coordinators, and the accounts of elsewhere bear the very id of the officer concerned.
"""

from dataclasses import dataclass
from enum import StrEnum

from tests.people import TEAM

PARTNER = "T0PARTNER"
"""The workspace at the other end of a channel that is shared through Slack Connect."""


class Role(StrEnum):
    """Who asks; the value is what stands in the document's heading."""

    OFFICER = "the officer concerned"
    COLLEAGUE = "another officer"
    SUPERVISOR = "their supervisor"
    OTHER_SUPERVISOR = "another agency's supervisor"
    COORDINATOR = "a coordinator"
    GUEST = "a guest"
    STRANGER = "a stranger of Slack Connect"
    ELSEWHERE = "of another workspace"
    ORGANISATION = "of another organisation"
    DEACTIVATED = "deactivated"
    INACTIVE = "not active"
    UNKNOWN = "not on the roster"


@dataclass(frozen=True, slots=True)
class Account:
    """The ids that a request of this role carries.

    Attributes:
        slack_id: the account.
        team: the workspace that the request speaks of.
        home: the workspace that the account belongs to.
        enterprise: the organisation, or empty.
    """

    slack_id: str
    team: str = TEAM
    home: str = TEAM
    enterprise: str = ""


ACCOUNTS = {
    Role.OFFICER: Account("U0ADA"),
    Role.COLLEAGUE: Account("U0BEN"),
    Role.SUPERVISOR: Account("U0SOL"),
    Role.OTHER_SUPERVISOR: Account("U0KIT"),
    Role.COORDINATOR: Account("U0CORA"),
    Role.GUEST: Account("U0GIL"),
    Role.STRANGER: Account("U0ADA", home=PARTNER),
    Role.ELSEWHERE: Account("U0ADA", team="T0ELSEWHERE", home="T0ELSEWHERE"),
    Role.ORGANISATION: Account("U0ADA", enterprise="E0ELSEWHERE"),
    Role.DEACTIVATED: Account("U0DEE"),
    Role.INACTIVE: Account("U0INA"),
    Role.UNKNOWN: Account("U0OZ"),
}
