"""The buttons of calendar links."""

from handlers.blocks import calendar as blocks
from handlers.commands import calendar
from handlers.ids.calendars import CalendarRef, LinkRef
from handlers.ids.packing import UnreadableValueError
from handlers.message import Outcome
from handlers.visit import Visit
from scheduling.calendars.subscriptions import revoke_subscription, rotate_subscription
from scheduling.revisions.facts import Scope


def press_new(visit: Visit) -> Outcome:
    """*New link*, *For my team*: opens the form."""
    about = visit.value(CalendarRef)
    return calendar.form_of_new(visit, scope_of(about.scope), about.about)


def press_change(visit: Visit) -> Outcome:
    """*Change …*: opens the form with what the link shows now."""
    return calendar.form_of_change(visit, visit.value(LinkRef).link)


def press_rotate(visit: Visit) -> Outcome:
    """*New address*: the old one is dead, the new one is shown once."""
    link = visit.value(LinkRef).link
    if not visit.desk.public_url:
        return blocks.no_address()
    with visit.begin() as tx:
        opened = rotate_subscription(tx, actor=visit.person, subscription_id=link)
    return calendar.shown_once(visit, opened)


def press_revoke(visit: Visit) -> Outcome:
    """*Revoke*."""
    with visit.begin() as tx:
        gone = revoke_subscription(tx, actor=visit.person, subscription_id=visit.value(LinkRef).link)
    return blocks.revoked(calendar.name_of(visit, gone.scope, gone.scope_id))


def scope_of(carried: str) -> Scope:
    """The kind of calendar that a button or a form names.

    Raises:
        UnreadableValueError: there is no such kind.
    """
    try:
        return Scope(carried)
    except ValueError as error:
        raise UnreadableValueError("there is no such calendar") from error
