"""A new file that appears complete or not at all: written under another name, made durable, then renamed."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout
from sqlalchemy.exc import DBAPIError

from scheduling.copies.errors import CopyError

_ASIDE: Final = ("", "-journal", "-wal", "-shm")
"""The file of a SQLite database, and those that SQLite keeps beside it."""

_NO_ROOM: Final = {
    sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN,
}  # fmt: skip
"""What SQLite answers where the machine does not let it write."""


@contextmanager
def draft_of(file: Path) -> Iterator[Path]:
    """The name to write under; what stands there in the end becomes `file`, whatever stood there before.

    Only the owner may read it (0600): it holds people's data. Whatever fails or is interrupted inside leaves
    nothing; what a killed process left is taken away by the next one.

    Raises:
        CopyError: another process writes the same file, or the machine does not let us write.
    """
    draft = file.with_name(f"{file.name}.unfinished")
    lock = FileLock(f"{draft}.lock")
    with told_of(file):
        try:
            lock.acquire(timeout=0)
        except Timeout:
            raise CopyError(f"{file} is being written by another command: wait for it.") from None
    try:
        remove(draft)
        with told_of(file):
            os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        with told_of(file):
            yield draft
            make_durable(draft)
            draft.replace(file)
            make_durable(file.parent)
    finally:
        remove(draft)
        Path(lock.lock_file).unlink(missing_ok=True)
        lock.release()


@contextmanager
def told_of(file: Path) -> Iterator[None]:
    """Errors of writing a file become one sentence.

    Raises:
        CopyError: instead of what the machine or SQLite said.
    """
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        raise _unwritten(file, error) from error
    except DBAPIError as error:
        if (
            isinstance(error.orig, sqlite3.OperationalError)
            and error.orig.sqlite_errorcode & 0xFF in _NO_ROOM
        ):
            raise _unwritten(file, error.orig) from error
        raise


def _unwritten(file: Path, error: OSError | sqlite3.Error) -> CopyError:
    reason = getattr(error, "strerror", None) or str(error)
    return CopyError(
        f"{file} cannot be written ({reason}): look at the room on that disk and at who may write there. "
        "Nothing was left behind."
    )


def make_durable(path: Path) -> None:
    """Have the disk keep a file's content, or a folder's names, through a power cut."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def remove(database: Path) -> None:
    """Take a SQLite file away, with what stands beside it."""
    for ending in _ASIDE:
        database.with_name(database.name + ending).unlink(missing_ok=True)
