"""Reads of people and schools, as frozen facts."""

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select, true

from scheduling.roster.facts import Kind, Person, Role, School, Standing
from scheduling.roster.rules import answers_for
from scheduling.roster.tables import people, schools
from scheduling.store.transaction import Transaction

_PERSON = select(
    people.c.id, people.c.name, people.c.email, people.c.badge, people.c.agency, people.c.kind,
    people.c.programme, people.c.armed, people.c.qualified_on, people.c.role, people.c.supervisor_id,
    people.c.zone, people.c.active, people.c.slack_team_id, people.c.slack_id, people.c.deactivated_at,
    people.c.first_shift_on, people.c.standing, people.c.standing_reason, people.c.standing_source,
    people.c.employment, people.c.funding, people.c.eligible_on, people.c.hired_on, people.c.assigned_on,
    people.c.core_team, people.c.law_unit,
)  # fmt: skip

_SCHOOL = select(schools.c.id, schools.c.code, schools.c.name, schools.c.zone, schools.c.address)


def _person(row: Sequence[Any]) -> Person:
    (pid, name, email, badge, agency, kind, programme, armed, qualified_on, role, supervisor_id,
     zone, active, team, slack_id, deactivated_at, first_shift_on, standing, reason, source,
     employment, funding, eligible_on, hired_on, assigned_on, core_team, law_unit) = row  # fmt: skip
    return Person(
        id=pid, name=name, email=email, badge=badge, agency=agency, kind=Kind(kind), programme=programme,
        armed=bool(armed), qualified_on=qualified_on, role=Role(role), supervisor_id=supervisor_id,
        zone=zone, active=bool(active), slack_team_id=team, slack_id=slack_id,
        deactivated_at=deactivated_at, first_shift_on=first_shift_on, standing=Standing(standing),
        standing_reason=reason, standing_source=source, employment=employment, funding=funding,
        eligible_on=eligible_on, hired_on=hired_on, assigned_on=assigned_on, core_team=bool(core_team),
        law_unit=bool(law_unit),
    )  # fmt: skip


def _list(tx: Transaction, *where: ColumnElement[bool]) -> list[Person]:
    rows = tx.execute(_PERSON.where(*where).order_by(people.c.name, people.c.id))
    return [_person(tuple(row)) for row in rows]


def find_person(tx: Transaction, person_id: int) -> Person | None:
    """The person with this id, or None."""
    return next(iter(_list(tx, people.c.id == person_id)), None)


def person_of(tx: Transaction, person_id: int) -> Person:
    """The person with this id, who must be on the roster: a row names them.

    Raises:
        LookupError: nobody has that id.
    """
    person = find_person(tx, person_id)
    if person is None:
        raise LookupError(f"nobody on the roster has the id {person_id}")
    return person


def find_person_by_slack(tx: Transaction, team_id: str, slack_id: str) -> Person | None:
    """The person behind a Slack account, keyed by workspace (or enterprise) and user id, or None."""
    found = _list(tx, people.c.slack_team_id == team_id, people.c.slack_id == slack_id)
    return next(iter(found), None)


def list_people_by_slack(tx: Transaction, team_id: str, slack_ids: Collection[str]) -> dict[str, Person]:
    """The people behind these accounts of a workspace, by account; who is not on the roster is not in it."""
    found = _list(tx, people.c.slack_team_id == team_id, people.c.slack_id.in_(slack_ids))
    return {each.slack_id: each for each in found if each.slack_id is not None}


def list_people_by_email(tx: Transaction, emails: Collection[str]) -> dict[str, Person]:
    """The people with these e-mail addresses, by address in lower case; likewise."""
    return {each.email: each for each in _list(tx, people.c.email.in_([one.lower() for one in emails]))}


def find_person_by_email(tx: Transaction, email: str) -> Person | None:
    """The person with this e-mail address, or None; capitals do not matter."""
    return next(iter(_list(tx, people.c.email == email.strip().lower())), None)


def list_unlinked(tx: Transaction) -> list[Person]:
    """Active people whose Slack account has not been found yet, by name."""
    return _list(tx, people.c.slack_id.is_(None), people.c.active.is_(True))


