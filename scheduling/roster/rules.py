"""Who may act for whom: decided from two people's facts, nothing else."""

from scheduling.refusals import OverrideBy, Refusal, Rule
from scheduling.roster.facts import Person, Role


def answers_for(actor: Person, officer: Person) -> bool:
    """Whether `actor` may act for `officer`: a coordinator for all, a supervisor for the officers of the
    own agency and for those who name this supervisor. Everybody acts for themselves.
    """
    if actor.id == officer.id or actor.role is Role.COORDINATOR:
        return True
    if actor.role is not Role.SUPERVISOR:
        return False
    return officer.supervisor_id == actor.id or (actor.agency != "" and actor.agency == officer.agency)


def refusal_of_presence(person: Person) -> Refusal | None:
    """Why a person may do nothing at all, or None: deactivated in Slack, or inactive on the roster."""
    if person.deactivated_at is not None:
        return Refusal(Rule.DEACTIVATED, {"name": person.name, "since": person.deactivated_at})
    if not person.active:
        return Refusal(Rule.INACTIVE, {"name": person.name})
    return None


def may_override(actor: Person, officer: Person, by: OverrideBy) -> bool:
    """Whether `actor` may set aside, for `officer`, a rule that `by` may set aside. Nobody does so for
    themselves: an override is a second pair of eyes.
    """
    if actor.id == officer.id or not answers_for(actor, officer):
        return False
    if by is OverrideBy.SUPERVISOR:
        return actor.role in {Role.SUPERVISOR, Role.COORDINATOR}
    return by is OverrideBy.COORDINATOR and actor.role is Role.COORDINATOR
