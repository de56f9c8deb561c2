"""Whether what an officer owes keeps the officer out of schools, and the sentence that says so: pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from scheduling.roster.facts import Standing
from scheduling.training.facts import Obligation, ObligationState, Progress

REASON_LENGTH = 400
"""The longest reason, in characters: what the roster keeps."""

_TITLE_LENGTH = 160


@dataclass(frozen=True, slots=True)
class StandingVerdict:
    """A standing, and where it comes from; of CLEAR everything else is empty.

    Attributes:
        reason: every obligation that blocks, with its figures, the first deadline first: "SSO asynchronous
            training: 3 of 8 sessions, due Fri Oct 16, 2026"; "Firearms qualification: lapsed Sat Sep 19,
            2026"; REASON_LENGTH characters at most.
        source, due_on, requirement: source, deadline and key of the first of them.
    """

    standing: Standing
    reason: str = ""
    source: str = ""
    due_on: date | None = None
    requirement: str = ""


CLEAR = StandingVerdict(Standing.CLEAR)


def standing_of(obligations: Iterable[Obligation], progress: Mapping[int, Progress]) -> StandingVerdict:
    """The standing of one person: BLOCKED while an obligation is overdue whose terms block, else CLEAR.

    Args:
        obligations: everything that the person owes or has owed; an open one blocks nobody, whatever the day.
        progress: of each obligation by its id, as `allocate` answers it.
    """
    blocking = sorted(filter(_blocks, obligations), key=lambda one: (one.due_on, one.id))
    if not blocking:
        return CLEAR
    reason = _joined([_reason_of(one, progress[one.id]) for one in blocking])
    first = blocking[0]
    return StandingVerdict(
        Standing.BLOCKED, reason, first.requirement.source, first.due_on, first.requirement.key
    )


def figures_of(progress: Progress) -> str:
    """How far something has come, in figures: "3 of 8 sessions", "38.5 of 40 hours, 9 of 10 topics",
    "not done".
    """
    sessions = len(progress.sessions_done) + len(progress.sessions_left)
    topics = len(progress.topics_done) + len(progress.topics_left)
    parts = [f"{len(progress.sessions_done)} of {sessions} sessions"] if sessions else []
    if progress.minutes_needed:
        parts.append(f"{_hours(progress.minutes)} of {_hours(progress.minutes_needed)} hours")
    if topics:
        parts.append(f"{len(progress.topics_done)} of {topics} topics")
    return ", ".join(parts) or ("done" if progress.is_done else "not done")


def _blocks(obligation: Obligation) -> bool:
    return obligation.state is ObligationState.OVERDUE and obligation.requirement.blocks


def _reason_of(obligation: Obligation, progress: Progress) -> str:
    due_on = f"{obligation.due_on:%a %b} {obligation.due_on.day}, {obligation.due_on.year}"
    if obligation.lapses:
        told = f"{figures_of(progress)}, lapsed {due_on}" if progress.share else f"lapsed {due_on}"
    else:
        told = f"{figures_of(progress)}, due {due_on}"
    return f"{obligation.requirement.title[:_TITLE_LENGTH]}: {told}"


def _joined(reasons: Sequence[str]) -> str:
    """As many of them as fit, the first always, and how many more there are."""
    for count in range(len(reasons), 1, -1):
        told = "; ".join(reasons[:count])
        told += f"; and {len(reasons) - count} more" if count < len(reasons) else ""
        if len(told) <= REASON_LENGTH:
            return told
    return reasons[0] if len(reasons) == 1 else f"{reasons[0]}; and {len(reasons) - 1} more"


def _hours(minutes: int) -> str:
    """In hours with at most two decimals, cut rather than rounded: 39 h 59 min are not 40 hours."""
    whole, rest = divmod(minutes * 100 // 60, 100)
    return f"{whole}.{rest:02}".rstrip("0").rstrip(".") if rest else str(whole)
