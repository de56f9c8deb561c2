"""`/sso calendar`: private links to calendars. Each is shown once, to whoever asked."""

from handlers.blocks import calendar as blocks
from handlers.blocks.calendar_form import OfCalendar, calendar_form
from handlers.grammar.school_names import match_schools
from handlers.grammar.sso import NewCalendarLink
from handlers.message import Message, Outcome
from handlers.visit import Visit
from handlers.words.calendar_links import https_link
from handlers.words.calendars import calendar_name
from scheduling.calendars.facts import Opened
from scheduling.calendars.queries import find_subscription, list_subscriptions
from scheduling.calendars.rules import refusal_of_scope
from scheduling.refusals import Refusal, Refused, Rule
from scheduling.revisions.facts import Scope
from scheduling.roster.facts import School
from scheduling.roster.queries import find_school, list_schools


def links(visit: Visit) -> Message:
    """The links that the person has."""
    with visit.read() as tx:
        found = list_subscriptions(tx, visit.person.id)
        about = {link.scope_id for link in found if link.scope is Scope.SCHOOL}
        schools = {school.id: school for school in list_schools(tx) if school.id in about}
    return blocks.links(
        found,
        schools,
        at=visit.zone,
        reachable=bool(visit.desk.public_url),
        answers_for_others=visit.answers_for_others,
    )


def new_link(visit: Visit, asked: NewCalendarLink) -> Outcome:
    """The form of a link to one's own calendar, the team's, or a school's, as typed.

    Raises:
        Refused: NOT_ENTITLED {needed}.
    """
    if not asked.school:
        return form_of_new(visit, Scope.TEAM if asked.team else Scope.MINE, 0)
    refuse_scope(visit, Scope.SCHOOL, 0)
    with visit.read() as tx:
        found = match_schools(list_schools(tx), asked.school)
    if len(found) != 1:
        return blocks.which_school(asked.school, found)
    return form_of_new(visit, Scope.SCHOOL, found[0].id)


def form_of_new(visit: Visit, scope: Scope, about: int) -> Outcome:
    """The form of a link that is not there yet.

    Raises:
        Refused: NOT_ENTITLED {needed}.
    """
    refuse_scope(visit, scope, about)
    if not visit.desk.public_url:
        return blocks.no_address()
    school = school_of(visit, scope, about)
    if scope is Scope.SCHOOL and school is None:
        return blocks.which_school("", [])
    return calendar_form(OfCalendar(scope, school), visit.origin)


def form_of_change(visit: Visit, link_id: int) -> Outcome:
    """The form in which one of the person's links is changed.

    Raises:
        Refused: CALENDAR_GONE {number}.
    """
    with visit.read() as tx:
        link = find_subscription(tx, link_id)
    if link is None or link.person_id != visit.person.id or link.revoked_at is not None:
        raise Refused(Refusal(Rule.CALENDAR_GONE, {"number": link_id}))
    return calendar_form(
        OfCalendar(link.scope, school_of(visit, link.scope, link.scope_id), link), visit.origin
    )


def shown_once(visit: Visit, opened: Opened) -> Message:
    """The link that was just made."""
    return blocks.shown_once(
        name_of(visit, opened.subscription.scope, opened.subscription.scope_id),
        https_link(visit.desk.public_url, opened.token),
    )


def name_of(visit: Visit, scope: Scope, scope_id: int) -> str:
    """What a calendar is called."""
    return calendar_name(scope, school_of(visit, scope, scope_id))


def school_of(visit: Visit, scope: Scope, about: int) -> School | None:
    """The school that a calendar is about, where it is about one."""
    if scope is not Scope.SCHOOL:
        return None
    with visit.read() as tx:
        return find_school(tx, about)


def calendar_id(visit: Visit, scope: Scope, about: int) -> int:
    """Whose calendar is meant: of what a button carries, only a school's number says anything."""
    return about if scope is Scope.SCHOOL else visit.person.id


def refuse_scope(visit: Visit, scope: Scope, about: int) -> None:
    """Say at once what could only be refused later.

    Raises:
        Refused: NOT_ENTITLED {needed}.
    """
    if refusal := refusal_of_scope(visit.person, scope, calendar_id(visit, scope, about)):
        raise Refused(refusal)
