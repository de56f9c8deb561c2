"""How the rota and the calendar of closures stand: what whoever looks after them has to know."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from scheduling.presence.imports.facts import LastRead, What
from scheduling.presence.imports.people import why_not_on_duty
from scheduling.presence.imports.taking import last_read
from scheduling.presence.tables import rota_turns
from scheduling.roster.queries import list_people
from scheduling.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class CalendarStands:
    """How one of them stands now.

    Attributes:
        last: how the last look at its source went; None: there was none.
        gone: sentences about people whose turn is now or to come, and who cannot be on duty; closures have
            none.
        ends_at: when the last turn of the rota ends, or has ended; None: there is none.
    """

    last: LastRead | None
    gone: tuple[str, ...] = ()
    ends_at: datetime | None = None

    @property
    def good_at(self) -> datetime | None:
        """When the source was last taken in; None: never."""
        return self.last.good_at if self.last is not None else None

    @property
    def is_read(self) -> bool:
        """Whether the last look took something in."""
        return self.last is not None and self.last.good_at == self.last.read_at

    @property
    def wrong(self) -> tuple[str, ...]:
        """Sentences about what is wrong with it; of people only what no line has said."""
        said = self.last.wrong if self.last is not None else ()
        return (*said, *(each for each in self.gone if not any(each in line for line in said)))


def read_standing(tx: Transaction, what: What) -> CalendarStands:
    """How the rota, or the calendar of closures, stands."""
    if what is What.CLOSURES:
        return CalendarStands(last_read(tx, what))
    ends_at: datetime | None = tx.execute(select(func.max(rota_turns.c.ends_at))).scalar()
    return CalendarStands(last_read(tx, what), _gone(tx), ends_at)


def _gone(tx: Transaction) -> tuple[str, ...]:
    coming = select(rota_turns.c.person_id).where(rota_turns.c.ends_at > tx.now).distinct()
    ids = set(tx.execute(coming).scalars())
    found = (why_not_on_duty(each) for each in list_people(tx, ids=ids)) if ids else ()
    return tuple(why for why in found if why)
