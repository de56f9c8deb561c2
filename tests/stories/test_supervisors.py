"""Supervisors act for their officers, with a reason where one is needed; others may not."""

from tests.stories.world import BASALT, World, shift

FRIDAY = shift("a", "2026-08-14T07:00:00-07:00", "2026-08-14T15:00:00-07:00")
FRIDAY_NIGHT = shift(
    "b", "2026-08-14T20:00:00-07:00", "2026-08-15T02:00:00-07:00", school=BASALT, post="game night"
)
MARSHAL = "Marshal Moe Mulberry,moe@example.org,Kestrel County Sheriff,SSO,supervisor,yes"


def ada_works_the_day(world: World) -> None:
    world.feed_says(FRIDAY, FRIDAY_NIGHT)
    world.ada.types("/shifts claim 1 now")
    world.ada.reads("It is yours.")


def test_the_sergeant_assigns_an_officer_who_reads_it_and_may_give_it_back(world: World) -> None:
    world.feed_says(FRIDAY)
    world.sol.types("/shifts assign 1 @ben")
    world.sol.reads("Ben Birch is on.", "8 of 60 h")
    world.ben.reads("Sergeant Sol Sequoia put you on this shift.", "Fri Aug 14, 07:00–15:00")
    world.ben.presses("Release")
    world.ben.reads("Given back.", "It is open again.")


def test_a_rule_in_the_way_needs_a_reason_blanks_are_none_and_what_was_typed_stays(world: World) -> None:
    ada_works_the_day(world)
    world.sol.types("/shifts assign 2 @ada")
    world.sol.reads("Ada Alder is not on", "Not enough rest.", "8 h are needed")
    world.sol.presses("Set aside, with a reason")
    world.sol.sees("Set a rule aside", "Ada Alder", "Not enough rest.", "5 h after Quartz Elementary")
    assert world.sol.submits(reason="   ") == {"reason": "Write a few words: they are kept with the change."}
    assert world.sol.has_typed("reason") == "   "
    assert world.sol.submits(reason="homecoming, nobody else") == {}
    world.sol.reads("Ada Alder is on.", "Reason kept: homecoming, nobody else")
    world.ada.reads("Sergeant Sol Sequoia put you on this shift.", "Reason: homecoming, nobody else")


def test_a_reason_in_the_command_sets_the_rule_aside_at_once(world: World) -> None:
    ada_works_the_day(world)
    world.sol.types("/shifts assign 2 @ada homecoming")
    world.sol.reads("Ada Alder is on.", "Reason kept: homecoming")
    world.ada.reads("Sergeant Sol Sequoia put you on this shift.", "Reason: homecoming")


def test_the_sergeant_releases_an_officer_who_reads_why(world: World) -> None:
    ada_works_the_day(world)
    world.sol.types("/shifts release 1 @ada training that day")
    world.sol.reads("Ada Alder is off.", "It is open again.", "Ada Alder is told.")
    world.ada.reads("Sergeant Sol Sequoia released you from this shift.", "Reason: training that day")


def test_a_release_without_a_reason_asks_for_it_in_a_form(world: World) -> None:
    ada_works_the_day(world)
    world.sol.types("/shifts release 1 @ada")
    world.sol.sees("Release a shift", "Ada Alder", "Fri Aug 14, 07:00–15:00")
    assert world.sol.submits(reason=" ") == {"reason": "Write a few words: they are kept with the change."}
    world.sol.closes()
    world.ada.types("/shifts mine")
    world.ada.reads("You hold 1 shift")  # a form that is closed does nothing


def test_a_supervisor_of_another_agency_is_refused_and_nobody_hears_of_it(world: World) -> None:
    world.roster_says(MARSHAL)
    moe = world.joins_slack("Marshal Moe Mulberry", "moe@example.org")
    world.roster_knows("moe@example.org", lambda person: person.slack_id == moe.id)
    ada_works_the_day(world)
    for typed in ("/shifts assign 2 @ben we are short", "/shifts release 1 @ada we need her"):
        moe.types(typed)
        moe.reads("Not yours to do.", "Only a supervisor of", "or a coordinator may act for them.")
    world.ada.types("/shifts mine")
    world.ada.reads("You hold 1 shift")


def test_an_officer_is_refused_too_and_a_coordinator_may_do_it_for_everybody(world: World) -> None:
    ada_works_the_day(world)
    world.ben.types("/shifts assign 2 @ada go on")
    world.ben.reads("Not yours to do.")
    world.cora.types("/shifts assign 2 @ada the sergeant is on leave")
    world.cora.reads("Ada Alder is on.", "Reason kept: the sergeant is on leave")
    world.ada.reads("Cora Cypress put you on this shift.", "the sergeant is on leave")
    world.cora.types("/shifts release 2 @ada he is back")
    world.cora.reads("Ada Alder is off.")
    world.ada.reads("Cora Cypress released you from this shift.", "he is back")


def test_somebody_who_works_no_shifts_claims_none(world: World) -> None:
    world.feed_says(FRIDAY)
    world.cora.types("/shifts claim 1 now")
    world.cora.reads("Not an officer.")
    world.sol.types("/shifts assign 1 @oz")
    world.sol.reads("Not on the roster.")
