"""Since when somebody has been who they are."""

from datetime import datetime

from sqlalchemy import ScalarSelect, func, or_, select

from scheduling.audit.tables import audit
from scheduling.roster.facts import Person


def placed_since(person: Person) -> ScalarSelect[datetime]:
    """When the roster last changed their role or agency, for a statement that asks; NULL: never since they
    were added.
    """
    changed = or_(*(audit.c.after[name].as_string().is_not(None) for name in ("role", "agency")))
    of_them = (audit.c.subject == "person", audit.c.subject_id == person.id, audit.c.verb == "person_changed")
    return select(func.max(audit.c.at)).where(*of_them, changed).scalar_subquery()
