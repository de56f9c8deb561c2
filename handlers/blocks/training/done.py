"""What came of a button or a form of training, in the place where it was pressed."""

from datetime import date

from handlers.blocks.elements import actions, button, context, section
from handlers.blocks.training.buttons import open_button, training_button
from handlers.blocks.training.line import head_of, planned_line
from handlers.blocks.training.waiting import record_words
from handlers.ids import training as ids
from handlers.message import Block, Message, message
from handlers.words.countdown import civil, time_left, title_of, told_shown
from handlers.words.text import escaped, listed
from scheduling.roster.facts import Person
from scheduling.training.facts import (
    CountdownLine,
    Obligation,
    ObligationState,
    RecordState,
    RequestKind,
    RequestState,
    TrainingRecord,
)
from scheduling.training.records.actions import Logged
from scheduling.training.records.verifying import RecordDecided
from scheduling.training.requests.actions import RequestAsked, RequestDecided
from scheduling.zones import zone


def logged(done: Logged, reader: Person, today: date) -> Message:
    """It is written down: how far it brings the officer, or who has to look at it first."""
    own = done.officer.id == reader.id
    head, small = _planned(done, today) if done.record.state is RecordState.PLANNED else _handed_in(done)
    lines = [f"*{head}*"]
    if done.line is not None:
        lines.append(head_of(done.line, today, whose="" if own else done.officer.name))
    notes = [context(one) for one in (small, _flag(done.record.flagged)) if one]
    row = [*_more(done.line), training_button()] if own else [open_button(done.officer)]
    return message(head, [section("\n".join(lines)), *notes, *actions(*row)])


def called_off(planned: TrainingRecord, officer: Person, reader: Person, today: date) -> Message:
    """A plan is no plan any more; the officer may plan anew."""
    told = planned_line(planned, today, zone(officer.zone))
    text = f"Called off. {told}."
    ways = training_button() if officer.id == reader.id else open_button(officer)
    return message(text, [section(f"*Called off.* {told}"), *actions(ways)])


def reminded_later(on: date | None, today: date) -> Message:
    """When the officer hears of it again."""
    if on is None:
        text = "There is nothing to remind you of: it is done, or asked no more."
    else:
        text = f"You hear of it again on {civil(on, today)}."
    mark = ":alarm_clock: " if on is not None else ""
    return message(text, [section(f"{mark}{text}"), *actions(training_button())])


def record_decided(done: RecordDecided, title: str, today: date) -> Message:
    """In the place of the question, also where a channel was asked: verified, or refused."""
    name = escaped(done.officer.name, 80)
    verified = done.record.state is RecordState.VERIFIED
    said = "Verified" if verified else "Refused"
    mark = ":white_check_mark:" if verified else ":no_entry:"
    text = f"{said}: {name}, {escaped(title, 120)}"
    lines = [f"{mark} *{said}.* *{name}* · *{escaped(title, 120)}*, {record_words(done.record, today)}"]
    if done.line is not None and done.line.obligation.runs:
        lines.append(told_shown(done.line, today))
    told = [section("\n".join(lines)), context(f"{name} is told.")]
    return message(text, told, for_everybody=True)


def asked(done: RequestAsked, kind: RequestKind, obligation: Obligation, today: date) -> Message:
    """Somebody was asked, now or before; or nobody can be reached."""
    title = title_of(obligation.requirement)
    if done.request is None:
        text = f"Nobody who may decide about {title} can be reached in Slack. Ask them in person."
        return message(text, [section(f":warning: {text}")])
    names = listed(escaped(person.name) for person in done.whom)
    if done.already:
        text = f"You have asked {names} already; nobody has decided yet."
    else:
        text = f"Asked {names} {_to_do(kind, title, done.request.until, today)}."
    stands = f"Until they decide, it stands: {time_left(obligation, today)}."
    return message(
        text, [section(f":hourglass_flowing_sand: {text}"), context(stands), *actions(training_button())]
    )


def request_decided(done: RequestDecided, today: date) -> Message:
    """Granted, given, or declined; and how the obligation stands."""
    name = escaped(done.officer.name, 80)
    said = decision_of(done.request.kind, done.request.state, done.request.granted_until, today)
    text = f"{said} {name}: {title_of(done.obligation.requirement)}"
    due = f" · {time_left(done.obligation, today)}" if done.obligation.runs else ""
    body = f"*{said}* {name} · *{title_of(done.obligation.requirement)}*{due}"
    return message(text, [section(body), context(f"{name} is told.")])


def decision_of(kind: RequestKind, state: RequestState, until: date | None, today: date) -> str:
    """`Extended until Fri Oct 30.`; `Exempt for good.`; `Declined.`"""
    if state is not RequestState.GRANTED:
        return "Declined."
    if kind is RequestKind.EXEMPTION:
        return f"Exempt until {civil(until, today)}." if until else "Exempt for good."
    return f"Extended until {civil(until, today)}." if until else "Extended."


def _planned(done: Logged, today: date) -> tuple[str, str]:
    told = planned_line(done.record, today, zone(done.officer.zone))
    return f"{told}.", "It counts once you say that it is done: `/training` has a button for it then."


def _handed_in(done: Logged) -> tuple[str, str]:
    if done.line is not None and done.record.id in done.line.progress.unverified:
        names = listed(escaped(person.name) for person in done.asked) or "the supervisors"
        return "Logged. It counts once verified.", f"Asked: {names}."
    if not done.counts:
        return "Logged. Nothing that is owed needs it.", ""
    if done.line is not None and done.line.obligation.state is ObligationState.DONE:
        return "Logged. That was the last of it.", ""
    return "Logged.", ""


def _more(line: CountdownLine | None) -> list[Block]:
    if line is None or not line.obligation.runs:
        return []
    return [button("Log more", ids.LOG_TRAINING_FORM, ids.ObligationRef(line.obligation.id))]


def _flag(flagged: str) -> str:
    return f":warning: Flagged for your supervisor: {escaped(flagged, 300)}" if flagged else ""


def _to_do(kind: RequestKind, title: str, until: date | None, today: date) -> str:
    day = f" until {civil(until, today)}" if until else ""
    return f"to put {title} off{day}" if kind is RequestKind.EXTENSION else f"to let you off {title}{day}"
