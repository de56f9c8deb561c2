"""What people do with shifts. Each action authorises, gathers, decides, applies, records and enqueues, in
the transaction it is handed; it answers with frozen facts or raises `Refused` and changes nothing.
"""

from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy import text

from scheduling.audit.actions import Change, actor_of, record
from scheduling.outbox.actions import Notice, enqueue, to_person
from scheduling.policy.schema import Policy
from scheduling.reasons import kept
from scheduling.refusals import Refusal, Refused, Rule
from scheduling.roster.facts import Person
from scheduling.shifts.access import access_facts, access_shift, authorise, hold_shift, share_shift
from scheduling.shifts.boards import day_of, touch_boards
from scheduling.shifts.facts import Claimed, Released, Waiting
from scheduling.shifts.gather import list_places
from scheduling.shifts.handover import fill_from_waitlist
from scheduling.shifts.override_rules import judge_override
from scheduling.shifts.placing import close_gaps, place_officer, tell_released, vacate_place
from scheduling.shifts.queries import find_held, list_waiting
from scheduling.shifts.questions.actions import grant_question
from scheduling.shifts.questions.facts import QuestionKind
from scheduling.shifts.release_rules import (
    ReleaseFacts,
    is_past_cutoff,
    judge_release,
    refusal_of_not_yours,
)
from scheduling.shifts.rows import LEFT, WAITING, is_waiting
from scheduling.shifts.rules import judge, refusal_of_full
from scheduling.shifts.tables import waitlist
from scheduling.shifts.watch.sweep import look_at_shift
from scheduling.store.conflict import returning_unless_there
from scheduling.store.transaction import Transaction


def claim_shift(
    tx: Transaction,
    *,
    actor: Person,
    shift_id: int,
    policy: Policy,
    officer: Person | None = None,
    override_reason: str | None = None,
) -> Claimed:
    """Put `officer` (the actor, if left out) on a free place of a shift.

    A supervisor may act for an officer, and may set overridable rules aside with `override_reason`, which
    the audit keeps.

    Raises:
        Refused: a rule says no; FULL carries who holds the places and since when.
    """
    officer = officer or actor
    authorise(actor, officer)
    share_shift(tx, shift_id, officer)
    facts = access_facts(tx, officer, shift_id)
    verdict = judge(facts, policy, tx.now)
    if refusals := judge_override(actor, verdict, override_reason):
        raise Refused(*refusals)
    reason = kept(override_reason or "")
    claimed = place_officer(tx, facts, verdict, policy=policy, by=actor, reason=reason)
    if claimed is None:
        raise Refused(refusal_of_full(replace(facts, holders=list_places(tx, shift_id))))
    if actor.id != officer.id:
        enqueue(tx, [_claimed_for(claimed, actor, reason)])
        grant_question(tx, actor=actor, shift_id=shift_id, officer=officer, kind=QuestionKind.OVERRIDE)
    touch_boards(tx, [day_of(facts.shift)])
    return claimed


def release_shift(
    tx: Transaction,
    *,
    actor: Person,
    shift_id: int,
    policy: Policy,
    officer: Person | None = None,
    reason: str = "",
) -> Released:
    """Give `officer`'s (the actor's, if left out) place back and hand it to the first in line who passes.

    Raises:
        Refused: not held, past the cut-off for an officer alone, ended, or not entitled to act for them.
    """
    officer = officer or actor
    authorise(actor, officer)
    hold_shift(tx, shift_id, officer, *list_waiting(tx, shift_id))
    shift, held = access_shift(tx, shift_id), find_held(tx, shift_id, officer)
    refusal = judge_release(ReleaseFacts(actor, officer, shift, held, reason), policy, tx.now)
    if refusal is not None or held is None:
        raise Refused(refusal or refusal_of_not_yours(shift, officer))
    late = is_past_cutoff(shift, officer, policy, tx.now)
    set_aside = {"set_aside": [Rule.RELEASE_CUTOFF], "policy": policy.edition} if late else None
    if not vacate_place(tx, held, by=actor_of(actor.id), reason=kept(reason), after=set_aside):
        raise Refused(refusal_of_not_yours(shift, officer))
    if shift.held > shift.places:
        close_gaps(tx, shift_id, shift.places)
    if actor.id != officer.id:
        grant_question(tx, actor=actor, shift_id=shift_id, officer=officer, kind=QuestionKind.RELEASE)
    shift = replace(shift, held=shift.held - 1)
    handover = fill_from_waitlist(tx, shift, policy)
    shift = replace(shift, held=shift.held + len(handover.moved_up))
    if actor.id != officer.id:
        tell_released(tx, held, by=actor, reason=kept(reason))
    look_at_shift(tx, policy, shift_id)
    touch_boards(tx, [day_of(shift)])
    next_holder = next((claimed.officer for claimed in handover.moved_up), None)
    return Released(shift, officer, next_holder, handover.passed_over)


