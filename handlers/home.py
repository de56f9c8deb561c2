"""App Home: read for one person, and published."""

from datetime import timedelta

from slack_sdk import WebClient

from handlers.blocks.elements import section
from handlers.blocks.escalations.home import SHOWN as ESCALATIONS_SHOWN
from handlers.blocks.escalations.home import TeamEscalations
from handlers.blocks.home import FeedDesk, HomeFacts, OwnShifts, Watch, home
from handlers.blocks.meetings.home import SHOWN, OwnMeetings
from handlers.blocks.training.home import OwnTraining, TeamTraining
from handlers.blocks.views import view_of_home
from handlers.concerns.standing import read_standings
from handlers.desk import Desk
from handlers.message import Message
from handlers.refusals.barred import bar_line_of
from scheduling.escalations.queries import count_open
from scheduling.escalations.queries import list_open as list_escalated
from scheduling.feed.queries import read_status
from scheduling.meetings.reading import list_readable, list_stands
from scheduling.meetings.rules.judging import refusal_of_planner
from scheduling.presence.queries import has_rota, list_on_duty
from scheduling.roster.facts import Person, Role
from scheduling.shifts.boards import list_board
from scheduling.shifts.facts import BoardLine
from scheduling.shifts.queries import list_held_by, list_on_post, list_open, list_waits_of
from scheduling.store.transaction import Transaction
from scheduling.training.queries import list_countdown
from scheduling.training.reports.team import list_owed
from scheduling.training.rules.urgency import count_by_urgency
from scheduling.zones import find_zone, local_day

NEAR = 3
"""How many open shifts App Home shows; the list has the rest."""

EMPTY_WITHIN = timedelta(hours=24)
"""How far ahead an empty post is shown to those who answer for it."""


def publish_home(desk: Desk, person: Person, client: WebClient) -> None:
    """Read and publish a person's Home. Slow: it calls Slack, so it runs after the answer."""
    with desk.read() as tx:
        facts = read_home(tx, desk, person)
    client.views_publish(user_id=person.slack_id or "", view=view_of_home(home(facts)))


def publish_stop(stop: Message, slack_id: str, client: WebClient) -> None:
    """The Home of somebody who may do nothing here: the sentence that says what to do."""
    client.views_publish(user_id=slack_id, view=view_of_home((section(stop.text),)))


def read_home(tx: Transaction, desk: Desk, person: Person) -> HomeFacts:
    """What Home shows: one's own shifts, the watch for supervisors, the feed for coordinators."""
    return HomeFacts(
        person=person,
        now=tx.now,
        reader=find_zone(person.zone) or desk.zone,
        app_name=desk.app_name,
        own=_own(tx, desk, person) if person.works_shifts else None,
        watch=_watch(tx, desk, person) if person.role in {Role.SUPERVISOR, Role.COORDINATOR} else None,
        feed=FeedDesk(read_status(tx)) if person.role is Role.COORDINATOR else None,
        meetings=_meetings(tx, person),
    )


def _own(tx: Transaction, desk: Desk, person: Person) -> OwnShifts:
    return OwnShifts(
        held=tuple(list_held_by(tx, person)),
        waiting=tuple(list_waits_of(tx, person)),
        near=list_open(tx, officer=person, policy=desk.policy, limit=NEAR),
        day_limit=desk.policy.hours_per_day.value,
        bar=bar_line_of(tx, person, desk.policy),
        training=OwnTraining(tuple(list_countdown(tx, person)), person.day_at(tx.now)),
    )


def _meetings(tx: Transaction, person: Person) -> OwnMeetings:
    found = list_readable(tx, reader=person, own=True)
    shown = list_stands(tx, reader=person, shown=found[:SHOWN])
    return OwnMeetings(tuple(shown), len(found) - len(shown), refusal_of_planner(person) is None)


def _watch(tx: Transaction, desk: Desk, person: Person) -> Watch:
    on_now = tuple(post for post in list_on_post(tx) if post.now)
    empty = tuple(line for line in _lines_ahead(tx, desk) if _concerns(line, person))
    return Watch(on_now, empty, _team(tx, person), _escalations(tx, desk, person))


def _escalations(tx: Transaction, desk: Desk, person: Person) -> TeamEscalations:
    found = list_escalated(tx, for_person=person, limit=ESCALATIONS_SHOWN)
    duty = [one.name for one in list_on_duty(tx)] if has_rota(tx) else None
    lines = read_standings(tx, desk.policy, found, person)
    return TeamEscalations(lines, count_open(tx, for_person=person), duty)


def _team(tx: Transaction, person: Person) -> TeamTraining:
    owed = list_owed(tx, person)
    counts = count_by_urgency(owed, lambda officer: officer.day_at(tx.now))
    return TeamTraining(counts, sum(one.waits for one in owed))


def _lines_ahead(tx: Transaction, desk: Desk) -> list[BoardLine]:
    """Posts with an empty place that begin within a day; boards go by each school's own date."""
    today = local_day(tx.now, desk.zone)
    boards = [list_board(tx, today + timedelta(days=ahead)) for ahead in (-1, 0, 1, 2)]
    return [
        line
        for board in boards
        for line in board.lines
        if line.shift.free and tx.now < line.shift.starts_at <= tx.now + EMPTY_WITHIN
    ]


def _concerns(line: BoardLine, person: Person) -> bool:
    agencies = {line.shift.agency, *line.shift.backup_agencies}
    return person.role is Role.COORDINATOR or line.shift.agency == "" or person.agency in agencies
