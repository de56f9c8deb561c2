"""What a person at the command line is told when a verb fails: one sentence that says what to do."""

from errno import EADDRINUSE

from bot.ending import OUTDATED


def sentence_of(error: Exception) -> str:
    """Our own refusals are sentences already; the machine's and the libraries' get one."""
    if isinstance(error, OSError):
        return _of_machine(error)
    said = str(error).strip()
    if isinstance(error, ValueError | LookupError) or _is_ours(error):
        return said or type(error).__name__
    return _of_database(error) or f"Muster stumbled over {_name_and_words(error)} (--debug says where.)"


def exit_code_of(error: Exception) -> int:
    """3 for a release that a newer one has overtaken, which must not be started again; else 1."""
    from scheduling.store.schema import SchemaAheadError

    return OUTDATED if isinstance(error, SchemaAheadError) else 1


def _of_machine(error: OSError) -> str:
    reason = (error.strerror or str(error) or type(error).__name__).partition(" (")[0]
    if error.filename:
        return f"{error.filename}: {reason}."
    if error.errno == EADDRINUSE:
        return f"{reason}: end what uses that port, or choose another; 0 picks a free one."
    return f"{reason}. Is the other machine there, and may this one speak to it?"


def _of_database(error: Exception) -> str | None:
    """Of a database that cannot be used at all; None for anything else."""
    from sqlalchemy.exc import DatabaseError, OperationalError

    from bot.database.words import words_for_operator
    from scheduling.store.troubles import find_trouble

    if trouble := find_trouble(error):
        return words_for_operator(trouble)
    if not isinstance(error, OperationalError) and type(error) is not DatabaseError:
        return None
    reason = str(error.orig).strip().splitlines()[0]
    return f"The database cannot be used ({reason}): check MUSTER_DATABASE_URL."


def _name_and_words(error: Exception) -> str:
    words = str(error).strip().splitlines() or ["no more is known"]
    return f"{type(error).__name__}: {words[0][:200]}"


def _is_ours(error: Exception) -> bool:
    return type(error).__module__.startswith(("bot.", "handlers.", "scheduling."))
