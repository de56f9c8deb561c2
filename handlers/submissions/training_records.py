"""*Refuse …*, sent: a record does not count, with the reason."""

from handlers.blocks.training.done import record_decided
from handlers.commands.training_forms import title_of_record
from handlers.commands.training_named import today_of
from handlers.message import Outcome
from handlers.submissions.reasons import MISSING
from handlers.training_ids import TrainingForm
from handlers.visit import Visit
from scheduling.training.verifying import refuse_record


def submit_refusal(visit: Visit) -> Outcome:
    """Refuse it; the officer reads why."""
    if not visit.reason:
        return MISSING
    record_id = visit.value(TrainingForm).about
    with visit.begin() as tx:
        done = refuse_record(
            tx, actor=visit.person, record_id=record_id, reason=visit.reason, policy=visit.policy
        )
        return record_decided(done, title_of_record(visit, done.record), today_of(tx, done.officer))
