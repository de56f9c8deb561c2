"""The sample district's training: what its record system knows is taken in, and every clock is started.

Ada is at 3 of 8 sessions with 12 days to go, Ben is done, Cleo has 5 days left. Kai missed his course, and
Eli's firearms qualification has lapsed: neither may claim.
"""

from datetime import datetime
from pathlib import Path

from bot.practice.samples.folder import DISTRICT_ZONE
from bot.practice.samples.records import SOURCE
from scheduling.policy.schema import Policy
from scheduling.store.engine import Database
from scheduling.training.import_notices import begin_import
from scheduling.training.import_records import import_rows, read_record_sheet
from scheduling.training.sweep import sweep_training


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
