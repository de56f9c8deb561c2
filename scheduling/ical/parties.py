"""Who is in an invitation: mailboxes, and what somebody says to it."""

import re
from dataclasses import dataclass
from enum import StrEnum

_ADDRESS = re.compile(r"[^\s@<>\",;:\\()\[\]\x00-\x1f\x7f]+@[^\s@<>\",;:\\()\[\]\x00-\x1f\x7f]+")
_LONGEST_ADDRESS = 254


class PartStat(StrEnum):
    """What an attendee says (PARTSTAT, RFC 5545 3.2.12)."""

    NEEDS_ACTION = "NEEDS-ACTION"
    ACCEPTED = "ACCEPTED"
    DECLINED = "DECLINED"
    TENTATIVE = "TENTATIVE"
    DELEGATED = "DELEGATED"


def base_address(address: str) -> str:
    """The address without its `+tag`, casefolded: programs answer from the one where the other was invited,
    and both lead to the same person.
    """
    name, at, domain = address.casefold().rpartition("@")
    base = name.partition("+")[0] or name
    return f"{base}{at}{domain}"


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A mail address, and whose it is.

    Raises:
        ValueError: it is no address that a calendar can hold.
    """

    address: str
    name: str = ""

    def __post_init__(self) -> None:
        """See the class."""
        if len(self.address) > _LONGEST_ADDRESS or _ADDRESS.fullmatch(self.address) is None:
            raise ValueError(f"{self.address!r} is not a mail address.")
