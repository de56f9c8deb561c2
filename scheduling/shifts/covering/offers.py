"""Officers are asked to take a shift: those who pass the rules at this moment, the fairest first."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select

from scheduling.audit.actions import Change, actor_of, record
from scheduling.escalations.actions import note_act
from scheduling.escalations.facts import Act
from scheduling.outbox.actions import Notice, Urgency, enqueue, to_person
from scheduling.policy.schema import Policy
from scheduling.presence.queries import read_presence
from scheduling.refusals import Rule
from scheduling.roster.facts import Person
from scheduling.roster.queries import list_reachable_officers
from scheduling.shifts.covering.facts import Call, Candidate, Offered, PassedBy
from scheduling.shifts.covering.fairness import fairest_first, read_hours
from scheduling.shifts.covering.matters import access_matter
from scheduling.shifts.facts import Shift
from scheduling.shifts.gather import gather_claims
from scheduling.shifts.rows import MISSED
from scheduling.shifts.rules import judge
from scheduling.shifts.tables import claims, shift_offers
from scheduling.store.conflict import returning_unless_there
from scheduling.store.transaction import Transaction

AT_ONCE = 10
"""How many are asked at once; who asks again asks the next."""

_UNIQUE = ("shift_id", "person_id", "call")


def offer_shift(tx: Transaction, *, actor: Person, escalation_id: int, policy: Policy) -> Offered:
    """Ask the officers who may claim the shift of an escalation, at most ten at once.

    Raises:
        Refused: as `access_matter`.
    """
    matter = access_matter(tx, actor, escalation_id)
    call = Call.COVER if matter.shift.wants_cover(tx.now) else Call.ELIGIBLE
    offered = ask_officers(
        tx, matter.shift, call, by=actor, policy=policy, agencies=agencies_of(matter.shift, policy),
        urgency=matter.escalation.urgency,
    )  # fmt: skip
    note_act(tx, actor=actor, escalation_id=escalation_id, act=Act.OFFERED)
    return offered


def agencies_of(shift: Shift, policy: Policy) -> Collection[str] | None:
    """Whose officers may claim a shift, now or later; None: anybody's."""
    if not shift.agency or not policy.rules[Rule.AGENCY].value:
        return None
    return {shift.agency, *shift.backup_agencies}


def ask_officers(
    tx: Transaction,
    shift: Shift,
    call: Call,
    *,
    by: Person,
    policy: Policy,
    agencies: Collection[str] | None,
    urgency: Urgency,
) -> Offered:
    """Ask those whom no rule refuses and who are not away, and record it; nobody twice on one occasion.

    Args:
        tx: a write transaction that holds the shift.
        shift: as it stands.
        call: the occasion.
        by: who asks; is not asked.
        policy: the rules.
        agencies: whose officers; None: anybody's.
        urgency: what is not urgent waits for the end of somebody's quiet hours.
    """
    candidates, passed_by = list_candidates(tx, shift, policy, but=by, agencies=agencies)
    before = _asked_before(tx, shift, call)
    fresh = [one for one in candidates if one.officer.id not in before]
    asked = fresh[:AT_ONCE]
    quiet = {} if urgency is Urgency.URGENT else _quiet(tx, asked)
    for one in asked:
        offer_id = _keep(tx, shift, call, one.officer, by)
        notice = _notice(offer_id, shift, call, one.officer, by)
        enqueue(tx, [replace(notice, urgency=urgency, due_at=quiet.get(one.officer.id))])
    _record(tx, shift, call, by, asked)
    return Offered(
        shift=shift,
        asked=tuple(asked),
        asked_before=tuple(one for one in candidates if one.officer.id in before),
        more=len(fresh) - len(asked),
        passed_by=tuple(passed_by),
    )


def list_candidates(
    tx: Transaction, shift: Shift, policy: Policy, *, but: Person, agencies: Collection[str] | None
) -> tuple[list[Candidate], list[PassedBy]]:
    """Officers of these agencies (None: of any) whom Slack can reach: whom no rule refuses at this moment and
    who are not away, fairest first; and the others with why not, by name.

    Left out are `but`, and whoever should have been there.
    """
    left_out = {but.id, *_list_missed(tx, shift)}
    officers = [each for each in list_reachable_officers(tx, agencies) if each.id not in left_out]
    verdicts = [judge(facts, policy, tx.now) for facts in gather_claims(tx, officers, shift)]
    pass_rules = [verdict.officer for verdict in verdicts if verdict.passes]
    away = {person_id: here.away_until for person_id, here in read_presence(tx, pass_rules).items()}
    free = [officer for officer in pass_rules if away[officer.id] is None]
    hours = read_hours(tx, [officer.id for officer in free])
    refused = [PassedBy(each.officer, each.refusals) for each in verdicts if not each.passes]
    gone = [PassedBy(each, away_until=away[each.id]) for each in pass_rules if away[each.id] is not None]
    return (
        fairest_first(Candidate(officer, hours[officer.id]) for officer in free),
        sorted([*refused, *gone], key=lambda one: (one.officer.name, one.officer.id)),
    )


def _list_missed(tx: Transaction, shift: Shift) -> list[int]:
    """Officers who did not come to it."""
    missed = select(claims.c.person_id).where(claims.c.shift_id == shift.id, claims.c.state == MISSED)
    return list(tx.execute(missed).scalars())


def _quiet(tx: Transaction, asked: Sequence[Candidate]) -> dict[int, datetime | None]:
    """Until when each of them is quiet."""
    present = read_presence(tx, [one.officer for one in asked])
    return {person_id: here.quiet_until for person_id, here in present.items()}


def _asked_before(tx: Transaction, shift: Shift, call: Call) -> set[int]:
    """Whoever was asked among the eligible is not asked the same again for the back-up agency; to cover for
    somebody is another question.
    """
    calls = [Call.COVER] if call is Call.COVER else [Call.ELIGIBLE, Call.BACKUP]
    asked = select(shift_offers.c.person_id).where(
        shift_offers.c.shift_id == shift.id, shift_offers.c.call.in_([each.value for each in calls])
    )
    return set(tx.execute(asked).scalars())


def _keep(tx: Transaction, shift: Shift, call: Call, officer: Person, by: Person) -> int:
    values = {
        "shift_id": shift.id, "person_id": officer.id, "call": call.value, "offered_by": by.id,
        "offered_at": tx.now,
    }  # fmt: skip
    insert = returning_unless_there(tx, shift_offers.c.id, unique=_UNIQUE)
    return int(tx.execute(insert, values).scalar_one())


def _notice(offer_id: int, shift: Shift, call: Call, officer: Person, by: Person) -> Notice:
    return Notice(
        kind="shift_offered",
        addressee=to_person(officer.id),
        dedupe_key=f"shift_offered:{offer_id}",
        refs={"shift": shift.id, "officer": officer.id, "by": by.id, "call": call.value},
        expires_at=shift.ends_at,
    )


def _record(tx: Transaction, shift: Shift, call: Call, by: Person, asked: Sequence[Candidate]) -> None:
    if asked:
        whom = {"call": call.value, "officers": [one.officer.id for one in asked]}
        record(tx, Change(actor_of(by.id), "shift_offered", "shift", shift.id, after=whom))
