"""Chains that cannot run: what opens them, who is told, and how long they stay with whoever has them."""

from collections.abc import Collection, Iterator, Sequence
from difflib import get_close_matches
from itertools import pairwise

from scheduling.policy.chains import Target
from scheduling.policy.escalation_grammar import LADDERS, ChainTold, Ladder
from scheduling.policy.soundness.facts import Unsound, find_twice


def find_unsound_chain(kind: str, told: ChainTold, groups: Collection[str]) -> Iterator[Unsound]:
    """Everything in a chain that cannot be; one that is off has to be sound as well.

    Args:
        kind: one of `LADDERS`.
        told: what the packs say.
        groups: the names of all groups of the packs, also of those that could not be read.
    """
    ladder, rungs = LADDERS[kind], told.opens.rungs()
    if list(rungs) != ([ladder.unit] if ladder else []):
        yield Unsound(("opens",), _wrong_unit(ladder, list(rungs)))
    elif ladder:
        yield from _find_unsound_rungs(ladder, rungs[ladder.unit])
    yield from _find_unsound_urgency(told, [rung for each in rungs.values() for rung in each])
    yield from _find_unsound_steps(told, groups)
    yield from _find_unsound_ownership(told)
    yield from _find_unsound_times(told)


def _wrong_unit(ladder: Ladder | None, told: Sequence[str]) -> str:
    if ladder is None:
        return "is idle; it opens as soon as it is found"
    if not told:
        return f"does not say when it opens; expected {ladder.unit}"
    return f"says {' and '.join(told)}; it opens by {ladder.unit} alone"


def _find_unsound_rungs(ladder: Ladder, rungs: Sequence[int]) -> Iterator[Unsound]:
    for at, (former, rung) in enumerate(pairwise(rungs), start=1):
        if ladder.closer and rung >= former:
            yield Unsound(("opens", ladder.unit, at), f"is {rung}, after {former}; the largest comes first")
        if not ladder.closer and rung <= former:
            yield Unsound(("opens", ladder.unit, at), f"is {rung}, after {former}; the smallest comes first")


def _find_unsound_urgency(told: ChainTold, rungs: Sequence[int]) -> Iterator[Unsound]:
    """Said of the chain, not of `urgent_from`: either of the two may stand in a pack underneath."""
    if not isinstance(told.urgent_from, int) or told.urgent_from in rungs:
        return
    figures = f"only {', '.join(map(str, rungs))}" if rungs else "nothing"
    yield Unsound(
        (),
        f"is urgent from {told.urgent_from}, and `opens` has {figures}; expected one of its figures, "
        '"always" or "never" as urgent_from',
    )


def _find_unsound_steps(told: ChainTold, groups: Collection[str]) -> Iterator[Unsound]:
    for number, step in enumerate(told.steps):
        path = ("steps", number, "tell")
        named = [f"{each.target}:{each.name}".removesuffix(":") for each in step.tell]
        yield from find_twice(path, named)
        for at, each in enumerate(step.tell):
            if each.target is Target.GROUP and each.name not in groups:
                close = get_close_matches(each.name, groups, n=1)
                meant = f" (`{close[0]}`?)" if close else ""
                yield Unsound((*path, at), f'is "group:{each.name}", and [groups] has none of it{meant}')


def _find_unsound_ownership(told: ChainTold) -> Iterator[Unsound]:
    for at, (former, after) in enumerate(pairwise(told.remind_minutes), start=1):
        if after <= former:
            why = f"is {after}, after {former}; each is counted from the taking, the smallest first"
            yield Unsound(("remind_minutes", at), why)
    last, taken_away = max(told.remind_minutes, default=0), told.unacknowledge_minutes
    if 0 < taken_away <= last:
        yield Unsound(
            ("unacknowledge_minutes",), f"is {taken_away}, before whoever has it is reminded after {last}"
        )


def _find_unsound_times(told: ChainTold) -> Iterator[Unsound]:
    if told.hours.until <= told.hours.starts:
        yield Unsound(("hours", "until"), "is not after `from`; it could never go on")
    yield from find_twice(("hours", "weekdays"), told.hours.weekdays)
    if told.since and told.until and told.until < told.since:
        yield Unsound(("until",), f"is {told.until}, before it is in force from {told.since}")
