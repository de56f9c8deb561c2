"""Lines of help, from the table beside each grammar: what may be typed after a command, and what it does."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """What may be typed after a command, what it does, and whether it is for those who answer for others."""

    example: str
    does: str
    answers_for_others: bool = False


def help_of(command: str, lines: Iterable[Line], *, answers_for_others: bool) -> list[tuple[str, str]]:
    """What can be typed, whole, and what it does: for oneself alone, or with what answers for others."""
    return [
        (f"{command} {line.example}".strip(), line.does)
        for line in lines
        if answers_for_others or not line.answers_for_others
    ]
