"""The sample district's training: what its record system knows is taken in, and every clock is started.

Ada is at 3 of 8 sessions with 12 days to go, Ben is done, Cleo has 5 days left. Kai missed his course, and
Eli's firearms qualification has lapsed: neither may claim. Dora has qualified anew, and waits for a word.
"""

from datetime import datetime
from pathlib import Path

from bot.practice.samples.folder import DISTRICT_ZONE
from bot.practice.samples.records import SOURCE
from scheduling.policy.schema import Policy
from scheduling.roster.queries import find_person_by_email
from scheduling.store.engine import Database
from scheduling.training.imports.notices import begin_import
from scheduling.training.imports.records import import_rows, read_record_sheet
from scheduling.training.records.actions import log_training
from scheduling.training.records.entry import Entry
from scheduling.training.upkeep.sweep import sweep_training

_QUALIFICATION = "azpost_firearms"


def take_training_in(database: Database, policy: Policy, records: Path, at: datetime) -> None:
    """Import training.csv as vouched for, and let the sweep do what is due; rows about what the policy does
    not ask are passed over.
    """
    with database.read(at) as tx:
        sheet = read_record_sheet(
            tx, content=records.read_bytes(), policy=policy, district_zone=DISTRICT_ZONE
        )
        run = begin_import(tx, SOURCE, policy)
    for rows in sheet.officers:
        with database.begin(at) as tx:
            import_rows(tx, rows, policy=policy, run=run, verified=True)
    changed = 1
    while changed:
        with database.begin(at) as tx:
            changed = sweep_training(tx, policy)


def log_a_qualification(database: Database, policy: Policy, at: datetime) -> None:
    """Dora hands in that she has been to the range; nothing, where the policy does not ask for it."""
    if _QUALIFICATION not in policy.requirements:
        return
    with database.begin(at) as tx:
        dora = find_person_by_email(tx, "dora@example.org")
        if dora is None:
            raise LookupError("the sample roster lacks dora@example.org")
        done = Entry(
            _QUALIFICATION,
            done_on=dora.day_at(at),
            provider="Ocotillo Range",
            certificate="OR-104",
        )
        log_training(tx, actor=dora, officer=dora, entry=done, policy=policy)
