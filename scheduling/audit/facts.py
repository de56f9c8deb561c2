"""What a look at the audit finds: its end, its rows, and where the chain is broken."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


@dataclass(frozen=True, slots=True)
class Head:
    """An end of the audit, now or once noted: the id of the last row and its hash."""

    audit_id: int
    hash: str

    def __str__(self) -> str:
        """As it is printed, noted and compared: `1204:9f3c…`."""
        return f"{self.audit_id}:{self.hash}"


def read_head(text: str) -> Head:
    """An end of the audit as it was printed.

    Raises:
        ValueError: that is not one.
    """
    found = re.fullmatch(r"(\d{1,18}):([0-9a-f]{64})", text.strip().lower())
    if found is None:
        raise ValueError("An end of the audit is written as `muster audit verify` prints it: ID:HASH.")
    return Head(int(found[1]), found[2])


class Fault(StrEnum):
    """What can be wrong with the chain."""

    ALTERED = "altered"  # the row does not fit the one before it: one of the two is not as it was written
    INSERTED = "inserted"  # the row was put between two that fit each other, or behind the end
    MISSING = "missing"  # rows before one that stands there are gone
    CUT = "cut"  # the last rows are gone
    END_UNKNOWN = "end_unknown"  # the row that says where the audit ends is gone
    OTHER_END = "other_end"  # the last row is not the one with which the audit says that it ends
    REBUILT = "rebuilt"  # all fits, but not the end that was noted: the chain was computed anew


@dataclass(frozen=True, slots=True)
class Break:
    """The first place where the chain does not hold.

    Attributes:
        fault: what is wrong there.
        first: the first row concerned.
        last: the last one; the same where one row is concerned.
    """

    fault: Fault
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of following the chain.

    Attributes:
        rows: how many rows fit; all there are, if nothing is broken.
        first_at: when the first of them was written, or None without rows.
        last_at: when the last of them was.
        end: the last row that fits.
        broken: the first place that does not, or None.
    """

    rows: int
    first_at: datetime | None
    last_at: datetime | None
    end: Head
    broken: Break | None


@dataclass(frozen=True, slots=True)
class Recorded:
    """One row of the audit, as people read it."""

    id: int
    at: datetime
    actor: str
    verb: str
    subject: str
    subject_id: int
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None
    reason: str
