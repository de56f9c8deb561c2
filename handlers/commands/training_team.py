"""`/training team …`: what a supervisor's officers owe, by urgency, or as a file."""

from datetime import date

from handlers.blocks.elements import actions, section
from handlers.blocks.training.buttons import team_button
from handlers.blocks.training.team import TeamPage
from handlers.blocks.training.team import team as team_blocks
from handlers.grammar.training import Team
from handlers.message import Message, message
from handlers.visit import Visit
from scheduling.refusals import Refusal, Refused, Rule
from scheduling.roster.facts import Person
from scheduling.store.transaction import Transaction
from scheduling.training.facts import TrainingRecord
from scheduling.training.queries import find_record
from scheduling.training.reports.table_asked import ask_for_table
from scheduling.training.reports.team import list_in_full, list_owed
from scheduling.training.rules.urgency import TeamFilter, TeamLine, by_urgency, count_by_urgency

ON_ITS_WAY = "Your table is on its way, as a file here."

PAGE = 8
"""Lines on a page: what fits a phone without scrolling for long."""

_PAGE_TO_DECIDE = 5
"""Likewise where each has buttons of its own."""


def team(visit: Visit, asked: Team) -> Message:
    """A page of the team; a table of it follows as a notice.

    Raises:
        Refused: NOT_ENTITLED {needed}: an officer has no team.
    """
    if not visit.answers_for_others:
        raise Refused(Refusal(Rule.NOT_ENTITLED, {"needed": "supervisor or a coordinator"}))
    if asked.table:
        return _table(visit, asked.wanted)
    with visit.read() as tx:
        everybody = list_owed(tx, visit.person)

        def today(person: Person) -> date:
            return person.day_at(tx.now)

        meant = by_urgency(everybody, asked.wanted, today)
        size = _PAGE_TO_DECIDE if asked.wanted.waiting else PAGE
        offset = min(asked.offset, max(len(meant) - 1, 0) // size * size)
        shown = list_in_full(tx, meant[offset : offset + size])
        page = TeamPage(
            asked=Team(asked.wanted, offset),
            counts=count_by_urgency(everybody, today),
            waiting=sum(one.waits for one in everybody),
            total=len(meant),
            lines=tuple(shown),
            today={one.person.id: today(one.person) for one in shown},
            records=_to_verify(tx, shown) if asked.wanted.waiting else {},
            size=size,
        )
        return team_blocks(page, visit.person)


def _table(visit: Visit, wanted: TeamFilter) -> Message:
    with visit.desk.begin() as tx:  # a second delivery asks for the same notice, and is answered as the first
        ask_for_table(tx, actor=visit.person, wanted=wanted, key=visit.once)
    return message(ON_ITS_WAY, [section(ON_ITS_WAY), *actions(team_button("Back", Team(wanted)))])


def _to_verify(tx: Transaction, lines: list[TeamLine]) -> dict[int, TrainingRecord]:
    """The records that wait, of one page: a handful."""
    found = [find_record(tx, number) for one in lines for number in one.line.progress.unverified]
    return {record.id: record for record in found if record is not None}
