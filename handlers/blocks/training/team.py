"""What a supervisor's officers owe, by urgency: counts on top, a page for a telephone, filters below."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from handlers.blocks.elements import actions, context, section
from handlers.blocks.training.buttons import (
    may_decide,
    open_button,
    record_buttons,
    request_buttons,
    team_button,
)
from handlers.blocks.training.line import head_of
from handlers.blocks.training.waiting import COORDINATORS, record_line, request_line
from handlers.grammar.training import Team
from handlers.message import Block, Message, message
from handlers.words.countdown import title_of
from handlers.words.text import counted, escaped
from scheduling.roster.facts import Person
from scheduling.training.facts import TrainingRecord
from scheduling.training.rules.urgency import EVERYTHING, TeamFilter, TeamLine, Urgency, urgency_of

_HEADINGS = {
    Urgency.BLOCKED: ":no_entry: Overdue, may not claim",
    Urgency.OVERDUE: ":red_circle: Overdue",
    Urgency.WEEK: ":large_orange_circle: Within 7 days",
    Urgency.FORTNIGHT: ":large_yellow_circle: Within 14 days",
    Urgency.MONTH: "Within 30 days",
    Urgency.LATER: "Later",
}
_LATE = {Urgency.BLOCKED: "blocked", Urgency.OVERDUE: "overdue"}
_AHEAD = {
    Urgency.WEEK: ("within 7 days", "within 7"),
    Urgency.FORTNIGHT: ("within 14 days", "within 14"),
    Urgency.MONTH: ("within 30 days", "within 30"),
    Urgency.LATER: ("later", "later"),
}
"""What comes first is told in full."""


@dataclass(frozen=True, slots=True)
class TeamPage:
    """A page of a team.

    Attributes:
        asked: the filters, and where the page begins.
        counts: how many of the whole team there are of each urgency, whatever the filters.
        waiting: how many of the whole team wait for the reader's word.
        total: how many lines the filters leave.
        lines: those of this page, most urgent first.
        today: the local date of each officer on the page, by id.
        records: what waits to be verified on this page, by id; only read where that is asked for.
        size: how many lines a page holds.
    """

    asked: Team
    counts: Mapping[Urgency, int]
    waiting: int
    total: int
    lines: tuple[TeamLine, ...]
    today: Mapping[int, date]
    records: Mapping[int, TrainingRecord]
    size: int


def team(page: TeamPage, reader: Person) -> Message:
    """One page, with the way to the next, to the officers and to the other filters."""
    text = f"Training of your officers: {_counts(page.counts) or 'nothing is owed'}"
    blocks: list[Block] = [section(f"*{text}*")]
    if page.asked.wanted != EVERYTHING:
        blocks.append(context(told_of(page.asked.wanted, page.total)))
    blocks += _to_decide(page, reader) if page.asked.wanted.waiting else _rows(page)
    if not page.lines:
        blocks.append(section("Nothing here."))
    return message(text, [*blocks, *_pages(page), *_filters(page)])


def _rows(page: TeamPage) -> list[Block]:
    blocks: list[Block] = []
    above: Urgency | None = None
    for one in page.lines:
        today = page.today[one.person.id]
        urgency = urgency_of(one.line.obligation, today)
        if urgency is not above:
            blocks.append(context(f"*{_HEADINGS[urgency]}*"))
        above = urgency
        blocks.append(
            section(
                f"{head_of(one.line, today, whose=one.person.name)}{_marks(one)}", open_button(one.person)
            )
        )
    return blocks


def _marks(one: TeamLine) -> str:
    """What waits for the reader, in a word each."""
    marks = [f"{one.line.request.kind.value} asked for"] if one.line.request else []
    if one.line.progress.unverified:
        marks.append(f"{len(one.line.progress.unverified)} to verify")
    return f"\n:hourglass_flowing_sand: {' · '.join(marks)}" if marks else ""


def _to_decide(page: TeamPage, reader: Person) -> list[Block]:
    """Whose it is, what is asked, and the two buttons; nobody stands in their own team."""
    blocks: list[Block] = []
    for one in page.lines:
        today = page.today[one.person.id]
        whose = f"{one.person.name}, {one.line.obligation.requirement.title}"
        blocks.append(section(_whose(one), open_button(one.person)))
        waiting = [page.records[number] for number in one.line.progress.unverified if number in page.records]
        for record in waiting[:2]:
            blocks += [section(record_line(record, today)), *actions(*record_buttons(record, whose))]
        if (asked := one.line.request) is not None:
            row = request_buttons(asked, whose) if may_decide(asked, one.line, one.person, reader) else []
            blocks += [section(request_line(asked, today)), *(actions(*row) or [COORDINATORS])]
    return blocks


def _whose(one: TeamLine) -> str:
    return f"*{escaped(one.person.name, 80)}* · *{title_of(one.line.obligation.requirement)}*"


def _counts(counts: Mapping[Urgency, int]) -> str:
    """`2 blocked, 1 overdue, 1 due within 14 days, 2 within 30, 16 later`."""
    late = [f"{counts[step]} {word}" for step, word in _LATE.items() if step in counts]
    ahead = [(counts[step], _AHEAD[step]) for step in _AHEAD if step in counts]
    due = [f"{number} due {long}" for number, (long, _) in ahead[:1]]
    return ", ".join([*late, *due, *(f"{number} {short}" for number, (_, short) in ahead[1:])])


def told_of(wanted: TeamFilter, total: int) -> str:
    """What the filters leave: `3 countdowns overdue`; `1 countdown for your word`."""
    one = total == 1
    parts = [
        "overdue" if wanted.overdue else "",
        f"that {'keeps' if one else 'keep'} somebody from claiming" if wanted.blocked else "",
        f"due within {counted(wanted.days, 'day')}" if wanted.days is not None else "",
        "for your word" if wanted.waiting else "",
        f"of “{escaped(' '.join(wanted.words), 60)}”" if wanted.words else "",
    ]
    return f"{counted(total, 'countdown')} {', '.join(part for part in parts if part)}".rstrip()


def _pages(page: TeamPage) -> list[Block]:
    turns = []
    shown = page.asked.offset + len(page.lines)
    if page.asked.offset:
        back = replace(page.asked, offset=max(page.asked.offset - page.size, 0))
        turns.append(team_button("Back", back, "Earlier page of the team"))
    if shown < page.total:
        turns.append(
            team_button(f"More ({page.total - shown})", replace(page.asked, offset=shown), "Next page")
        )
    return actions(*turns)


def _filters(page: TeamPage) -> list[Block]:
    choices: Sequence[tuple[str, TeamFilter]] = (
        ("All", EVERYTHING),
        ("Overdue", TeamFilter(overdue=True)),
        ("14 days", TeamFilter(days=14)),
        (f"For my word ({page.waiting})", TeamFilter(waiting=True)),
    )
    row = [team_button(text, Team(wanted)) for text, wanted in choices if wanted != page.asked.wanted]
    return actions(*row, team_button("Table (CSV)", Team(page.asked.wanted, table=True)))
