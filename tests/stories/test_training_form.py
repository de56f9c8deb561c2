"""A tired officer fills in the form: whatever is wrong stands under its field, nothing is stored, and what
was typed is still there.
"""

from collections.abc import Iterator
from datetime import time
from pathlib import Path

import pytest

from tests.stories.districts import LOUISVILLE, at, district
from tests.stories.world import World, a_world

IN_SERVICE = "SRO in-service training"


@pytest.fixture
def louisville(tmp_path: Path, database_url: str) -> Iterator[World]:
    """It is 10 June 2026. Ada was hired on 4 May, and opens the form."""
    people = district("Ada Alder,SRO,2026-05-04", columns="hired on", zone=LOUISVILLE)
    with a_world(
        tmp_path, database_url, at("2026-06-10", time(12), LOUISVILLE), roster=people, policy="kentucky-jcps",
        timezone=LOUISVILLE.key,
    ) as world:  # fmt: skip
        world.everything_is_swept()
        world.ada.types("/training log")
        world.ada.sees("Log progress", IN_SERVICE)
        yield world


FILLED = {"training_hours": "8", "training_topics": ["0"], "training_done_on": "2026-06-09"}


WRONG: list[tuple[dict[str, str], dict[str, str]]] = [
    ({"training_hours": "a lot"}, {"training_hours": "“a lot” is no amount of time"}),
    ({"training_hours": "-3"}, {"training_hours": "Less than nothing."}),
    ({"training_hours": "0"}, {"training_hours": "How long was it?"}),
    ({"training_hours": "25"}, {"training_hours": "Too much for a day. 25 h on"}),
    ({"training_done_on": "2026-06-11"}, {"training_done_on": "Not done yet."}),
    ({"training_done_on": "2026-05-03"}, {"training_done_on": "Before the day of hire."}),
    (
        {"training_missed": "4"},
        {"training_missed": "Too much missed. 4 h; 1.2 h is the limit (10% of the course)"},
    ),
    (
        {"training_hours": "30", "training_done_on": "2027-06-09"},
        {"training_hours": "Too much for a day.", "training_done_on": "Not done yet."},
    ),
]


def test_what_is_wrong_stands_under_its_field_and_nothing_is_stored(louisville: World) -> None:
    for wrong, said in WRONG:
        errors = louisville.ada.submits(**(FILLED | {"training_missed": ""} | wrong))
        assert set(errors) == set(said), errors
        for field, begins in said.items():
            assert errors[field].startswith(begins), errors
    louisville.ada.closes()
    louisville.ada.types("/training")
    louisville.ada.reads(f"{IN_SERVICE}\n□□□□□□□□ 0 of 40 h, 0 of 10 topics")


def test_two_evenings_of_one_day_do_not_make_twenty_six_hours(louisville: World) -> None:
    assert louisville.ada.submits(**(FILLED | {"training_hours": "16"})) == {}
    louisville.ada.reads("Logged. It counts once verified.")
    louisville.sol.reads("To verify, done Tue Jun 9: 16 h")
    louisville.ada.types("/training log")
    louisville.ada.sees("Log progress")
    said = louisville.ada.submits(**(FILLED | {"training_hours": "10"}))
    assert said["training_hours"].startswith("Too much for a day. 10 h on")
    assert "besides the 16 h logged already; 24 h is the limit." in said["training_hours"]


def test_the_same_certificate_twice_counts_once_whoever_hands_it_in(louisville: World) -> None:
    assert louisville.ada.submits(**FILLED, training_certificate="KLEC 2026/117") == {}
    louisville.ada.reads("Logged. It counts once verified.")
    louisville.sol.reads("To verify, done Tue Jun 9: 8 h", "certificate KLEC 2026/117")
    louisville.ada.types("/training log")
    louisville.ada.sees("Log progress")
    again = FILLED | {"training_done_on": "2026-06-08", "training_certificate": "klec 2026 / 117"}
    said = louisville.ada.submits(**again)
    assert said["training_certificate"].startswith("Handed in before.")
    assert "was logged Jun 10" in said["training_certificate"]
    assert louisville.ada.has_typed("training_certificate") == "klec 2026 / 117"
    assert louisville.ada.submits(training_certificate="KLEC 2026/118") == {}
    louisville.ada.reads("Logged. It counts once verified.")
    louisville.sol.reads("To verify, done Mon Jun 8: 8 h", "certificate KLEC 2026/118")
