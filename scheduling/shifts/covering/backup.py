"""Back-up agencies are let in before their time, and told so."""

from collections.abc import Sequence

from scheduling.audit.actions import Change, actor_of, record
from scheduling.escalations.actions import note_act
from scheduling.escalations.facts import Act
from scheduling.outbox.actions import Notice, Urgency, enqueue, to_person
from scheduling.policy.schema import Policy
from scheduling.refusals import Refusal, Refused, Rule
from scheduling.roster.facts import Person
from scheduling.roster.queries import list_supervisors
from scheduling.shifts.access import access_shift
from scheduling.shifts.covering.facts import BackupAsked, Call
from scheduling.shifts.covering.matters import access_matter
from scheduling.shifts.covering.offers import ask_officers
from scheduling.shifts.facts import Shift
from scheduling.shifts.tables import shifts
from scheduling.store.transaction import Transaction


def ask_backup(tx: Transaction, *, actor: Person, escalation_id: int, policy: Policy) -> BackupAsked:
    """Let the officers of the back-up agencies claim the shift of an escalation from now on.

    Their supervisors are told once, and those of their officers who pass the rules are asked, ten at once.

    Raises:
        Refused: as `access_matter`; NO_BACKUP {number}.
    """
    matter = access_matter(tx, actor, escalation_id)
    shift = matter.shift
    if not shift.backup_agencies:
        raise Refused(Refusal(Rule.NO_BACKUP, {"number": shift.id}))
    if shift.backup_asked_at is None:
        tx.execute(shifts.update().where(shifts.c.id == shift.id).values(backup_asked_at=tx.now))
        whom = {"agencies": list(shift.backup_agencies)}
        record(tx, Change(actor_of(actor.id), "backup_asked", "shift", shift.id, after=whom))
    supervisors = list_supervisors(tx, shift.backup_agencies)
    enqueue(tx, _notices(shift, supervisors, actor, matter.escalation.urgency))
    offered = ask_officers(
        tx, access_shift(tx, shift.id), Call.BACKUP, by=actor, policy=policy,
        agencies=shift.backup_agencies, urgency=matter.escalation.urgency,
    )  # fmt: skip
    note_act(tx, actor=actor, escalation_id=escalation_id, act=Act.ASKED_BACKUP)
    return BackupAsked(shift.backup_agencies, tuple(supervisors), offered)


def _notices(shift: Shift, supervisors: Sequence[Person], by: Person, urgency: Urgency) -> list[Notice]:
    return [
        Notice(
            kind="backup_asked",
            addressee=to_person(supervisor.id),
            dedupe_key=f"backup_asked:{shift.id}:{supervisor.id}",
            refs={"shift": shift.id, "by": by.id},
            urgency=urgency,
            expires_at=shift.ends_at,
        )
        for supervisor in supervisors
    ]
