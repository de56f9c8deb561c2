"""Which column is which: tolerant of spelling, and firm about what must never be imported."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scheduling.roster.sheets.sheet import SheetRefused

_NEVER = {
    "social security numbers": re.compile(r"\bssn\b|\bsoc(ial)? ?sec"),
    "birth dates": re.compile(r"\bd ?o ?b\b|birth|\bage\b"),
    "home addresses or telephones": re.compile(r"\bhome (address|street|city|zip|phone)\b|\bresiden"),
}
"""What a roster of officers must not hold, and how its column is recognised."""


@dataclass(frozen=True, slots=True)
class Headings:
    """The field of each column, None where the column is not ours, and the headings that were passed over."""

    fields: tuple[str | None, ...]
    ignored: tuple[str, ...]

    def values(self, cells: Sequence[str]) -> dict[str, str]:
        """A row's cells by field; a column that the file does not have is not among them."""
        return {field: cell for field, cell in zip(self.fields, cells, strict=True) if field is not None}


def match_headings(
    headings: Sequence[str], known: Mapping[str, Sequence[str]], required: Sequence[str]
) -> Headings:
    """Find each column's field.

    Args:
        headings: the first row of the file.
        known: field → the headings it goes by, the first being the documented one.
        required: fields without which the file is of no use.

    Raises:
        SheetRefused: a required column is missing, a field stands twice, or there is a column that must
            never be imported.
    """
    _refuse_private(headings)
    spellings = {_plain(spelling): field for field, names in known.items() for spelling in names}
    fields = tuple(spellings.get(_plain(heading)) for heading in headings)
    for field in known:
        if fields.count(field) > 1:
            twice = [h for h, f in zip(headings, fields, strict=True) if f == field]
            raise SheetRefused(f"Two columns mean the same: {_listed(twice)}. Remove one of them.")
    if missing := [known[field][0] for field in required if field not in fields]:
        raise SheetRefused(
            f"There is no column {_listed(missing)}. The first row must hold the headings; "
            f"found: {_listed(headings)}."
        )
    ignored = tuple(h for h, f in zip(headings, fields, strict=True) if f is None and h)
    return Headings(fields, ignored)


def _refuse_private(headings: Sequence[str]) -> None:
    for heading in headings:
        for what, pattern in _NEVER.items():
            if pattern.search(_plain(heading)):
                raise SheetRefused(
                    f"The column “{heading}” looks like {what}, which Muster never takes in. "
                    "Remove the column from the file, and then import it again."
                )


def _plain(heading: str) -> str:
    """Lower case, words parted by one space, an English and an American spelling made one."""
    words = re.sub(r"[^a-z0-9]+", " ", heading.lower()).strip()
    return words.replace("e mail", "email").replace("programme", "program")


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)
