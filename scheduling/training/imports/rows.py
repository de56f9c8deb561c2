"""One row of a file of training records into what it says: who, for what, when, how much. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from difflib import get_close_matches
from hashlib import blake2b
from typing import Any, Final

from scheduling.policy.requirements import Requirement
from scheduling.roster.facts import Person
from scheduling.roster.sheets.columns import Entry as Cells
from scheduling.training.records.entry import Entry
from scheduling.zones import instant_of, zone

_EVERY: Final = frozenset({"all", "every", "*"})
_DIGEST_BYTES: Final = 16


@dataclass(frozen=True, slots=True)
class RecordRow:
    """A row that could be read.

    Attributes:
        line: where it stands in the file.
        officer: whose record it is.
        entry: what was done; not judged yet.
        external_id: its id in the record system, or a digest of all that it says.
    """

    line: int
    officer: Person
    entry: Entry
    external_id: str


class Officers:
    """Finds people on the roster by what a record system knows of them."""

    def __init__(self, people: Sequence[Person]) -> None:
        """Look among these."""
        self._by_email = {person.email: person for person in people}
        self._by_badge: dict[str, list[Person]] = {}
        for person in people:
            self._by_badge.setdefault(person.badge.casefold(), []).append(person)

    def find(self, email: str, badge: str) -> Person:
        """The officer with this address, or where there is none with this badge.

        Raises:
            ValueError: nobody has it, or several have; the sentence says what to do.
        """
        if email:
            if (found := self._by_email.get(email)) is None:
                raise ValueError(
                    f"nobody on the roster has the address {email}; correct it, or add them to the roster"
                )
            return found
        if not badge:
            raise ValueError("the row names nobody; fill in e-mail or badge")
        among = self._by_badge.get(badge.casefold(), [])
        active = [person for person in among if person.active] or among
        if len(active) != 1:
            who = f"{len(active)} people have" if active else "nobody on the roster has"
            raise ValueError(f"{who} the badge {badge}; fill in e-mail")
        return active[0]


def read_row(
    cells: Cells, officers: Officers, requirements: Mapping[str, Requirement], only: str | None
) -> RecordRow:
    """What a row says.

    Args:
        cells: the row, cell by cell.
        officers: the roster.
        requirements: of the policy, by key.
        only: the requirement that the whole file is about; None where each row names its own.

    Raises:
        ValueError: it says nothing that can be judged; the sentence says what was expected.
    """
    given = cells.given
    officer = officers.find(given.get("email", ""), given.get("badge", ""))
    requirement = (
        requirements[only] if only else _find_requirement(given.get("requirement", ""), requirements)
    )
    starts_at, ends_at = _times(given, officer.zone)
    entry = Entry(
        requirement=requirement.key,
        done_on=given["done_on"],
        sessions=_named(given.get("sessions", ()), requirement.amount.sessions),
        topics=_named(given.get("topics", ()), requirement.amount.every_topic),
        starts_at=starts_at,
        ends_at=ends_at,
        minutes=_minutes(given.get("minutes"), starts_at, ends_at),
        missed_minutes=given.get("missed_minutes", 0),
        provider=given.get("provider", ""),
        certificate=given.get("certificate", ""),
    )
    return RecordRow(cells.line, officer, entry, given.get("id") or _digest(officer, entry))


def _find_requirement(named: str, requirements: Mapping[str, Requirement]) -> Requirement:
    """By its key or its title; capitals do not matter."""
    if not named:
        raise ValueError("requirement is empty; fill it in, or name one for the whole file (--requirement)")
    spellings = {
        spelling.casefold(): requirement
        for requirement in requirements.values()
        for spelling in (requirement.title, requirement.key)
    }
    if (found := spellings.get(named.casefold())) is not None:
        return found
    near = get_close_matches(named.casefold(), spellings, n=1, cutoff=0.6)
    hint = (
        f"did you mean “{spellings[near[0]].title}”?" if near else f"expected one of: {_keys(requirements)}"
    )
    raise ValueError(f"the policy asks for no “{named[:80]}”; {hint}")


def _keys(requirements: Mapping[str, Requirement]) -> str:
    return ", ".join(requirements) or "none at all: see MUSTER_POLICY"


def _named(told: Sequence[str], known: Sequence[str]) -> tuple[str, ...]:
    """Names as they are; `3` or `Session 3` for the third that is known, `all` for every one of them."""
    names: list[str] = []
    for name in told:
        names += known if name.casefold() in _EVERY and known else [_numbered(name, known)]
    return tuple(dict.fromkeys(names))


def _numbered(name: str, known: Sequence[str]) -> str:
    number = name.casefold().removeprefix("session").removeprefix("module").strip(" .#")
    position = int(number) if number.isdecimal() and len(number) < 4 else 0
    return known[position - 1] if 0 < position <= len(known) and name not in known else name


def _times(given: Mapping[str, Any], at: str) -> tuple[datetime | None, datetime | None]:
    """Both in UTC. An end earlier than the start, told without its date, is on the next day.

    Raises:
        ValueError: the officer's clocks do not show such a time, or show it twice.
    """
    starts = _local(given.get("starts"), given["done_on"])
    ends = _local(given.get("ends"), given["done_on"])
    if starts and ends and ends <= starts and isinstance(given["ends"], time):
        ends += timedelta(days=1)
    there = zone(at)
    return (instant_of(starts, there) if starts else None, instant_of(ends, there) if ends else None)


def _local(told: time | datetime | None, on: date) -> datetime | None:
    return datetime.combine(on, told) if isinstance(told, time) else told


def _minutes(told: int | None, starts_at: datetime | None, ends_at: datetime | None) -> int:
    """What was told, or where nothing was, all of the time between the two."""
    if told is not None:
        return told
    if starts_at is None or ends_at is None:
        return 0
    return max((ends_at - starts_at) // timedelta(minutes=1), 0)


def _digest(officer: Person, entry: Entry) -> str:
    """The same words about the same officer are the same record."""
    told = (
        officer.id, entry.requirement, entry.done_on, entry.sessions, entry.topics, _said(entry.starts_at),
        _said(entry.ends_at), entry.minutes, entry.missed_minutes, entry.provider, entry.certificate,
    )  # fmt: skip
    return f"row:{blake2b(repr(told).encode(), digest_size=_DIGEST_BYTES).hexdigest()}"


def _said(moment: datetime | None) -> str:
    return moment.astimezone(UTC).isoformat() if moment else ""
