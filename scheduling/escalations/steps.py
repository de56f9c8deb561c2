"""The steps of a chain, taken: the next one that tells anybody, and a record of whoever is passed over."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from scheduling.escalations.closures import closures_for
from scheduling.escalations.facts import Cause, EntryKind, Escalation, Why
from scheduling.escalations.reach import Passed, Reached
from scheduling.escalations.rows import save
from scheduling.escalations.rules import begun_anew, goes_on_at, stepped, wait_before
from scheduling.escalations.targets import Told, told_by
from scheduling.escalations.telling import tell
from scheduling.escalations.timeline import note, note_held
from scheduling.outbox.actions import SUPERVISORS_CHANNEL, Urgency, to_person
from scheduling.policy.chains import Chain
from scheduling.policy.schema import Policy
from scheduling.store.transaction import Transaction


def take_step(tx: Transaction, policy: Policy, escalation: Escalation) -> None:
    """The next step of its chain, whatever the hour, or the first after the last; none where the pack has no
    such chain any more: the sweep ends it.
    """
    chain = policy.chains.get(escalation.concern.kind)
    if chain is None or not chain.on:
        return
    if escalation.step < len(chain.steps):
        tell_next(tx, policy, chain, escalation)
    else:
        repeat(tx, policy, chain, escalation)


def tell_next(tx: Transaction, policy: Policy, chain: Chain, escalation: Escalation) -> None:
    """Tell the step whose turn it is; where it reaches nobody, the one after it at once, and so on.

    Where none reaches anybody, an urgent one is told to those who are away all the same; any other waits for
    the first to come back. Where nobody ever will, the supervisors' channel is told.
    """
    unheard: list[tuple[Escalation, Told]] = []
    for index in range(escalation.step, len(chain.steps)):
        at = replace(escalation, step=index)
        told = told_by(tx, policy, at, chain.steps[index])
        _note_passed(tx, at, told)
        if told.is_heard:
            _tell(tx, chain, escalation, at, told.reach.reached, channel=told.channel)
            return
        unheard.append((at, told))
    _tell_nobody(tx, chain, escalation, unheard)


def repeat(tx: Transaction, policy: Policy, chain: Chain, escalation: Escalation) -> None:
    """Begin the chain anew, with its first step at once."""
    anew = save(tx, escalation, begun_anew(escalation, tx.now))
    note(tx, anew, EntryKind.REPEATED)
    tell_next(tx, policy, chain, anew)


def _tell(
    tx: Transaction,
    chain: Chain,
    before: Escalation,
    at: Escalation,
    reached: Sequence[Reached],
    *,
    channel: bool = False,
) -> None:
    """Tell these, and have the next step counted from when the first of them is told."""
    if channel:
        tell(tx, at, Cause.STEP, SUPERVISORS_CHANNEL, number=at.step)
    for each in reached:
        whom = to_person(each.person.id)
        tell(tx, at, Cause.STEP, whom, number=at.step, at=each.at)
        if each.at > tx.now:
            note(tx, at, EntryKind.HELD, to=whom, until=each.at, why=Why.QUIET)
    first = tx.now if channel else min(each.at for each in reached)
    _go_on(tx, chain, before, at, first)


def _go_on(tx: Transaction, chain: Chain, before: Escalation, at: Escalation, told_at: datetime) -> None:
    following = stepped(at, chain, told_at, closures_for(tx, chain))
    save(tx, before, following)
    note_held(tx, following, told_at + wait_before(chain, following.step))


def _tell_nobody(
    tx: Transaction, chain: Chain, escalation: Escalation, unheard: Sequence[tuple[Escalation, Told]]
) -> None:
    if escalation.urgency is Urgency.URGENT:
        for at, told in unheard:
            if away := [Reached(each.person, tx.now) for each in told.reach.passed if each.why is Why.AWAY]:
                _tell(tx, chain, escalation, at, away)
                return
    back_at = _back_at(unheard)
    if back_at is not None and (escalation.step == 0 or back_at < tx.now + chain.repeat):
        until = goes_on_at(escalation, chain, back_at, closures_for(tx, chain))
        held = save(tx, escalation, replace(escalation, next_at=until))
        note(tx, held, EntryKind.HELD, until=until, why=Why.AWAY)
    elif escalation.step == 0:
        note(tx, escalation, EntryKind.SKIPPED, why=Why.NOBODY)
        _tell(tx, chain, escalation, unheard[-1][0], (), channel=True)
    else:  # the steps before were heard: the next round asks everybody again
        _go_on(tx, chain, escalation, replace(escalation, step=len(chain.steps) - 1), tx.now)


def _back_at(unheard: Sequence[tuple[Escalation, Told]]) -> datetime | None:
    backs = [told.reach.back_at for _, told in unheard if told.reach.back_at is not None]
    return min(backs, default=None)


def _note_passed(tx: Transaction, at: Escalation, told: Told) -> None:
    for each in told.reach.passed:
        note_passed(tx, at, each)
    for target in told.nobody:
        note(tx, at, EntryKind.SKIPPED, why=f"{Why.NOBODY}:{target}")


def note_passed(tx: Transaction, at: Escalation, passed: Passed) -> None:
    """Add that somebody is not told, and why."""
    whom = to_person(passed.person.id)
    note(tx, at, EntryKind.SKIPPED, to=whom, until=passed.until, why=passed.why)
