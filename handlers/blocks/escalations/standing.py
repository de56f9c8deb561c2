"""How an escalation stands, in a line or two: who has it, whose turn is next and when, or how it ended."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from handlers.blocks.escalations.times import Times, times_of
from handlers.concerns.standing import Standing
from handlers.words.escalations import ending_word
from handlers.words.text import capital, escaped, lasted
from scheduling.escalations.facts import Ending, EscalationState
from scheduling.outbox.actions import Urgency

_SHORT = 24
_REASON = 300


def mark_of(standing: Standing) -> str:
    """The emoji in front: over, taken, or how urgent it is."""
    if standing.is_over:
        return ":white_check_mark:"
    if not standing.is_open:
        return ":eyes:"
    return ":rotating_light:" if standing.escalation.urgency is Urgency.URGENT else ":warning:"


def heading_of(standing: Standing, reader: ZoneInfo | None) -> str:
    """Mark and line; struck through once it is over."""
    line = standing.concerning.line(reader)
    return f"{mark_of(standing)} {f'~{line}~' if standing.is_over else line}"


def stands(standing: Standing, reader: ZoneInfo | None) -> str:
    """`Nobody has it. Next: Sergeant Sol Sequoia, Wed Aug 12, 12:30.` and its like, in mrkdwn."""
    at, of = times_of(standing, reader), standing.escalation
    if standing.is_over:
        return _ended(standing, at)
    owner = _owner(standing, 80)
    match of.state:
        case EscalationState.SNOOZED if of.next_at is not None:
            return f"*{owner} it*; it rests until {at.told(of.next_at)}."
        case EscalationState.OPEN:
            return f"*Nobody has it.* {_next(standing, at)}".strip()
    since = f", since {at.told(of.owned_at)}" if of.owned_at is not None else ""
    again = standing.reopens_at
    opens = f" Open again {at.told(again, of.owned_at)}, unless it is settled." if again is not None else ""
    return f"*{owner} it*{since}.{opens}"


def stands_shortly(standing: Standing, reader: ZoneInfo | None) -> str:
    """The same in few words, for a line among many: `nobody has it · next Wed Aug 12, 12:30`."""
    at, of = times_of(standing, reader), standing.escalation
    if standing.is_over:
        return _how(standing, _SHORT)
    if of.state is EscalationState.SNOOZED and of.next_at is not None:
        return f"rests until {at.told(of.next_at)}"
    if not standing.is_open:
        return f"{_owner(standing, _SHORT)} it"
    return f"nobody has it · next {at.told(of.next_at)}" if of.next_at is not None else "nobody has it"


def opened(standing: Standing, reader: ZoneInfo | None) -> str:
    """`#12 · opened Wed Aug 12, 12:00 MST`."""
    at = times_of(standing, reader)
    return f"#{standing.number} · opened {at.told(standing.escalation.opened_at)}"


def _next(standing: Standing, at: Times) -> str:
    next_at = standing.escalation.next_at
    if next_at is None or not standing.turn:
        return ""
    when = "now" if next_at <= standing.now else at.told(next_at)
    return f"Next: {standing.turn}, {when}."


def _ended(standing: Standing, at: Times) -> str:
    of = standing.escalation
    if of.resolved_at is None:
        return f"{_how(standing, 80)}."
    age = of.resolved_at - of.opened_at
    after = f", after {lasted(age)}" if age >= timedelta(minutes=1) else ""
    said = f": {escaped(of.resolution, _REASON)}" if of.resolution else "."
    return f"*{capital(_how(standing, 80))}*, {at.told(of.resolved_at)}{after}{said}"


def _owner(standing: Standing, most: int) -> str:
    """`Sergeant Sol Sequoia has`, `You have`."""
    return "You have" if standing.is_mine else f"{escaped(standing.owner, most)} has"


def _how(standing: Standing, most: int) -> str:
    """`resolved by Sergeant Sol Sequoia`, `filled`."""
    ending = standing.escalation.ending
    word = ending_word(ending.value if ending is not None else Ending.OVER.value)
    return f"{word} by {escaped(standing.resolver, most)}" if standing.resolver else word
