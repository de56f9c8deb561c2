"""What stands in the fields of a meeting's form, and what they offer: as typed, before any of it is read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from typing import Final

from scheduling.ical.repeat import Every
from scheduling.meetings.facts import AskedBy, Group, MeetingKind
from scheduling.roster.facts import School

ONCE: Final = "once"

REPEATS: Final[Mapping[str, tuple[Every | None, bool, str]]] = {
    ONCE: (None, False, "No: it takes place once"),
    "week": (Every.WEEK, False, "Every week"),
    "month": (Every.MONTH, False, "Every month, such as every second Tuesday of it"),
    "month_last": (Every.MONTH, True, "Every month, the last such weekday"),
    "quarter": (Every.QUARTER, False, "Every third month, such as the second Tuesday"),
    "quarter_last": (Every.QUARTER, True, "Every third month, the last such weekday"),
}
"""Value → rule, whether it is the last weekday of its kind, and the words of the menu."""

LENGTHS: Final = (15, 20, 30, 45, 60, 75, 90, 120, 150, 180, 240, 300, 360, 480, 600, 720)
"""In minutes."""

MOST_OFFERED: Final = 500
"""How many schools a menu offers: Slack takes a view of no more than some 250 kB."""


@dataclass(frozen=True, slots=True)
class Role:
    """A required role: its name, and the accounts of those of whom one is enough."""

    name: str = ""
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Filling:
    """What stands in the fields of a whole meeting.

    Attributes:
        minutes: its length.
        repeats: a key of REPEATS.
        times, quorum: as typed.
        people: accounts in Slack.
        by_mail: as typed: addresses of those who are not in Slack.
        groups: values of `group_value`.
        roles: two rows.
        serves: the key of a requirement; empty for none.
    """

    kind: str = MeetingKind.SAFETY.value
    title: str = ""
    agenda: str = ""
    place: str = ""
    school_id: int | None = None
    school_typed: str = ""
    day: date | None = None
    starts: time | None = None
    minutes: int = 60
    repeats: str = ONCE
    until: date | None = None
    times: str = ""
    people: tuple[str, ...] = ()
    by_mail: str = ""
    groups: tuple[str, ...] = ()
    roles: tuple[Role, Role] = (Role(), Role())
    quorum: str = ""
    serves: str = ""


@dataclass(frozen=True, slots=True)
class Offers:
    """What the menus of a form offer.

    Attributes:
        groups: by kind; a school by its code.
        serves: key and title of what attending may count for.
        zone: whose clock it is where no school is chosen.
    """

    schools: Sequence[School]
    groups: Mapping[AskedBy, Sequence[Group]] = field(default_factory=dict)
    serves: Sequence[tuple[str, str]] = ()
    zone: str = ""

    @property
    def has_menu_of_schools(self) -> bool:
        """Whether the schools fit a menu; otherwise one is typed, and none stands among the groups."""
        return len(self.schools) <= MOST_OFFERED


def group_value(group: Group) -> str:
    """A group as a menu carries it."""
    return f"{group.by.value}:{group.name}"


def group_of(value: str) -> Group | None:
    """The group that a menu carried; None: it is none."""
    by, _, name = value.partition(":")
    if by not in {AskedBy.SCHOOL, AskedBy.AGENCY, AskedBy.PROGRAMME} or not name:
        return None
    return Group(AskedBy(by), name)
