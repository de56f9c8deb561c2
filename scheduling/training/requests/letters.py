"""The notices that a request causes: it is put, the officer reads the answer, and whoever else was asked sees
it settled in place.
"""

from scheduling.outbox.actions import Notice, to_person
from scheduling.training.facts import TrainingRequest


def putting(request: TrainingRequest, person_id: int) -> Notice:
    """The request as one of those asked reads it: a standing message, so that it can be settled in place."""
    return Notice(
        kind="training_request_asked",
        addressee=to_person(person_id),
        dedupe_key=f"training_request_asked:{request.id}:{person_id}",
        refs={"request": request.id},
        post_key=_post_key(request, person_id),
    )


def answering(request: TrainingRequest) -> Notice:
    """The officer reads what became of it."""
    return Notice(
        kind="training_request_decided",
        addressee=to_person(request.person_id),
        dedupe_key=f"training_request_decided:{request.id}",
        refs={"request": request.id},
    )


def settling(request: TrainingRequest, person_id: int) -> Notice:
    """What became of it, in the place of the request, for one of those who were asked."""
    key = _post_key(request, person_id)
    return Notice(
        kind="training_request_settled",
        addressee=to_person(person_id),
        dedupe_key=f"training_request_settled:{request.id}:{person_id}",
        refs={"request": request.id, "post": key},
        post_key=key,
    )


def _post_key(request: TrainingRequest, person_id: int) -> str:
    return f"training_request:{request.id}:{person_id}"
