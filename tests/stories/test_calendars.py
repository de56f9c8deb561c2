"""An officer's calendar, from the link to the day on which a shift that was given back has faded."""

from datetime import timedelta

from tests.stories.subscriptions import calendar_link, fetched
from tests.stories.world import World, shift

IN_A_MONTH = shift("a", "2026-09-18T07:00:00-07:00", "2026-09-18T15:00:00-07:00")


def test_a_claim_appears_in_the_calendar_and_what_is_given_back_is_struck_out_and_goes(world: World) -> None:
    world.feed_says(IN_A_MONTH)
    path = calendar_link(world.ada)
    empty = fetched(world, path)
    assert empty.status_code == 200
    assert "SUMMARY" not in empty.text
    world.ada.types("/shifts claim 1 now")
    world.ada.reads("It is yours.")
    claimed = fetched(world, path, **{"If-None-Match": empty.headers["etag"]})
    assert "Quartz Elementary" in claimed.text
    assert "CANCELLED" not in claimed.text
    assert fetched(world, path, **{"If-None-Match": claimed.headers["etag"]}).status_code == 304

    world.ada.types("/shifts release 1")
    world.ada.reads("Given back.")
    assert "STATUS:CANCELLED" in fetched(world, path).text
    assert "called off" in fetched(world, path + "?month=2026-09", Accept="text/html").text
    world.time_passes(timedelta(days=15))
    assert "SUMMARY" not in fetched(world, path).text

    world.ada.types("/sso calendar")
    world.ada.reads("everything told", "last fetched")
    world.ada.presses("Revoke")
    world.ada.reads("opens nothing any more")
    gone = fetched(world, path)
    assert gone.status_code == 404
    assert gone.content == fetched(world, "/calendars/" + "A" * 43 + ".ics").content
