"""The forms of calendar links: a new one, and a change of what one shows."""

from handlers.blocks import calendar as blocks
from handlers.buttons.calendar import scope_of
from handlers.commands import calendar
from handlers.filled import Filled
from handlers.ids import calendars as ids
from handlers.ids.calendars import CalendarForm
from handlers.message import FieldErrors, Outcome
from handlers.visit import Visit
from scheduling.calendars.facts import Display, Privacy, Shows
from scheduling.calendars.queries import find_subscription
from scheduling.calendars.rules import refusal_of_display
from scheduling.calendars.subscriptions import change_subscription, open_subscription
from scheduling.revisions.facts import Scope
from scheduling.roster.queries import find_school

NOTHING_CHOSEN = "Choose at least one: otherwise the calendar would be empty."


def submit_open(visit: Visit) -> Outcome:
    """Make a link, and show it this once."""
    about, display = visit.value(CalendarForm), display_of(visit.filled)
    scope = scope_of(about.scope)
    if refusal_of_display(display, scope):
        return FieldErrors({ids.SHOWS: NOTHING_CHOSEN})
    if not visit.desk.public_url:
        return blocks.no_address()
    calendar.refuse_scope(visit, scope, about.about)
    with visit.begin() as tx:
        if scope is Scope.SCHOOL and find_school(tx, about.about) is None:
            return blocks.which_school("", [])
        opened = open_subscription(
            tx,
            actor=visit.person,
            scope=scope,
            scope_id=calendar.calendar_id(visit, scope, about.about),
            display=display,
        )
    return calendar.shown_once(visit, opened)


def submit_change(visit: Visit) -> Outcome:
    """Have a link show something else."""
    about, display = visit.value(CalendarForm), display_of(visit.filled)
    with visit.begin() as tx:
        was = find_subscription(tx, about.about)
        if was is not None and refusal_of_display(display, was.scope):
            return FieldErrors({ids.SHOWS: NOTHING_CHOSEN})
        link = change_subscription(tx, actor=visit.person, subscription_id=about.about, display=display)
    return blocks.changed(link, calendar.name_of(visit, link.scope, link.scope_id))


def display_of(filled: Filled) -> Display:
    """What stood in the form; what cannot be read tells the least."""
    chosen = filled.choices(ids.SHOWS)
    privacy = filled.choice(ids.PRIVACY)
    return Display(
        privacy=Privacy(privacy) if privacy in set(Privacy) else Privacy.BUSY,
        shows=frozenset(one for one in Shows if one.value in chosen),
        blocks_time=filled.choice(ids.BUSY) != ids.AS_FREE,
    )
