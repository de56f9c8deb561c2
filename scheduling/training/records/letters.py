"""The notices that a record causes: it waits for a supervisor's word, the officer reads the word, and whoever
else was asked sees it settled in place.
"""

from scheduling.outbox.actions import SUPERVISORS_CHANNEL, Notice, to_person
from scheduling.roster.facts import Person
from scheduling.training.facts import RecordState


def asking_to_verify(record_id: int, asked: Person | None) -> Notice:
    """The record as one of those asked reads it: a standing message, so that it can be settled in place.

    For the channel of supervisors where there is nobody to ask: that message stays as it is.
    """
    return Notice(
        kind="training_verify_asked",
        addressee=SUPERVISORS_CHANNEL if asked is None else to_person(asked.id),
        dedupe_key=f"training_verify_asked:{record_id}:{asked.id if asked else 'channel'}",
        refs={"record": record_id},
        post_key=_post_key(record_id, asked) if asked else None,
    )


def settling_verify(record_id: int, asked: Person) -> Notice:
    """Who decided, in the place of the question, for one of those who were asked."""
    key = _post_key(record_id, asked)
    return Notice(
        kind="training_verify_settled",
        addressee=to_person(asked.id),
        dedupe_key=f"training_verify_settled:{record_id}:{asked.id}",
        refs={"record": record_id, "post": key},
        post_key=key,
    )


def telling_decision(record_id: int, officer: Person, state: RecordState) -> Notice:
    """The officer reads who verified or refused it; one that was verified may be refused later."""
    return Notice(
        kind="training_record_decided",
        addressee=to_person(officer.id),
        dedupe_key=f"training_record_decided:{record_id}:{state}",
        refs={"record": record_id},
    )


def _post_key(record_id: int, asked: Person) -> str:
    return f"training_verify:{record_id}:{asked.id}"
