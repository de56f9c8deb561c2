"""An officer looks for a shift: by day, by week, by school, page by page."""

from tests.stories.world import BASALT, World, shift

JASPER_EAST = {"code": "JSE", "name": "Jasper East", "zone": "America/Phoenix"}
JASPER_WEST = {"code": "JSW", "name": "Jasper West", "zone": "America/Phoenix"}


def on(day: int, key: str = "", **told: object) -> dict[str, object]:
    """A shift from 07:00 to 15:00 in Phoenix, on a day of August."""
    return shift(key or f"d{day}", f"2026-08-{day}T07:00:00-07:00", f"2026-08-{day}T15:00:00-07:00", **told)


def test_one_day_in_the_words_that_people_type(world: World) -> None:
    world.feed_says(on(13), on(14), on(21))
    for typed, day in (
        ("2026-08-14", "Fri Aug 14"),
        ("8/14", "Fri Aug 14"),
        ("fri", "Fri Aug 14"),
        ("tomorrow", "Thu Aug 13"),
        ("next fri", "Fri Aug 21"),
        ("Aug 21st", "Fri Aug 21"),
    ):
        world.ada.types(f"/shifts on {typed}")
        world.ada.reads(f"1 open shift · {day}", f"{day}, 07:00–15:00")


def test_a_day_that_no_calendar_has_and_a_day_without_shifts(world: World) -> None:
    world.feed_says(on(14))
    world.ada.types("/shifts on 2/30")
    world.ada.reads("2/30/2026 is not in the calendar.")
    world.ada.types("/shifts on someday")
    world.ada.reads("Which day? Type for example tomorrow, fri, 8/12 or 2026-08-12.")
    world.ada.types("/shifts on 2026-08-15")
    world.ada.reads("No open shifts · Sat Aug 15")


def test_this_week_and_next_week_by_pressing(world: World) -> None:
    world.feed_says(on(14), on(18))
    world.ada.types("/shifts")
    world.ada.reads("2 open shifts · next 14 days")
    world.ada.presses("Next week")
    words = world.ada.reads("1 open shift · Mon Aug 17 – Sun Aug 23", "Tue Aug 18")
    assert "Fri Aug 14" not in words
    world.ada.presses("This week")
    words = world.ada.reads("1 open shift · Wed Aug 12 – Sun Aug 16", "Fri Aug 14")
    assert "Tue Aug 18" not in words
    world.ada.presses("All")
    world.ada.reads_again("2 open shifts · next 14 days")


def test_a_school_by_part_of_its_name_and_one_of_two_by_pressing(world: World) -> None:
    world.feed_says(
        on(14, "q"),
        on(14, "b", school=BASALT),
        on(14, "e", school=JASPER_EAST),
        on(14, "w", school=JASPER_WEST),
    )
    world.ada.types("/shifts at qua")
    words = world.ada.reads("1 open shift · Quartz Elementary")
    assert "Basalt High · Fri" not in words.replace("*", "")
    world.ada.types("/shifts at jasper")
    world.ada.reads("Which one do you mean by “jasper”?", "Jasper East", "Jasper West")
    world.ada.presses("Jasper West")
    world.ada.reads("1 open shift · Jasper West", "Fri Aug 14, 07:00–15:00")
    world.ada.presses("School", choose="Basalt High")
    world.ada.reads("1 open shift · Basalt High", "Fri Aug 14, 08:00–16:00", "your time 07:00–15:00")
    world.ada.types("/shifts at hogwarts")
    world.ada.reads("No school is called “hogwarts”.")


def test_twelve_shifts_come_in_three_pages_and_the_way_back_leads_to_the_same_page(world: World) -> None:
    world.feed_says(*(on(14, f"s{number:02}", post=f"post {number:02}") for number in range(1, 13)))
    world.ada.types("/shifts")
    first = world.ada.reads("12 open shifts", "More (7)")
    assert [number for number in range(1, 13) if f"post {number:02}" in first] == [1, 2, 3, 4, 5]
    world.ada.presses("More (7)")
    second = world.ada.reads("More (2)", "Sooner")
    assert [number for number in range(1, 13) if f"post {number:02}" in second] == [6, 7, 8, 9, 10]
    world.ada.presses("More (2)")
    last = world.ada.reads("post 11", "post 12")
    assert "More" not in last
    world.ada.presses("Sooner")
    world.ada.reads_again("post 08", "More (2)")
    world.ada.presses("Claim", after="post 08")
    world.ada.reads("#8", "8 of 14 h")
    world.ada.presses("Show other shifts")
    world.ada.reads_again("post 08", "More (2)")  # the page that she came from


def test_shifts_beyond_the_fortnight_and_of_other_agencies_are_not_in_the_list(world: World) -> None:
    late = shift("z", "2026-08-28T07:00:00-07:00", "2026-08-28T15:00:00-07:00")
    world.feed_says(on(14), late, on(14, "k", agency="Kestrel County Sheriff"))
    world.ada.types("/shifts")
    words = world.ada.reads("1 open shift")
    assert "Aug 28" not in words
    world.ada.types("/shifts on 8/28")  # who names the day sees it
    world.ada.reads("1 open shift · Fri Aug 28")
    world.cleo.types("/shifts")
    world.cleo.reads("1 open shift", "your time 08:00–16:00")
