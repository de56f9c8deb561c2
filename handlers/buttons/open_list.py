"""The filters and pages of the open list, and buttons that say words."""

from collections.abc import Callable, Mapping
from typing import Final

from handlers.commands import open_list
from handlers.commands.escalations import say_escalations
from handlers.commands.meetings import say_meetings
from handlers.commands.shifts import say
from handlers.commands.sso import say_sso
from handlers.commands.training import say_training
from handlers.grammar.escalations import ESCALATIONS
from handlers.grammar.meetings import MEETINGS
from handlers.grammar.sso import SSO
from handlers.grammar.training import TRAINING
from handlers.ids.shifts import Look, Say
from handlers.message import Outcome
from handlers.visit import Visit

_OTHER_COMMANDS: Final[Mapping[str, Callable[[Visit, str], Outcome]]] = {
    SSO: say_sso,
    TRAINING: say_training,
    MEETINGS: say_meetings,
    ESCALATIONS: say_escalations,
}


def press_look(visit: Visit) -> Outcome:
    """A page, a week, a school: the list as the button describes it."""
    return open_list.look_at(visit, visit.value(Look))


def press_say(visit: Visit) -> Outcome:
    """As if the words had been typed after `/shifts`; or after the command that they name."""
    words = visit.value(Say).words
    command, _, rest = words.partition(" ")
    other = _OTHER_COMMANDS.get(command)
    return other(visit, rest) if other else say(visit, words)
