"""A notice that waits for somebody, brought to their screen."""

from datetime import datetime

from handlers.message import Message
from handlers.notices import render
from scheduling.outbox.tables import notices
from scheduling.roster.facts import Person
from scheduling.roster.queries import find_person
from scheduling.store.engine import Database
from tests.handlers.office import Visitor


def receives(reader: Visitor, kind: str, database: Database, now: datetime) -> str:
    """The first notice of that kind that waits for the reader is on their screen; answers its words."""
    with database.read(now) as tx:
        for row in tx.execute(notices.select().where(notices.c.kind == kind).order_by(notices.c.id)):
            person: Person | None = find_person(tx, int(row.addressee.partition(":")[2]))
            if person is not None and person.slack_id == reader.slack_id:
                told = render(tx, row.kind, row.refs, person, policy=reader.office.desk.policy)
                assert isinstance(told, Message), told
                reader.office.note("direct", {"text": told.text, "blocks": list(told.blocks)})
                reader.last = reader.office.shown[-1]
                return reader.last.words
    raise AssertionError(f"no {kind} waits for {reader.slack_id}")
