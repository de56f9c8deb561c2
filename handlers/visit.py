"""One request of one person, as a listener sees it: who asks, what for, and the desk to do it at."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from handlers.desk import Desk
from handlers.filled import EMPTY, Filled
from handlers.ids.packing import V, unpack
from handlers.ids.shifts import REASON_BLOCK
from scheduling.policy.schema import Policy
from scheduling.roster.facts import Person, Role
from scheduling.roster.queries import find_person
from scheduling.store.transaction import Transaction
from scheduling.zones import find_zone


class AskerChanged(Exception):  # noqa: N818  nothing went wrong: the request is looked at anew
    """The person's row was changed after this request was identified, and before it could act."""


@dataclass(frozen=True, slots=True)
class Origin:
    """The message that a form was opened from; `replaces` where the outcome takes that message's place."""

    url: str = ""
    replaces: bool = False


NOWHERE = Origin()
"""No message: the form was opened from App Home."""


@dataclass(frozen=True, slots=True)
class Visit:
    """What a listener is handed.

    Attributes:
        desk: database, clock, policy.
        person: who asks, read from the database for this request.
        once: the key of the request (`handlers.keys`).
        typed: the words after a command.
        carried: the value of what was pressed, or what a form carried along; not yet read.
        filled: what stood in a form's inputs.
        origin: the message it happened in, for a form that is opened from here.
    """

    desk: Desk
    person: Person
    once: str
    typed: str = ""
    carried: str = ""
    filled: Filled = EMPTY
    origin: Origin = NOWHERE

    @property
    def policy(self) -> Policy:
        """The district's rules."""
        return self.desk.policy

    @property
    def zone(self) -> ZoneInfo:
        """The person's own time zone."""
        return find_zone(self.person.zone) or self.desk.zone

    @property
    def reason(self) -> str:
        """What was written into a form's reason, trimmed."""
        return self.filled.text(REASON_BLOCK)

    @property
    def answers_for_others(self) -> bool:
        """Whether this person may act for officers at all."""
        return self.person.role in {Role.SUPERVISOR, Role.COORDINATOR}

    def value(self, kind: type[V]) -> V:
        """What the button or the form carries.

        Raises:
            UnreadableValueError: it is from an older release.
        """
        return unpack(kind, self.carried)

    @contextmanager
    def begin(self) -> Iterator[Transaction]:
        """A write transaction that this request gets once, and only for the person as they are now.

        Raises:
            AlreadyHandled: Slack delivered the request before, and it was done then.
            AskerChanged: the person was deactivated, or given another role, a moment ago.
        """
        with self.desk.begin(self.once) as tx:
            if find_person(tx, self.person.id) != self.person:
                raise AskerChanged
            yield tx

    def read(self) -> AbstractContextManager[Transaction]:
        """A read transaction."""
        return self.desk.read()
