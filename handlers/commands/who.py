"""Who is on now, and who is next."""

from handlers.blocks import who as blocks
from handlers.blocks.who import which_school_to_watch
from handlers.grammar.school_names import match_schools
from handlers.message import Message
from handlers.visit import Visit
from scheduling.roster.queries import list_schools
from scheduling.shifts.queries import list_on_post


def who(visit: Visit, typed: str = "") -> Message:
    """`/shifts who [SCHOOL]`."""
    with visit.read() as tx:
        if not typed:
            return blocks.who(list_on_post(tx))
        found = match_schools(list_schools(tx), typed)
        if len(found) != 1:
            return which_school_to_watch(typed, found)
        return blocks.who(list_on_post(tx, school_id=found[0].id), found[0])
