"""Which records count for which obligation, and how far each has come: pure.

A record goes to the oldest obligation that still needs something of it, so that hours made up late cure the
year that lacks them before they count for the next one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from scheduling.policy.requirements import Every, Evidence, Requirement
from scheduling.training.facts import Obligation, ObligationState, Progress, RecordState, TrainingRecord
from scheduling.training.rules.clock import is_yearly, year_begins
from scheduling.training.rules.tally import Remainder, Tally
from scheduling.zones import months_after

"""The states of something that has been done, and that nobody has refused."""


def allocate(obligations: Sequence[Obligation], records: Iterable[TrainingRecord]) -> dict[int, Progress]:
    """How far each obligation of one requirement and one person has come, by its id.

    Records go by their days to the oldest obligation, running or done, that still needs something of them
    and for which that day counts. Minutes that an older one does not need go on to the next; what only brings
    a missing topic, and what is a completion, is used whole. Planned and refused records count for nothing.
    What nobody has verified counts where the terms take the officer's word; where they do not, it is named
    as `unverified` by the obligation for which it would count. What is exempt or has ended receives nothing.
    """
    takers = sorted(filter(_receives, obligations), key=lambda taker: (taker.first_due_on, taker.id))
    tallies = {obligation.id: Tally(obligation.requirement.amount) for obligation in obligations}
    rests = [Remainder(record) for record in _in_order(records)]
    _share_out(rests, takers, tallies, counting=True)
    progress = {id_: tally.progress() for id_, tally in tallies.items()}
    _share_out(rests, takers, tallies, counting=False)
    return {
        id_: replace(known, unverified=tuple(tallies[id_].records[len(known.records) :]))
        for id_, known in progress.items()
    }


def last_completion(requirement: Requirement, records: Iterable[TrainingRecord]) -> date | None:
    """The day on which the requirement was last completed, beginning anew after each completion; None for
    never.
    """
    last, tally = None, Tally(requirement.amount)
    for record in _in_order(records):
        if not counts(record, requirement) or (last is not None and record.done_on <= last):
            continue
        tally.take(Remainder(record))
        if tally.done_on is not None:
            last, tally = tally.done_on, Tally(requirement.amount)
    return last


def counts_from(obligation: Obligation) -> date | None:
    """The first day on which something done counts for an obligation; None for any day. There is no last.

    Of what comes back each year that is the first day of the year; of what rolls, the day after the last
    completion; otherwise as far back as the terms go.
    """
    requirement = obligation.requirement
    if is_yearly(requirement.starts):
        return year_begins(requirement.starts, obligation.starts_on)
    if requirement.starts.every is Every.COMPLETION:
        return obligation.starts_on + timedelta(days=1) if obligation.is_renewal else None
    back = requirement.amount.counts_back_months
    return None if back is None else months_after(obligation.starts_on, -back)


def _receives(obligation: Obligation) -> bool:
    return obligation.runs or obligation.state is ObligationState.DONE


def _in_order(records: Iterable[TrainingRecord]) -> list[TrainingRecord]:
    done = (record for record in records if record.state.is_done)
    return sorted(done, key=lambda record: (record.done_on, record.id))


def _share_out(
    rests: Sequence[Remainder], takers: Sequence[Obligation], tallies: dict[int, Tally], *, counting: bool
) -> None:
    """Offer each record to each obligation in turn: those that count, or those that would if verified."""
    for rest in rests:
        for obligation in takers:
            requirement = obligation.requirement
            if _belongs(rest.record, obligation) and counts(rest.record, requirement) is counting:
                tallies[obligation.id].take(rest)


def _belongs(record: TrainingRecord, obligation: Obligation) -> bool:
    first = counts_from(obligation)
    return record.requirement == obligation.requirement.key and (first is None or first <= record.done_on)


def counts(record: TrainingRecord, requirement: Requirement) -> bool:
    """Whether something done counts by the terms' own word on evidence."""
    return record.state is RecordState.VERIFIED or requirement.evidence is Evidence.OWN_WORD
