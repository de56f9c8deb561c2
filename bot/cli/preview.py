"""What `muster preview` prints: what would be sent, to whom, when and why, before a pack goes live."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.table import Column, Table

from bot.cli.console import open_console
from bot.cli.officers import officer_named
from bot.cli.progress import progress_on
from bot.cli.rehearsal import Told, rehearse, scratch_database
from bot.cli.store import migrated, now
from bot.settings import Settings
from handlers.mail.letter import words_of
from handlers.words.local_times import day, point, span
from handlers.words.plain_text import plain_text
from handlers.words.text import counted
from scheduling.policy.loader import load_policy
from scheduling.policy.schema import Policy
from scheduling.roster.facts import Person, Standing
from scheduling.roster.queries import find_person, list_people
from scheduling.store.engine import Database
from scheduling.store.transaction import Transaction
from scheduling.training.queries import list_lines
from scheduling.training.reports.preview import Previewed, copy_for_preview, list_lost
from scheduling.zones import end_of_day, local_day, start_of_day, zone

_KIND_PREFIX: Final = "training_"

Choose = Callable[[Transaction], Sequence[Person]]
"""Whom a preview is about."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be shown: so many days, under these packs, from this day on (None: from now on)."""

    days: int
    policy: str | None
    since: date | None


@dataclass(frozen=True, slots=True)
class Stage:
    """A scratch database that is ready to be played through, from one instant to another."""

    scratch: Database
    policy: Policy
    officers: Sequence[Person]
    begin: datetime
    until: datetime
    unlinked: int

    def play(self) -> Iterator[Told]:
        """Every notice in order."""
        return rehearse(self.scratch, self.policy, self.begin, self.until)


def show_officer(settings: Settings, asked: Asked, named: str, *, full: bool) -> None:
    """Print each notice because of one officer, and how the officer stands in the end.

    Raises:
        LookupError: nobody, or more than one person, is meant.
        ValueError: the packs do not do.
    """
    console = open_console()
    with _stage(settings, asked, lambda tx: [officer_named(tx, named)]) as stage:
        [officer] = stage.officers
        console.print(f"{officer.name} under {stage.policy.edition}, {_period(stage, zone(officer.zone))}.")
        told = list(stage.play())
        if full:
            _print_whole(console, told, settings.zone)
        else:
            console.print(_table(told, settings.zone) if told else "Nobody would be sent anything.")
        with stage.scratch.read(stage.until) as tx:
            for sentence in _ending(tx, officer.id):
                console.print(sentence, soft_wrap=True)
    _print_unlinked(console, stage)


