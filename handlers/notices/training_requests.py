"""`training_request_asked`, `training_request_decided`, `training_request_settled`: an officer asks for more
time, or to be let off, and what became of it.
"""

from handlers.blocks.elements import actions, context, section
from handlers.blocks.training.buttons import own_buttons, request_buttons, training_button
from handlers.blocks.training.done import decision_of
from handlers.blocks.training.line import at_stake_line, head_of
from handlers.blocks.training.waiting import request_line
from handlers.message import Block, Message, message
from handlers.words.countdown import civil, title_of
from handlers.words.text import escaped
from scheduling.roster.facts import Person
from scheduling.training.facts import RequestKind, RequestState, TrainingRequest
from scheduling.training.notices.facts import (
    TrainingRequestAsked,
    TrainingRequestDecided,
    TrainingRequestSettled,
)


def training_request_asked(facts: TrainingRequestAsked, _addressee: Person | None) -> Message:
    """To whoever may decide: what is asked and why, how it stands, what hangs on it; yes or no."""
    name, title = escaped(facts.officer.name, 80), title_of(facts.line.obligation.requirement)
    what = "for more time" if facts.request.kind is RequestKind.EXTENSION else "to be let off"
    text = f"{name} asks {what}: {title}"
    blocks = [
        section(head_of(facts.line, facts.today, whose=facts.officer.name)),
        section(f":raising_hand: {request_line(facts.request, facts.today)}"),
    ]
    latest = f"It may be put off until {civil(facts.latest, facts.today)} at most." if facts.latest else ""
    small = [part for part in (latest, at_stake_line(facts.at_stake)) if part]
    blocks += [context("\n".join(small))] if small else []
    row = request_buttons(facts.request, f"{facts.officer.name}, {facts.line.obligation.requirement.title}")
    return message(text, [*blocks, *actions(*row)])


def training_request_decided(facts: TrainingRequestDecided, _addressee: Person | None) -> Message:
    """To the officer: granted or not, by whom and why, and what stands now."""
    request, by = facts.request, escaped(facts.by.name, 80)
    said = decision_of(request.kind, request.state, request.granted_until, facts.today)
    title = title_of(facts.line.obligation.requirement)
    mark = ":white_check_mark:" if request.state is RequestState.GRANTED else ":no_entry:"
    blocks = [section(f"{mark} *{said}* {by} decided.{_shorter(facts)}"), *_why(request)]
    blocks.append(section(head_of(facts.line, facts.today)))
    return message(f"{said} {title}, decided by {by}", [*blocks, *actions(*_next(facts), training_button())])


def training_request_settled(facts: TrainingRequestSettled, addressee: Person | None) -> Message:
    """In the place of the question, for those who were asked and did not decide."""
    name, title = escaped(facts.officer.name, 80), title_of(facts.line.obligation.requirement)
    if facts.by is None:
        said = "There is nothing to decide any more."
    else:
        own = addressee is not None and addressee.id == facts.by.id
        request = facts.request
        decision = decision_of(request.kind, request.state, request.granted_until, facts.today)
        said = f"{decision} {'You' if own else escaped(facts.by.name, 80)} decided."
    body = f"{said}\n{head_of(facts.line, facts.today, whose=facts.officer.name)}"
    return message(f"{said} {name}, {title}", [section(body), *_why(facts.request)])


def _shorter(facts: TrainingRequestDecided) -> str:
    """That less was granted than was asked for."""
    wanted, got = facts.request.until, facts.request.granted_until
    if got is None or (wanted is not None and got >= wanted) or not facts.request.asked:
        return ""
    return f" You had asked for {civil(wanted, facts.today) if wanted else 'good'}."


def _why(request: TrainingRequest) -> list[Block]:
    return [context(f"Why: {escaped(request.decision, 500)}")] if request.decision else []


def _next(facts: TrainingRequestDecided) -> list[Block]:
    """*Log progress*, where something is still owed."""
    return own_buttons(facts.line)[:1]
