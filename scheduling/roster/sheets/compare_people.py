"""What a roster file would change: entries and what is known in, a plan out. Pure.

A row is judged against the roster as it will be, so that a supervisor may stand below the officers, and a row
that falls takes with it only those that need it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from scheduling.roster.facts import Kind, Role
from scheduling.roster.sheets.columns import Column, Entries, Entry
from scheduling.roster.sheets.report import BadRow, FieldChange

Values = Mapping[str, Any]
"""A person by field: those of `people_columns`, with `supervisor` as an e-mail address or empty."""


@dataclass(frozen=True, slots=True)
class PlannedPerson:
    """One row as it will be, and the fields in which it differs from now.

    `known_as` is the e-mail address that the person has now, None for somebody new.
    """

    line: int
    known_as: str | None
    values: Values
    changes: Mapping[str, FieldChange]


@dataclass(frozen=True, slots=True)
class PeoplePlan:
    """What to write, and what not."""

    added: tuple[PlannedPerson, ...]
    changed: tuple[PlannedPerson, ...]
    unchanged: int
    bad: tuple[BadRow, ...]
    missing: tuple[str, ...]


def compare_people(
    entries: Entries, known: Mapping[str, Values], columns: Mapping[str, Column]
) -> PeoplePlan:
    """Hold a file against the roster.

    Args:
        entries: the file, row by row.
        known: everybody on the roster, by e-mail address.
        columns: for the fields that a new person's row does not give.
    """
    planned = [_plan(entry, known, columns) for entry in entries.good]
    bad = list(entries.bad)
    while fallen := list(_fallen(planned, known)):
        bad += fallen
        lines = {row.line for row in fallen}
        planned = [person for person in planned if person.line not in lines]
    named = {row.who for row in bad} | {person.known_as for person in planned}
    return PeoplePlan(
        added=tuple(person for person in planned if person.known_as is None),
        changed=tuple(person for person in planned if person.known_as is not None and person.changes),
        unchanged=sum(person.known_as is not None and not person.changes for person in planned),
        bad=tuple(sorted(bad, key=lambda row: row.line)),
        missing=tuple(mail for mail, values in known.items() if values["active"] and mail not in named),
    )


def _plan(entry: Entry, known: Mapping[str, Values], columns: Mapping[str, Column]) -> PlannedPerson:
    """The row laid over what is known of the person; a field without a column keeps its value."""
    given = {
        field: value
        for field, value in entry.given.items()
        if field != "former_email" and not (columns[field].keeps and value == columns[field].empty)
    }
    known_as = next(
        (mail for mail in (given["email"], entry.given.get("former_email")) if mail and mail in known), None
    )
    if known_as is None:
        empty = {field: column.empty for field, column in columns.items() if field != "former_email"}
        return PlannedPerson(entry.line, None, empty | given, {})
    before = known[known_as]
    changes = {
        field: FieldChange(before[field], value) for field, value in given.items() if before[field] != value
    }
    return PlannedPerson(entry.line, known_as, {**before, **given}, changes)


def _fallen(planned: list[PlannedPerson], known: Mapping[str, Values]) -> Iterator[BadRow]:
    """The rows that cannot stand in the roster as it would be."""
    roster = _as_it_would_be(planned, known)
    circles = _circles({mail: values["supervisor"] for mail, values in roster.items()})
    badges = _first_with_badge(planned, known, roster)
    lines: dict[str, int] = {}
    for person in planned:
        email = person.values["email"]
        reason = (
            _why_not_twice(person, lines)
            or _why_not_without_kind(person.values)
            or _why_not_that_supervisor(person.values["supervisor"], roster)
            or circles.get(email)
            or _why_not_that_badge(person, badges)
        )
        if reason:
            yield BadRow(person.line, email, reason)


def _as_it_would_be(planned: list[PlannedPerson], known: Mapping[str, Values]) -> dict[str, Values]:
    renamed = {person.known_as for person in planned if person.known_as != person.values["email"]}
    roster = {mail: values for mail, values in known.items() if mail not in renamed}
    return roster | {person.values["email"]: person.values for person in planned}


def _why_not_twice(person: PlannedPerson, lines: dict[str, int]) -> str:
    """Two rows mean the same person: one by the former address, one by the present."""
    if person.known_as is None or lines.setdefault(person.known_as, person.line) == person.line:
        return ""
    return f"{person.known_as} stands on line {lines[person.known_as]} already; keep one of them."


def _why_not_without_kind(values: Values) -> str:
    if values["role"] == Role.OFFICER and values["kind"] == Kind.NONE:
        return "kind is empty; an officer needs SSO or SRO there."
    return ""


def _why_not_that_supervisor(supervisor: str, roster: Mapping[str, Values]) -> str:
    if not supervisor:
        return ""
    if supervisor not in roster:
        return (
            f"supervisor {supervisor} is not on the roster; add a row for them, or correct the one they have."
        )
    if roster[supervisor]["role"] == Role.OFFICER:
        return f"supervisor {supervisor} has the role officer; give them the role supervisor."
    return ""


def _circles(supervisor_of: Mapping[str, str]) -> dict[str, str]:
    """Everybody who is, by way of others, their own supervisor, with the sentence that shows the circle."""
    found: dict[str, str] = {}
    done: set[str] = set()
    for start in supervisor_of:
        path: list[str] = []
        at = start
        while at and at in supervisor_of and at not in done:
            done.add(at)
            path.append(at)
            at = supervisor_of[at]
        if at in path:
            circle = path[path.index(at) :]
            shown = " → ".join([*circle, at])
            found |= dict.fromkeys(circle, f"supervisor leads back to the same person: {shown}.")
    return found


def _first_with_badge(
    planned: list[PlannedPerson], known: Mapping[str, Values], roster: Mapping[str, Values]
) -> dict[tuple[str, str], str]:
    """Who has each badge of an agency: those who are not in the file first, then by line."""
    in_file = [person.values["email"] for person in planned]
    here = set(in_file)
    others = [mail for mail in known if mail in roster and mail not in here]
    owners: dict[tuple[str, str], str] = {}
    for mail in [*others, *in_file]:
        values = roster[mail]
        if values["badge"] and values["active"]:
            owners.setdefault((values["agency"], values["badge"]), mail)
    return owners


def _why_not_that_badge(person: PlannedPerson, owners: Mapping[tuple[str, str], str]) -> str:
    values = person.values
    owner = owners.get((values["agency"], values["badge"]), values["email"])
    if owner == values["email"] or not values["active"]:
        return ""
    return (
        f"badge {values['badge']} of {values['agency'] or 'no agency'} belongs to {owner}. If that is the "
        "same person under an older address, put it into the column “former e-mail”."
    )