def join_waitlist(tx: Transaction, *, actor: Person, shift_id: int, policy: Policy) -> Waiting:
    """Put the actor in line for a full shift.

    Raises:
        Refused: the shift has a free place, or the actor could not claim it even if it had one, or is
            in line already (ALREADY_WAITING {rank}).
    """
    authorise(actor, actor)
    share_shift(tx, shift_id, actor)
    facts = access_facts(tx, actor, shift_id)
    refusals = judge(facts, policy, tx.now).refusals
    if others := [refusal for refusal in refusals if refusal.rule is not Rule.FULL]:
        raise Refused(*others)
    if not refusals:
        raise Refused(Refusal(Rule.NOT_FULL, {"number": shift_id, "free": facts.shift.free}))
    joined = returning_unless_there(
        tx, waitlist.c.id, unique=["shift_id", "person_id"], where=text("state = 'waiting'")
    )
    values = {"shift_id": shift_id, "person_id": actor.id, "state": WAITING, "joined_at": tx.now}
    wait_id = tx.execute(joined, values).scalar()
    rank = 1 + [person.id for person in list_waiting(tx, shift_id)].index(actor.id)
    if wait_id is None:
        raise Refused(Refusal(Rule.ALREADY_WAITING, {"rank": rank}))
    _record(tx, actor, "waitlist_joined", shift_id, after={"officer": actor.id, "rank": rank})
    touch_boards(tx, [day_of(facts.shift)])
    return Waiting(facts.shift, actor, rank)


def leave_waitlist(tx: Transaction, *, actor: Person, shift_id: int) -> None:
    """Take the actor out of line.

    Raises:
        Refused: the actor was not in line (NOT_WAITING {number}).
    """
    authorise(actor, actor)
    hold_shift(tx, shift_id, actor)
    shift = access_shift(tx, shift_id)
    left = tx.execute(
        waitlist.update()
        .where(
            waitlist.c.shift_id == shift_id,
            waitlist.c.person_id == actor.id,
            is_waiting(),
        )
        .values(state=LEFT, ended_at=tx.now)
    )
    if left.rowcount == 0:
        raise Refused(Refusal(Rule.NOT_WAITING, {"number": shift_id}))
    _record(tx, actor, "waitlist_left", shift_id, before={"officer": actor.id})
    touch_boards(tx, [day_of(shift)])


def _claimed_for(claimed: Claimed, actor: Person, reason: str) -> Notice:
    return Notice(
        kind="shift_claimed",
        addressee=to_person(claimed.officer.id),
        dedupe_key=f"shift_claimed:{claimed.claim_id}",
        refs={
            "shift": claimed.shift.id,
            "officer": claimed.officer.id,
            "claim": claimed.claim_id,
            "by": actor.id,
            "override_reason": reason,
        },
    )


def _record(
    tx: Transaction,
    actor: Person,
    verb: str,
    shift_id: int,
    *,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
    reason: str = "",
) -> None:
    record(tx, Change(actor_of(actor.id), verb, "shift", shift_id, before, after, reason))
