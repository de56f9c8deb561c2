"""Open shifts: the list, by school and by days."""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from handlers.blocks import open_list as blocks
from handlers.grammar.asked import OpenList
from handlers.grammar.school_names import match_schools
from handlers.ids.shifts import Look
from handlers.message import Message
from handlers.refusals.barred import bar_line_of
from handlers.visit import Visit
from scheduling.roster.queries import list_schools
from scheduling.shifts.facts import OpenPage
from scheduling.shifts.queries import list_open
from scheduling.store.transaction import Transaction
from scheduling.zones import end_of_day, start_of_day

PAGE = 5
"""Shifts on a page: what fits a phone without scrolling for long."""


def search(visit: Visit, asked: OpenList) -> Message:
    """The list as it was asked for in words; a name that fits several schools is asked back."""
    look = Look(
        first=asked.days.first.isoformat() if asked.days else "",
        last=asked.days.last.isoformat() if asked.days else "",
    )
    with visit.read() as tx:
        if not asked.school:
            return _page(visit, tx, look)
        found = match_schools(list_schools(tx), asked.school)
        if len(found) != 1:
            return blocks.which_school(asked.school, found, look)
        return _page(visit, tx, Look(found[0].id, look.first, look.last))


def look_at(visit: Visit, look: Look) -> Message:
    """The list as a button or a menu asks for it."""
    with visit.read() as tx:
        return _page(visit, tx, look)


def named_alone(visit: Visit, typed: str) -> Message | None:
    """The list of the school that these words name, or None where they name none for certain."""
    with visit.read() as tx:
        found = match_schools(list_schools(tx), typed)
        return _page(visit, tx, Look(found[0].id)) if len(found) == 1 else None


def _page(visit: Visit, tx: Transaction, look: Look) -> Message:
    page = _read(visit, tx, look)
    if page.total and not page.shifts:  # the page that somebody goes back to has emptied meanwhile
        page = _read(visit, tx, replace(look, offset=(page.total - 1) // PAGE * PAGE))
    return blocks.open_list(
        page,
        look,
        list_schools(tx),
        now=tx.now,
        reader=visit.zone,
        window=visit.policy.open_window.value,
        size=PAGE,
        bar=bar_line_of(tx, visit.person, visit.policy),
    )


def _read(visit: Visit, tx: Transaction, look: Look) -> OpenPage:
    since, until = _bounds(look, tx.now, visit.zone)
    return list_open(
        tx,
        officer=visit.person,
        policy=visit.policy,
        since=since,
        until=until,
        school_id=look.school or None,
        offset=look.offset,
        limit=PAGE,
    )


def _bounds(look: Look, now: datetime, at: ZoneInfo) -> tuple[datetime | None, datetime | None]:
    """The instants between which a shift has to start; what has begun and wants cover starts now."""
    if not look.first:
        return None, None
    first, last = date.fromisoformat(look.first), date.fromisoformat(look.last)
    return max(start_of_day(first, at), now), end_of_day(last, at)
