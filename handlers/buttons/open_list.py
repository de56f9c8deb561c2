"""The filters and pages of the open list, and buttons that say words."""

from handlers.commands import open_list
from handlers.commands.shifts import say
from handlers.commands.sso import say_sso
from handlers.ids import Look, Say
from handlers.message import Outcome
from handlers.sso_grammar import SSO
from handlers.visit import Visit


def press_look(visit: Visit) -> Outcome:
    """A page, a week, a school: the list as the button describes it."""
    return open_list.look_at(visit, visit.value(Look))


def press_say(visit: Visit) -> Outcome:
    """As if the words had been typed after `/shifts`; or the other command."""
    words = visit.value(Say).words
    command, _, rest = words.partition(" ")
    return say_sso(visit, rest) if command == SSO else say(visit, words)
