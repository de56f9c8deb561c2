"""How an occurrence stands: counts, names, and who is missing."""

from collections.abc import Iterable
from typing import Final
from zoneinfo import ZoneInfo

from handlers.blocks.elements import context, section
from handlers.message import Block
from handlers.words.meetings import answers_line, missing_line, title_of, when_it_is
from handlers.words.text import named
from scheduling.meetings.notice_facts import MeetingTally

NAMES: Final = 12
"""Names that are told of one answer; *Open* has the rest."""


def headline_of(facts: MeetingTally, reader: ZoneInfo | None) -> str:
    """Title and when, two lines."""
    return f"*{title_of(facts.invitation.meeting.plan)}*\n*{when_it_is(facts.occurrence, reader)}*"


def tally_blocks(facts: MeetingTally, reader: ZoneInfo | None) -> list[Block]:
    """What, when, how many; by name who says what; whether it is enough."""
    lines = [headline_of(facts, reader), answers_line(facts.tally)]
    if facts.occurrence.cancelled:
        lines[1:] = [":no_entry: *Cancelled.*"]
    elif missing := missing_line(facts.tally):
        lines.append(f":warning: Not enough yet: {missing}")
    elif _has_terms(facts):
        lines.append(":white_check_mark: Enough will come.")
    names = names_by_answer(facts)
    return [section("\n".join(lines)), *([context("\n".join(names))] if names else [])]


def names_by_answer(facts: MeetingTally) -> list[str]:
    """A line for each answer that somebody gives."""
    tally = facts.tally
    said = (("Yes", tally.yes), ("Maybe", tally.maybe), ("No", tally.no), ("Not answered", tally.silent))
    return [f"{answer}: {names_of(facts, people)}" for answer, people in said if people]


def names_of(facts: MeetingTally, people: Iterable[int]) -> str:
    """`Ada Alder, Ben Birch and 4 more`."""
    return named(sorted(facts.people[each].name for each in people if each in facts.people), NAMES)


def _has_terms(facts: MeetingTally) -> bool:
    plan = facts.invitation.meeting.plan
    return bool(plan.quorum or plan.required_roles)
