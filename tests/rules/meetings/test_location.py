"""A calendar has one line for where a meeting takes place: it says the place and the school."""

import pytest

from scheduling.meetings.entries import location_of

SCHOOL = "Quartz Elementary"


@pytest.mark.parametrize(
    ("place", "school", "told"),
    [
        ("Gym", SCHOOL, "Gym, Quartz Elementary"),
        ("Gym", "", "Gym"),
        ("", SCHOOL, SCHOOL),
        ("", "", ""),
        ("Gym of quartz elementary", SCHOOL, "Gym of quartz elementary"),
        ("https://meet.example.org/a?b=c", SCHOOL, "Quartz Elementary, https://meet.example.org/a?b=c"),
    ],
)
def test_where_it_is_names_the_place_and_the_school_and_neither_twice(
    place: str, school: str, told: str
) -> None:
    assert location_of(place, school) == told
