"""`training_verify_asked`, `training_verify_settled`, `training_record_decided`: records that wait for
a word, and what became of them.
"""

from handlers.blocks.elements import actions, context, section
from handlers.blocks.training.buttons import own_buttons, record_buttons, training_button
from handlers.blocks.training.line import head_of
from handlers.blocks.training.waiting import record_words
from handlers.message import Block, Message, message
from handlers.words.text import escaped
from scheduling.roster.facts import Person
from scheduling.training.facts import RecordState
from scheduling.training.notices.facts import TrainingRecordDecided, TrainingVerifyAsked


def training_verify_asked(facts: TrainingVerifyAsked, _addressee: Person | None) -> Message:
    """To those who answer for the officer: what was logged, and yes or no."""
    name, title = escaped(facts.officer.name, 80), escaped(facts.title, 120)
    text = f"To verify: {name}, {title}"
    body = f"*{name}* · *{title}*\nTo verify, {record_words(facts.record, facts.today)}"
    row = record_buttons(facts.record, f"{facts.officer.name}, {facts.title}")
    return message(text, [section(body), *actions(*row)])


def training_verify_settled(facts: TrainingRecordDecided, addressee: Person | None) -> Message:
    """In the place of the question, for those who were asked and did not decide."""
    name, title = escaped(facts.officer.name, 80), escaped(facts.title, 120)
    said = _said(facts, addressee)
    body = f"{said}\n*{name}* · *{title}*, {record_words(facts.record, facts.today)}"
    return message(f"{said} {name}, {title}", [section(body), *_reason(facts)])


def training_record_decided(facts: TrainingRecordDecided, addressee: Person | None) -> Message:
    """To the officer: it counts, or why not; and how the obligation stands."""
    title, said = escaped(facts.title, 120), _said(facts, addressee)
    verified = facts.record.state is RecordState.VERIFIED
    mark = ":white_check_mark:" if verified else ":no_entry:"
    blocks = [section(f"{mark} *{said}* {title}, {record_words(facts.record, facts.today)}"), *_reason(facts)]
    if facts.line is not None:
        blocks.append(section(head_of(facts.line, facts.today)))
    row = own_buttons(facts.line)[:1] if facts.line is not None else []
    return message(f"{said} {title}", [*blocks, *actions(*row, training_button())])


def _said(facts: TrainingRecordDecided, reader: Person | None) -> str:
    by = "You" if reader is not None and reader.id == facts.by.id else escaped(facts.by.name, 80)
    return f"{by} verified it." if facts.record.state is RecordState.VERIFIED else f"{by} refused it."


def _reason(facts: TrainingRecordDecided) -> list[Block]:
    return [context(f"Why: {escaped(facts.record.reason, 500)}")] if facts.record.reason else []
