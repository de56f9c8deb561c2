"""That somebody is to be told of an escalation: once for each cause, whoever asks for it, and how often."""

from datetime import datetime

from scheduling.escalations.facts import Cause, Escalation
from scheduling.escalations.tables import escalation_tellings
from scheduling.store.conflict import returning_unless_there
from scheduling.store.transaction import Transaction

_ONCE = ("escalation_id", "cause", "round", "step", "addressee")


def tell(
    tx: Transaction,
    escalation: Escalation,
    cause: Cause,
    addressee: str,
    *,
    number: int,
    at: datetime | None = None,
) -> bool:
    """Have somebody told, by the sweep, in the next message to them; False: it has been asked for before.

    Args:
        tx: a write transaction that holds the escalation.
        escalation: as it stands.
        cause: why.
        addressee: a person, or the supervisors' channel.
        number: of a step its index; else the timeline's line that is the reason.
        at: not before this instant; None: now.
    """
    values = {
        "escalation_id": escalation.id,
        "addressee": addressee,
        "cause": cause.value,
        "round": escalation.round,
        "step": number,
        "urgency": int(escalation.urgency),
        "at": at or tx.now,
    }
    insert = returning_unless_there(tx, escalation_tellings.c.id, unique=_ONCE)
    return tx.execute(insert, values).scalar() is not None
