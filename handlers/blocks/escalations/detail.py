"""One escalation, whole: what it is about, who has it, what can be done, and all that became of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from handlers.blocks.elements import actions, context, divider, section
from handlers.blocks.escalations.buttons import rows_of, say_button
from handlers.blocks.escalations.standing import heading_of, opened, stands
from handlers.blocks.escalations.timeline import timeline_blocks
from handlers.blocks.escalations.times import times_of
from handlers.concerns.standing import Standing
from handlers.message import Message, message
from handlers.words.escalation_lines import Names
from handlers.words.plain_text import plain_text
from scheduling.escalations.facts import Entry


@dataclass(frozen=True, slots=True)
class EscalationView:
    """How it stands, its timeline, and everybody's name in it."""

    standing: Standing
    entries: Sequence[Entry]
    names: Names


def escalation_view(view: EscalationView, reader: ZoneInfo, done: str = "") -> Message:
    """All of it; `done` says in mrkdwn what the reader has just brought about."""
    of = view.standing
    told = section(f"{heading_of(of, reader)}\n{stands(of, reader)}")
    blocks = [*([section(done)] if done else []), told, *rows_of(of), *of.concerning.detail(reader)]
    blocks += [divider(), *timeline_blocks(of.escalation, view.entries, view.names, times_of(of, reader))]
    blocks += [context(opened(of, reader)), *actions(say_button("All that is open", ""))]
    line = plain_text(done or of.concerning.line(reader), reader)
    return message(f"#{of.number}: {line}", blocks)
