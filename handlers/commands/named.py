"""The officer and the shift that somebody named, or the refusal that says they do not exist."""

from scheduling.refusals import Refusal, Refused, Rule
from scheduling.roster.facts import Person
from scheduling.roster.queries import find_person, find_person_by_slack
from scheduling.shifts.facts import Shift
from scheduling.shifts.queries import find_shift
from scheduling.store.transaction import Transaction


def find_officer(tx: Transaction, asker: Person, slack_id: str) -> Person:
    """The officer behind a mention, in the asker's workspace.

    Raises:
        Refused: nobody on the roster has that account.
    """
    officer = find_person_by_slack(tx, asker.slack_team_id or "", slack_id)
    if officer is None:
        raise Refused(Refusal(Rule.NOT_ON_ROSTER))
    return officer


def find_officer_by_id(tx: Transaction, officer_id: int) -> Person:
    """The officer that a button or form is about.

    Raises:
        Refused: off the roster since.
    """
    officer = find_person(tx, officer_id)
    if officer is None:
        raise Refused(Refusal(Rule.NOT_ON_ROSTER))
    return officer


def shift_or_refuse(tx: Transaction, shift_id: int) -> Shift:
    """The shift with this number.

    Raises:
        Refused: there is none.
    """
    shift = find_shift(tx, shift_id)
    if shift is None:
        raise Refused(Refusal(Rule.NO_SUCH_SHIFT, {"number": shift_id}))
    return shift
