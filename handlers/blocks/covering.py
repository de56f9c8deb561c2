"""Finding somebody for a place: the buttons, the forms, and what came of it."""

from collections.abc import Iterable, Sequence
from zoneinfo import ZoneInfo

from handlers.blocks.elements import button, confirm, context, paragraph_input, section
from handlers.blocks.inputs import lines_input, person_input
from handlers.blocks.shifts import lines_of, title_of, told_short
from handlers.ids import covering as ids
from handlers.ids.escalations import EscalationForm, EscalationRef
from handlers.ids.packing import pack
from handlers.ids.shifts import REASON_BLOCK, REASON_INPUT
from handlers.message import Block, Message, Modal, message
from handlers.refusals.rule_names import names_of_rules
from handlers.visit import Origin
from handlers.words.local_times import point
from handlers.words.text import counted, escaped, figure, lasted, listed, named
from scheduling.shifts.covering.facts import BackupAsked, Candidate, CoverCalled, Offered, PassedBy
from scheduling.shifts.covering.matters import Matter

_MOST = 12
"""How many who were not asked are named, with the reason."""


def backup_button(number: int) -> Block:
    """*Ask the back-up agency*."""
    ask = confirm(
        "Ask the back-up agency?",
        "Their officers may claim it from now on. Their supervisors and up to ten officers are told.",
        "Ask them",
        "Not yet",
    )
    return button("Ask the back-up agency", ids.ASK_BACKUP, EscalationRef(number), confirm=ask)


def offer_button(number: int) -> Block:
    """*Message eligible officers*."""
    return button("Message eligible officers", ids.OFFER_SHIFT, EscalationRef(number))


def assign_button(number: int) -> Block:
    """*Assign …*."""
    return button("Assign …", ids.ASSIGN_FORM, EscalationRef(number))


def cover_button(number: int) -> Block:
    """*Call for cover …*."""
    return button("Call for cover …", ids.COVER_FORM, EscalationRef(number), style="danger")


def cover_form(matter: Matter, origin: Origin, reader: ZoneInfo) -> Modal:
    """Why cover is called for; and what that does."""
    shift = matter.shift
    off = f"{escaped(matter.missing.name, 80)} loses the place. " if matter.held and matter.missing else ""
    told = [
        section(lines_of(shift, reader)),
        context(f"{off}What is left may be claimed, and up to ten officers are messaged at once."),
    ]
    hint = "Kept with the change."
    why = paragraph_input(REASON_BLOCK, REASON_INPUT, "Why?", hint)
    return _form(ids.CALL_COVER, "Call for cover", "Call", matter, origin, [*told, why])


def assign_form(
    matter: Matter, candidates: Sequence[Candidate], others: Sequence[PassedBy], origin: Origin,
    reader: ZoneInfo,
) -> Modal:  # fmt: skip
    """Whom to put on it: those who pass the rules, fairest first, then those whom a rule refuses."""
    options = [(str(one.officer.id), f"{one.officer.name} · {figure(one.hours)} h") for one in candidates]
    options += [(str(one.officer.id), f"{one.officer.name} · {_why(one, reader)}") for one in others]
    hint = "Hours: shifts of the last 30 and the next 14 days."
    blocks = [section(lines_of(matter.shift, reader))]
    if options:
        anybody = f"Anybody else: `/shifts assign {matter.shift.id} @officer reason`."
        blocks += person_input(ids.OFFICER, "Officer", options, hint=hint, otherwise=anybody)
    else:
        blocks.append(context("No officer of the agencies that may work it can be reached."))
    why = "Needed where a rule is set aside; kept with the change."
    blocks.append(lines_input(ids.ASSIGN_REASON, "Reason", hint=why, most=300, optional=True))
    return _form(ids.ASSIGN, "Assign an officer", "Assign", matter, origin, blocks)


def offered(done: Offered, reader: ZoneInfo) -> Message:
    """Who was asked, fairest first, and who was not, and why."""
    head = _head(done)
    return message(
        f"{head} {told_short(done.shift)}",
        [section(f"*{head}*\n{title_of(done.shift, reader)}"), *_who(done, reader)],
        beside=True,
    )


def backup_is_asked(done: BackupAsked, reader: ZoneInfo) -> Message:
    """Which agencies may claim now, and who of them is told."""
    agencies = listed(escaped(agency, 60) for agency in done.agencies)
    head = f"{agencies} may claim it now."
    told = named((one.name for one in done.supervisors), 5)
    supervisors = f"Told: {told}. " if told else "No supervisor of theirs can be reached. "
    return message(
        f"{head} {told_short(done.offered.shift)}",
        [
            section(f"*{head}*\n{title_of(done.offered.shift, reader)}"),
            section(f"{supervisors}{_head(done.offered)}"),
            *_who(done.offered, reader),
        ],
        beside=True,
    )


def cover_is_called(done: CoverCalled, reader: ZoneInfo) -> Message:
    """What is left, who is off it, and who was asked."""
    off = f" {escaped(done.missing.name, 80)} is off it and is told." if done.missing is not None else ""
    head = f"Cover called: {lasted(done.left)} left."
    return message(
        f"{head} {told_short(done.offered.shift)}",
        [
            section(f"*{head}*{off}\n{title_of(done.offered.shift, reader)}"),
            section(_head(done.offered)),
            *_who(done.offered, reader),
        ],
        beside=True,
    )


def _head(done: Offered) -> str:
    if done.asked:
        return f"{counted(len(done.asked), 'officer')} asked."
    if done.asked_before:
        return "Everybody who may take it has been asked."
    return "Nobody who may take it can be asked."


def _who(done: Offered, reader: ZoneInfo) -> list[Block]:
    lines = []
    if done.asked:
        lines.append(f"Asked, fewest hours first: {_with_hours(done.asked)}")
    if done.asked_before:
        lines.append(f"Asked before: {_with_hours(done.asked_before)}")
    if done.more:
        lines.append(f"{done.more} more may take it: press again to ask the next")
    if done.passed_by:
        named_with_why = [_not_asked(one, reader) for one in done.passed_by[:_MOST]]
        more = len(done.passed_by) - _MOST
        rest = [f"and {more} more"] if more > 0 else []
        lines.append(f"Not asked: {'; '.join([*named_with_why, *rest])}")
    return [context("\n".join(lines))] if lines else []


def _with_hours(candidates: Iterable[Candidate]) -> str:
    return ", ".join(f"{escaped(one.officer.name, 60)} ({figure(one.hours)} h)" for one in candidates)


def _not_asked(one: PassedBy, reader: ZoneInfo) -> str:
    return f"{escaped(one.officer.name, 60)}: {_why(one, reader)}"


def _why(one: PassedBy, reader: ZoneInfo) -> str:
    if one.away_until is not None:
        return f"away until {point(one.away_until, reader)}"
    return names_of_rules([refusal.rule for refusal in one.refusals][:2])


def _form(
    callback_id: str, title: str, submit: str, matter: Matter, origin: Origin, blocks: Sequence[Block]
) -> Modal:
    carries = pack(EscalationForm(matter.escalation.id, 0, origin.url, origin.replaces))
    return Modal(callback_id, title, tuple(blocks), submit, carries)
