"""Requests that nobody needs to decide any more: what they are about was done, let off or has ended."""

from collections.abc import Iterable

from scheduling.audit.actions import Change, record
from scheduling.outbox.actions import enqueue
from scheduling.store.transaction import Transaction
from scheduling.training.facts import TrainingRequest
from scheduling.training.requests.letters import settling
from scheduling.training.requests.rows import close_lapsed
from scheduling.training.upkeep.trail import TRAINING


def lapse_requests(tx: Transaction, obligation_ids: Iterable[int]) -> int:
    """Close the open requests about obligations that are settled; answers how many there were.

    Whoever was asked reads so in the place of the request. The caller holds the officers.
    """
    lapsed = close_lapsed(tx, obligation_ids)
    enqueue(tx, [settling(request, person_id) for request in lapsed for person_id in request.asked])
    record(tx, *(_lapsed(request) for request in lapsed))
    return len(lapsed)


def _lapsed(request: TrainingRequest) -> Change:
    verb, after = f"{request.kind}_lapsed", {"request": request.id}
    return Change(TRAINING, verb, "obligation", request.obligation_id, after=after)
