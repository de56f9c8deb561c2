"""An officer who was told of a countdown wants to be told again tomorrow."""

from datetime import date, timedelta

from scheduling.audit.actions import Change, actor_of, record
from scheduling.policy.schema import Policy
from scheduling.roster.facts import Person
from scheduling.shifts.access import authorise
from scheduling.store.transaction import Transaction
from scheduling.training.access import hold_officer
from scheduling.training.ledger import gather_ledgers
from scheduling.training.queries import list_obligations
from scheduling.training.tables import obligations
from scheduling.training.upkeep.looks import told_last, write_looks


def remind_later(tx: Transaction, *, actor: Person, policy: Policy) -> date | None:
    """Tell the actor tomorrow again, at the hour of the countdown, of what they were last told of; the day is
    answered. None where there is nothing to tell: they were told of nothing, or it is done by now.

    Raises:
        Refused: DEACTIVATED or INACTIVE of the actor.
    """
    authorise(actor, actor)
    officer = hold_officer(tx, actor.id)
    owed = list_obligations(tx, officer.id, running_only=True)
    last = told_last(owed)
    again = [one.id for one in owed if last is not None and one.told_on == last]
    if not again:
        return None
    tomorrow = officer.day_at(tx.now) + timedelta(days=1)
    tx.execute(obligations.update().where(obligations.c.id.in_(again)).values(later_on=tomorrow))
    after = {"later_on": tomorrow}
    record(
        tx, *(Change(actor_of(actor.id), "remind_later", "obligation", which, after=after) for which in again)
    )
    write_looks(tx, gather_ledgers(tx, [officer.id]), policy)
    return tomorrow
