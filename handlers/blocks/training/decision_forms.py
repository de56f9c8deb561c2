"""The forms in which a supervisor decides: grant, decline, refuse."""

from datetime import date

from handlers.blocks.elements import context, paragraph_input, section
from handlers.blocks.inputs import day_input
from handlers.blocks.training.line import head_of
from handlers.blocks.training.put_off_forms import LEFT_EMPTY, WRITTEN_DOWN
from handlers.blocks.training.waiting import record_line, request_line
from handlers.ids import training as ids
from handlers.ids.packing import pack
from handlers.ids.shifts import REASON_BLOCK, REASON_INPUT
from handlers.message import Block, Modal
from handlers.visit import Origin
from handlers.words.countdown import civil
from handlers.words.text import escaped
from scheduling.roster.facts import Person
from scheduling.training.facts import CountdownLine, RequestKind, TrainingRecord, TrainingRequest
from scheduling.training.requests.rules import latest_extension


def grant_form(
    officer: Person, line: CountdownLine, request: TrainingRequest, today: date, origin: Origin
) -> Modal:
    """Yes, perhaps for less long than was asked; a reason may be given."""
    told = _request(officer, line, request, today)
    if request.kind is RequestKind.EXTENSION:
        latest = latest_extension(line.obligation)
        hint = f"Until {civil(latest, today)} at most." if latest else ""
        until = day_input(ids.UNTIL, "New last day", hint=hint, chosen=request.until)
    else:
        until = day_input(ids.UNTIL, "Exempt until", hint=LEFT_EMPTY, chosen=request.until, optional=True)
    why = {**_why("Why?"), "optional": True}
    return _form(ids.GRANT_REQUEST, "Grant a request", "Grant", request.id, origin, [*told, until, why])


def decline_form(
    officer: Person, line: CountdownLine, request: TrainingRequest, today: date, origin: Origin
) -> Modal:
    """No, and why."""
    told = [*_request(officer, line, request, today), _why("Why not?")]
    return _form(ids.DECLINE_REQUEST, "Decline a request", "Decline", request.id, origin, told)


def refuse_form(officer: Person, title: str, record: TrainingRecord, today: date, origin: Origin) -> Modal:
    """This record does not count, and why."""
    head = f"*{escaped(officer.name, 80)}* · *{escaped(title, 120)}*\n{record_line(record, today)}"
    told = [section(head), context("It then counts for nothing; it may be handed in again.")]
    return _form(
        ids.REFUSE_TRAINING, "Refuse a record", "Refuse", record.id, origin, [*told, _why("Why not?")]
    )


def _request(officer: Person, line: CountdownLine, request: TrainingRequest, today: date) -> list[Block]:
    return [section(head_of(line, today, whose=officer.name)), section(request_line(request, today))]


def _why(label: str) -> Block:
    return paragraph_input(REASON_BLOCK, REASON_INPUT, label, WRITTEN_DOWN)


def _form(
    callback_id: str, title: str, submit: str, about: int, origin: Origin, blocks: list[Block]
) -> Modal:
    carries = pack(ids.TrainingForm(about, origin.url, origin.replaces))
    return Modal(callback_id, title, tuple(blocks), submit, carries)
