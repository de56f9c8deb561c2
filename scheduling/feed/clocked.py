"""Who came and went, as a snapshot says it, noted at the shifts; also where the snapshot itself is held."""

from scheduling.feed.facts import Quarantined, Snapshot
from scheduling.shifts.attendance.clock_ins import Clocked, note_clock_ins
from scheduling.store.transaction import Transaction


def note_clock(tx: Transaction, snapshot: Snapshot) -> list[Quarantined]:
    """Note it; answers what concerns nobody who holds the shift, as rows for the quarantine."""
    rows = {shift.external_id: shift.row for shift in snapshot.shifts}
    clocked = [Clocked(shift.external_id, one) for shift in snapshot.shifts for one in shift.clock]
    return [
        Quarantined(
            rows[each.external_id],
            each.external_id,
            f"Its clock names “{each.clock.officer}”; no holder of the shift has that address or badge.",
            {"id": each.external_id, "clock_officer": each.clock.officer},
        )
        for each in note_clock_ins(tx, snapshot.source, clocked)
    ]
