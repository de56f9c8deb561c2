"""An agency's own system follows what people do in Slack, through signed calls."""

import json
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from time import monotonic
from typing import Any

import pytest
from pydantic import SecretStr

from bot.tasks.agency import tell_agency
from tests.fakes.agency import SECRET, Agency, taking_calls
from tests.stories.world import World, a_world, shift

FRIDAY = shift("a", "2026-08-14T07:00:00-07:00", "2026-08-14T15:00:00-07:00")


@pytest.fixture
def agency() -> Iterator[Agency]:
    with taking_calls() as taking:
        yield taking


@pytest.fixture
def world(tmp_path: Path, database_url: str, agency: Agency) -> Iterator[World]:
    """The district, whose agency is called."""
    secret = SecretStr(SECRET)
    with a_world(
        tmp_path, database_url, chains=("notices",), webhook_url=agency.url, webhook_secret=secret
    ) as district:
        tell_agency(district.process.desk)  # from here on; the heartbeat has perhaps not rung yet
        yield district


def hears(agency: Agency, *events: str) -> list[dict[str, Any]]:
    """Wait until so much has been told, and answer it, each delivery once and in order."""

    def bodies() -> list[dict[str, Any]]:
        by_key = {headers["idempotency-key"]: json.loads(body) for headers, body in list(agency.calls)}
        return sorted(by_key.values(), key=lambda body: int(body["sequence"]))

    deadline, pause = monotonic() + 60, Event()
    while len(bodies()) < len(events):
        assert monotonic() < deadline, f"the agency heard {bodies()} alone"
        pause.wait(0.02)  # its calls tell nobody else
    assert [body["event"] for body in bodies()] == list(events)
    return bodies()


def test_a_claim_and_its_release_are_told_as_the_feed_calls_the_shift(world: World, agency: Agency) -> None:
    world.feed_says(FRIDAY)
    world.ada.types("/shifts claim 1 now")
    world.ada.reads("It is yours.")
    hears(agency, "claimed")
    world.ada.types("/shifts release 1")
    world.ada.reads("Given back.")
    claimed, released = hears(agency, "claimed", "released")
    assert claimed["shift"]["id"] == "a"
    assert claimed["officer"]["badge"] == "H2"
    assert (claimed["holds"], released["holds"]) == (True, False)


def test_what_the_agency_cannot_take_just_now_is_told_later_and_refused_calls_to_a_person(
    world: World, agency: Agency
) -> None:
    world.feed_says(FRIDAY)
    agency.says = 503
    world.ada.types("/shifts claim 1 now")
    world.ada.reads("It is yours.")
    hears(agency, "claimed")
    agency.says = 404
    world.everything_is_swept()
    world.sol.reads("The agency's own system was not told of claims or releases", channel="supervisors")
