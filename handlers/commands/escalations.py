"""`/escalations …`: what is open, what one has, what is over; one of them; and what can be done about it."""

from functools import partial

from handlers.blocks.escalations.help import help_of_escalations, unclear_escalations
from handlers.blocks.escalations.list import PAGE, EscalationsPage, escalations_list
from handlers.commands import escalation_acts as acts
from handlers.commands import escalation_forms as forms
from handlers.commands.escalations_named import READERS, find_shown
from handlers.commands.named import find_officer
from handlers.concerns.standing import read_standings
from handlers.grammar.escalations import (
    Escalate,
    EscalationsHelp,
    EscalationsUnclear,
    HandOver,
    Listed,
    OneEscalation,
    Resolve,
    Snooze,
    Take,
    Which,
    parse_escalations,
)
from handlers.grammar.rests import rest_until
from handlers.ids.escalations import EscalationRef
from handlers.message import Outcome
from handlers.visit import Visit
from scheduling.escalations.facts import Escalation
from scheduling.escalations.queries import count_open, list_history, list_open
from scheduling.refusals import Refusal, Refused, Rule
from scheduling.roster.facts import Person
from scheduling.store.transaction import Transaction
from scheduling.zones import local_day


def escalations(visit: Visit) -> Outcome:
    """The `/escalations` command."""
    return say_escalations(visit, visit.typed)


def say_escalations(visit: Visit, typed: str) -> Outcome:
    """What these words after `/escalations` come to; buttons say words too."""
    with visit.read() as tx:
        today = local_day(tx.now, visit.zone)
    match parse_escalations(typed, today):
        case Listed() as asked:
            return page_of(visit, asked)
        case OneEscalation(number):
            return one(visit, number)
        case EscalationsHelp():
            return help_of_escalations()
        case EscalationsUnclear() as asked:
            return unclear_escalations(asked)
        case asked:
            return _do(visit, asked)


def one(visit: Visit, number: int) -> Outcome:
    """All of one.

    Raises:
        Refused: as `find_shown`.
    """
    with visit.read() as tx:
        return acts.view(tx, visit, find_shown(tx, visit.person, number))


def page_of(visit: Visit, asked: Listed) -> Outcome:
    """A page of a list.

    Raises:
        Refused: NOT_ENTITLED {needed}: somebody else's than one's own, to whoever answers for nobody.
    """
    reads_all = visit.person.role in READERS
    if asked.which in {Which.ALL, Which.HISTORY} and not reads_all:
        raise Refused(Refusal(Rule.NOT_ENTITLED, {"needed": "supervisor or a coordinator"}))
    with visit.read() as tx:
        found = _read(tx, visit.person, asked)
        lines = read_standings(tx, visit.policy, found[:PAGE], visit.person)
        total = _count(tx, visit.person, asked.which)
    return escalations_list(EscalationsPage(asked, total, lines, len(found) > PAGE, visit.zone, reads_all))


def _read(tx: Transaction, person: Person, asked: Listed) -> list[Escalation]:
    """Those of the page, and the first of the next."""
    most, offset = PAGE + 1, (asked.page - 1) * PAGE
    match asked.which:
        case Which.OPEN:
            return list_open(tx, for_person=person, limit=most, offset=offset)
        case Which.MINE:
            return list_open(tx, mine_of=person, limit=most, offset=offset)
        case Which.ALL:
            return list_open(tx, limit=most, offset=offset)
        case Which.HISTORY:
            return list_history(tx, only_over=True, limit=most, offset=offset)


def _count(tx: Transaction, person: Person, which: Which) -> int | None:
    match which:
        case Which.OPEN:
            return count_open(tx, for_person=person)
        case Which.MINE:
            return count_open(tx, mine_of=person)
        case Which.ALL:
            return count_open(tx)
        case Which.HISTORY:
            return None


def _do(visit: Visit, asked: Take | Resolve | HandOver | Snooze | Escalate) -> Outcome:
    about = EscalationRef(asked.number)
    match asked:
        case Take():
            return acts.take(visit, about)
        case Resolve(_, reason):
            return acts.resolve(visit, about, reason) if reason else forms.resolve_form(visit, about)
        case HandOver(_, slack_id):
            return _hand_over(visit, about, slack_id)
        case Snooze(_, rest) if rest is not None:
            return acts.snooze(visit, about, partial(rest_until, rest, at=visit.zone))
        case Snooze():
            return forms.snooze_form(visit, about)
        case Escalate():
            return acts.escalate(visit, about)


def _hand_over(visit: Visit, about: EscalationRef, slack_id: str) -> Outcome:
    if not slack_id:
        return forms.hand_over_form(visit, about)
    with visit.read() as tx:
        to = find_officer(tx, visit.person, slack_id)
    return acts.hand_over(visit, about, to)
