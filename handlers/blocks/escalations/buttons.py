"""The buttons of escalations; `post` is the message they stand in, so that it can be shown anew."""

from collections.abc import Sequence

from handlers.blocks.elements import actions, button, confirm, menu, option
from handlers.concerns.standing import Standing
from handlers.grammar.escalations import ESCALATIONS
from handlers.ids import escalations as ids
from handlers.ids.shifts import SAY, Say
from handlers.message import Block
from handlers.words.plain_text import plain_text
from handlers.words.text import capital

OFFERS = 4
"""Buttons about the matter itself, beside *I have it*: more of them hide it on a phone."""

_SPANS = (
    (ids.MINUTES_20, "20 min"),
    (ids.HOUR, "1 h"),
    (ids.TOMORROW, "Tomorrow, 08:00"),
    (ids.NEXT_WEEK, "Monday, 08:00"),
    (ids.CHOOSE, "Until …"),
)


def rows_of(standing: Standing, post: int = 0) -> list[Block]:
    """What can be done about one: take it, do something about it, or pass it on. None once it is over."""
    if standing.is_over:
        return []
    about = ids.EscalationRef(standing.number, post)
    take = [take_button(standing.number, post, primary=True)] if standing.is_open else []
    first = [*take, *list(standing.concerning.offers())[:OFFERS]]
    return [*actions(*first), *actions(*_passing_on(standing, about))]


def take_button(number: int, post: int = 0, *, primary: bool = False) -> Block:
    """*I have it*."""
    about = ids.EscalationRef(number, post)
    style = "primary" if primary else ""
    return button("I have it", ids.ESCALATION_TAKE, about, style=style, label=f"I have it: number {number}")


def open_button(number: int, text: str = "Open") -> Block:
    """*Open*: all of it."""
    return button(text, ids.ESCALATION_OPEN, ids.EscalationRef(number), label=f"Open number {number}")


def say_button(text: str, words: str) -> Block:
    """Says words after `/escalations`."""
    return button(text, SAY, Say(f"{ESCALATIONS} {words}".strip()))


def _passing_on(standing: Standing, about: ids.EscalationRef) -> Sequence[Block]:
    number = standing.number
    row = [
        button("Resolve …", ids.ESCALATION_RESOLVE_FORM, about, label=f"Resolve number {number}"),
        button("Hand over …", ids.ESCALATION_HAND_OVER_FORM, about, label=f"Hand over number {number}"),
        _snooze_menu(about),
    ]
    return [*row, _escalate_button(standing, about)]


def _snooze_menu(about: ids.EscalationRef) -> Block:
    spans = [option(told, ids.SnoozeRef(about.escalation, span, about.post)) for span, told in _SPANS]
    return menu("Snooze", ids.ESCALATION_SNOOZE, spans)


def _escalate_button(standing: Standing, about: ids.EscalationRef) -> Block:
    whom = plain_text(standing.turn, standing.zone) or "Whoever is next"
    free = "" if standing.is_open else f" {standing.owner} does not have it any more then."
    told = f"{capital(whom)}: told now.{free}"
    ask = confirm("Tell the next at once?", told, "Tell them", "Wait")
    upcoming = standing.escalation.upcoming
    drawn_for = ids.TurnRef(about.escalation, about.post, upcoming.round, upcoming.step + 1)
    return button("Escalate now", ids.ESCALATION_ESCALATE, drawn_for, confirm=ask)
