"""`meeting_tally`, `meeting_short`, `meeting_attendance`: to the organiser how it stands, that it is not
enough, and afterwards the question who came.
"""

from handlers.blocks.elements import actions, context, section
from handlers.blocks.meetings.answer_buttons import attendance_button
from handlers.blocks.meetings.buttons import open_button
from handlers.blocks.meetings.tally import headline_of, names_of, tally_blocks
from handlers.message import Message, message
from handlers.notices.reader import zone_of
from handlers.words.meetings import missing_line, title_of, when_it_is
from handlers.words.text import counted, escaped
from scheduling.meetings.notice_facts import MeetingTally
from scheduling.roster.facts import Person


def meeting_tally(facts: MeetingTally, addressee: Person | None) -> Message:
    """To the organiser, kept true in place: who comes to the next one."""
    tally = facts.tally
    stands = f"{len(tally.yes)} yes, {len(tally.silent)} not answered"
    text = f"{_titled(facts, addressee)}: {'cancelled' if facts.occurrence.cancelled else stands}"
    row = actions(open_button(facts.invitation.meeting))
    return message(text, [*tally_blocks(facts, zone_of(addressee)), *row])


def meeting_short(facts: MeetingTally, addressee: Person | None) -> Message:
    """To the organiser and whoever answers for them, a day before: who is missing, and what can be done."""
    missing = missing_line(facts.tally)
    text = f"Not enough will come: {_titled(facts, addressee)}: {missing}"
    head = f":rotating_light: *Not enough will come: {missing}.*\n{headline_of(facts, zone_of(addressee))}"
    return message(
        text,
        [
            section(head),
            context("\n".join(_ways_out(facts))),
            *actions(open_button(facts.invitation.meeting)),
        ],
    )


def meeting_attendance(facts: MeetingTally, addressee: Person | None) -> Message:
    """To the organiser, once it is over: a form to tick who came."""
    meeting, of = facts.invitation.meeting, facts.occurrence
    text = f"Who came? {_titled(facts, addressee)}"
    said = f"{counted(len(facts.tally.yes), 'person', 'people')} said yes. Who came?"
    logs = [context("Training is logged for those who came.")] if meeting.plan.requirement else []
    head = section(f"{headline_of(facts, zone_of(addressee))}\n{said}")
    return message(text, [head, *logs, *actions(attendance_button(meeting, of.original_at))])


def _ways_out(facts: MeetingTally) -> list[str]:
    tally = facts.tally
    asked = (("Not answered", tally.silent), ("Maybe", tally.maybe))
    names = [f"{said}: {names_of(facts, people)}" for said, people in asked if people]
    organiser = escaped(facts.organiser.name, 80)
    return [*names, f"Ask them, or move or cancel it. Planned by {organiser}."]


def _titled(facts: MeetingTally, addressee: Person | None) -> str:
    when = when_it_is(facts.occurrence, zone_of(addressee))
    return f"{title_of(facts.invitation.meeting.plan)}, {when}"
