"""What people type after `/training`."""

import pytest

from handlers.grammar.training import (
    Extend,
    Log,
    OfOfficer,
    Own,
    Team,
    TrainingCommand,
    TrainingHelp,
    TrainingUnclear,
    parse_training,
    team_words,
    training_help,
)
from scheduling.training.rules.urgency import TeamFilter


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("", Own()),
        ("  me ", Own()),
        ("Mine.", Own()),
        ("/training", Own()),
        ("log", Log()),
        ("/training log", Log()),
        ("extend", Extend()),
        ("extension please", Extend()),
        ("help", TrainingHelp()),
        ("?", TrainingHelp()),
        ("<@U0ADA|ada>", OfOfficer(slack_id="U0ADA")),
        ("of <@u0ada>", OfOfficer(slack_id="U0ADA")),
        ("officer 17", OfOfficer(number=17)),
        ("team", Team()),
        ("Team all", Team()),
    ],
)
def test_a_command_is_understood_as_people_type_it(typed: str, asked: TrainingCommand) -> None:
    assert parse_training(typed) == asked


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("team overdue", TeamFilter(overdue=True)),
        ("team blocked", TeamFilter(blocked=True)),
        ("team 14 days", TeamFilter(days=14)),
        ("team within 7d", TeamFilter(days=7)),
        ("team due in the next 30 days", TeamFilter(days=30)),
        ("team next month", TeamFilter(days=30)),
        ("team week", TeamFilter(days=7)),
        ("team verify", TeamFilter(waiting=True)),
        ("team Firearms", TeamFilter(words=("firearms",))),
        ("team overdue at kestrel county", TeamFilter(overdue=True, words=("kestrel", "county"))),
    ],
)
def test_a_filter_of_a_team_is_understood(typed: str, wanted: TeamFilter) -> None:
    assert parse_training(typed) == Team(wanted)


def test_filters_may_stand_in_any_order() -> None:
    both = TeamFilter(overdue=True, days=14, words=("ada",))
    assert {parse_training(typed) for typed in ("team ada overdue 14 days", "team 14 days overdue ada")} == {
        Team(both)
    }


def test_a_page_and_a_table_of_a_filter_are_understood() -> None:
    assert parse_training("team overdue from 8") == Team(TeamFilter(overdue=True), offset=8)
    assert parse_training("team firearms csv") == Team(TeamFilter(words=("firearms",)), table=True)


@pytest.mark.parametrize(
    "team",
    [
        Team(),
        Team(offset=16),
        Team(TeamFilter(overdue=True, blocked=True, days=14, waiting=True, words=("ada", "fire")), 8),
        Team(TeamFilter(words=("kestrel",)), table=True),
    ],
)
def test_what_a_button_says_is_what_was_meant(team: Team) -> None:
    assert parse_training(team_words(team)) == team


def test_a_name_that_was_not_picked_from_the_list_is_asked_for_again() -> None:
    assert parse_training("@ada") == TrainingUnclear("@ada", unpicked=True)


def test_a_slip_of_the_finger_finds_the_nearest_word() -> None:
    assert parse_training("tem overdue") == TrainingUnclear("tem overdue", "team overdue")
    assert parse_training("xyzzy") == TrainingUnclear("xyzzy")


def test_whatever_help_shows_is_understood() -> None:
    for line, _ in training_help(answers_for_others=True):
        typed = line.removeprefix("/training").replace("@officer", "<@U0ADA|ada>")
        assert not isinstance(parse_training(typed), TrainingUnclear), line


def test_an_officer_reads_no_line_that_is_not_theirs() -> None:
    assert not any("team" in line for line, _ in training_help(answers_for_others=False))
