"""What became of something that an officer asked for: who decided, what, and when."""

from zoneinfo import ZoneInfo

from handlers.blocks.elements import context, section
from handlers.blocks.shifts import lines_of, told_short
from handlers.message import Message, message
from handlers.words.local_times import point
from handlers.words.text import escaped
from scheduling.roster.facts import Person
from scheduling.shifts.facts import Shift
from scheduling.shifts.questions.facts import Decision, QuestionKind
from scheduling.zones import zone

_ASKED = {QuestionKind.OVERRIDE: "asked for this shift", QuestionKind.RELEASE: "asked to be released"}


def decided(decision: Decision, shift: Shift, officer: Person, reader: Person) -> Message:
    """In the place of the question: what was asked, who decided, and when."""
    name, at = escaped(officer.name), zone(reader.zone)
    said = _said(decision, officer, reader)
    text = f"{said} {told_short(shift)}"
    lines = lines_of(shift, at, places=False)
    asked = f"*{name} {_ASKED[decision.question.kind]}.*"
    told = f"{name} is told." if not decision.already else f"Decided {point(decision.at, at)}."
    return message(text, [section(f"{asked} {said}\n{lines}"), context(told)])


def nothing_to_decide(kind: QuestionKind, shift: Shift, officer: Person) -> Message:
    """The officer has found another way meanwhile."""
    holds = "has the shift" if kind is QuestionKind.OVERRIDE else "no longer holds the shift"
    text = f"There is nothing to decide any more: {escaped(officer.name)} {holds}."
    return message(text, [section(f"{text}\n{lines_of(shift, places=False)}")])


def lapsed(shift: Shift, officer: Person) -> Message:
    """Nobody answered while it could be decided."""
    text = f"There is nothing to decide any more about {escaped(officer.name)} and this shift."
    return message(text, [section(f"{text}\n{lines_of(shift, places=False)}")])


def note_of_decision(decision: Decision | None, reader: Person) -> str:
    """`Sergeant Sol Sequoia declined, Wed Aug 12, 12:10.`, for whoever decides after all; else empty."""
    if decision is None or decision.granted or decision.by.id == reader.id:
        return ""
    at: ZoneInfo = zone(reader.zone)
    return f"{escaped(decision.by.name)} declined, {point(decision.at, at)}."


def _said(decision: Decision, officer: Person, reader: Person) -> str:
    by = "You" if decision.by.id == reader.id else escaped(decision.by.name)
    if not decision.granted:
        return f"{by} declined."
    did = "put {} on" if decision.question.kind is QuestionKind.OVERRIDE else "released {}"
    return f"{by} {did.format(escaped(officer.name))}."
