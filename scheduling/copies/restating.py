"""What calendar programs have seen may be later than what a backup holds: it is stated anew.

A program takes an entry over only if its SEQUENCE is not lower than the one it has. What happened between the
backup and its restoration raised some, and nobody knows which: so all rise, and nothing else changes.
"""

from datetime import timedelta
from typing import Final

from scheduling.meetings.tables import meetings
from scheduling.revisions.counting import touch_every_calendar
from scheduling.shifts.tables import shifts
from scheduling.store.transaction import Transaction

SHOWN_BACK: Final = timedelta(days=100)
"""How far back shifts are stated anew: further than any calendar shows (`scheduling.agenda.window`)."""

REVISIONS_LOST: Final = 1_000
"""More often than this nobody changes one meeting between a backup and its restoration."""


def restate_calendars(tx: Transaction) -> None:
    """Have every shift, meeting and deadline in calendars be newer than whatever a program may have seen.

    A shift's SEQUENCE follows the instant of its last change, a deadline's that of its calendar's; a meeting
    counts its own.
    """
    tx.execute(shifts.update().where(shifts.c.ends_at > tx.now - SHOWN_BACK).values(changed_at=tx.now))
    tx.execute(meetings.update().values(sequence=meetings.c.sequence + REVISIONS_LOST))
    touch_every_calendar(tx)
