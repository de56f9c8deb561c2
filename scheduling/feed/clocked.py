"""Who came and went, as a snapshot says it: what is news of that, and what concerns nobody."""

from scheduling.feed.facts import Quarantined, Snapshot
from scheduling.shifts.attendance.clock_ins import Clocked, ClockNews, find_clock_news
from scheduling.store.transaction import Transaction


def find_clocked(tx: Transaction, snapshot: Snapshot) -> ClockNews:
    """What the clock of a snapshot says that is not known yet."""
    clocked = [Clocked(shift.external_id, one) for shift in snapshot.shifts for one in shift.clock]
    return find_clock_news(tx, snapshot.source, clocked)


def unmatched_rows(snapshot: Snapshot, clock: ClockNews) -> tuple[Quarantined, ...]:
    """What it says of somebody who does not hold the shift, as rows for the quarantine."""
    rows = {shift.external_id: shift.row for shift in snapshot.shifts}
    return tuple(
        Quarantined(
            rows[each.external_id],
            each.external_id,
            f"Its clock names “{each.clock.officer}”; no holder of the shift has that address or badge.",
            {"id": each.external_id, "clock_officer": each.clock.officer},
        )
        for each in clock.unmatched
    )