def show_everybody(settings: Settings, asked: Asked) -> None:
    """Print how many notices would go out each day, and who would get the most.

    Raises:
        ValueError: the packs do not do.
    """
    console = open_console()
    with _stage(settings, asked, _list_officers) as stage, progress_on(console) as watch:
        told = []
        whole = (stage.until - stage.begin) // timedelta(hours=1)
        for one in stage.play():
            told.append(one)
            watch("playing through", (one.at - stage.begin) // timedelta(hours=1), whole)
        with stage.scratch.read(stage.until) as tx:
            standing = Counter(each.standing for each in list_people(tx, ids=[o.id for o in stage.officers]))
    officers = counted(len(stage.officers), "officer")
    console.print(f"{officers} under {stage.policy.edition}, {_period(stage, settings.zone)}.")
    if told:
        console.print(_counts(told, settings.zone))
    console.print(
        f"{counted(len(told), 'notice')} in all. If nothing is logged until then, "
        f"{standing[Standing.BLOCKED]} may not work in a school at the end.",
        soft_wrap=True,
    )
    _print_unlinked(console, stage)


def _list_officers(tx: Transaction) -> list[Person]:
    return [each for each in list_people(tx) if each.active and each.works_shifts]


@contextmanager
def _stage(settings: Settings, asked: Asked, choose: Choose) -> Iterator[Stage]:
    """Copy what is needed into a scratch database; the district's own is closed before anything is played."""
    policy, at = load_policy(asked.policy or settings.policy), now()
    begin = start_of_day(asked.since, settings.zone) if asked.since is not None else at
    last = local_day(begin, settings.zone) + timedelta(days=asked.days)
    with scratch_database() as scratch:
        with migrated(settings) as store, store.database.read(at) as tx, scratch.begin(begin) as copy:
            officers = choose(tx)
            whom = Previewed([each.id for each in officers], afresh=begin < at - timedelta(days=1))
            unlinked = copy_for_preview(tx, copy, whom, policy)
        yield Stage(scratch, policy, officers, begin, end_of_day(last, settings.zone), unlinked)


def _table(told: Sequence[Told], district: ZoneInfo) -> Table:
    table = Table(Column("when", no_wrap=True), "to", "why", Column("what", overflow="fold"))
    for one in told:
        at = _zone_of(one, district)
        table.add_row(point(one.at, at), _addressee(one), _why(one), plain_text(one.message.text, at))
    return table


def _print_whole(console: Console, told: Sequence[Told], district: ZoneInfo) -> None:
    for one in told:
        at = _zone_of(one, district)
        console.rule(f"{point(one.at, at)} · to {_addressee(one)} · {_why(one)}", align="left")
        console.print(words_of(one.message, at), soft_wrap=True)


def _counts(told: Sequence[Told], district: ZoneInfo) -> Table:
    table = Table("day", "notices", "people", "most for one person")
    days: dict[date, Counter[str]] = {}
    for one in told:
        days.setdefault(local_day(one.at, _zone_of(one, district)), Counter())[_addressee(one)] += 1
    for on, people in sorted(days.items()):
        who, most = people.most_common(1)[0]
        table.add_row(day(on), str(people.total()), str(len(people)), f"{most} ({who})")
    return table


def _ending(tx: Transaction, officer_id: int) -> Iterator[str]:
    """How the officer stands at the end, if nothing is logged until then."""
    officer = find_person(tx, officer_id)
    if officer is None:
        raise LookupError(f"nobody has the id {officer_id}")
    yield "At the end, if nothing is logged until then:"
    may = "may not work in a school" if officer.standing is Standing.BLOCKED else "may work in schools"
    yield f"  {officer.name} {may}{f': {officer.standing_reason}' if officer.standing_reason else ''}"
    for one in list_lines(tx, [officer_id]):
        obligation = one.line.obligation
        due = f"{day(obligation.due_on)}, {obligation.due_on.year}"
        yield f"  {obligation.state.value}: {obligation.requirement.title}, due {due}"
    for lost in list_lost(tx, officer):
        shift = lost.claim.shift
        when = span(shift.starts_at, shift.ends_at, zone(shift.school.zone))
        yield f"  handed back: shift {shift.id}, {shift.school.name}, {when}"


def _print_unlinked(console: Console, stage: Stage) -> None:
    if stage.unlinked:
        console.print(
            f"Without a Slack account, and shown as if they had one: {stage.unlinked}. Whoever has none is "
            "told nothing; `muster roster list` shows who that is.",
            soft_wrap=True,
        )


def _period(stage: Stage, at: ZoneInfo) -> str:
    first, last = (local_day(each, at) for each in (stage.begin, stage.until - timedelta(seconds=1)))
    return f"{day(first)}, {first.year} to {day(last)}, {last.year} ({at.key})"


def _zone_of(one: Told, district: ZoneInfo) -> ZoneInfo:
    return zone(one.addressee.zone) if one.addressee is not None else district


def _addressee(one: Told) -> str:
    return one.addressee.name if one.addressee is not None else f"#{one.channel}"


def _why(one: Told) -> str:
    return one.kind.removeprefix(_KIND_PREFIX).replace("_", " ")
