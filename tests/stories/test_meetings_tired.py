"""A tired supervisor plans a meeting: whatever is wrong is said where it is wrong, in one sentence, and
nothing that was typed is lost.
"""

from tests.stories.planner import fields, looks, plans, sends
from tests.stories.world import World

DRILL = {"kind": "drill", "title": "Lockdown drill", "day": "2026-08-18", "starts": "09:00"}


def test_what_is_wrong_stands_under_its_field_and_nothing_is_sent_until_it_is_right(world: World) -> None:
    sol = world.sol
    sol.types("/meetings nwe")
    sol.reads("Did you mean /meetings new?")
    sol.presses("/meetings new")
    sol.sees("Plan a meeting")
    begun = {"day": "2026-08-12", "starts": "06:00", "people": [world.ada]}
    assert "past" in sol.submits(**fields({**DRILL, **begun}))["meeting_starts"]
    endless = sol.submits(**fields({"day": "2026-08-18", "starts": "09:00", "repeats": "week"}))
    assert endless == {
        "meeting_until": "A series needs an end. Give a last day, or how often it takes place."
    }
    both = sol.submits(**fields({"until": "2026-09-30", "times": "4"}))
    assert both["meeting_until"].startswith("Two ends.")
    backwards = sol.submits(**fields({"until": "2026-08-01", "times": None}))
    assert backwards["meeting_until"].startswith("It ends too early.")
    often = sol.submits(**fields({"until": None, "times": "199999"}))
    assert often["meeting_times"]
    nobody = sol.submits(**fields({"times": "4", "by_mail": "ada(at)example.org, nobody@example.org"}))
    assert "No e-mail address" in nobody["meeting_by_mail"]
    assert "Not on the roster: nobody@example.org." in nobody["meeting_by_mail"]
    sends(sol, "4 times", by_mail=None, title="Lockdown\tdrill")
    sol.reads("Planned.", "Lockdown drill", "#1")
    sol.reads("Lockdown drill", "1 not answered")
    world.ada.reads("Lockdown drill", "Every Tuesday, 4 times")
    for typed in ("/meetings #1", "/meetings  meeting no. 1 ", "/meetings show 1"):
        sol.types(typed)
        sol.reads("Lockdown drill (#1)")
    sol.types("/meetings #3")
    sol.reads("There is no meeting 3.")


def test_an_officer_who_tries_to_plan_is_told_who_may(world: World) -> None:
    world.ada.types("/meetings new")
    world.ada.reads("Not yours to do.", "supervisor")
    world.ada.types("/meetings help")
    assert "new" not in world.ada.reads("/meetings mine").split()


def test_the_same_form_sent_twice_is_one_meeting(world: World) -> None:
    plans(world.sol, **DRILL, people=[world.ada])
    world.sol.reads("Lockdown drill", "1 not answered")
    world.ada.reads("Lockdown drill")
    world.sol.types("/meetings new")
    world.sol.sees("Plan a meeting")
    twice = world.sol.submits(**fields({**DRILL, "people": [world.ada]}))
    assert twice["meeting_title"].startswith("Planned already. Lockdown drill is meeting 1")


def test_two_who_change_a_meeting_at_once_are_told_of_each_other(world: World) -> None:
    plans(world.sol, **DRILL, people=[world.ada])
    world.sol.reads("Lockdown drill", "1 not answered")
    world.ada.reads("Lockdown drill", "09:00")
    for planner, starts in ((world.sol, "10:00"), (world.cora, "11:00")):
        planner.types("/meetings edit 1")
        planner.sees("Change a meeting")
        looks(planner, starts=starts)
    assert world.sol.submits() == {}
    world.sol.reads("Changed.")
    ada_reads(world, "New time. It was Tue Aug 18, 09:00–10:00.", "10:00–11:00")
    assert world.cora.submits() == {}
    world.cora.sees("Lockdown drill was changed meanwhile.", "by Sergeant Sol Sequoia", "Tue Aug 18, 10:00")
    sends(world.cora)
    world.cora.reads("Changed.")
    ada_reads(world, "New time. It was Tue Aug 18, 10:00–11:00.", "11:00–12:00")


def ada_reads(world: World, news: str, when: str) -> None:
    """What is new; her invitation and the organiser's tally follow in their places."""
    world.ada.reads(news, when)
    world.ada.reads("Lockdown drill", when)
    world.sol.reads("Lockdown drill", when, "1 not answered")
