"""The forms about one record, sent: what was planned is done; what was logged does not count, and why."""

from handlers.blocks.training.done import logged, record_decided
from handlers.commands.training_forms import title_of_record
from handlers.ids import training as ids
from handlers.ids.training import TrainingForm
from handlers.message import Outcome
from handlers.submissions.reasons import MISSING
from handlers.submissions.training_fields import field_errors
from handlers.visit import Visit
from scheduling.refusals import Refused
from scheduling.training.records.actions import confirm_planned
from scheduling.training.records.verifying import refuse_record


def submit_confirm(visit: Visit) -> Outcome:
    """It took place, and here is its certificate."""
    try:
        with visit.begin() as tx:
            done = confirm_planned(
                tx,
                actor=visit.person,
                record_id=visit.value(TrainingForm).about,
                policy=visit.policy,
                certificate=visit.filled.text(ids.CERTIFICATE),
                certificate_file=visit.filled.file(ids.CERTIFICATE_FILE),
            )
            return logged(done, visit.person, done.officer.day_at(tx.now))
    except Refused as answer:
        return field_errors(visit, answer)


def submit_refusal(visit: Visit) -> Outcome:
    """Refuse it; the officer reads why."""
    if not visit.reason:
        return MISSING
    record_id = visit.value(TrainingForm).about
    with visit.begin() as tx:
        done = refuse_record(
            tx, actor=visit.person, record_id=record_id, reason=visit.reason, policy=visit.policy
        )
        return record_decided(done, title_of_record(visit, done.record), done.officer.day_at(tx.now))
