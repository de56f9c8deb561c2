"""The course is not taken on the clock: what overlaps a shift is refused with the rule, or flagged for the
supervisor where the agency wants it so.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import time
from pathlib import Path

from tests.stories.districts import at, district
from tests.stories.world import World, a_world, shift

COURSE = "SSO asynchronous training"
RULE = "The program forbids taking this course while working at an assigned school"
FLAGS = 'name = "heron"\n\n[requirements.asynchronous_course]\non_clock = "flag"\n'


@contextmanager
def after_a_shift(folder: Path, database_url: str, policy: str) -> Iterator[World]:
    """Ada worked on Friday from seven to three; it is Saturday, and she holds next Friday's shift."""
    with a_world(folder, database_url, roster=district("Ada Alder,SSO"), policy=policy) as world:
        world.feed_says(
            shift("first", "2026-08-14T07:00:00-07:00", "2026-08-14T15:00:00-07:00"),
            shift("next", "2026-08-21T07:00:00-07:00", "2026-08-21T15:00:00-07:00"),
        )
        for number in (1, 2):
            world.ada.types(f"/shifts claim {number} now")
            world.ada.reads("It is yours.")
        world.nobody_hears_anything_at(at("2026-08-14", time(7)))
        world.waits_until(at("2026-08-14"))
        world.ada.reads("A clock has started.", COURSE)
        world.waits_until(at("2026-08-15", time(10)))
        yield world


def test_a_session_during_a_shift_is_refused_with_the_rule_and_one_after_it_counts(
    tmp_path: Path, database_url: str
) -> None:
    with after_a_shift(tmp_path, database_url, "arizona-ssp") as world:
        world.ada.types("/training log")
        world.ada.sees("Log progress", COURSE, RULE)
        friday = {"training_sessions": ["0"], "training_done_on": "2026-08-14"}
        during = {"training_starts": "14:00", "training_ends": "15:30"}
        said = world.ada.submits(**friday, **during)
        assert list(said) == ["training_starts"]
        assert said["training_starts"].startswith(
            "Not on the clock. It overlaps Quartz Elementary (#1), Fri Aug 14, 07:00–15:00"
        )
        assert RULE in said["training_starts"]
        said = world.ada.submits(training_starts=None, training_ends=None)
        assert said["training_starts"].startswith(
            "When exactly? There is a shift that day: Quartz Elementary"
        )
        assert world.ada.submits(training_starts="15:00", training_ends="16:10") == {}
        world.ada.reads("Logged.", "■□□□□□□□ 1 of 8 sessions")


def test_a_planned_slot_in_a_coming_shift_is_refused_as_well(tmp_path: Path, database_url: str) -> None:
    with after_a_shift(tmp_path, database_url, "arizona-ssp") as world:
        world.ada.types("/training log")
        world.ada.sees("Log progress")
        slot = {"training_when": "planned", "training_sessions": ["0"], "training_done_on": "2026-08-21"}
        said = world.ada.submits(**slot, training_starts="09:00", training_ends="10:00")
        assert said["training_starts"].startswith(
            "Not on the clock. It overlaps Quartz Elementary (#2), Fri Aug 21"
        )
        assert world.ada.submits(training_starts="17:00", training_ends="18:00") == {}
        world.ada.reads("Planned: Fri Aug 21, 17:00–18:00", "It counts once you say that it is done")
        world.nobody_hears_anything_at(at("2026-08-22", time(8)))
        world.ada.types("/training")
        world.ada.reads("0 of 8 sessions", "Planned: Fri Aug 21, 17:00–18:00")
        world.ada.presses("It is done")
        world.ada.reads("Logged.", "■□□□□□□□ 1 of 8 sessions")


def test_where_the_agency_flags_it_counts_and_the_supervisor_reads_why_to_look(
    tmp_path: Path, database_url: str
) -> None:
    flags = tmp_path / "heron.toml"
    flags.write_text(FLAGS, encoding="utf-8")
    with after_a_shift(tmp_path, database_url, f"arizona-ssp, {flags}") as world:
        world.ada.types("/training log")
        world.ada.sees("Log progress", RULE)
        during = {"training_starts": "14:00", "training_ends": "15:30", "training_done_on": "2026-08-14"}
        assert world.ada.submits(training_sessions=["0"], **during) == {}
        world.ada.reads("Logged.", "1 of 8 sessions", "Flagged for your supervisor: overlaps shift 1")
        world.sol.reads(f"Ada Alder · {COURSE}", "overlaps shift 1 at Quartz Elementary")
        world.sol.presses("Refuse …")
        world.sol.submits(reason="taken at the gate")
        world.sol.reads("Refused", "Ada Alder is told.")
        world.ada.reads("Sergeant Sol Sequoia refused it.", "Why: taken at the gate", "0 of 8 sessions")
