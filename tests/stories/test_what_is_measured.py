"""A day of the district as Prometheus sees it: counts and seconds, and nobody's name."""

from datetime import timedelta
from pathlib import Path
from threading import Event
from time import monotonic

import httpx
from prometheus_client.parser import text_string_to_metric_families

from tests.canaries import NAMES
from tests.stories.world import World, shift

FRIDAY = shift("a", "2026-08-14T07:00:00-07:00", "2026-08-14T15:00:00-07:00")


def measured(world: World) -> dict[str, float]:
    """The page of the running bot: each sample by its name and the values of its labels."""
    page = httpx.get(f"{world.process.web.url}/metrics", trust_env=False, timeout=30)
    assert page.headers["content-type"].startswith("text/plain")
    assert [name for name in NAMES if name.lower() in page.text.lower()] == []
    return {
        " ".join([sample.name, *sample.labels.values()]): sample.value
        for family in text_string_to_metric_families(page.text)
        for sample in family.samples
    }


def test_what_people_do_is_timed_and_what_they_are_told_is_known_to_be_late(
    world: World, tmp_path: Path
) -> None:
    world.feed_says(FRIDAY)
    world.ada.types("/shifts claim 1")
    world.ada.reads("8 of 14 h")
    world.ada.presses("Claim it")
    world.ada.reads("It is yours.")
    world.ada.opens_home()
    world.everything_is_sent()
    world.sol.types("/shifts release 1 @ada ill")
    world.sol.reads("is off")
    world.ada.reads("released you")
    world.everything_is_swept()

    late = "muster_notice_lateness_seconds_count slack confirmation"
    deadline, pause = monotonic() + 60, Event()
    while late not in measured(world):  # counted after it is settled, and a count tells nobody
        assert monotonic() < deadline, "nothing late was counted"
        pause.wait(0.05)
    told = measured(world)
    assert told["muster_ack_seconds_count command"] == 2
    assert told["muster_ack_seconds_count button"] == 1
    assert told["muster_ack_seconds_count event"] >= 1
    assert told["muster_sockets_up"] == 2
    assert told["muster_database_up"] == 1
    assert told["muster_notices waiting"] == 0
    (tmp_path / "feed.json").unlink()  # a pull that finds it would be news, and may be due just now
    world.time_passes(timedelta(minutes=30))
    assert measured(world)["muster_feed_age_seconds"] >= 1_800
