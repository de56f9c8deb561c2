"""Notices about people: an officer who is gone.

`officer_gone` {officer}: urgent, to the supervisors' channel and to those who answer for the officer, when
Slack switches the account off or the roster says inactive. Which shifts are left is asked when it is sent
(`scheduling.shifts.departures`): the roster knows nothing of shifts, and by then some may be
handed on.
"""

from scheduling.outbox.actions import SUPERVISORS_CHANNEL, Notice, Urgency, enqueue, to_person
from scheduling.roster.facts import Person
from scheduling.roster.queries import list_answering_for
from scheduling.store.transaction import Transaction


def tell_of_departure(tx: Transaction, officer: Person) -> None:
    """Enqueue `officer_gone` for an officer; people who work no shifts leave nothing behind."""
    if not officer.works_shifts:
        return
    addressees = [SUPERVISORS_CHANNEL, *(to_person(each.id) for each in list_answering_for(tx, officer))]
    enqueue(
        tx,
        [
            Notice(
                kind="officer_gone",
                refs={"officer": officer.id},
                addressee=addressee,
                dedupe_key=f"officer_gone:{officer.id}:{tx.now.isoformat()}:{addressee}",
                urgency=Urgency.URGENT,
            )
            for addressee in addressees
        ],
    )
