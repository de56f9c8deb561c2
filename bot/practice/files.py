"""Uploaded files with their real bytes."""

import secrets
from dataclasses import dataclass, field

from bot.practice.wire import Ids, Json

_TYPES = {
    "ics": ("text/calendar", "ics"),
    "csv": ("text/csv", "csv"),
    "txt": ("text/plain", "text"),
    "pdf": ("application/pdf", "pdf"),
    "png": ("image/png", "png"),
    "json": ("application/json", "json"),
}


@dataclass
class StoredFile:
    """A file between the three steps of an upload, and after them."""

    id: str
    name: str
    length: int
    ticket: str
    title: str = ""
    alt_text: str = ""
    content: bytes | None = None
    shared_in: list[str] = field(default_factory=list)
    complete: bool = False
    owner: str = ""  # who uploaded it; empty for the app

    @property
    def mimetype(self) -> str:
        """The type by the name's ending; Slack guesses likewise."""
        return _TYPES.get(self._ending, ("application/octet-stream", ""))[0]

    @property
    def _ending(self) -> str:
        return self.name.rpartition(".")[2].lower()

    def to_slack(self, base_url: str, created: int, user: str) -> Json:
        """Slack's file object, with addresses at this server."""
        address = f"{base_url}files/{self.id}/{self.name}"
        return {
            "id": self.id,
            "created": created,
            "timestamp": created,
            "name": self.name,
            "title": self.title or self.name,
            "mimetype": self.mimetype,
            "filetype": _TYPES.get(self._ending, ("", "binary"))[1],
            "pretty_type": self._ending.upper() or "Binary",
            "user": user,
            "size": self.length,
            "mode": "hosted",
            "is_external": False,
            "is_public": False,
            "url_private": address,
            "url_private_download": address,
            "permalink": address,
            "channels": self.shared_in,
            **({"alt_txt": self.alt_text} if self.alt_text else {}),
        }


class Files:
    """All files, by id and by upload ticket."""

    def __init__(self, ids: Ids) -> None:
        """Begin with none."""
        self._ids = ids
        self._by_id: dict[str, StoredFile] = {}
        self._by_ticket: dict[str, StoredFile] = {}

    def announce(self, name: str, length: int, alt_text: str) -> StoredFile:
        """The first step: a place for `length` bytes."""
        # Only the last part of a path names a file; the name travels in an address later.
        plain = name.replace("\\", "/").rpartition("/")[2] or "file"
        stored = StoredFile(self._ids.new("F"), plain, length, secrets.token_urlsafe(18), alt_text=alt_text)
        self._by_id[stored.id] = stored
        self._by_ticket[stored.ticket] = stored
        return stored

    def receive(self, ticket: str, content: bytes) -> StoredFile | None:
        """The second step: the bytes. None if the ticket is unknown or used, or the length is another."""
        stored = self._by_ticket.get(ticket)
        if stored is None or stored.content is not None or len(content) != stored.length:
            return None
        stored.content = content
        return stored

    def keep(self, name: str, content: bytes, owner: str) -> StoredFile:
        """A file that a person chose in a form, whole at once."""
        stored = self.announce(name, len(content), "")
        stored.content, stored.complete, stored.owner = content, True, owner
        self._by_ticket.pop(stored.ticket)
        return stored

    def find(self, file_id: str) -> StoredFile | None:
        """The file with that id, or None."""
        return self._by_id.get(file_id)

    def delete(self, file_id: str) -> None:
        """Forget a file."""
        stored = self._by_id.pop(file_id, None)
        if stored is not None:
            self._by_ticket.pop(stored.ticket, None)
