"""When a shift is looked at, and what is then seen of it: pure.

Hours before a start and minutes after it are time that passes, whatever the clocks on the wall do meanwhile.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from scheduling.escalations.facts import EscalationKind
from scheduling.policy.chains import Chain
from scheduling.policy.schema import Policy
from scheduling.shifts.facts import Shift, Status
from scheduling.zones import local_day, zone_or_utc

LONGEST_PAUSE = timedelta(days=1)
"""Every shift that is not over is looked at so often at least: a pack that has changed is then in force."""


@dataclass(frozen=True, slots=True)
class WatchedClaim:
    """A claim that stands, as the watch sees it."""

    id: int
    person_id: int
    claimed_at: datetime
    briefed_at: datetime | None
    in_at: datetime | None


@dataclass(frozen=True, slots=True)
class Watched:
    """A shift, and the claims by which its places are held."""

    shift: Shift
    claims: tuple[WatchedClaim, ...]


def chain_in_force(policy: Policy, kind: EscalationKind, shift: Shift, now: datetime) -> Chain | None:
    """The chain of this kind, if it opens anything today where the shift is."""
    return policy.chain_in_force(kind, local_day(now, zone_or_utc(shift.school.zone)))


def unfilled_level(shift: Shift, chain: Chain, now: datetime) -> int | None:
    """The rung that an unfilled shift stands on; None before the first, or where it is not unfilled."""
    if shift.status is not Status.OPEN or not shift.free or shift.ends_at <= now:
        return None
    come = sum(shift.starts_at - before <= now for before in chain.opens)
    return come - 1 if come else None


def late_level(shift: Shift, claim: WatchedClaim, chain: Chain, now: datetime) -> int | None:
    """The rung that an officer stands on who has not come; None before the first, or where they have."""
    if claim.in_at is not None or shift.status is Status.WITHDRAWN or shift.ends_at <= now:
        return None
    come = sum(expected_at(shift, claim.claimed_at) + after <= now for after in chain.opens)
    return come - 1 if come else None


def expected_at(shift: Shift, claimed_at: datetime) -> datetime:
    """When an officer is to be there: at the start, or when they took over what is left of the shift."""
    return max(shift.starts_at, claimed_at)


def is_brief_due(shift: Shift, briefed_at: datetime | None, policy: Policy, now: datetime) -> bool:
    """Whether a holder is to be briefed now: never yet, or for a start that has been put off since."""
    begins = shift.starts_at - policy.brief.value
    if shift.status is Status.WITHDRAWN or not begins <= now < shift.ends_at:
        return False
    return briefed_at is None or briefed_at < begins


def next_look(watched: Watched, policy: Policy, now: datetime) -> datetime | None:
    """When to look at a shift again; None where nothing can come of it any more.

    A claim needs no look of its own: whatever is due because of it comes no earlier than one that stands.
    """
    shift = watched.shift
    if shift.status is Status.WITHDRAWN or shift.ends_at <= now:
        return None
    return min(at for at in _moments(watched, policy, now) if at > now)


def _moments(watched: Watched, policy: Policy, now: datetime) -> Iterator[datetime]:
    shift = watched.shift
    yield now + LONGEST_PAUSE
    yield shift.starts_at - policy.brief.value
    if (unfilled := chain_in_force(policy, EscalationKind.SHIFT_UNFILLED, shift, now)) is not None:
        yield from (shift.starts_at - before for before in unfilled.opens)
    if (no_show := chain_in_force(policy, EscalationKind.SHIFT_NO_SHOW, shift, now)) is not None:
        yield from (shift.starts_at + after for after in no_show.opens)
        for claim in watched.claims:
            yield from (expected_at(shift, claim.claimed_at) + after for after in no_show.opens)
        if shift.wants_cover(now):  # whoever claims from now on is not late before then
            yield from (now + after for after in no_show.opens)
