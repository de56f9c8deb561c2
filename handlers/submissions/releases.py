"""The reason for giving a shift back."""

from handlers.commands import releases
from handlers.commands.named import find_officer_by_id
from handlers.ids.shifts import FormRef
from handlers.message import Outcome
from handlers.submissions.reasons import MISSING
from handlers.visit import Visit


def submit_release_for(visit: Visit) -> Outcome:
    """A supervisor gives an officer's shift back."""
    if not visit.reason:
        return MISSING
    about = visit.value(FormRef)
    with visit.read() as tx:
        officer = find_officer_by_id(tx, about.officer)
    return releases.release_officer(visit, about.shift, officer, visit.reason)


def submit_ask_release(visit: Visit) -> Outcome:
    """An officer asks for a release past the cut-off."""
    if not visit.reason:
        return MISSING
    return releases.ask(visit, visit.value(FormRef).shift, visit.reason)
