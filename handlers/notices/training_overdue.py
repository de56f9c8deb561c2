"""`training_overdue`: officers have missed a deadline."""

from handlers.blocks.elements import actions, context, section
from handlers.blocks.training.buttons import open_button, team_button
from handlers.blocks.training.line import head_of
from handlers.grammar.training import Team
from handlers.message import Block, Message, message
from handlers.words.countdown import missing, title_of
from handlers.words.text import counted, escaped, listed
from scheduling.policy.requirements import Consequence
from scheduling.roster.facts import Person
from scheduling.training.notices.facts import TrainingOverdue
from scheduling.training.rules.urgency import TeamFilter, TeamLine

MOST = 12
"""Lines with a button; the team's list has the rest."""

_FOLLOWS = {
    Consequence.TELL: "Nothing is blocked.",
    Consequence.BLOCK: ":no_entry: No claims until it is done.",
    Consequence.HAND_BACK: ":no_entry: No claims until it is done; coming shifts go back.",
}


def training_overdue(facts: TrainingOverdue, _addressee: Person | None) -> Message:
    """To those who answer for the officers: who, what, and what follows."""
    names = list(dict.fromkeys(escaped(one.person.name, 80) for one in facts.lines))
    shown = listed([*names[:3], *([counted(len(names) - 3, "more officer")] if len(names) > 3 else [])])
    text = f"Overdue: {title_of(facts.lines[0].line.obligation.requirement)}, {shown}"
    if len({one.line.obligation.requirement.key for one in facts.lines}) > 1:
        text = f"Training is overdue: {shown}"
    blocks = [block for one in facts.lines[:MOST] for block in _told(one, facts)]
    every = team_button("All that is overdue", Team(TeamFilter(overdue=True)))
    return message(text, [section(f":red_circle: *{text}*"), *blocks, *actions(every)])


def _told(one: TeamLine, facts: TrainingOverdue) -> list[Block]:
    head = section(head_of(one.line, facts.today, whose=one.person.name), open_button(one.person))
    held = len(facts.held.get(one.person.id, ()))
    holds = f"Holds {counted(held, 'coming shift')}." if held else ""
    follows = _FOLLOWS[one.line.obligation.requirement.consequence]
    small = [missing(one.line), " ".join(part for part in (follows, holds) if part)]
    return [head, context("\n".join(part for part in small if part))]
