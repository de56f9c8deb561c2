"""For how long a letter is this process's own: asked immediately before each call out."""

from dataclasses import dataclass
from datetime import timedelta
from time import monotonic
from typing import Final

from bot.replicas.replica import Replica
from scheduling.outbox.leases import LEASE

BEGIN_WITHIN: Final = LEASE * 2 / 3
"""No call out begins later than this after the lease was taken. A call takes 15 s at most (`last_look.py`),
so it has ended 5 s before anybody else may take the letter: clocks of replicas may differ by so much.
"""


@dataclass(frozen=True, slots=True)
class Tenure:
    """One lease as this process sees it, by its own monotonic clock: it goes on while the process is frozen.

    Attributes:
        replica: this process among its peers.
        lease: the mark of the lease.
        begun: `monotonic()` before the lease was taken.
        lasting: how long calls out may begin.
    """

    replica: Replica
    lease: str
    begun: float
    lasting: timedelta = BEGIN_WITHIN

    def still_ours(self) -> bool:
        """Whether nobody else can have taken the letter over."""
        return monotonic() - self.begun < self.lasting.total_seconds() and self.replica.still_ours(self.lease)
