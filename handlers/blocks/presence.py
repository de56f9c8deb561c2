"""Quiet hours, absences and stand-ins, as people see them: what now holds, and how to undo it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from handlers.blocks.elements import actions, button, context, section
from handlers.grammar.asked_presence import CANNOT, PresenceUnclear
from handlers.grammar.presence import presence_help
from handlers.grammar.sso import SSO
from handlers.grammar.typed import not_picked, with_names
from handlers.ids.shifts import SAY, Say
from handlers.message import Block, Message, message
from handlers.words.local_times import point
from handlers.words.plain_text import plain_text
from handlers.words.presence import absence_span, absence_words, habits_words, stand_in_words
from handlers.words.text import capital, counted, escaped, listed
from scheduling.presence.actions import CameBack, WentAway
from scheduling.presence.facts import Absence, Habits
from scheduling.presence.stand_ins import StoodDown
from scheduling.roster.facts import Person
from scheduling.zones import local_day

_STILL = (
    "Urgent ones wake you all the same. What concerns your own shifts, training and meetings still comes "
    "when it is due."
)
_MOST_NAMED = 5
"""Shifts, escalations or absences; of more it is said how many there are."""

_WHEN = (
    "From when until when? For example `/sso away tomorrow`, `/sso away until friday`, "
    "`/sso away 12/24 .. 1/2 @stand-in`."
)


@dataclass(frozen=True, slots=True)
class Reading:
    """Who reads, about whom, and when.

    Attributes:
        person: whose presence it is.
        own: whether that is the reader.
        people: everybody who is named, by id.
        zone: the person's own, in which all is told.
    """

    person: Person
    own: bool
    people: Mapping[int, Person]
    zone: ZoneInfo
    now: datetime

    @property
    def subject(self) -> str:
        """`You are`, `Ben Birch is`."""
        return "You are" if self.own else f"{escaped(self.person.name)} is"


def what_holds(lines: Sequence[str], *, answers_for_others: bool) -> Message:
    """What holds for the person who asks, and what can be typed."""
    text = "What you have said" if lines else "You may be told at any time: you have said nothing else."
    said = "\n".join([f"*{text}*", *(f"• {capital(line)}" for line in lines)])
    told = [f"`{line}` {does}" for line, does in presence_help(answers_for_others=answers_for_others)]
    return message(text, [section(said), context("\n".join(told))])


def habits_set(habits: Habits, zone: ZoneInfo) -> Message:
    """When the reader is quiet from now on."""
    said = habits_words(habits)
    text = f"{capital(listed(said))}." if said else "You may be told at any time."
    undo = [
        *([f"`{SSO} quiet off`"] if habits.quiet_from is not None else []),
        *([f"`{SSO} off none`"] if habits.days_off else []),
    ]
    small = f"By your own clock ({zone.key}). {_STILL} Undo: {listed(undo, 'or')}." if said else ""
    waits = "\nMeanwhile, escalations that are not urgent wait." if said else ""
    return message(text, [section(f"*{text}*{waits}"), *([context(small)] if small else [])])


def habits_set_for(person: Person, habits: Habits, zone: ZoneInfo) -> Message:
    """When somebody else is quiet from now on, by their own clock."""
    said, name = habits_words(habits), escaped(person.name)
    text = f"{name} is {listed(said)}." if said else f"{name} may be told at any time."
    small = f"By their own clock ({zone.key}). Urgent ones wake them all the same. {name} is told, and why."
    return message(text, [section(f"*{text}*"), context(small)])


def stood_down(down: StoodDown, people: Mapping[int, Person], zone: ZoneInfo, now: datetime) -> Message:
    """That somebody does not stand in, or in which of several absences they might mean."""
    of = [_stood_in_for(each, people, zone, now) for each in down.others]
    if down.declined is not None:
        whose = _stood_in_for(down.declined, people, zone, now)
        text = f"You do not stand in for {whose}."
        return message(
            text, [section(f"*{text}*\nNow nobody does: whoever comes next is told. They hear of it.")]
        )
    if not of:
        text = "You stand in for nobody, or not any more."
        return message(text, [section(text)])
    text = f"You stand in for {listed(of)}."
    row = [
        button(f"Not for {plain_text(words, zone)}", SAY, Say(f"{SSO} {CANNOT} {each.id}"))
        for each, words in list(zip(down.others, of, strict=True))[:_MOST_NAMED]
    ]
    return message(text, [section(text), *actions(*row)])


def _stood_in_for(absence: Absence, people: Mapping[int, Person], zone: ZoneInfo, now: datetime) -> str:
    return f"{escaped(people[absence.person_id].name, 60)}, {absence_span(absence, zone, now)}"


def went_away(went: WentAway, reading: Reading, *, keeps: Sequence[str]) -> Message:
    """An absence that was said; `keeps` are sentences about what the person still has in hand."""
    absence = went.absence
    text = f"{reading.subject} {absence_words(absence, reading.zone, reading.now)}."
    lines = [f"*{text}*", f"{capital(_who_is_told(went, reading))}."]
    if went.instead_of:
        before = listed(absence_words(each, reading.zone, each.since) for each in went.instead_of)
        lines.append(f"This takes the place of what was said before: {before}.")
    lines += [
        f":warning: {reading.subject} to stand in for {escaped(reading.people[each.person_id].name)} in that "
        f"time; now {_instead(absence, reading.people)}."
        for each in went.leaves
    ]
    lines += [f":warning: {each}" for each in keeps]
    return message(text, [section("\n".join(lines)), *_undo(absence, reading)])


def _who_is_told(went: WentAway, reading: Reading) -> str:
    stands_in = stand_in_words(went.absence, reading.people)
    if went.absence.stand_in_id is None:
        return f"{stands_in}: whoever comes next is told"
    if went.stand_in_told_at is not None:
        return f"{stands_in}, and hears of it {point(went.stand_in_told_at, reading.zone)}, after quiet hours"
    return f"{stands_in}, and hears of it now"


def _instead(absence: Absence, people: Mapping[int, Person]) -> str:
    """Whoever stands in for somebody stands in for those as well for whom they do."""
    if absence.stand_in_id is None:
        return "nobody does, and they are told"
    return f"{escaped(people[absence.stand_in_id].name)} is told instead"


def _undo(absence: Absence, reading: Reading) -> list[Block]:
    """By a button for oneself; for somebody else a reason has to be typed."""
    begun = absence.since <= reading.now
    on = "" if begun else f" {local_day(absence.since, reading.zone)}"
    if reading.own:
        return actions(button("Undo", SAY, Say(f"{SSO} back{on}"), label="I am not away after all"))
    return [context(f"Undo: `{SSO} back @officer{on} and a reason`. {escaped(reading.person.name)} is told.")]


def came_back(back: CameBack, reading: Reading) -> Message:
    """What ended, and what else is planned."""
    if back.ended is None:
        text = f"{reading.subject} not away."
    elif back.here_from > max(reading.now, back.ended.since):
        text = f"{reading.subject} back {point(back.here_from, reading.zone)}."
    elif back.ended.since > reading.now:
        text = f"{reading.subject} not {absence_words(back.ended, reading.zone, reading.now)} any more."
    else:
        text = f"{reading.subject} here again."
    planned = [absence_words(each, reading.zone, reading.now) for each in back.planned]
    still = [f"Still planned: {listed(planned)}."] if planned else []
    row = [
        button(f"Not {words}", SAY, Say(f"{SSO} back {local_day(each.since, reading.zone)}"))
        for each, words in zip(back.planned, planned, strict=True)
    ]
    return message(text, [section("\n".join([f"*{text}*", *still])), *actions(*(row if reading.own else []))])


def unclear_presence(asked: PresenceUnclear, typed: str) -> Message:
    """What is missing, what may have been meant, and what was typed: Slack shows it nowhere else."""
    small = context(f"You typed: {escaped(with_names(f'{SSO} {typed}'), 200)}")
    if asked.unpicked:
        text = not_picked(f"{SSO} {asked.about} @")
        return message(text, [section(text), small])
    if asked.nearest:
        said = with_names(f"{SSO} {asked.nearest}")
        row = [button(said, SAY, Say(f"{SSO} {asked.nearest}"))]
        return message(asked.sentence, [section(asked.sentence), *actions(*row), small])
    if asked.sentence:
        return message(asked.sentence, [section(asked.sentence), small])
    days = ("today", "until sunday", "next week")
    row = [button(f"Away {each}", SAY, Say(f"{SSO} away {each}")) for each in days]
    return message(_WHEN, [section(_WHEN), *actions(*row), small])


def hand_over(numbers: Sequence[int], reading: Reading) -> str:
    """That somebody who is away has escalations in hand."""
    named = _numbered(numbers)
    has = "You still have" if reading.own else f"{escaped(reading.person.name)} still has"
    return f"{has} {named}: `/escalations handover {numbers[0]} @somebody`."


def holds_shifts(numbers: Sequence[int], reading: Reading) -> str:
    """That somebody who is away holds shifts in that time."""
    named = _numbered(numbers)
    holds, how = (
        ("You hold", "`/shifts mine` gives them back")
        if reading.own
        else (
            f"{escaped(reading.person.name)} holds",
            f"`/shifts release {numbers[0]} @officer` and a reason",
        )
    )
    return f"{holds} {'shift' if len(numbers) == 1 else 'shifts'} {named} in that time: {how}."


def _numbered(numbers: Sequence[int]) -> str:
    more = len(numbers) - _MOST_NAMED
    named = [f"#{number}" for number in numbers[:_MOST_NAMED]]
    return listed([*named, counted(more, "other")] if more > 0 else named)
