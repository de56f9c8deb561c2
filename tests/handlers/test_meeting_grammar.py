"""What people type after `/meetings`, tired and in a hurry."""

import pytest

from handlers.grammar.meetings import (
    MEETINGS,
    CancelMeeting,
    Coming,
    EditMeeting,
    MeetingsCommand,
    MeetingsHelp,
    MeetingsUnclear,
    NewMeeting,
    OneMeeting,
    choice_words,
    list_words,
    meetings_help,
    parse_meetings,
)


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("", Coming()),
        ("  list ", Coming()),
        ("/meetings", Coming()),
        ("meeting", Coming()),
        ("from 6", Coming(offset=6)),
        ("Mine.", Coming(own=True)),
        ("/meetings mine", Coming(own=True)),
        ("my from 12", Coming(own=True, offset=12)),
        ("7", OneMeeting(7)),
        ("#7", OneMeeting(7)),
        ("meeting #7", OneMeeting(7)),
        ("meeting7", OneMeeting(7)),
        ("/meetings 7", OneMeeting(7)),
        ("no. 7", OneMeeting(7)),
        ("show 7 please", OneMeeting(7)),
        ("yes 7", OneMeeting(7)),
        ("7 yes", OneMeeting(7)),
        ("new", NewMeeting()),
        ("plan a drill", NewMeeting()),
        ("edit 7", EditMeeting(7)),
        ("Edit #7.", EditMeeting(7)),
        ("edit meeting 7", EditMeeting(7)),
        ("edit7", EditMeeting(7)),
        ("7 edit", EditMeeting(7)),
        ("move 7", EditMeeting(7)),
        ("edit 7 from 6", EditMeeting(7, 6)),
        ("cancel 7", CancelMeeting(7)),
        ("cancel 7 from 6", CancelMeeting(7, offset=6)),
        ("cancel 7: power is out.", CancelMeeting(7, "power is out")),
        ("7 cancel power is out", CancelMeeting(7, "power is out")),
        ("cancel #7 no power from 6 on", CancelMeeting(7, "no power from 6 on")),
        ("cancel 7 <@U0ADA|ada> is ill", CancelMeeting(7, "@ada is ill")),
        ("help", MeetingsHelp()),
        ("?", MeetingsHelp()),
    ],
)
def test_a_command_is_understood_as_people_type_it(typed: str, asked: MeetingsCommand) -> None:
    assert parse_meetings(typed) == asked


@pytest.mark.parametrize(
    ("typed", "nearest"),
    [
        ("cancle 7 power is out", "cancel 7 power is out"),
        ("eidt 7", "edit 7"),
        ("nwe", "new"),
        ("mien", "mine"),
        ("hlep me", "help"),
        ("the weather", ""),
        ("¿qué?", ""),
    ],
)
def test_a_slip_of_the_finger_is_asked_about_and_nothing_else_guessed(typed: str, nearest: str) -> None:
    found = parse_meetings(typed)
    assert isinstance(found, MeetingsUnclear)
    assert found.nearest == nearest


@pytest.mark.parametrize(
    ("typed", "verb"), [("edit", "edit"), ("cancel the drill", "cancel"), ("open", "show")]
)
def test_a_verb_without_a_number_asks_for_the_number(typed: str, verb: str) -> None:
    found = parse_meetings(typed)
    assert isinstance(found, MeetingsUnclear)
    assert found.lacks_number == verb


@pytest.mark.parametrize("typed", ["9" * 40, "edit " + "9" * 40, "\x00", "#", "from", "from from", "7" * 9])
def test_nothing_that_is_typed_breaks_it(typed: str) -> None:
    parse_meetings(typed)


@pytest.mark.parametrize("asked", [Coming(), Coming(own=True), Coming(offset=6), Coming(own=True, offset=12)])
def test_the_button_of_a_page_says_what_would_be_typed(asked: Coming) -> None:
    assert parse_meetings(list_words(asked)) == asked


def test_the_button_of_a_choice_says_what_would_be_typed() -> None:
    assert parse_meetings(choice_words("edit", 7, 6)) == EditMeeting(7, 6)
    assert parse_meetings(choice_words("cancel", 7, 6)) == CancelMeeting(7, offset=6)


def test_every_line_of_help_is_understood() -> None:
    for line, _ in meetings_help(plans=True):
        assert not isinstance(parse_meetings(line.removeprefix(MEETINGS)), MeetingsUnclear)
    assert len(meetings_help(plans=False)) < len(meetings_help(plans=True))
