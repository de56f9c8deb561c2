"""Messages that tell of escalations: a few go each in one of its own, many are joined into one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, islice
from typing import Final

from scheduling.escalations.facts import Cause, EntryKind, Escalation
from scheduling.escalations.shown import post_notice, redraws_of
from scheduling.escalations.tables import escalation_posts, escalation_tellings
from scheduling.escalations.telling import Telling
from scheduling.escalations.timeline import note
from scheduling.outbox.actions import Notice, Urgency, enqueue
from scheduling.outbox.facts import Route
from scheduling.store.transaction import Transaction

FEW: Final = 3
"""Up to so many escalations at once go to somebody in messages of their own."""

TOGETHER: Final = 15
"""So many share a message at most: `chat.update` takes 4,000 characters."""

MAIL: Final = "escalation_mail"
"""The kind of what goes by mail besides, because it is urgent."""


@dataclass(frozen=True, slots=True)
class Addressed:
    """A telling that goes out, with its escalation; `why` says what is worth recording about it."""

    telling: Telling
    escalation: Escalation
    why: str = ""


def put_into_messages(tx: Transaction, told: Sequence[Addressed], *, by_mail: bool) -> None:
    """Put what goes out into messages, by addressee, and record whom a step has told. What stands in an
    earlier message to the same addressee is redrawn there one last time: from now on the later one is kept
    true.
    """
    outgoing = redraws_of(tx, {(each.escalation.id, each.telling.addressee) for each in told})
    by_addressee = groupby(sorted(told, key=_order), key=lambda each: each.telling.addressee)
    for addressee, theirs in by_addressee:
        for lines in _shared_out(list(theirs)):
            mailed = [each for each in lines if by_mail and _is_mailed(each)]
            outgoing.append(_message(tx, addressee, lines, besides=len(mailed) == len(lines)))
            outgoing += [_mail(addressee, mailed)] if mailed else []
    for each in told:
        if each.telling.cause is Cause.STEP:
            _note_told(tx, each)
    enqueue(tx, outgoing)


def _order(of: Addressed) -> tuple[str, int, int]:
    return of.telling.addressee, of.escalation.id, of.telling.id


def _shared_out(theirs: Sequence[Addressed]) -> Iterator[list[Addressed]]:
    """Whatever tells of the same escalation stays together: in the message it is one line."""
    about = [list(same) for _, same in groupby(theirs, key=lambda each: each.escalation.id)]
    size = 1 if len(about) <= FEW else TOGETHER
    rest = iter(about)
    while lines := list(islice(rest, size)):
        yield [each for same in lines for each in same]


def _message(tx: Transaction, addressee: str, lines: Sequence[Addressed], *, besides: bool) -> Notice:
    key = tx.execute(
        escalation_posts.insert().values(addressee=addressee, created_at=tx.now)
    ).inserted_primary_key
    if key is None:
        raise LookupError("a new message has no number")
    post_id = int(key[0])
    carried = escalation_tellings.c.id.in_([each.telling.id for each in lines])
    tx.execute(escalation_tellings.update().where(carried).values(post_id=post_id))
    urgency = min(each.telling.urgency for each in lines)
    return post_notice(post_id, addressee, "first", urgency, besides=besides)


def _note_told(tx: Transaction, of: Addressed) -> None:
    """With the step that told them: by now the next one's turn has come."""
    at = replace(of.escalation, round=of.telling.round, step=of.telling.step)
    note(tx, at, EntryKind.TOLD, to=of.telling.addressee, why=of.why)


def _is_mailed(of: Addressed) -> bool:
    telling = of.telling
    to_somebody = telling.person_id is not None and telling.cause is Cause.STEP
    return to_somebody and telling.urgency is Urgency.URGENT


def _mail(addressee: str, mailed: Sequence[Addressed]) -> Notice:
    """One for each message, as many as it tells of: whoever has twenty at once reads no twenty mails."""
    first = mailed[0].telling
    return Notice(
        kind=MAIL,
        addressee=addressee,
        dedupe_key=f"{MAIL}:{first.id}",
        refs={"escalations": [each.escalation.id for each in mailed], "person": first.person_id},
        urgency=Urgency.URGENT,
        route=Route.EMAIL,
    )
