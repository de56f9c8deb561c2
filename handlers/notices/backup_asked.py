"""`backup_asked`: a back-up agency is asked for an officer."""

from handlers.blocks.elements import context, section
from handlers.blocks.shifts import lines_of, told_short
from handlers.message import Message, message
from handlers.notices.reader import zone_of
from handlers.words.text import escaped
from scheduling.roster.facts import Person
from scheduling.shifts.notice_facts import BackupIsAsked


def backup_asked(facts: BackupIsAsked, addressee: Person | None) -> Message:
    """To a supervisor of the back-up agency."""
    agency, by = escaped(facts.shift.agency, 80) or "Another agency", escaped(facts.by.name)
    head = f":raising_hand: *{agency} asks for back-up.* Your officers may claim this shift now."
    body = f"{head}\n{lines_of(facts.shift, zone_of(addressee))}"
    small = f"{by} asks. Put one of yours on it: `/shifts assign {facts.shift.id} @officer`"
    return message(f"{agency} asks for back-up: {told_short(facts.shift)}", [section(body), context(small)])
