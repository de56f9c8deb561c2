"""An officer gets a place, or gives it up: each the one statement that decides every race, and its record."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import bindparam, text

from scheduling.audit.actions import Change, actor_of, record
from scheduling.calendars.touch import touch_calendars
from scheduling.escalations.facts import Ending
from scheduling.outbox.actions import Notice, Urgency, enqueue, to_person
from scheduling.policy.schema import Policy
from scheduling.refusals import Refusal
from scheduling.roster.facts import Person
from scheduling.roster.holdings import ask_look_at_holdings
from scheduling.shifts.attendance.briefs import brief_late_comer, redraw_briefs
from scheduling.shifts.facts import Claimed, ClaimFacts, ClaimVerdict, HeldShift
from scheduling.shifts.gather import list_places
from scheduling.shifts.holdings.lapses import resolve_lapse_of
from scheduling.shifts.rows import HELD, MISSED, MOVED_UP, RELEASED, is_held, is_waiting
from scheduling.shifts.tables import claims, waitlist
from scheduling.shifts.watch.no_shows import settle_covered, settle_no_show
from scheduling.shifts.watch.unfilled import settle_filled
from scheduling.store.conflict import returning_unless_there
from scheduling.store.transaction import Transaction

_IS_HELD = text("state = 'held'")

_LEAVE_LINE = (
    waitlist.update()
    .where(
        waitlist.c.shift_id == bindparam("of_shift"),
        waitlist.c.person_id == bindparam("of_person"),
        is_waiting(),
    )
    .values(state=MOVED_UP, ended_at=bindparam("at"))
)

_MOVE = (
    claims.update()
    .where(
        claims.c.shift_id == bindparam("of_shift"), claims.c.person_id == bindparam("of_person"), is_held()
    )
    .values(place=bindparam("to_place"))
)


def place_officer(
    tx: Transaction,
    facts: ClaimFacts,
    verdict: ClaimVerdict,
    *,
    policy: Policy,
    by: Person,
    reason: str = "",
    verb: str = "shift_claimed",
) -> Claimed | None:
    """Take a free place for the officer of `facts` and record it; None if others were quicker.

    `verdict.refusals` are those that an override sets aside; the audit keeps them with the load and the
    policy's edition.
    """
    for place in _free_places(tx, facts):
        claim_id = _take(tx, facts, place, by, reason)
        if claim_id is not None:
            break
    else:
        return None
    if facts.in_line:
        tx.execute(_LEAVE_LINE, {"of_shift": facts.shift.id, "of_person": facts.officer.id, "at": tx.now})
    after = _after(facts, verdict, policy, claim_id, place)
    record(tx, Change(actor_of(by.id), verb, "shift", facts.shift.id, after=after, reason=reason))
    touch_calendars(tx, people=[facts.officer.id], schools=[facts.shift.school.id])
    if facts.shift.armed:
        ask_look_at_holdings(tx, [facts.officer.id])
    _settle(tx, facts, claim_id, policy)
    shift = replace(facts.shift, held=facts.shift.held + 1)
    return Claimed(shift, facts.officer, claim_id, place, verdict.load)


def vacate_place(
    tx: Transaction, held: HeldShift, *, by: str, reason: str, after: Mapping[str, object] | None = None,
    did_not_come: bool = False,
) -> bool:  # fmt: skip
    """End a claim and record it; False where it has ended already.

    Args:
        held: the claim.
        by: who ends it, as the audit writes it.
        reason: why; kept with the claim and in the audit.
        after: what else the audit keeps.
        did_not_come: it ends because nobody came: whoever looks for the officer is not told that all is well.
    """
    ended = tx.execute(
        claims.update()
        .where(claims.c.id == held.claim_id, is_held())
        .values(state=MISSED if did_not_come else RELEASED, ended_at=tx.now, reason=reason)
    )
    if ended.rowcount == 0:
        return False
    before = {"claim": held.claim_id, "officer": held.person_id, "place": held.place}
    record(tx, Change(by, "shift_released", "shift", held.shift.id, before, after, reason))
    touch_calendars(tx, people=[held.person_id], schools=[held.shift.school.id])
    redraw_briefs(tx, [held.claim_id])
    if not did_not_come:
        settle_no_show(tx, held.claim_id, Ending.RELEASED)
    resolve_lapse_of(tx, held.claim_id, Ending.RELEASED)
    ask_look_at_holdings(tx, [held.person_id])
    return True


def tell_released(
    tx: Transaction, held: HeldShift, *, by: Person, reason: str, urgency: Urgency = Urgency.CONFIRMATION
) -> None:
    """Tell an officer that somebody else has given their place back, and why."""
    refs = {
        "shift": held.shift.id, "officer": held.person_id, "claim": held.claim_id, "by": by.id,
        "reason": reason,
    }  # fmt: skip
    key = f"shift_released:{held.claim_id}"
    enqueue(tx, [Notice("shift_released", to_person(held.person_id), key, refs, urgency)])


def close_gaps(tx: Transaction, shift_id: int, places: int) -> None:
    """Move holders from beyond the last place, where a cut of places left them, to free ones before it.

    The index admits one holder a place, so it keeps a shift from overflowing only as long as everybody
    stands on one of its places or none of these is free. The caller holds the shift.
    """
    holders = list_places(tx, shift_id)
    taken = {holder.place for holder in holders}
    beyond = [holder for holder in holders if holder.place > places]
    free = [place for place in range(1, places + 1) if place not in taken]
    for holder, place in zip(beyond, free, strict=False):
        tx.execute(_MOVE, {"of_shift": shift_id, "of_person": holder.person_id, "to_place": place})


def _settle(tx: Transaction, facts: ClaimFacts, claim_id: int, policy: Policy) -> None:
    """Whoever looks for somebody need look no more; whoever got it late is told where to be."""
    settle_filled(tx, facts.shift.id, facts.officer)
    if facts.shift.wants_cover(tx.now):
        settle_covered(tx, facts.shift.id, facts.officer)
    brief_late_comer(tx, policy, facts.shift, claim_id, facts.officer.id)


def _free_places(tx: Transaction, facts: ClaimFacts) -> Iterator[int]:
    """The place after the last, which is free unless an earlier one was given back; then the lowest."""
    yield facts.shift.held + 1
    taken = {holder.place for holder in list_places(tx, facts.shift.id)}
    yield from (place for place in range(1, facts.shift.places + 1) if place not in taken)


def _take(tx: Transaction, facts: ClaimFacts, place: int, by: Person, reason: str) -> int | None:
    statement = returning_unless_there(tx, claims.c.id, unique=["shift_id", "place"], where=_IS_HELD)
    values = {
        "shift_id": facts.shift.id,
        "place": place,
        "person_id": facts.officer.id,
        "state": HELD,
        "claimed_at": tx.now,
        "claimed_by": by.id,
        "reason": reason,
    }
    claim_id: int | None = tx.execute(statement, values).scalar()
    return claim_id


def _after(
    facts: ClaimFacts, verdict: ClaimVerdict, policy: Policy, claim_id: int, place: int
) -> dict[str, object]:
    return {
        "claim": claim_id,
        "officer": facts.officer.id,
        "place": place,
        "day_hours": verdict.load.day_hours.total_seconds() / 3600,
        "week_hours": verdict.load.week_hours.total_seconds() / 3600,
        "policy": policy.edition,
        **_set_aside(verdict.refusals),
    }


def _set_aside(refusals: Sequence[Refusal]) -> dict[str, list[str]]:
    return {"set_aside": [refusal.rule for refusal in refusals]} if refusals else {}
