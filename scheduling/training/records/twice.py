"""Whether something was handed in before, as far as its own words say: pure.

A certificate says more, and is looked for where it is written (`records.add_record`).
"""

from collections.abc import Iterable

from scheduling.training.facts import TrainingRecord
from scheduling.training.records.entry import Entry


def find_same(entry: Entry, done: Iterable[TrainingRecord], *, in_file: bool) -> TrainingRecord | None:
    """What the officer has done already, of the same requirement, that says the same as an entry; or None.

    What a person hands in is something else as soon as a time, a provider or a certificate says so. A record
    system and a person seldom tell equally much: so what only one of the two tells makes no difference
    between a line of a file and what a person handed in. Lines of files are told apart by their ids.

    Args:
        entry: tidied.
        done: the officer's records, by the day on which it was done; neither planned nor refused.
        in_file: whether the entry is a line of a file.
    """
    alike = (record for record in done if record.requirement == entry.requirement and _fits(entry, record))
    if in_file:
        return next((record for record in alike if record.logged_by and not _differs(entry, record)), None)
    return next((record for record in alike if _is_told_equally(entry, record)), None)


def _fits(entry: Entry, record: TrainingRecord) -> bool:
    """The same day, as long, about the same."""
    return (
        entry.done_on == record.done_on
        and entry.minutes == record.minutes
        and set(entry.sessions) == set(record.sessions)
        and set(entry.topics) == set(record.topics)
    )


def _is_told_equally(entry: Entry, record: TrainingRecord) -> bool:
    return all(told == known for told, known in _details(entry, record))


def _differs(entry: Entry, record: TrainingRecord) -> bool:
    return any(told != known for told, known in _details(entry, record) if told and known)


def _details(entry: Entry, record: TrainingRecord) -> list[tuple[object, object]]:
    """What tells two courses of one day apart: when exactly, by whom, with which proof."""
    return [
        (entry.starts_at, record.starts_at),
        (entry.ends_at, record.ends_at),
        (entry.provider.casefold(), record.provider.casefold()),
        (entry.proof, record.certificate),
    ]
