"""Saying that calendars have changed: their revisions rise in the transaction that changes what they show.

A calendar that nobody subscribes to is not counted, and costs one look into an index.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from sqlalchemy import ColumnElement, and_, exists, or_

from scheduling.revisions.counting import Key, list_counted, raise_revisions
from scheduling.revisions.facts import Scope
from scheduling.revisions.tables import calendars
from scheduling.roster import tables as roster
from scheduling.roster.facts import Role
from scheduling.store.transaction import Transaction

_BATCH: Final = 500
"""How many people and schools are asked about at once; a delivery of the feed may concern thousands."""


def touch_calendars(tx: Transaction, *, people: Iterable[int] = (), schools: Iterable[int] = ()) -> None:
    """Have the calendars of these people and schools, and of the teams that these people belong to, built
    anew when they are next asked for.

    They are touched once each, just before the commit and in one order, so that whoever changes the same
    calendar waits for a few statements only and nobody for ever.
    """
    changed = [(Scope.MINE, each) for each in people] + [(Scope.SCHOOL, each) for each in schools]
    if changed:
        tx.defer(_touch, *changed)


def _touch(tx: Transaction, changed: list[tuple[Scope, int]]) -> None:
    wanted, found = list(set(changed)), list[Key]()
    for start in range(0, len(wanted), _BATCH):
        part = wanted[start : start + _BATCH]
        found += list_counted(tx, _concerned(_ids(part, Scope.MINE), _ids(part, Scope.SCHOOL)))
    raise_revisions(tx, found)


def _ids(changed: Sequence[tuple[Scope, int]], scope: Scope) -> list[int]:
    return [each for of, each in changed if of is scope]


def _concerned(people: Sequence[int], schools: Sequence[int]) -> ColumnElement[bool]:
    return or_(
        and_(calendars.c.scope == Scope.MINE.value, calendars.c.scope_id.in_(people)),
        and_(calendars.c.scope == Scope.SCHOOL.value, calendars.c.scope_id.in_(schools)),
        and_(calendars.c.scope == Scope.TEAM.value, _answers_for_one_of(people)),
    )


def _answers_for_one_of(people: Sequence[int]) -> ColumnElement[bool]:
    """At least whoever `roster.rules.answers_for` says; one too many costs that one a look."""
    boss, officer = roster.people.alias("boss"), roster.people.alias("officer")
    return exists().where(
        boss.c.id == calendars.c.scope_id,
        officer.c.id.in_(people),
        or_(
            boss.c.role == Role.COORDINATOR.value,
            officer.c.supervisor_id == boss.c.id,
            and_(boss.c.agency != "", officer.c.agency == boss.c.agency),
        ),
    )
