"""`training_team`: what falls due soon among those whom the reader answers for."""

from handlers.blocks.elements import actions, section
from handlers.blocks.training.buttons import team_button
from handlers.blocks.who import packed
from handlers.grammar.training import Team
from handlers.message import Message, message
from handlers.words.countdown import title_of, told_short
from handlers.words.text import counted, escaped
from scheduling.roster.facts import Person
from scheduling.training.notices.facts import TrainingTeam
from scheduling.training.rules.urgency import TeamLine, Urgency, urgency_of

_MARKS = {Urgency.BLOCKED: ":no_entry: ", Urgency.OVERDUE: ":red_circle: ", Urgency.WEEK: ":warning: "}
_COUNTED = {Urgency.BLOCKED: "blocked", Urgency.OVERDUE: "overdue", Urgency.WEEK: "due within 7 days"}


def training_team(facts: TrainingTeam, _addressee: Person | None) -> Message:
    """To a supervisor: the most urgent first, a line each."""
    text = f"Training of your officers: {_counts(facts)}"
    told = packed([_line(one, facts) for one in facts.lines])
    total = sum(facts.counts.values())
    more = f"All {counted(total, 'countdown')}" if total > len(facts.lines) else "My team"
    return message(text, [section(f"*{text}*"), *told, *actions(team_button(more, Team()))])


def _counts(facts: TrainingTeam) -> str:
    """`1 blocked, 2 due within 7 days`; what is further away is not counted apart."""
    said = [f"{number} {_COUNTED[step]}" for step, number in facts.counts.items() if step in _COUNTED]
    return ", ".join(said) or f"{sum(facts.counts.values())} due soon"


def _line(one: TeamLine, facts: TrainingTeam) -> str:
    obligation = one.line.obligation
    mark = _MARKS.get(urgency_of(obligation, facts.today), "")
    name, title = escaped(one.person.name, 80), title_of(obligation.requirement)
    return f"{mark}*{name}* · {title}: {told_short(one.line, facts.today)}"
