"""An agency of sixty officers begins with Muster: each clock runs from its own day, and nobody is flooded."""

from datetime import date, time, timedelta
from pathlib import Path

from bot.practice.people import Member
from tests.stories.districts import at, district
from tests.stories.world import World, a_world

COURSE = "SSO asynchronous training"
TODAY = date(2026, 8, 12)
DAYS_LEFT = {f"Officer{number:02}": number - 10 for number in range(60)}
"""Of the course, by officer: ten of them are late already, one has 49 days."""

ARMED = [name for name, left in DAYS_LEFT.items() if left % 2]
"""They qualified on 1 September last year: twenty days are left."""


def line_of(name: str) -> str:
    """An officer on the roster: eligible sixty days before the course is due."""
    eligible_on = TODAY + timedelta(days=DAYS_LEFT[name] - 60)
    armed = "yes,2025-09-01" if name in ARMED else "no,"
    return f"{name} Oak,SSO,{eligible_on},{armed}"


def test_sixty_officers_read_one_message_at_most_and_their_sergeant_two(
    tmp_path: Path, database_url: str
) -> None:
    accounts = [Member(f"{name} Oak", f"{name.lower()}@example.org") for name in DAYS_LEFT]
    people = district(*map(line_of, DAYS_LEFT), columns="eligible on,armed,qualified on")
    with a_world(tmp_path, database_url, roster=people, others=accounts, policy="arizona-ssp") as world:
        world.everything_is_swept()
        for name, left in DAYS_LEFT.items():
            officer_reads_one_message_or_none(world, name, left)
        world.sol.reads("Training of your officers: 10 blocked, 8 due within 7 days")
        world.nobody_hears_anything_at(at("2026-08-12", time(19, 30)))
        world.nobody_hears_anything_at(at("2026-08-13", time(8, 55)))


def officer_reads_one_message_or_none(world: World, name: str, left: int) -> None:
    """All that is near is joined; who has more than thirty days, and no weapon, hears nothing."""
    officer = world.phone(f"{name.lower()}@example.org")
    told = officer.unread()
    assert len(told) == (left <= 30 or name in ARMED), told
    if left <= 30:
        course = f"{-left} day" if left < 0 else f"{left} day" if left else "last day today"
        assert course in officer.reads(COURSE)
    elif name in ARMED:
        assert COURSE not in officer.reads("Firearms qualification", "20 days left", "Tue Sep 1")
