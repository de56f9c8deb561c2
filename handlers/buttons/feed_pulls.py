"""*Apply* and *Discard* under a delivery that was held."""

from handlers.blocks import feed as blocks
from handlers.ids.shifts import PullRef
from handlers.message import Message, Outcome
from handlers.visit import Visit
from scheduling.audit.actions import COMMAND_LINE
from scheduling.feed.actions import confirm_pull, discard_pull
from scheduling.feed.facts import AlreadyDecided
from scheduling.roster.queries import find_person
from scheduling.store.transaction import Transaction


def press_apply(visit: Visit) -> Outcome:
    """Apply it, compared anew with the schedule as it is now."""
    pull_id = visit.value(PullRef).pull
    try:
        with visit.begin() as tx:
            done = confirm_pull(tx, actor=visit.person, pull_id=pull_id, policy=visit.policy)
            if isinstance(done, AlreadyDecided):
                return _decided(tx, done)
    except LookupError:
        return blocks.no_such_delivery()
    return blocks.applied_delivery(done, visit.person.name)


def press_discard(visit: Visit) -> Outcome:
    """Drop it."""
    pull_id = visit.value(PullRef).pull
    try:
        with visit.begin() as tx:
            done = discard_pull(tx, actor=visit.person, pull_id=pull_id)
            if isinstance(done, AlreadyDecided):
                return _decided(tx, done)
    except LookupError:
        return blocks.no_such_delivery()
    return blocks.discarded_delivery(visit.person.name)


def _decided(tx: Transaction, done: AlreadyDecided) -> Message:
    return blocks.decided_delivery(done.pull, _name(tx, done.pull.decided_by))


def _name(tx: Transaction, actor: str) -> str:
    """The name behind an actor of the audit; the feed itself has none."""
    if actor == COMMAND_LINE:
        return "the command line"
    kind, _, number = actor.partition(":")
    person = find_person(tx, int(number)) if kind == "person" and number.isdigit() else None
    return person.name if person is not None else ""
