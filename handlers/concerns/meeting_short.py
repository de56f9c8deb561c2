"""A meeting to which too few come: which, who is missing, and who planned it."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from handlers.blocks.elements import context
from handlers.blocks.meetings.buttons import open_button
from handlers.blocks.meetings.tally import names_of
from handlers.blocks.officer_acts import ask_again_button
from handlers.concerns.words import ConcernWords
from handlers.message import Block
from handlers.words.meetings import missing_line, title_of, when_it_is
from handlers.words.text import escaped
from scheduling.escalations.facts import Escalation
from scheduling.meetings.notice_facts import MeetingTally
from scheduling.meetings.notices.slack import read_tally_of_part
from scheduling.outbox.facts import Obsolete
from scheduling.store.transaction import Transaction


def _load(tx: Transaction, escalation: Escalation) -> MeetingTally | Obsolete:
    return read_tally_of_part(tx, escalation.concern.subject_id, escalation.concern.part)


def _line(facts: MeetingTally, reader: ZoneInfo | None) -> str:
    title, when = title_of(facts.invitation.meeting.plan), when_it_is(facts.occurrence, reader)
    missing = missing_line(facts.tally)
    return f"Too few for *{title}*, {when}{f': {missing}' if missing else ''}"


def _detail(facts: MeetingTally, _reader: ZoneInfo | None) -> Sequence[Block]:
    asked = (("Not answered", facts.tally.silent), ("Maybe", facts.tally.maybe))
    lines = [f"{said}: {names_of(facts, people)}" for said, people in asked if people]
    return [context("\n".join([*lines, f"Planned by {escaped(facts.organiser.name, 80)}"]))]


def _offers(facts: MeetingTally, escalation: Escalation) -> Sequence[Block]:
    unsure = facts.tally.silent or facts.tally.maybe
    again = [ask_again_button(escalation.id)] if unsure and not facts.occurrence.cancelled else []
    return [*again, open_button(facts.invitation.meeting, "Meeting")]


WORDS = ConcernWords(_load, _line, _detail, _offers)