def list_people(tx: Transaction, *, ids: Iterable[int] | None = None) -> list[Person]:
    """Everybody on the roster by name, or those with the given ids."""
    where = [] if ids is None else [people.c.id.in_(list(ids))]
    return _list(tx, *where)


_REACHABLE = (
    people.c.active.is_(True),
    people.c.deactivated_at.is_(None),
    people.c.slack_id.is_not(None),
)


def list_answering_for(tx: Transaction, officer: Person) -> list[Person]:
    """Those who may act for an officer, most concerned first: the named supervisor, or, where that one is
    missing or gone, the supervisors of the agency, or else the coordinators. Only people Slack can reach.
    """
    return list_answering_for_each(tx, [officer])[officer.id]


def list_answering_for_each(tx: Transaction, officers: Sequence[Person]) -> dict[int, list[Person]]:
    """The same for many officers, by their ids: three statements at most, however many they are."""
    found: dict[int, list[Person]] = {}
    ladder: tuple[tuple[ColumnElement[bool], Callable[[Person, Person], bool]], ...] = (
        (
            people.c.id.in_([officer.supervisor_id or 0 for officer in officers]),
            lambda each, officer: each.id == officer.supervisor_id,
        ),
        (
            and_(
                people.c.agency.in_({officer.agency for officer in officers} - {""}),
                people.c.role == Role.SUPERVISOR,
            ),
            lambda each, officer: each.agency == officer.agency != "",
        ),
        (people.c.role == Role.COORDINATOR, lambda _each, _officer: True),
    )
    for among, answers in ladder:
        if left := [officer for officer in officers if not found.get(officer.id)]:
            reachable = _list(tx, *_REACHABLE, among)
            for officer in left:
                found[officer.id] = [
                    each for each in reachable if each.id != officer.id and answers(each, officer)
                ]
    return found


def list_officers_of(tx: Transaction, supervisor: Person) -> list[Person]:
    """The active officers, by name, whom this person answers for; never the person themselves."""
    return [each for each in _list(tx, *are_officers_of(supervisor)) if answers_for(supervisor, each)]


def are_officers_of(supervisor: Person) -> tuple[ColumnElement[bool], ...]:
    """What holds of the rows of a supervisor's or coordinator's officers; for an officer it says nothing."""
    concerned: ColumnElement[bool] = people.c.supervisor_id == supervisor.id
    if supervisor.agency:
        concerned = or_(concerned, people.c.agency == supervisor.agency)
    if supervisor.role is Role.COORDINATOR:
        concerned = true()
    return concerned, people.c.active.is_(True), people.c.kind != "", people.c.id != supervisor.id


def list_reachable_officers(tx: Transaction, agencies: Collection[str] | None = None) -> list[Person]:
    """Every officer whom Slack can reach, by name; of these agencies, or of any."""
    return _list(tx, *_REACHABLE, people.c.kind != "", *_are_of(agencies))


def list_coordinators(tx: Transaction) -> list[Person]:
    """Every coordinator whom Slack can reach."""
    return _list(tx, *_REACHABLE, people.c.role == Role.COORDINATOR)


def list_supervisors(tx: Transaction, agencies: Collection[str] | None = None) -> list[Person]:
    """The supervisors whom Slack can reach, by name; of these agencies, or of any."""
    return _list(tx, *_REACHABLE, people.c.role == Role.SUPERVISOR, *_are_of(agencies))


def _are_of(agencies: Collection[str] | None) -> list[ColumnElement[bool]]:
    return [] if agencies is None else [people.c.agency.in_(agencies)]


def list_schools(tx: Transaction) -> list[School]:
    """Every school by name."""
    return _schools(tx)


def find_school(tx: Transaction, school_id: int) -> School | None:
    """The school with this id, or None."""
    return next(iter(_schools(tx, schools.c.id == school_id)), None)


def _schools(tx: Transaction, *where: ColumnElement[bool]) -> list[School]:
    rows = tx.execute(_SCHOOL.where(*where).order_by(schools.c.name, schools.c.id))
    return [School(row.id, row.code, row.name, row.zone, row.address) for row in rows]
