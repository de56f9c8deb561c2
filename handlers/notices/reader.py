"""In whose time a notice is told."""

from zoneinfo import ZoneInfo

from scheduling.roster.facts import Person
from scheduling.zones import find_zone


def zone_of(addressee: Person | None) -> ZoneInfo | None:
    """The reader's zone, or None for a channel, where everybody reads school time."""
    return find_zone(addressee.zone) if addressee is not None else None
