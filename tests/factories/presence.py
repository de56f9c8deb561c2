"""Who is here, for tests: put away or left alone past every rule, and as whoever tells them finds them."""

from datetime import datetime
from typing import Any

from scheduling.presence.facts import Presence
from scheduling.presence.queries import read_presence
from scheduling.presence.tables import absences, presence
from scheduling.roster.facts import Person
from scheduling.store.engine import Database
from scheduling.store.transaction import Transaction


def leave(tx: Transaction, person: Person, *, until: datetime, stand_in: Person | None = None) -> None:
    """Be away from now on."""
    told: dict[str, Any] = {"person_id": person.id, "since": tx.now, "until": until, "why": ""}
    told |= {"set_by": person.id, "set_at": tx.now, "stand_in_id": stand_in.id if stand_in else None}
    tx.execute(absences.insert().values(told))


def sleep(tx: Transaction, person: Person, since: str, until: str) -> None:
    """Be left alone every day between these local times."""
    tx.execute(
        presence.insert().values(person_id=person.id, quiet_from=since, quiet_until=until, days_off=[])
    )


def presence_at(database: Database, at: datetime, person: Person) -> Presence:
    """Whether they may be told then, and who stands in for them."""
    with database.read(at) as tx:
        return read_presence(tx, [person])[person.id]
