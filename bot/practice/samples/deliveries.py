"""What the feed delivers, one after the other: a month of shifts; the same with a change, a withdrawal and
bad rows; half of it, by mistake.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.practice.samples.mistakes import bad_rows
from bot.practice.samples.timetable import Row, shift_rows

SOURCE = "practice-district"
DAYS_BACK, DAYS_AHEAD = 3, 28
_MOVED_TO = "06:30"


@dataclass(frozen=True, slots=True)
class Deliveries:
    """Three snapshots, and the two shifts about which the second one has news.

    Attributes:
        first: a month of shifts.
        second: the same, but `moved` begins at 06:30 in place of 07:00, `withdrawn` is gone, one football
            game asks for an officer more, and eleven rows are bad.
        third: half of the coming shifts are missing: no district calls off that much at once.
        moved, withdrawn: ids in the feed.
    """

    first: tuple[Row, ...]
    second: tuple[Row, ...]
    third: tuple[Row, ...]
    moved: str
    withdrawn: str


def make_deliveries(today: date) -> Deliveries:
    """The deliveries around a local day: the same day gives the same rows."""
    first = shift_rows(today - timedelta(days=DAYS_BACK), today + timedelta(days=DAYS_AHEAD))
    gates = [row for row in first if _is_open_gate(row) and _day(row) > today + timedelta(days=1)]
    moved = next(row for row in gates if row["school"] == "QTZ")["id"]
    withdrawn = next(row for row in gates if row["school"] == "FEL")["id"]
    second = [_second(row, moved) for row in first if row["id"] != withdrawn]
    third = [row for number, row in enumerate(second) if _day(row) <= today or number % 2]
    return Deliveries(
        first=tuple(first),
        second=(*_with_a_larger_game(second, today), *bad_rows(today)),
        third=tuple(third),
        moved=moved,
        withdrawn=withdrawn,
    )


def document(rows: Sequence[Row]) -> dict[str, object]:
    """A delivery as the feed's JSON document."""
    return {"format": "muster-shifts", "version": 1, "source": SOURCE, "shifts": list(rows)}


def _is_open_gate(row: Row) -> bool:
    return bool(row["post"] == "Front gate" and row["status"] == "open")


def _day(row: Row) -> date:
    return datetime.fromisoformat(row["starts"]).date()


def _second(row: Row, moved: str) -> Row:
    return row | {"starts": f"{_day(row)}T{_MOVED_TO}"} if row["id"] == moved else row


def _with_a_larger_game(rows: Sequence[Row], today: date) -> list[Row]:
    game = next((row for row in rows if row["post"] == "Football game" and _day(row) > today), None)
    return [row | {"places": row["places"] + 1} if row is game else row for row in rows]
