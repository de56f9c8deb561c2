"""A mail on which a calendar program acts, before it is written for the wire."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is read of it, by whoever has no calendar program or looks before they answer. Plain text, of one
    line where nothing else is said; it is escaped where it is written.

    Attributes:
        kind: above the title: what sort of thing it is.
        title: what it is called.
        news: what this mail tells of it, in a sentence or two.
        rows: a label and what is to be known, perhaps of several lines.
        answer: what the reader can do.
        foot: whom it comes from.
        over: it does not take place, or not for the reader: the title is struck out.
    """

    kind: str
    title: str
    news: str
    rows: tuple[tuple[str, str], ...]
    answer: str
    foot: str
    over: bool = False


@dataclass(frozen=True, slots=True)
class CalendarMail:
    """The words, and the calendar part.

    Attributes:
        subject: one line.
        sender: the name that stands beside the address from which it comes.
        method: METHOD of the calendar: the same word stands in the part's Content-Type.
        calendar: one VCALENDAR, as it is to arrive.
    """

    subject: str
    sender: str
    sheet: Sheet
    method: str
    calendar: bytes


def plain_of(sheet: Sheet, *remarks: str) -> str:
    """The sheet as plain text; `remarks` (late, perhaps the second) stand in front."""
    rows = [f"{label}:\n{told}" if "\n" in told else f"{label}: {told}" for label, told in sheet.rows]
    head = "\n".join(part for part in (sheet.kind, sheet.title) if part)
    told = [*remarks, head, sheet.news, "\n".join(rows), sheet.answer, f"-- \n{sheet.foot}\n"]
    return "\n\n".join(part for part in told if part)
