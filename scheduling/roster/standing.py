"""Since when somebody has been who they are."""

from datetime import datetime

from sqlalchemy import func, or_, select

from scheduling.audit.tables import audit
from scheduling.roster.facts import Person
from scheduling.store.transaction import Transaction


def placed_since(tx: Transaction, person: Person) -> datetime | None:
    """When the roster last changed their role or agency; None: never since they were added.

    What was entrusted to somebody before then was entrusted to the supervisor they are no more.
    """
    changed = or_(*(audit.c.after[name].as_string().is_not(None) for name in ("role", "agency")))
    of_them = (audit.c.subject == "person", audit.c.subject_id == person.id, audit.c.verb == "person_changed")
    found: datetime | None = tx.execute(select(func.max(audit.c.at)).where(*of_them, changed)).scalar()
    return found
