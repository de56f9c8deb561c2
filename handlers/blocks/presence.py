"""Quiet hours, absences and who is on duty, as people see them: what now holds, and how to undo it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from handlers.blocks.elements import actions, button, context, section
from handlers.grammar.presence import PresenceUnclear, presence_help
from handlers.grammar.sso import SSO
from handlers.ids.shifts import SAY, Say
from handlers.message import Block, Message, message
from handlers.words.local_times import point
from handlers.words.presence import absence_words, habits_words, presence_words, stand_in_words
from handlers.words.text import counted, escaped, listed
from scheduling.presence.actions import CameBack, WentAway
from scheduling.presence.facts import Absence, Habits
from scheduling.roster.facts import Person
from scheduling.zones import local_day

_STILL = (
    "Urgent ones wake you all the same. What concerns your own shifts, training and meetings still comes "
    "when it is due."
)
_MOST_NAMED = 5
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
    said = "\n".join([f"*{text}*", *(f"• {_capital(line)}" for line in lines)])
    told = [f"`{line}` {does}" for line, does in presence_help(answers_for_others=answers_for_others)]
    return message(text, [section(said), context("\n".join(told))])


def habits_set(habits: Habits, zone: ZoneInfo) -> Message:
    """When the person is quiet from now on."""
    said = habits_words(habits)
    text = f"{_capital(listed(said))}." if said else "You may be told at any time."
    undo = [
        *([f"`{SSO} quiet off`"] if habits.quiet_from is not None else []),
        *([f"`{SSO} off none`"] if habits.days_off else []),
    ]
    small = f"By your own clock ({zone.key}). {_STILL} Undo: {listed(undo, 'or')}." if said else ""
    waits = "\nEscalations that are not urgent wait until then." if said else ""
    return message(text, [section(f"*{text}*{waits}"), *([context(small)] if small else [])])


def went_away(went: WentAway, reading: Reading, *, keeps: Sequence[str]) -> Message:
    """An absence that was said; `keeps` are sentences about what the person still has in hand."""
    absence = went.absence
    text = f"{reading.subject} {absence_words(absence, reading.zone, reading.now)}."
    lines = [f"*{text}*", f"{_capital(_who_is_told(absence, reading.people))}."]
    if went.instead_of:
        before = listed(absence_words(each, reading.zone, each.since) for each in went.instead_of)
        lines.append(f"This takes the place of what was said before: {before}.")
    lines += [
        f":warning: {reading.subject} to stand in for {escaped(reading.people[each.person_id].name)} in that "
        "time; now nobody does."
        for each in went.leaves
    ]
    lines += [f":warning: {each}" for each in keeps]
    return message(text, [section("\n".join(lines)), *_undo(absence, reading)])


def _who_is_told(absence: Absence, people: Mapping[int, Person]) -> str:
    stands_in = stand_in_words(absence, people)
    if absence.stand_in_id is None:
        return f"{stands_in}: whoever comes next is told"
    return f"{stands_in}, and hears of it now"


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


def standing_lines(
    habits: Habits, absences: Sequence[Absence], people: Mapping[int, Person], zone: ZoneInfo, now: datetime
) -> list[str]:
    """What holds for somebody, a line each."""
    return presence_words(habits, absences, people, zone, now)


def unclear_presence(asked: PresenceUnclear) -> Message:
    """What is missing; days that most people mean have a button."""
    if asked.unpicked:
        text = (
            f"Slack did not say who that is. Type `{SSO} {asked.about} @` and pick the person from the list."
        )
        return message(text, [section(text)])
    if asked.sentence:
        return message(asked.sentence, [section(asked.sentence)])
    days = ("today", "until sunday", "next week")
    row = [button(f"Away {each}", SAY, Say(f"{SSO} away {each}")) for each in days]
    return message(_WHEN, [section(_WHEN), *actions(*row)])


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


def _capital(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"
