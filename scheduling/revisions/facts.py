"""Which calendars there are."""

from enum import StrEnum


class Scope(StrEnum):
    """Whose shifts and meetings a calendar shows; the values are stored."""

    MINE = "mine"
    SCHOOL = "school"
    TEAM = "team"
    """Every officer whom a supervisor answers for."""
