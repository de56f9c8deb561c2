"""The form in which a planned slot is said to be done, where its pack asks for a certificate."""

from datetime import date
from zoneinfo import ZoneInfo

from handlers.blocks.elements import context, section
from handlers.blocks.training.certificate import NEEDED, certificate_inputs
from handlers.blocks.training.line import planned_line
from handlers.ids import training as ids
from handlers.ids.packing import pack
from handlers.message import Modal
from handlers.visit import Origin
from handlers.words.text import escaped
from scheduling.training.facts import TrainingRecord


def confirm_form(title: str, planned: TrainingRecord, today: date, at: ZoneInfo, origin: Origin) -> Modal:
    """What was planned, and the fields of its certificate."""
    told = section(f"*{escaped(title, 120)}*\n{planned_line(planned, today, at)}")
    carries = pack(ids.TrainingForm(planned.id, origin.url, origin.replaces))
    blocks = (told, context(NEEDED), *certificate_inputs())
    return Modal(ids.CONFIRM_TRAINING, "It is done", blocks, "Save", carries)
