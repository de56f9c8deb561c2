"""People and schools for tests."""

from itertools import count
from typing import Any

from scheduling.roster.facts import Person, School
from scheduling.roster.queries import find_person
from scheduling.roster.tables import people, schools
from scheduling.store.transaction import Transaction

_number = count(1)


def add_person(tx: Transaction, **told: Any) -> Person:
    """Put somebody on the roster: active, in Phoenix, of no agency, no officer, unless told otherwise."""
    number = next(_number)
    values: dict[str, Any] = {
        "email": f"officer-{number}@example.org", "name": f"Officer Oak {number}", "badge": f"B{number}",
        "agency": "", "kind": "", "programme": "", "employment": "", "funding": "", "armed": False,
        "role": "officer", "zone": "America/Phoenix", "active": True, "standing": "clear",
        "standing_reason": "", "added_at": tx.now, **told,
    }  # fmt: skip
    key = tx.execute(people.insert().values(**values)).inserted_primary_key
    assert key is not None
    person = find_person(tx, key[0])
    assert person is not None
    return person


def change_person(tx: Transaction, person: Person, **told: Any) -> Person:
    """Alter columns of somebody's row and answer the person as they now are."""
    tx.execute(people.update().where(people.c.id == person.id).values(**told))
    changed = find_person(tx, person.id)
    assert changed is not None
    return changed


def add_school(tx: Transaction, **told: Any) -> School:
    """Add a school in Phoenix time, unless told otherwise."""
    number = next(_number)
    values = {
        "code": f"S{number}", "name": f"Feldspar School {number}", "zone": "America/Phoenix", "address": "",
        **told,
    }  # fmt: skip
    key = tx.execute(schools.insert().values(**values)).inserted_primary_key
    assert key is not None
    return School(key[0], values["code"], values["name"], values["zone"], values["address"])
