"""`/shifts …`: what was typed, read and handed to the file that does it."""

from handlers.blocks.help import help_text
from handlers.blocks.help import unclear as unclear_words
from handlers.commands import assignments, check_ins, claims, mine, open_list, releases, waitlist, who
from handlers.grammar.asked import (
    Assign,
    CheckIn,
    CheckOut,
    Claim,
    Command,
    Help,
    LeaveLine,
    Mine,
    OpenList,
    Release,
    Unclear,
    Wait,
    Who,
)
from handlers.grammar.shifts import parse
from handlers.message import Outcome
from handlers.visit import Visit
from scheduling.zones import local_day


def shifts(visit: Visit) -> Outcome:
    """The `/shifts` command."""
    return say(visit, visit.typed)


def say(visit: Visit, typed: str) -> Outcome:
    """What these words after `/shifts` come to; buttons say words too."""
    return _answer(visit, parse(typed, local_day(visit.desk.clock.now(), visit.zone)))


def _answer(visit: Visit, asked: Command) -> Outcome:  # noqa: C901  one line a kind of command
    match asked:
        case OpenList():
            return open_list.search(visit, asked)
        case Mine():
            return mine.mine(visit)
        case Claim(shift, now):
            return claims.claim(visit, shift) if now else claims.preview(visit, shift)
        case Release(shift, officer, reason):
            return (
                releases.release_for(visit, shift, officer, reason)
                if officer
                else releases.release(visit, shift, reason)
            )
        case Assign(shift, officer, reason):
            return assignments.assign(visit, shift, officer, reason)
        case Wait(shift):
            return waitlist.join(visit, shift)
        case LeaveLine(shift):
            return waitlist.leave(visit, shift)
        case Who(school):
            return who.who(visit, school)
        case CheckIn(shift, ""):
            return check_ins.enter(visit, shift)
        case CheckIn(shift, officer, reason):
            return check_ins.enter_for(visit, shift, officer, reason)
        case CheckOut(shift, ""):
            return check_ins.leave(visit, shift)
        case CheckOut(shift, officer, reason):
            return check_ins.leave_for(visit, shift, officer, reason)
        case Help():
            return help_text(answers_for_others=visit.answers_for_others)
        case Unclear():
            return _unclear(visit, asked)


def _unclear(visit: Visit, asked: Unclear) -> Outcome:
    if asked.sentence or asked.nearest:
        return unclear_words(asked.sentence, asked.typed, asked.nearest)
    return open_list.named_alone(visit, asked.typed) or unclear_words("", asked.typed, "")
