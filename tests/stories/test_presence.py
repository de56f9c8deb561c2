"""People say when they are quiet or away and who stands in, and ask whose turn it is."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from tests.stories.escalated import FRIDAY, UNFILLED, after, in_channel, in_thread
from tests.stories.supervisors_channel import CHANNEL
from tests.stories.world import World, a_world

HEAD = "who,from,until\n"
SOL_THEN_CORA = (
    f"{HEAD}sol@example.org,2026-08-10 07:00,2026-08-17 07:00\n"
    "cora@example.org,2026-08-17 07:00,2026-08-24 07:00\n"
)


def test_the_sergeant_is_quiet_at_night_and_reads_how_to_undo_it(world: World) -> None:
    world.sol.types("/sso quiet 10pm to 6am")
    world.sol.reads("Quiet 22:00–06:00.", "America/Phoenix", "Urgent ones wake you", "/sso quiet off")
    world.sol.types("/sso off sat sun")
    world.sol.reads("Quiet 22:00–06:00 and off on Saturdays and Sundays.")
    world.sol.types("/sso")
    world.sol.reads("You: quiet 22:00–06:00", "/sso away @officer today ill")
    world.sol.types("/sso quiet off")
    world.sol.reads("Off on Saturdays and Sundays.")
    world.sol.types("/sso off none")
    world.sol.reads("You may be told at any time.")


def test_what_is_no_night_is_refused_with_what_to_do(world: World) -> None:
    world.sol.types("/sso quiet 06:00 05:00")
    world.sol.reads("Too long.", "23 h of a day; 16 h is the limit.")
    world.sol.types("/sso off mon-sun")
    world.sol.reads("Never on?", "/sso away tomorrow")
    world.sol.types("/sso quiet at night")
    world.sol.reads(
        "From when until when? For example `/sso quiet 22:00 06:00`.", "You typed: /sso quiet at night"
    )
    world.sol.types("/sso quiet 10-6")
    world.sol.reads("10:00 to 06:00 is most of the day. Do you mean `/sso quiet 22:00 06:00`?")
    world.sol.presses("/sso quiet 22:00 06:00")
    world.sol.reads("Quiet 22:00–06:00.")


def test_the_sergeant_sets_quiet_hours_for_an_officer_who_reads_why_and_ends_them(world: World) -> None:
    world.sol.types("/sso quiet @ada 22:00 06:00")
    world.sol.reads("A reason is needed.")
    world.sol.types("/sso quiet @ada 22:00 06:00 nights on patrol")
    world.sol.reads("Ada Alder is quiet 22:00–06:00.", "Ada Alder is told, and why.")
    world.ada.reads("You are quiet 22:00–06:00, says Sergeant Sol Sequoia.", "nights on patrol")
    world.ada.presses("No quiet hours")
    world.ada.reads("You may be told at any time.")
    world.ben.types("/sso off @ada sat sun her family")
    world.ben.reads("Not yours to do.")


def test_the_sergeant_goes_away_with_a_stand_in_and_is_back_by_a_button(world: World) -> None:
    world.sol.types("/sso away until friday @cora a course")
    world.sol.reads("You are away through Fri Aug 14.", "Cora Cypress stands in, and hears of it now.")
    told = world.cora.reads("You stand in for Sergeant Sol Sequoia, through Fri Aug 14.")
    assert "course" not in told, "why somebody is away is nobody else's to know"
    world.sol.presses("Undo")
    world.sol.reads("You are here again.")
    world.cora.reads("You do not stand in for Sergeant Sol Sequoia any more.")
    world.sol.types("/sso away until friday @cora a course")
    world.sol.reads("You are away through Fri Aug 14.")
    world.cora.reads("You stand in for Sergeant Sol Sequoia, through Fri Aug 14.")
    world.cora.presses("I cannot")
    world.cora.reads("You do not stand in for Sergeant Sol Sequoia, through Fri Aug 14.")
    world.sol.reads("Cora Cypress cannot stand in for you", "/sso away 2026-08-12 .. 2026-08-14 @stand-in")


def test_a_holiday_is_planned_shortened_and_called_off(world: World) -> None:
    world.sol.types("/sso away 2026-12-24 .. 2027-01-02 @cora")
    world.sol.reads("You are away Thu Dec 24 – Sat Jan 2.")
    world.cora.reads("You stand in for Sergeant Sol Sequoia, Thu Dec 24 – Sat Jan 2.")
    world.sol.types("/sso back 12/28")
    world.sol.reads("You are back Mon Dec 28, 00:00.")
    world.cora.reads("Thu Dec 24 – Sun Dec 27 only.")
    world.sol.types("/sso back")
    world.sol.reads("You are not away Thu Dec 24 – Sun Dec 27 any more.")
    world.cora.reads("You do not stand in")
    world.sol.types("/sso back")
    world.sol.reads("You are not away.")


def test_somebody_who_types_only_that_they_are_away_is_offered_days(world: World) -> None:
    world.sol.types("/sso awya")
    world.sol.reads("From when until when?")
    world.sol.presses("Away today")
    world.sol.reads("You are away through Wed Aug 12.", "Nobody stands in: whoever comes next is told.")


def test_the_sergeant_says_it_for_an_ill_officer_who_reads_it_and_may_undo_it(world: World) -> None:
    world.feed_says(FRIDAY)
    world.ada.types("/shifts claim 1 now")
    world.ada.reads("It is yours.")
    world.sol.types("/sso away @ada until friday")
    world.sol.reads("A reason is needed.")
    world.sol.types("/sso away @ada until friday ill, says her sister")
    world.sol.reads("Ada Alder is away through Fri Aug 14.", "Ada Alder holds shift #1 in that time")
    world.ada.reads("says Sergeant Sol Sequoia.", "ill, says her sister")
    world.ada.presses("I am not away")
    world.ada.reads("You are here again.")
    world.ben.types("/sso away @ada tomorrow ill")
    world.ben.reads("Not yours to do.", "Only a supervisor of Ada Alder or a coordinator may act for them.")


def test_whoever_stands_in_may_act_and_is_there(world: World) -> None:
    world.sol.types("/sso away tomorrow @ada")
    world.sol.reads("Ada Alder may not act for Sergeant Sol Sequoia.")
    world.sol.types("/sso away tomorrow @sol")
    world.sol.reads("Nobody stands in for themselves.")
    world.cora.types("/sso away until saturday")
    world.cora.reads("You are away through Sat Aug 15.")
    world.sol.types("/sso away tomorrow @cora")
    world.sol.reads("Cora Cypress is away too until Sun Aug 16, 00:00.")
    world.sol.types("/sso away tomorrow @oz")
    world.sol.reads("Not on the roster.")


def test_without_a_rota_nobody_has_the_turn(world: World) -> None:
    world.ada.types("/sso duty")
    world.ada.reads("There is no rota, so nobody has the turn")
    world.sol.types("/sso on-call")
    world.sol.reads("There is no rota", "MUSTER_ROTA_URL")


@contextmanager
def _with_rota(folder: Path, database_url: str, rota: str, *chains: str) -> Iterator[World]:
    file = folder / "rota.csv"
    file.write_text(rota)
    with a_world(folder, database_url, rota_url=str(file), chains=chains) as world:
        [calendar] = world.process.calendars
        calendar.read()  # the bot's own first look may still be to come
        yield world


def test_the_rota_says_whose_turn_it_is_and_whose_next(tmp_path: Path, database_url: str) -> None:
    with _with_rota(tmp_path, database_url, SOL_THEN_CORA) as world:
        world.ada.types("/sso duty")
        world.ada.reads("On duty now: Sergeant Sol Sequoia", "until Mon Aug 17, 07:00", "Cora Cypress from")
        world.sol.types("/sso away until friday @cora")
        world.sol.reads("You are away through Fri Aug 14.")
        world.cora.reads("You stand in for Sergeant Sol Sequoia")
        world.ada.types("/sso duty")
        world.ada.reads("away until Sat Aug 15, 00:00; Cora Cypress stands in")
        world.waits_until(datetime(2026, 8, 17, 14, 1, tzinfo=UTC))
        world.ada.types("/sso duty")
        world.ada.reads("On duty now: Cora Cypress")


def test_a_slip_in_the_rota_is_told_to_those_who_answer_for_others(tmp_path: Path, database_url: str) -> None:
    with _with_rota(
        tmp_path, database_url, f"{SOL_THEN_CORA}soll@example.org,2026-09-01,2026-09-02\n"
    ) as world:
        world.sol.types("/sso duty")
        world.sol.reads(
            "1 line of it could not be taken", "Line 4: Nobody on the roster has the address soll@"
        )
        world.ada.types("/sso duty")
        assert "could not" not in world.ada.reads("On duty now: Sergeant Sol Sequoia")


def test_the_stand_in_is_told_what_whoever_is_on_duty_would_be(tmp_path: Path, database_url: str) -> None:
    with _with_rota(tmp_path, database_url, SOL_THEN_CORA, "shift_unfilled") as world:
        world.sol.types("/sso away today @cora")
        world.sol.reads("You are away through Wed Aug 12.")
        world.cora.reads("You stand in for Sergeant Sol Sequoia")
        world.feed_says(FRIDAY)
        world.sol.reads(UNFILLED, channel=CHANNEL)
        after(world, 15)
        world.cora.reads(UNFILLED, "Nobody has it.")
        in_thread(world, "Passed over Sergeant Sol Sequoia: away until Thu Aug 13, 00:00")
        in_thread(world, "Told Cora Cypress")
        in_channel(world, "Nobody has it.")
        world.cora.reads_again(UNFILLED)
        world.cora.presses("I have it")
        world.cora.reads("You have it, since Wed Aug 12, 12:15.")
        in_channel(world, "Cora Cypress has it, since Wed Aug 12, 12:15.")
        in_thread(world, "Cora Cypress has it")
        world.cora.types("/sso away tomorrow")
        world.cora.reads("You still have #1: `/escalations handover 1 @somebody`.")


def test_whoever_sleeps_by_day_is_told_in_the_afternoon(tmp_path: Path, database_url: str) -> None:
    with _with_rota(tmp_path, database_url, SOL_THEN_CORA, "shift_unfilled") as world:
        world.sol.types("/sso quiet 8 12:40")
        world.sol.reads("Quiet 08:00–12:40.")
        world.feed_says(FRIDAY)
        world.cora.reads(UNFILLED, channel=CHANNEL)
        after(world, 39)
        in_thread(world, "Sergeant Sol Sequoia", "12:40")
        in_channel(world, "Nobody has it.")
        after(world, 41)
        world.sol.reads(UNFILLED, "Nobody has it.")
        in_thread(world, "Told Sergeant Sol Sequoia")
