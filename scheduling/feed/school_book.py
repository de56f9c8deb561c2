"""Which school a row means: one the roster knows, or one that the feed names for the first time.

The feed adds schools that the roster lacks and never alters one that it has: a school's name, zone and
address are corrected through schools.csv, and no feed undoes that.
"""

import re
from collections.abc import Iterable, Mapping
from zoneinfo import ZoneInfo

from scheduling.feed.facts import FeedSchool
from scheduling.feed.fields import RowFlaw, checked_text, read_text
from scheduling.feed.limits import TEXT_LENGTHS
from scheduling.feed.profile import Profile
from scheduling.feed.times import zone_named
from scheduling.roster.facts import School

_NOT_IN_CODES = re.compile(r"[^a-z0-9]+")


class SchoolBook:
    """Looks schools up while the rows of one pull are read, and remembers those met for the first time."""

    def __init__(self, known: Iterable[School], profile: Profile, district_zone: ZoneInfo) -> None:
        """Begin with the schools of the roster."""
        self._profile = profile
        self._district = district_zone
        self._met: dict[str, FeedSchool] = {}
        self._zones: dict[str, str] = {}
        self._codes: dict[str, str] = {}
        for school in known:
            self._zones[school.code] = school.zone
            self._codes.setdefault(school.name.casefold(), school.code)

    def find(self, values: Mapping[str, object]) -> tuple[str, ZoneInfo]:
        """The code of a row's school, and the zone in which the row's local times are read.

        That zone is the first that is named: in the row (`zone`), in the profile, for the school (in the row,
        then on the roster), else the district's.

        Raises:
            RowFlaw: no school, one that nobody has named, or a zone that does not exist.
        """
        code, name = read_text(values, "school"), read_text(values, "school_name")
        if not code and name:
            code = self._codes.get(name.casefold()) or _code_of(name)
        if not code:
            raise RowFlaw("The school is missing: give its code or its name.")
        stated = read_text(values, "school_zone")
        own = read_text(values, "zone") or self._profile.zone
        if code not in self._zones:
            self._meet(code, name, stated or own or self._district.key, read_text(values, "school_address"))
        if stated:
            zone_named(stated)
        return code, zone_named(own or stated or self._zones[code])

    def met(self, codes: Iterable[str]) -> tuple[FeedSchool, ...]:
        """The schools among `codes` that the roster does not have yet, by code."""
        return tuple(self._met[code] for code in sorted(set(codes) & self._met.keys()))

    def _meet(self, code: str, name: str, zone: str, address: str) -> None:
        if not name:
            raise RowFlaw(
                f"Nobody has told Muster about the school “{code}”: import schools.csv, or give school_name."
            )
        self._met[code] = FeedSchool(code, name, zone_named(zone).key, address)
        self._zones[code] = zone
        self._codes.setdefault(name.casefold(), code)


def _code_of(name: str) -> str:
    """A code for a school that has only a name: “Quartz Elementary” → `quartz-elementary`."""
    code = _NOT_IN_CODES.sub("-", name.casefold()).strip("-")[: TEXT_LENGTHS["school"]]
    return checked_text(code, "school")
