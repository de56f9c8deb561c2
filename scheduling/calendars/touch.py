"""Saying that calendars have changed: their revisions rise in the transaction that changes what they show.

A calendar that nobody subscribes to is not counted, and costs one look into an index.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from sqlalchemy import Integer, and_, bindparam, exists, or_, select

from scheduling.revisions.counting import Key, raise_revisions
from scheduling.revisions.facts import Scope
from scheduling.revisions.tables import calendars
from scheduling.roster import tables as roster
from scheduling.roster.facts import Role
from scheduling.store.batches import in_batches
from scheduling.store.transaction import Transaction

_PEOPLE: Final = bindparam("people", expanding=True, type_=Integer)
_SCHOOLS: Final = bindparam("schools", expanding=True, type_=Integer)
_BOSS, _OFFICER = roster.people.alias("boss"), roster.people.alias("officer")

_ANSWERS_FOR_ONE: Final = exists().where(
    _BOSS.c.id == calendars.c.scope_id,
    _OFFICER.c.id.in_(_PEOPLE),
    or_(
        _BOSS.c.role == Role.COORDINATOR.value,
        _OFFICER.c.supervisor_id == _BOSS.c.id,
        and_(_BOSS.c.agency != "", _OFFICER.c.agency == _BOSS.c.agency),
    ),
)
"""At least whoever `roster.rules.answers_for` says; one too many costs that one a look."""

_CONCERNED: Final = select(calendars.c.scope, calendars.c.scope_id).where(
    or_(
        and_(calendars.c.scope == Scope.MINE.value, calendars.c.scope_id.in_(_PEOPLE)),
        and_(calendars.c.scope == Scope.SCHOOL.value, calendars.c.scope_id.in_(_SCHOOLS)),
        and_(calendars.c.scope == Scope.TEAM.value, _ANSWERS_FOR_ONE),
    )
)
"""Made once: every claim asks it, and to put it together takes longer than the database takes to answer."""


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
    found = list[Key]()
    for part in in_batches(list(set(changed))):  # a delivery of the feed may concern thousands
        named = {"people": _ids(part, Scope.MINE), "schools": _ids(part, Scope.SCHOOL)}
        found += ((row.scope, row.scope_id) for row in tx.execute(_CONCERNED, named))
    raise_revisions(tx, found)


def _ids(changed: Sequence[tuple[Scope, int]], scope: Scope) -> list[int]:
    return [each for of, each in changed if of is scope]
