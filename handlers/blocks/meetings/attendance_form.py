"""The form in which it is noted who came, and what is told once it is."""

from collections.abc import Sequence
from typing import Final

from handlers.blocks.elements import actions, context, section
from handlers.blocks.inputs import line_input, some_of_input
from handlers.blocks.meetings.answer_buttons import attendance_button
from handlers.blocks.meetings.buttons import open_button
from handlers.ids import meetings as ids
from handlers.ids.packing import pack
from handlers.message import Block, Message, Modal, message
from handlers.refusals.wording import sentence_of
from handlers.visit import Origin
from handlers.words.meetings import title_of, when_it_is
from handlers.words.text import counted, escaped
from scheduling.meetings.answers.attendance import LONGEST_LINK, Attendance
from scheduling.meetings.answers.who_came import WhoCame
from scheduling.policy.requirements import Requirement
from scheduling.policy.schema import Policy
from scheduling.roster.facts import Person
from scheduling.zones import zone

AT_ONCE: Final = 100
"""People in one field; Slack offers no more, so that there may be several."""

_NOT_LOGGED: Final = 8
"""Officers for whom it is told why training was not logged."""


def attendance_form(facts: WhoCame, policy: Policy, origin: Origin) -> Modal:
    """Who came, by boxes; the minutes; of training what was covered."""
    of = facts.occurrence
    serves = serves_of(facts, policy)
    told = section(f"*{title_of(of.meeting.plan)}*\n{when_it_is(of)}")
    logs = [context(f"Logged for those who came: {escaped(serves.title, 120)}.")] if serves else []
    blocks = [told, *logs, *_people(facts), *_covered(serves), _minutes(facts)]
    at = of.original_at.isoformat()
    form = ids.MeetingForm(of.meeting.id, ids.ONE, at, "", origin.url, origin.replaces)
    return Modal(ids.ATTENDANCE, "Who came?", tuple(blocks), "Save", pack(form))


def serves_of(facts: WhoCame, policy: Policy) -> Requirement | None:
    """The training that attending served; None: none that is still required."""
    return policy.requirements.get(facts.occurrence.meeting.plan.requirement)


def came_fields(people: int) -> list[str]:
    """The block ids of the fields that take so many people."""
    return [f"{ids.CAME}_{number}" for number in range(1, (people - 1) // AT_ONCE + 2)]


def attendance_noted(done: Attendance, people: Sequence[Person]) -> Message:
    """What was noted, and for whom training was logged or was not."""
    plan, came = done.occurrence.meeting.plan, len(done.came)
    who = counted(came, "person", "people")
    text = f"Noted: {who} came to {title_of(plan)}"
    lines = [f":white_check_mark: *{who}* came to *{title_of(plan)}*, {when_it_is(done.occurrence)}."]
    if done.logged:
        lines.append(f"Training is logged for {counted(len(done.logged), 'officer')}.")
    names = {each.id: each.name for each in people}
    told = [f"• {escaped(names.get(each, ''), 60)}: {_why(done, each)}" for each in done.not_logged]
    if len(told) > _NOT_LOGGED:
        told[_NOT_LOGGED:] = [f"• and {len(told) - _NOT_LOGGED} more"]
    not_logged = [section("\n".join([":warning: Training is not logged for", *told]))] if told else []
    meeting = done.occurrence.meeting
    again = attendance_button(meeting, done.occurrence.original_at, "Change who came", style="")
    row = actions(again, open_button(meeting))
    return message(text, [section("\n".join(lines)), *not_logged, *row])


def _people(facts: WhoCame) -> list[Block]:
    fields = came_fields(len(facts.people))
    chosen = {str(each) for each in facts.came}
    blocks = []
    for number, field in enumerate(fields):
        some = facts.people[number * AT_ONCE : (number + 1) * AT_ONCE]
        names = [(str(each.id), each.name) for each in some]
        part = f", {some[0].name} to {some[-1].name}" if len(fields) > 1 else ""
        blocks.append(some_of_input(field, f"Who came{part}", names, chosen=chosen, optional=True))
    return blocks


def _covered(serves: Requirement | None) -> list[Block]:
    if serves is None:
        return []
    offered = (
        (ids.COVERED_SESSIONS, "Sessions that it was", serves.amount.sessions),
        (ids.COVERED_TOPICS, "Topics that it covered", serves.amount.every_topic),
    )
    return [
        some_of_input(field, label, [(str(n), name) for n, name in enumerate(names)], optional=True)
        for field, label, names in offered
        if names
    ]


def _minutes(facts: WhoCame) -> Block:
    return line_input(
        ids.MINUTES, "Link to the minutes", most=LONGEST_LINK, optional=True, typed=facts.minutes,
        shown="https://",
    )  # fmt: skip


def _why(done: Attendance, person: int) -> str:
    at = zone(done.occurrence.meeting.plan.zone)
    return sentence_of(done.not_logged[person][0], at).whole
