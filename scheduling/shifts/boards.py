"""The board: one standing post in the shifts channel for each local day of the coming fortnight.

A shift stands on the board of its school's local date. A change only says that a day's board is out of date;
what the board shows is read when it is sent. At most one update of a day waits: whatever happens until it is
sent is on it anyway.
"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta, timezone
from uuid import uuid4

from sqlalchemy import bindparam, func, literal_column, select

from scheduling.outbox.actions import SHIFTS_CHANNEL, Notice, Urgency, enqueue
from scheduling.outbox.tables import notices
from scheduling.shifts.facts import BoardLine, DayBoard, Shift, Status
from scheduling.shifts.queries import holders_of
from scheduling.shifts.rows import SHIFT_COLUMNS, SHIFTS_WITH_SCHOOLS, is_waiting, shift_of
from scheduling.shifts.tables import shifts, waitlist
from scheduling.store.transaction import Transaction
from scheduling.zones import local_day, zone

AHEAD = timedelta(days=14)
"""How far ahead days have a board."""

DAY_BOARD = "day_board"
"""The kind of its notices; its standing posts' keys begin with it."""

_FIRST_TO_BEGIN = timezone(timedelta(hours=14))
_LAST_TO_END = timezone(timedelta(hours=-12))

_WAITING_UPDATE = (
    select(notices.c.id)
    .where(
        notices.c.post_key == bindparam("key"),
        notices.c.post_key.is_not(None),  # as the partial index says
        notices.c.state == literal_column("'waiting'"),
        notices.c.doubtful_since.is_(None),
    )
    .limit(1)
    .with_for_update(read=True)
)


def board_key(day: date) -> str:
    """The key of a day's standing post."""
    return f"{DAY_BOARD}:{day.isoformat()}"


def day_of_board(key: str) -> date | None:
    """The day of a standing post, or None where it is not a day's board."""
    kind, _, day = key.partition(":")
    return date.fromisoformat(day) if kind == DAY_BOARD else None


def day_of(shift: Shift) -> date:
    """The day on whose board a shift stands: the school's local date at its start."""
    return local_day(shift.starts_at, zone(shift.school.zone))


def touch_boards(tx: Transaction, days: Iterable[date]) -> None:
    """Have the boards of these days updated; days that are over or too far ahead have none.

    On PostgreSQL the update that waits is held until this transaction commits, so that the courier cannot
    send it without this change; it then skips it for a moment.
    """
    shown = sorted({day for day in days if has_board(day, tx.now)})
    enqueue(tx, [_update(day, uuid4().hex) for day in shown if not _waits(tx, day)])


def open_boards(tx: Transaction) -> int:
    """Put up the boards of days that have come near and have shifts; answers how many."""
    today = tx.now.astimezone(_LAST_TO_END).date()
    days = [today + timedelta(days=ahead) for ahead in range(AHEAD.days + 2)]
    first = {_update(day, "opened").dedupe_key: day for day in days if has_board(day, tx.now)}
    opened = set(tx.execute(select(notices.c.dedupe_key).where(notices.c.dedupe_key.in_(first))).scalars())
    fresh = [
        _update(day, "opened") for key, day in first.items() if key not in opened and _shifts_on(tx, day)
    ]
    enqueue(tx, fresh)
    return len(fresh)


def list_board(tx: Transaction, day: date) -> DayBoard:
    """The shifts of a day that are open or closed, soonest first, with who holds them."""
    shown = _shifts_on(tx, day)
    ids = [shift.id for shift in shown]
    holders, waiting = holders_of(tx, ids), _count_waiting(tx, ids)
    return DayBoard(
        day,
        tuple(
            BoardLine(shift, tuple(holders.get(shift.id, ())), waiting.get(shift.id, 0)) for shift in shown
        ),
    )


def has_board(day: date, now: datetime) -> bool:
    """Whether a day is kept up to date: not yet over everywhere on earth, and not too far ahead."""
    last = (now + AHEAD).astimezone(_FIRST_TO_BEGIN).date()
    return now.astimezone(_LAST_TO_END).date() <= day <= last


def _waits(tx: Transaction, day: date) -> bool:
    return tx.execute(_WAITING_UPDATE, {"key": board_key(day)}).first() is not None


def _update(day: date, revision: str) -> Notice:
    return Notice(
        kind=DAY_BOARD,
        addressee=SHIFTS_CHANNEL,
        dedupe_key=f"{board_key(day)}:{revision}",
        refs={"day": day.isoformat()},
        urgency=Urgency.CONFIRMATION,
        post_key=board_key(day),
    )


def _shifts_on(tx: Transaction, day: date) -> list[Shift]:
    begins = datetime.combine(day, time(0), _FIRST_TO_BEGIN)
    ends = datetime.combine(day + timedelta(days=1), time(0), _LAST_TO_END)
    rows = tx.execute(
        select(*SHIFT_COLUMNS)
        .select_from(SHIFTS_WITH_SCHOOLS)
        .where(
            shifts.c.starts_at >= begins,
            shifts.c.starts_at < ends,
            shifts.c.status.in_([Status.OPEN, Status.CLOSED]),
        )
        .order_by(shifts.c.starts_at, shifts.c.id)
    )
    return [shift for shift in map(shift_of, rows) if day_of(shift) == day]


def _count_waiting(tx: Transaction, shift_ids: list[int]) -> dict[int, int]:
    rows = tx.execute(
        select(waitlist.c.shift_id, func.count().label("waiting"))
        .where(waitlist.c.shift_id.in_(shift_ids), is_waiting())
        .group_by(waitlist.c.shift_id)
    )
    return {row.shift_id: row.waiting for row in rows}
