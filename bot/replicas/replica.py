"""This process among those that serve the same database: what the courier asks before it calls out."""

from secrets import token_hex
from typing import Final, Protocol

ID_LENGTH: Final = 12
"""Characters of a replica's id; the mark of a lease is that, a colon, and what makes the lease its own."""


class Replica(Protocol):
    """Who this process is, and whether it may still act for itself."""

    @property
    def id(self) -> str:
        """Opaque; marks of leases begin with it and a colon. A new one after it was taken for dead."""
        ...

    def fresh(self) -> bool:
        """Whether the others certainly do not take this process for dead. To ask costs nothing."""
        ...

    def still_ours(self, lease: str) -> bool:
        """Whether nobody else can have taken over what is leased under this mark: asked before each call
        out. False after a freeze or a cut in which the leases of this process were ended, for good.
        """
        ...


class LoneReplica:
    """The only process of its database (SQLite): nobody takes it for dead, nobody takes anything over."""

    seconds_since_beat: Final = 0.0
    """It has nobody to beat for."""

    def __init__(self, name: str = "") -> None:
        """Choose an id; `name` is for people."""
        self.id = new_id()
        self.name = name

    def start(self) -> None:
        """There is nobody to tell."""

    def stop(self) -> None:
        """Likewise."""

    def fresh(self) -> bool:
        """Always."""
        return True

    def still_ours(self, lease: str) -> bool:
        """Whatever bears its own mark."""
        return lease.startswith(f"{self.id}:")


def new_id() -> str:
    """An id that no other process has."""
    return token_hex(ID_LENGTH // 2)
