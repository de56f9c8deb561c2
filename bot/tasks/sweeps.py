"""What time alone brings about, done in short transactions until nothing is left to do."""

from typing import Final

import structlog

from handlers.desk import Desk
from scheduling.incidents.undelivered import is_undelivered_due, sweep_undelivered
from scheduling.meetings.sweep import is_meeting_due, sweep_meetings
from scheduling.outbox.forget import forget_paces, forget_requests
from scheduling.shifts.sweep import sweep_shifts
from scheduling.shifts.watch.sweep import is_watch_due, sweep_watch
from scheduling.store.engine import BACKGROUND_PATIENCE
from scheduling.training.upkeep.set_aside import set_aside_unreadable
from scheduling.training.upkeep.sweep import is_training_due, sweep_training

_MOST_ROUNDS: Final = 100
"""In one beat; what is left is done in the next, so that people's claims get a turn in between."""

log = structlog.get_logger("muster.sweeps")


def sweep_due_shifts(desk: Desk) -> None:
    """Close lines, write first shifts, put up boards, fill free places; each round in its own transaction."""
    for _ in range(_MOST_ROUNDS):
        with desk.begin(patience=BACKGROUND_PATIENCE) as tx:
            changed = sweep_shifts(tx, desk.policy)
        if not changed:
            return


def watch_shifts(desk: Desk) -> None:
    """Look whether shifts are filled, whom to brief, and who has come; each round in its own transaction, and
    none where nothing is due.
    """
    for _ in range(_MOST_ROUNDS):
        with desk.read() as tx:
            if not is_watch_due(tx):
                return
        with desk.begin(patience=BACKGROUND_PATIENCE) as tx:
            if not sweep_watch(tx, desk.policy):
                return


def sweep_due_training(desk: Desk) -> None:
    """Review, count down, block and hand back; each round in its own transaction, and none where nothing is
    due. Whoever cannot be looked at is passed over and named in the log.
    """
    for _ in range(_MOST_ROUNDS):
        with desk.read() as tx:
            if not is_training_due(tx, desk.policy):
                return
        with desk.begin(patience=BACKGROUND_PATIENCE) as tx:
            set_aside = set_aside_unreadable(tx)
            done = sweep_training(tx, desk.policy)
        for each in set_aside:
            log.error(
                "an officer's training is not looked at: there is no such time zone; correct the roster",
                person=each.person_id,
                zone=each.zone,
            )
        if not done:
            return


def sweep_due_meetings(desk: Desk) -> None:
    """Remind, look whether enough will come, ask who came; each round in its own transaction, and none where
    nothing is due.
    """
    for _ in range(_MOST_ROUNDS):
        with desk.read() as tx:
            if not is_meeting_due(tx):
                return
        with desk.begin(patience=BACKGROUND_PATIENCE) as tx:
            if not sweep_meetings(tx, desk.policy):
                return


def take_over_undelivered(desk: Desk) -> None:
    """Have escalated what will not arrive; each round in its own transaction, and none where all arrives."""
    for _ in range(_MOST_ROUNDS):
        with desk.read() as tx:
            if not is_undelivered_due(tx):
                return
        with desk.begin(patience=BACKGROUND_PATIENCE) as tx:
            if not sweep_undelivered(tx, desk.policy, desk.zone):
                return


def forget_old_requests(desk: Desk) -> None:
    """Forget the keys of requests that Slack will not deliver again."""
    with desk.begin(patience=BACKGROUND_PATIENCE) as tx:
        forget_requests(tx)
        forget_paces(tx)
