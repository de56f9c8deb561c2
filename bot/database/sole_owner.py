"""One SQLite file belongs to one process: two would each believe that they alone write and send."""

from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy.engine import make_url


class AlreadyServedError(Exception):
    """Another process serves this database; the message names the file and what to do."""


class LockNotMadeError(Exception):
    """The lock beside the database cannot be made; the message names the file, why, and what to do."""


class SoleOwner:
    """Holds the lock beside a SQLite file; on PostgreSQL there is nothing to hold."""

    def __init__(self, database_url: str) -> None:
        """Look at the URL; nothing is locked yet."""
        url = make_url(database_url)
        file = url.database if url.get_backend_name() == "sqlite" else None
        self._file = Path(file) if file else None
        self._lock = FileLock(f"{file}.lock", thread_local=False) if file else None

    @property
    def alone(self) -> bool:
        """Whether the database can have no other process: true of SQLite."""
        return self._lock is not None

    def take(self) -> None:
        """Take the lock; the kernel gives it back when the process ends, however it ends.

        Raises:
            AlreadyServedError: another process holds it.
            LockNotMadeError: there is no room or no permission for it.
        """
        if self._lock is None:
            return
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            raise AlreadyServedError(
                f"Another Muster serves {self._file}: stop it first, or set MUSTER_DATABASE_URL to "
                "another file."
            ) from None
        except OSError as error:
            raise LockNotMadeError(
                f"Muster cannot make {self._lock.lock_file} ({error.strerror or type(error).__name__}): it "
                "writes beside its database. Let the account that runs it write in that folder, or set "
                "MUSTER_DATABASE_URL to a file in another."
            ) from error

    def give_back(self) -> None:
        """Let another process have it."""
        if self._lock is not None:
            self._lock.release()
