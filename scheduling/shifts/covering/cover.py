"""A call for cover: whoever did not come loses the place, and what is left of the shift may be claimed."""

from scheduling.audit.actions import Change, actor_of, record
from scheduling.escalations.actions import note_act
from scheduling.escalations.facts import Act
from scheduling.outbox.actions import Urgency
from scheduling.policy.schema import Policy
from scheduling.reasons import kept
from scheduling.refusals import Refusal, Refused, Rule
from scheduling.roster.facts import Person
from scheduling.shifts.access import access_shift
from scheduling.shifts.attendance.rows import find_check_in
from scheduling.shifts.boards import day_of, touch_boards
from scheduling.shifts.covering.facts import Call, CoverCalled
from scheduling.shifts.covering.matters import Matter, access_matter
from scheduling.shifts.covering.offers import agencies_of, ask_officers
from scheduling.shifts.facts import HeldShift
from scheduling.shifts.placing import close_gaps, tell_released, vacate_place
from scheduling.shifts.release_rules import refusal_of_ended
from scheduling.shifts.tables import shifts
from scheduling.shifts.watch.sweep import look_at_shift
from scheduling.store.transaction import Transaction


def call_cover(
    tx: Transaction, *, actor: Person, escalation_id: int, reason: str, policy: Policy
) -> CoverCalled:
    """Let officers claim a shift that is under way and lacks somebody, and ask ten of them urgently.

    The claim of an officer who did not come ends, and the officer is told.

    Raises:
        Refused: as `access_matter`; REASON_MISSING {rules}; NOT_BEGUN {number, school, zone, starts_at};
            ENDED {number, ends_at}; CHECKED_IN {number, at}: the officer is there.
    """
    matter = access_matter(tx, actor, escalation_id)
    if (refusal := _judge(tx, matter, reason)) is not None:
        raise Refused(refusal)
    number = matter.shift.id
    if matter.held is not None:
        _end_claim(tx, matter.held, actor, kept(reason))
    tx.execute(shifts.update().where(shifts.c.id == number).values(cover_called_at=tx.now))
    record(tx, Change(actor_of(actor.id), "cover_called", "shift", number, reason=kept(reason)))
    shift = access_shift(tx, number)
    look_at_shift(tx, policy, number)
    touch_boards(tx, [day_of(shift)])
    offered = ask_officers(
        tx, shift, Call.COVER, by=actor, policy=policy, agencies=agencies_of(shift, policy),
        urgency=Urgency.URGENT,
    )  # fmt: skip
    note_act(tx, actor=actor, escalation_id=escalation_id, act=Act.CALLED_COVER, why=kept(reason))
    return CoverCalled(matter.missing if matter.held else None, shift.ends_at - tx.now, offered)


def _judge(tx: Transaction, matter: Matter, reason: str) -> Refusal | None:
    shift = matter.shift
    if not reason.strip():
        return Refusal(Rule.REASON_MISSING, {"rules": ()})
    if shift.starts_at > tx.now:
        where = {"school": shift.school.name, "zone": shift.school.zone}
        return Refusal(Rule.NOT_BEGUN, {"number": shift.id, **where, "starts_at": shift.starts_at})
    if shift.ends_at <= tx.now:
        return refusal_of_ended(shift)
    came_at = find_check_in(tx, matter.held.claim_id).in_at if matter.held is not None else None
    return Refusal(Rule.CHECKED_IN, {"number": shift.id, "at": came_at}) if came_at is not None else None


def _end_claim(tx: Transaction, held: HeldShift, actor: Person, reason: str) -> None:
    vacate_place(
        tx, held, by=actor_of(actor.id), reason=reason, after={"did_not_come": True}, did_not_come=True
    )
    if held.shift.held > held.shift.places:
        close_gaps(tx, held.shift.id, held.shift.places)
    tell_released(tx, held, by=actor, reason=reason, urgency=Urgency.URGENT)
