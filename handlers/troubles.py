"""What a person reads while the database cannot do its part: nothing is hidden, and nothing is promised."""

from typing import Final

from scheduling.store.troubles import TroubleKind, find_trouble

_LATER: Final = "Try again in a few minutes, or call your supervisor if it cannot wait."

CANNOT_WRITE: Final = f"Muster cannot write anything down just now; nothing was changed. {_LATER}"
CANNOT_LOOK: Final = f"Muster cannot reach its records just now; nothing was changed. {_LATER}"
CANNOT_TELL: Final = (
    "Muster lost its records half-way and cannot tell whether that was still written down. See "
    "`/shifts mine` in a few minutes for what stands, or call your supervisor if it cannot wait."
)
BUSY: Final = "Muster is busier than usual; nothing was changed. Try again in a minute."

_SENTENCES: Final = {
    TroubleKind.FULL: CANNOT_WRITE,
    TroubleKind.READ_ONLY: CANNOT_WRITE,
    TroubleKind.AWAY: CANNOT_LOOK,
    TroubleKind.BUSY: BUSY,
}


def words_for_trouble(error: BaseException) -> str | None:
    """The sentence for whoever asked, where the database is what failed; None where it is something else."""
    trouble = find_trouble(error)
    if trouble is None:
        return None
    return _SENTENCES[trouble.kind] if trouble.certain else CANNOT_TELL
