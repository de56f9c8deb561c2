"""Who may have a link to which calendar, and read by it: decided from facts alone."""

from typing import Final

from scheduling.calendars.facts import Display, Shows, Subscription
from scheduling.refusals import Refusal, Rule
from scheduling.revisions.facts import Scope
from scheduling.roster.facts import Person, Role
from scheduling.roster.rules import refusal_of_presence

MOST_LINKS: Final = 20
"""How many live links one person may have: a program each, and room to be forgetful."""

_ANSWER_FOR_OTHERS: Final = (Role.SUPERVISOR, Role.COORDINATOR)


def may_open(reader_id: int, role: Role, scope: Scope, scope_id: int) -> bool:
    """Whether a calendar is somebody's to read: everybody's own; a school's, and that of the own team, for
    supervisors and coordinators.
    """
    if scope is Scope.MINE:
        return scope_id == reader_id
    return role in _ANSWER_FOR_OTHERS and (scope is Scope.SCHOOL or scope_id == reader_id)


def may_read(subscription: Subscription, role: Role) -> bool:
    """Whether a link that has not been revoked opens anything for whom it was made, who is active on the
    roster and in Slack, and whose `role` is this one now.
    """
    return may_open(subscription.person_id, role, subscription.scope, subscription.scope_id)


def refusal_of_scope(actor: Person, scope: Scope, scope_id: int) -> Refusal | None:
    """Why a person gets no link to a calendar, or None."""
    if absent := refusal_of_presence(actor):
        return absent
    if may_open(actor.id, actor.role, scope, scope_id):
        return None
    return Refusal(Rule.NOT_ENTITLED, {"needed": "supervisor or a coordinator"})


def refusal_of_display(display: Display, scope: Scope) -> Refusal | None:
    """Why a calendar cannot be shown like this, or None: nothing would ever stand in it."""
    return None if display.told & may_hold(scope) else Refusal(Rule.CALENDAR_EMPTY)


def may_hold(scope: Scope) -> frozenset[Shows]:
    """What a calendar of this kind may hold: training is the officers', not a school's."""
    return frozenset(Shows) - {Shows.DEADLINES} if scope is Scope.SCHOOL else frozenset(Shows)
