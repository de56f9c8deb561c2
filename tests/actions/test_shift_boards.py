"""One standing post a local day: what is on it, and when it is brought up to date; on both databases."""

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import update

from scheduling.outbox.facts import Obsolete
from scheduling.outbox.tables import notices
from scheduling.policy.loader import load_policy
from scheduling.shifts.actions import join_waitlist
from scheduling.shifts.boards import list_board, open_boards, touch_boards
from scheduling.shifts.notices import load_day_board
from scheduling.store.engine import Database
from tests.factories.shifts import add_shift, give
from tests.factories.told import list_boards_touched
from tests.people import Cast

POLICY = load_policy("default")
THURSDAY = date(2026, 8, 13)


def test_a_shift_stands_on_the_board_of_its_schools_local_date(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        quarter_to_midnight = datetime(2026, 8, 14, 6, 45, tzinfo=UTC)  # in Phoenix; 00:45 in Denver
        in_phoenix = add_shift(tx, cast.quartz, quarter_to_midnight)
        in_denver = add_shift(tx, cast.basalt, quarter_to_midnight)
        boards = [list_board(tx, day) for day in (THURSDAY, date(2026, 8, 14))]
    assert [[line.shift.id for line in board.lines] for board in boards] == [[in_phoenix.id], [in_denver.id]]


def test_a_board_shows_who_holds_what_and_how_many_wait_but_no_drafts(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        shift = add_shift(tx, cast.quartz, now + timedelta(days=1))
        give(tx, shift, cast.ada)
        join_waitlist(tx, actor=cast.ben, shift_id=shift.id, policy=POLICY)
        for status in ("draft", "withdrawn"):
            add_shift(tx, cast.quartz, now + timedelta(days=1), status=status)
        (line,) = list_board(tx, THURSDAY).lines
    assert (line.shift.id, line.officers, line.waiting) == (shift.id, (cast.ada,), 1)


def test_at_most_one_update_of_a_day_waits_and_the_next_change_after_sending_asks_anew(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        touch_boards(tx, [THURSDAY, THURSDAY])
        touch_boards(tx, [THURSDAY])
        assert list_boards_touched(tx) == ["2026-08-13"]
        tx.execute(update(notices).values(state="leased"))
        touch_boards(tx, [THURSDAY])
        assert list_boards_touched(tx) == ["2026-08-13", "2026-08-13"]


def test_an_update_that_may_be_in_slack_already_does_not_stand_for_a_later_change(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        touch_boards(tx, [THURSDAY])
        tx.execute(update(notices).values(doubtful_since=now))
        touch_boards(tx, [THURSDAY])
        assert len(list_boards_touched(tx)) == 2


def test_a_day_that_is_over_everywhere_or_beyond_a_fortnight_has_no_board(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        touch_boards(tx, [date(2026, 8, 11), date(2026, 8, 12), date(2026, 8, 27), date(2026, 8, 28)])
        assert list_boards_touched(tx) == ["2026-08-12", "2026-08-27"]
        assert load_day_board(tx, {"day": "2026-08-11"}) == Obsolete("the day is over")


def test_boards_go_up_once_as_their_days_come_near(database: Database, cast: Cast, now: datetime) -> None:
    with database.begin(now) as tx:
        add_shift(tx, cast.quartz, now + timedelta(days=1))
        add_shift(tx, cast.quartz, now + timedelta(days=16))
        assert [open_boards(tx), open_boards(tx)] == [1, 0]
    with database.begin(now + timedelta(days=2)) as tx:
        assert open_boards(tx) == 1
        assert list_boards_touched(tx) == ["2026-08-13", "2026-08-28"]
