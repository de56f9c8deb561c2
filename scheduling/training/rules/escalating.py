"""When training that runs out is escalated to those who answer for the officer: pure.

The ladder of the chain says so many days before the last day, as the rungs of the countdown do, and comes
with the local day on which the officer reads the same. Its last level is overdue, whatever it says of that
last day itself.
"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from scheduling.escalations.ladder import next_rung, reached_level
from scheduling.policy.chains import Chain
from scheduling.training.facts import Obligation, ObligationState
from scheduling.zones import start_of_day


def level_of(obligation: Obligation, chain: Chain, zone: ZoneInfo, now: datetime) -> int | None:
    """The level on which an obligation is escalated at this instant; None while it is not, or is settled."""
    if obligation.state is ObligationState.OVERDUE:
        return len(_rungs(chain))
    if obligation.state is not ObligationState.OPEN:
        return None
    return reached_level(_rungs(chain), start_of_day(obligation.due_on, zone), zone, now)


def next_level_at(
    obligation: Obligation, chain: Chain | None, zone: ZoneInfo, now: datetime
) -> datetime | None:
    """When an open obligation comes to the next rung before its deadline; None where none comes."""
    if chain is None or obligation.state is not ObligationState.OPEN:
        return None
    return next_rung(_rungs(chain), start_of_day(obligation.due_on, zone), zone, now)


def _rungs(chain: Chain) -> tuple[timedelta, ...]:
    return tuple(span for span in chain.opens if span > timedelta(0))
