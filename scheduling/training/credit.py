"""Where a record goes: the obligation whose progress it makes."""

from scheduling.store.transaction import Transaction
from scheduling.training.facts import CountdownLine, TrainingRecord
from scheduling.training.queries import list_lines


def credit_of(tx: Transaction, record: TrainingRecord) -> tuple[CountdownLine | None, bool]:
    """The obligation that a record goes to, and True; where it goes to none the most urgent of the same
    requirement, or else the last, and False.

    A record that waits for a supervisor's word goes where it will go with it.
    """
    owed = (one.line for one in list_lines(tx, [record.person_id]))
    alike = [line for line in owed if line.obligation.requirement.key == record.requirement]
    for line in alike:
        if record.id in (*line.progress.records, *line.progress.unverified):
            return line, True
    running = [line for line in alike if line.obligation.runs]
    return next(iter([*running, *reversed(alike)]), None), False
