"""App Home, by role: what is escalated, one's own shifts, a supervisor's watch, a coordinator's feed."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from handlers.blocks.buttons import preview_button, release_button
from handlers.blocks.elements import actions, button, context, divider, header, section
from handlers.blocks.escalations.home import NO_ESCALATIONS, TeamEscalations, team_escalation_blocks
from handlers.blocks.feed import feed_lines
from handlers.blocks.help import quick_buttons
from handlers.blocks.meetings.home import NO_MEETINGS, OwnMeetings, own_meetings_blocks
from handlers.blocks.shifts import lines_of, open_lines_of
from handlers.blocks.training.home import (
    NO_TEAM,
    NOTHING_OWED,
    OwnTraining,
    TeamTraining,
    own_training_blocks,
    team_training_blocks,
)
from handlers.blocks.watch import watch_blocks
from handlers.blocks.week import week_blocks
from handlers.ids import shifts as ids
from handlers.message import Block
from handlers.words.text import counted, escaped
from scheduling.feed.queries import FeedStatus
from scheduling.roster.facts import Person
from scheduling.shifts.facts import BoardLine, HeldShift, OnPost, OpenPage, Waiting

HELD_SHOWN = 5


@dataclass(frozen=True, slots=True)
class OwnShifts:
    """What an officer holds, waits for and could take.

    `day_limit` scales the bars of the days; `bar` says in mrkdwn why the officer may take nothing at all.
    """

    held: tuple[HeldShift, ...]
    waiting: tuple[Waiting, ...]
    near: OpenPage
    day_limit: timedelta
    bar: str = ""
    training: OwnTraining = NOTHING_OWED


@dataclass(frozen=True, slots=True)
class Watch:
    """What is escalated, who is on now, the places that are empty within a day, and what training one's
    officers owe.
    """

    on_now: tuple[OnPost, ...]
    empty: tuple[BoardLine, ...]
    training: TeamTraining = NO_TEAM
    escalations: TeamEscalations = NO_ESCALATIONS


@dataclass(frozen=True, slots=True)
class FeedDesk:
    """How the feed stands."""

    status: FeedStatus


@dataclass(frozen=True, slots=True)
class HomeFacts:
    """Everything that a person's Home shows; None where a part is not theirs."""

    person: Person
    now: datetime
    reader: ZoneInfo
    app_name: str
    own: OwnShifts | None
    watch: Watch | None
    feed: FeedDesk | None
    meetings: OwnMeetings = NO_MEETINGS


def home(facts: HomeFacts) -> tuple[Block, ...]:
    """The blocks of Home: the buttons first, then what is next."""
    blocks: list[Block] = quick_buttons(own=facts.own is not None)
    if facts.watch is not None:
        blocks += team_escalation_blocks(facts.watch.escalations, facts.reader)
    if facts.own is not None:
        blocks += _own(facts.own, facts)
    blocks += own_meetings_blocks(facts.meetings, facts.reader)
    if facts.watch is not None:
        blocks += watch_blocks(facts.watch.on_now, facts.watch.empty)
        blocks += team_training_blocks(facts.watch.training)
    if facts.feed is not None:
        blocks += [header("Feed"), *feed_lines(facts.feed.status, facts.now, facts.reader)]
    about = (
        f"{escaped(facts.app_name)} for {escaped(facts.person.name)} · `/shifts help` lists what can be typed"
    )
    return (*blocks, divider(), context(about))


def _own(own: OwnShifts, facts: HomeFacts) -> list[Block]:
    blocks = [*([section(own.bar)] if own.bar else []), *_first(own, facts)]
    if own.held:
        blocks += week_blocks(own.held, facts.now, facts.reader, own.day_limit)
        blocks += _later(own, facts.reader)
    if own.waiting:
        line = button(f"In line for {counted(len(own.waiting), 'shift')}", ids.SAY, ids.Say("mine"))
        blocks += actions(line)
    blocks += own_training_blocks(own.training)
    return [*blocks, header("Open shifts near"), *_near(own, facts)]


def _first(own: OwnShifts, facts: HomeFacts) -> list[Block]:
    """The shift that is under way, or else the next one; what has begun is not given back by a button."""
    if not own.held:
        return [header("Next shift"), section("You hold none.")]
    first = own.held[0].shift
    lines = lines_of(first, facts.reader, places=False)
    if first.starts_at <= facts.now:
        return [header("Your shift now"), section(lines)]
    return [header("Next shift"), section(lines, release_button(first))]


def _later(own: OwnShifts, reader: ZoneInfo) -> list[Block]:
    shown = own.held[1:HELD_SHOWN]
    blocks = [section(lines_of(one.shift, reader, places=False), release_button(one.shift)) for one in shown]
    hidden = len(own.held) - 1 - len(shown)
    return [
        *blocks,
        *([context(f"and {counted(hidden, 'more shift')}: `/shifts mine`")] if hidden > 0 else []),
    ]


def _near(own: OwnShifts, facts: HomeFacts) -> list[Block]:
    if not own.near.shifts:
        return [section("None that you may see.")]
    blocks = [
        section(open_lines_of(shift, facts.now, facts.reader), None if own.bar else preview_button(shift))
        for shift in own.near.shifts
    ]
    every = button(f"All {own.near.total} open shifts", ids.LOOK, ids.Look())
    return [*blocks, *(actions(every) if own.near.more else [])]
