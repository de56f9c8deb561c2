"""What officers hand in, in tests: entries, and handing them in."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select

from scheduling.outbox.tables import notices
from scheduling.refusals import Refusal, Refused
from scheduling.roster.facts import Person
from scheduling.store.transaction import Transaction
from scheduling.training.records.actions import Logged, log_training
from scheduling.training.records.entry import Entry
from scheduling.training.tables import training_records
from tests.factories.countdowns import COURSE, HOURS, SESSIONS
from tests.factories.owing import packs

POLICY = packs()
YESTERDAY = date(2026, 8, 11)
TODAY = date(2026, 8, 12)
TOMORROW = date(2026, 8, 13)


def ticked(*names: str, on: date = YESTERDAY, **told: Any) -> Entry:
    """Sessions of the course, the first unless told which, done yesterday unless told when."""
    return Entry(COURSE.key, on, sessions=names or SESSIONS[:1], **told)


def hours(amount: float, *topics: str, on: date = YESTERDAY, **told: Any) -> Entry:
    """Hours of in-service training about some topics, the first unless told which."""
    named = topics or HOURS.amount.topics[:1]
    return Entry(HOURS.key, on, minutes=round(amount * 60), topics=named, **told)


def log(tx: Transaction, officer: Person, entry: Entry, by: Person | None = None, **told: Any) -> Logged:
    """Hand an entry in, by the officer unless told by whom."""
    told = {"policy": POLICY, **told}
    return log_training(tx, actor=by or officer, officer=officer, entry=entry, **told)


def refusal_of(tx: Transaction, officer: Person, entry: Entry, **told: Any) -> Refusal:
    """The one refusal of an entry, of which nothing is stored and nobody told."""
    before = count_rows(tx)
    with pytest.raises(Refused) as refused:
        log(tx, officer, entry, **told)
    assert count_rows(tx) == before
    (refusal,) = refused.value.refusals
    return refusal


def count_rows(tx: Transaction) -> tuple[int, ...]:
    return tuple(
        tx.execute(select(func.count()).select_from(table)).scalar_one()
        for table in (training_records, notices)
    )
