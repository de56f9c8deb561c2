"""What the words about one kind of escalation consist of."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final
from zoneinfo import ZoneInfo

from handlers.message import Block
from scheduling.escalations.facts import Escalation
from scheduling.store.transaction import Transaction

LINE: Final = 170
"""A line has so many characters at most: fifteen of them share a message."""

NAME: Final = 40
"""A name in a line has so many at most, so that the day and time behind it are not cut off."""

Load = Callable[[Transaction, Escalation], Any]
"""Answers the facts as they are now, or `Obsolete`: what it was about is gone; a plain line is shown then."""

Line = Callable[[Any, ZoneInfo | None], str]
Detail = Callable[[Any, ZoneInfo | None], Sequence[Block]]
Offers = Callable[[Any, Escalation], Sequence[Block]]


@dataclass(frozen=True, slots=True)
class ConcernWords:
    """How one kind of escalation is worded; the reader's zone is None for a channel, which reads local time.

    Attributes:
        load: the facts of what it is about, read at the moment of sending or showing; also of one that is
            over, as long as they are there.
        line: what it is about in one line of mrkdwn, at most `LINE` characters, without icon and without the
            escalation's number. It is a heading that reads well once it is over, too, when it is struck
            through: `Unfilled: *Basalt High* · Wed Aug 12, 07:00–15:00`.
        detail: what else is worth seeing of it, as blocks; may be none.
        offers: buttons (elements, not blocks) that do something about it, the most useful first; at most
            four.
    """

    load: Load
    line: Line
    detail: Detail
    offers: Offers
