"""Why it is this person's turn, in a sentence."""

from typing import Final

from handlers.words.text import escaped
from scheduling.escalations.facts import Cause, Entry, EntryKind, Escalation
from scheduling.escalations.queries import list_entries
from scheduling.escalations.targets import people_behind
from scheduling.outbox.actions import to_person
from scheduling.policy.chains import Step, Target, Tell
from scheduling.policy.schema import Policy
from scheduling.presence.queries import has_rota, read_presence
from scheduling.roster.facts import Person
from scheduling.roster.queries import find_person
from scheduling.store.transaction import Transaction

_PLAIN: Final = {
    Cause.REMINDER: "You have it, and it is not settled yet.",
    Cause.WOKEN: "Its rest is over, and you have it.",
    Cause.TAKEN_AWAY: "You had it until now; nobody has it any more.",
    Cause.HANDED_OVER: "You have it: it was handed over to you.",
}


def why_told(tx: Transaction, policy: Policy, escalation: Escalation, cause: Cause, person: Person) -> str:
    """`You answer for Ada Alder.`, in mrkdwn: why a person is told of an escalation."""
    entries = [entry for entry in list_entries(tx, escalation.id) if entry.to == to_person(person.id)]
    if cause is Cause.HANDED_OVER and (said := _handed_over(tx, entries)):
        return said
    if cause is not Cause.STEP:
        return _PLAIN[cause]
    step = _step_of(policy, escalation, entries)
    return _why_of_step(tx, policy, escalation, step, person) if step is not None else ""


def _handed_over(tx: Transaction, entries: list[Entry]) -> str:
    last = next((one for one in reversed(entries) if one.kind is EntryKind.HANDED_OVER), None)
    by = find_person(tx, last.by_id) if last is not None and last.by_id is not None else None
    if last is None or by is None:
        return ""
    why = f": {escaped(last.why, 200)}" if last.why else "."
    return f"{escaped(by.name, 60)} handed it over to you{why}"


def _step_of(policy: Policy, escalation: Escalation, entries: list[Entry]) -> Step | None:
    """The step that told the person last; the chain may be another by now."""
    chain = policy.chains.get(escalation.concern.kind)
    told = next((one for one in reversed(entries) if one.kind is EntryKind.TOLD), None)
    if chain is None or told is None or told.step >= len(chain.steps):
        return None
    return chain.steps[told.step]


def _why_of_step(tx: Transaction, policy: Policy, escalation: Escalation, step: Step, person: Person) -> str:
    stands_in_for = ""
    for tell in step.tell:
        behind = people_behind(tx, policy, escalation, tell)
        if any(each.id == person.id for each in behind):
            return _why_of(tx, escalation, tell)
        presence = read_presence(tx, behind) if behind else {}
        absent = next((each for each in behind if presence[each.id].stand_in_id == person.id), None)
        stands_in_for = stands_in_for or (absent.name if absent is not None else "")
    return f"You stand in for {escaped(stands_in_for, 60)}." if stands_in_for else ""


def _why_of(tx: Transaction, escalation: Escalation, tell: Tell) -> str:
    match tell.target:
        case Target.SUPERVISOR:
            return _because_of_officer(tx, escalation) or _because_of_agency(escalation)
        case Target.COORDINATOR:
            return "You are a coordinator."
        case Target.ON_DUTY if has_rota(tx):
            return "You are on duty."
        case Target.EVERYONE:
            return "Everybody on duty is told."
        case Target.GROUP:
            return f"You are in the group {escaped(tell.name, 40)}."
        case Target.PERSON:
            return "The chain names you."
    return _because_of_agency(escalation)


def _because_of_officer(tx: Transaction, escalation: Escalation) -> str:
    officer_id = escalation.concern.officer_id
    officer = find_person(tx, officer_id) if officer_id is not None else None
    return f"You answer for {escaped(officer.name, 60)}." if officer is not None else ""


def _because_of_agency(escalation: Escalation) -> str:
    agency = escalation.concern.agency
    return f"You answer for {escaped(agency, 60)}." if agency else "You answer for officers."
