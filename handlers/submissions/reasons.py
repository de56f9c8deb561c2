"""A reason that is only blanks."""

from handlers.ids.shifts import REASON_BLOCK
from handlers.message import FieldErrors

MISSING = FieldErrors({REASON_BLOCK: "Write a few words: they are kept with the change."})
