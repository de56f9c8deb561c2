"""When training that runs out is escalated to those who answer for the officer: pure.

The ladder of the chain says so many days before the deadline; its last level is overdue, whatever the ladder
says of the day of the deadline itself.
"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from scheduling.escalations.ladder import next_rung, reached_level
from scheduling.policy.chains import Chain
from scheduling.training.facts import Obligation, ObligationState


def level_of(obligation: Obligation, chain: Chain, zone: ZoneInfo, now: datetime) -> int | None:
    """The level on which an obligation is escalated at this instant; None while it is not, or is settled."""
    if obligation.state is ObligationState.OVERDUE:
        return len(_rungs(chain))
    if obligation.state is not ObligationState.OPEN:
        return None
    return reached_level(_rungs(chain), obligation.due_at, zone, now)


def next_level_at(
    obligation: Obligation, chain: Chain | None, zone: ZoneInfo, now: datetime
) -> datetime | None:
    """When an open obligation comes to the next rung before its deadline; None where none comes."""
    if chain is None or obligation.state is not ObligationState.OPEN:
        return None
    return next_rung(_rungs(chain), obligation.due_at, zone, now)


def _rungs(chain: Chain) -> tuple[timedelta, ...]:
    return tuple(span for span in chain.opens if span > timedelta(0))
