"""The buttons of training: each opens its form, or does at once what needs no form."""

from handlers.blocks.training.done import called_off, logged, record_decided, reminded_later
from handlers.commands import training_forms
from handlers.ids.training import ObligationRef, RecordRef, RequestRef
from handlers.message import Outcome
from handlers.visit import Visit
from scheduling.refusals import Refused, Rule
from scheduling.training.records.actions import confirm_planned
from scheduling.training.records.cancelling import cancel_planned
from scheduling.training.records.verifying import verify_record
from scheduling.training.upkeep.later import remind_later


def press_log(visit: Visit) -> Outcome:
    """*Log progress*, *Log for them*."""
    return training_forms.log_form(visit, visit.value(ObligationRef).obligation)


def press_extend(visit: Visit) -> Outcome:
    """*Ask for an extension*; *Extend*, for somebody who answers for the officer."""
    return training_forms.extension_form(visit, visit.value(ObligationRef).obligation)


def press_exempt(visit: Visit) -> Outcome:
    """*Ask to be let off*; *Exempt*, for somebody who answers for the officer."""
    return training_forms.exemption_form(visit, visit.value(ObligationRef).obligation)


def press_later(visit: Visit) -> Outcome:
    """*Remind me later*: tomorrow, of what was told last."""
    with visit.begin() as tx:
        on = remind_later(tx, actor=visit.person, policy=visit.policy)
        return reminded_later(on, visit.person.day_at(tx.now))


def press_confirm(visit: Visit) -> Outcome:
    """*It is done*: what was planned took place; a form asks for the certificate if only that is missing."""
    record_id = visit.value(RecordRef).record
    try:
        with visit.begin() as tx:
            done = confirm_planned(tx, actor=visit.person, record_id=record_id, policy=visit.policy)
            return logged(done, visit.person, done.officer.day_at(tx.now))
    except Refused as answer:
        if not _lacks_only_its_certificate(answer):
            raise
    return training_forms.confirm_form(visit, record_id)


def press_cancel(visit: Visit) -> Outcome:
    """*Call it off*: what was planned does not take place."""
    with visit.begin() as tx:
        planned, officer = cancel_planned(tx, actor=visit.person, record_id=visit.value(RecordRef).record)
        return called_off(planned, officer, visit.person, officer.day_at(tx.now))


def press_verify(visit: Visit) -> Outcome:
    """*Verify*: it counts."""
    with visit.begin() as tx:
        done = verify_record(
            tx, actor=visit.person, record_id=visit.value(RecordRef).record, policy=visit.policy
        )
        title = training_forms.title_of_record(visit, done.record)
        return record_decided(done, title, done.officer.day_at(tx.now))


def press_refuse(visit: Visit) -> Outcome:
    """*Refuse …*: opens the form for the reason."""
    return training_forms.refusal_form(visit, visit.value(RecordRef).record)


def press_grant(visit: Visit) -> Outcome:
    """*Grant …*: opens the form."""
    return training_forms.grant_request_form(visit, visit.value(RequestRef).request)


def press_decline(visit: Visit) -> Outcome:
    """*Decline …*: opens the form for the reason."""
    return training_forms.decline_request_form(visit, visit.value(RequestRef).request)


def _lacks_only_its_certificate(answer: Refused) -> bool:
    return all(
        refusal.rule is Rule.TRAINING_CERTIFICATE and refusal.figures.get("why") == "missing"
        for refusal in answer.refusals
    )
