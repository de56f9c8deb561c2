"""The work that is killed: a sergeant claims shifts for officers and takes them back, as fast as it goes.

Whatever is committed is then acknowledged over a pipe, as a person would read it in Slack. One who acts for
another causes a notice to them, so that each claim and each release has an outbox row of its own.
"""

import os
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from random import Random
from threading import Lock, Thread
from typing import Final

from sqlalchemy import select

from bench.workload import email_of, settle
from bot.clock import SystemClock
from scheduling.policy.loader import load_policy
from scheduling.policy.schema import Policy
from scheduling.refusals import Refused
from scheduling.roster.facts import Person
from scheduling.roster.queries import list_people
from scheduling.roster.tables import people
from scheduling.shifts.actions import claim_shift, release_shift
from scheduling.shifts.queries import find_held
from scheduling.shifts.tables import shifts
from scheduling.store.engine import Database, open_database
from scheduling.store.transaction import Transaction

OFFICERS: Final = 60
DAYS: Final = 40
PLACES: Final = 20
THREADS: Final = 4

CLAIMED: Final = "claimed"
RELEASED: Final = "released"

Acknowledged = tuple[str, int]
"""CLAIMED or RELEASED, and the number of the claim."""


@dataclass(frozen=True, slots=True)
class District:
    """Who may be claimed for, by whom, and what."""

    sergeant: Person
    officers: tuple[Person, ...]
    shift_ids: tuple[int, ...]


def prepare(database: Database) -> None:
    """A roster whose first officer is a sergeant, and a shift a day with fewer places than officers."""
    with database.begin(SystemClock().now()) as tx:
        settle(tx, officers=OFFICERS, days=DAYS, places=PLACES)
        tx.execute(people.update().where(people.c.email == email_of(0)).values(role="supervisor"))


def work(database_url: str, seed: int, acknowledge: Connection) -> None:
    """Claim and release until killed; the target of a process."""
    database, clock = open_database(database_url), SystemClock()
    with database.read(clock.now()) as tx:
        district = _district(tx)
    said = Lock()
    threading.excepthook = _end
    threads = [
        Thread(target=_work_on, args=(database, district, Random(seed + number), acknowledge, said))
        for number in range(THREADS)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _end(fault: threading.ExceptHookArgs) -> None:
    """A fault of one thread ends the process: whoever kills it sees that it has ended by itself."""
    sys.__excepthook__(fault.exc_type, fault.exc_value or fault.exc_type(), fault.exc_traceback)
    os._exit(1)


def _district(tx: Transaction) -> District:
    everybody = list_people(tx)
    sergeant = next(person for person in everybody if person.email == email_of(0))
    officers = tuple(person for person in everybody if person.id != sergeant.id)
    return District(sergeant, officers, tuple(tx.execute(select(shifts.c.id)).scalars()))


def _work_on(
    database: Database, district: District, chance: Random, acknowledge: Connection, said: Lock
) -> None:
    for done in _deeds(database, district, chance, load_policy("default")):
        with said:
            acknowledge.send(done)


def _deeds(database: Database, district: District, chance: Random, policy: Policy) -> Iterator[Acknowledged]:
    """Whatever is yielded is committed."""
    clock = SystemClock()
    while True:
        officer, shift_id = chance.choice(district.officers), chance.choice(district.shift_ids)
        try:
            with database.begin(clock.now()) as tx:
                done = _claim_or_release(tx, district.sergeant, officer, shift_id, policy)
        except Refused:
            continue  # full, or too many hours: another one
        yield done


def _claim_or_release(
    tx: Transaction, sergeant: Person, officer: Person, shift_id: int, policy: Policy
) -> Acknowledged:
    held = find_held(tx, shift_id, officer)
    if held is None:
        claimed = claim_shift(tx, actor=sergeant, officer=officer, shift_id=shift_id, policy=policy)
        return CLAIMED, claimed.claim_id
    release_shift(
        tx,
        actor=sergeant,
        officer=officer,
        shift_id=shift_id,
        policy=policy,
        reason="swapped with a colleague",
    )
    return RELEASED, held.claim_id
