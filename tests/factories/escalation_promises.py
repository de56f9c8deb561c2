"""What must hold of escalations at any time, whatever has happened: read from the rows alone."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Row, func, select

from scheduling.escalations.facts import Entry, EntryKind, Escalation, EscalationState
from scheduling.escalations.queries import list_entries, list_history
from scheduling.escalations.tables import UNPOSTED, escalation_posts, escalation_tellings
from scheduling.policy.schema import Policy
from scheduling.store.transaction import Transaction

_HAD = frozenset({EntryKind.ACKNOWLEDGED, EntryKind.HANDED_OVER, EntryKind.SNOOZED})
_FREE = frozenset({EntryKind.OPENED, EntryKind.UNACKNOWLEDGED, EntryKind.ESCALATED})


def broken_promises(tx: Transaction, policy: Policy, *, ended: bool = False) -> list[str]:
    """Every promise that does not hold, as a sentence; `ended`: by now everything ought to be over."""
    broken = []
    every = list_history(tx, limit=1_000)
    unresolved = Counter(
        (each.concern.kind, each.concern.subject)
        for each in every
        if each.state is not EscalationState.RESOLVED
    )
    broken += [f"open twice: {about}" for about, many in unresolved.items() if many > 1]
    for each in every:
        entries, tellings = list_entries(tx, each.id), _tellings(tx, each.id)
        found = [*_of_row(each), *_of_timeline(each, entries), *_of_steps(each, entries, tellings)]
        broken += [f"{each.id}: {sentence}" for sentence in found]
    if ended:
        broken += [f"{number} is not over" for number in unresolved]
    return broken


def _of_row(each: Escalation) -> Iterator[str]:
    over = each.state is EscalationState.RESOLVED
    if over != (each.next_at is None):
        yield "unresolved without a next step, or resolved with one"
    if over != (each.ending is not None and each.resolved_at is not None):
        yield "resolved without a stored ending, or the other way round"
    if not over and (each.state is EscalationState.OPEN) != (each.owner_id is None):
        yield "open with an owner, or taken by nobody"


def _of_timeline(each: Escalation, entries: list[Entry]) -> Iterator[str]:
    """Nobody is told of a step while somebody has it, or after it is over; nobody twice for one step."""
    had = over = False
    for entry in entries:
        if over and entry.kind is not EntryKind.ACTED:
            yield f"{entry.kind} after it was over"
        if entry.kind is EntryKind.TOLD and had:
            yield f"{entry.to} was told although somebody had it"
        had = (had or entry.kind in _HAD) and entry.kind not in _FREE
        over = over or entry.kind is EntryKind.RESOLVED
    told = Counter((entry.to, entry.round, entry.step) for entry in entries if entry.kind is EntryKind.TOLD)
    yield from (f"{whom} was told twice" for whom, many in told.items() if many > 1)
    if over != (each.state is EscalationState.RESOLVED):
        yield "its timeline does not say how it ended"


def _of_steps(each: Escalation, entries: list[Entry], tellings: list[Row[Any]]) -> Iterator[str]:
    """No step is passed over in silence: somebody was told, or is to be, or the record says why not."""
    heard = {(telling.round, telling.step) for telling in tellings if telling.cause == "step"}
    heard |= {(entry.round, entry.step) for entry in entries if entry.kind is EntryKind.SKIPPED}
    for step in range(each.step):
        if (each.round, step) not in heard:
            yield f"step {step} of round {each.round} was passed over in silence"


def told_for_nothing(tx: Transaction, before: int) -> list[str]:
    """Who was told, in messages with a higher number than `before`, of what is not so any more: of a step
    that is overtaken, of one that is not theirs, of one that is over. To be asked as soon as they are put up.
    """
    told = select(escalation_tellings).where(escalation_tellings.c.post_id > before)
    found = {each.id: each for each in list_history(tx, limit=1_000)}
    return [
        f"{telling.escalation_id}: {telling.addressee} is told ({telling.cause}), and it is not so"
        for telling in tx.execute(told)
        if not _is_so(found[telling.escalation_id], telling)
    ]


def first_waiting(tx: Transaction) -> Row[Any] | None:
    """Who of all that are to be told, and have not been, is next; None: nobody is."""
    waiting = select(escalation_tellings).where(UNPOSTED).order_by(escalation_tellings.c.at)
    return tx.execute(waiting.limit(1)).first()


def last_message(tx: Transaction) -> int:
    """The number of the last message that was put up; 0 for none."""
    return int(tx.execute(select(func.max(escalation_posts.c.id))).scalar() or 0)


def _is_so(each: Escalation, telling: Row[Any]) -> bool:
    has_it = each.owner_id is not None and telling.addressee == f"person:{each.owner_id}"
    match telling.cause:
        case "step":
            return each.state is EscalationState.OPEN and telling.round == each.round
        case "taken_away":
            return each.state is not EscalationState.RESOLVED and not has_it
        case _:
            return each.state is not EscalationState.RESOLVED and has_it


def _tellings(tx: Transaction, number: int) -> list[Row[Any]]:
    wanted = select(escalation_tellings).where(escalation_tellings.c.escalation_id == number)
    return list(tx.execute(wanted))
