"""`/sso …`: what Muster does for the person who asks, what it sent them, their calendar, when they are away,
and reports.
"""

from handlers.blocks.help import what_you_can_do
from handlers.blocks.receipts import ReceiptLine, receipts, whom_did_you_mean
from handlers.commands import calendar
from handlers.commands.named import find_officer
from handlers.commands.presence import own_lines, say_presence
from handlers.commands.reports import say_report
from handlers.grammar.asked_presence import Away, Back
from handlers.grammar.reports import MakeReport, ReadReport, ReportList
from handlers.grammar.sso import (
    CalendarLinks,
    NewCalendarLink,
    SentTo,
    SsoCommand,
    Unpicked,
    WhatItDoes,
    parse_sso,
)
from handlers.message import Outcome
from handlers.visit import Visit
from scheduling.outbox.actions import to_person
from scheduling.outbox.receipts import list_receipts
from scheduling.roster.queries import find_person_by_slack
from scheduling.shifts.access import authorise
from scheduling.shifts.queries import find_shift
from scheduling.zones import local_day, zone_or_utc

PAGE = 6
"""Receipts on a page: what fits a phone without scrolling for long."""


def sso(visit: Visit) -> Outcome:
    """The `/sso` command."""
    return say_sso(visit, visit.typed)


def say_sso(visit: Visit, typed: str) -> Outcome:
    """What these words after `/sso` come to; buttons say words too."""
    asked = _read(visit, typed)
    match asked:
        case SentTo(officer, before):
            return sent(visit, officer, before)
        case CalendarLinks():
            return calendar.links(visit)
        case NewCalendarLink():
            return calendar.new_link(visit, asked)
        case MakeReport() | ReadReport() | ReportList():
            return say_report(visit, asked)
        case Unpicked():
            return whom_did_you_mean()
        case WhatItDoes(is_unknown):
            return what_you_can_do(visit.person, own_lines(visit), is_unknown=is_unknown)
        case _:
            return say_presence(visit, asked, typed)


def _read(visit: Visit, typed: str) -> SsoCommand:
    """Today is the reader's; where somebody else is away or back, it is that person's."""
    now = visit.desk.clock.now()
    today = local_day(now, visit.zone)
    asked = parse_sso(typed, today)
    if not isinstance(asked, Away | Back) or not asked.officer:
        return asked
    with visit.read() as tx:
        officer = find_person_by_slack(tx, visit.person.slack_team_id or "", asked.officer)
    there = local_day(now, zone_or_utc(officer.zone)) if officer is not None else today
    return parse_sso(typed, there) if there != today else asked


def sent(visit: Visit, slack_id: str = "", before: int | None = None) -> Outcome:
    """A person's own receipts; or an officer's, for those who answer for that officer.

    Raises:
        Refused: NOT_ENTITLED {actor, officer}; nobody on the roster has that account.
    """
    with visit.read() as tx:
        whose = find_officer(tx, visit.person, slack_id) if slack_id else visit.person
        authorise(visit.person, whose)
        found = list_receipts(tx, to_person(whose.id), before=before, limit=PAGE + 1)
        lines = [
            ReceiptLine(one, find_shift(tx, one.shift_id) if one.shift_id is not None else None)
            for one in found[:PAGE]
        ]
        return receipts(
            lines, whose, reader=visit.person, zone=visit.zone, now=tx.now, more=len(found) > PAGE
        )
