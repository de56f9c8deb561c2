"""What officers type who come, go, or cannot; and what it is read as."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.grammar.asked import CheckIn, CheckOut, Unclear
from handlers.grammar.shifts import parse

TODAY = date(2026, 8, 11)


def unclear(typed: str) -> Unclear:
    read = parse(typed, TODAY)
    assert isinstance(read, Unclear), read
    return read


@pytest.mark.parametrize(
    "typed",
    [
        "in", "IN!", "in now", "in please", "here", "here now", "im here", "I'm here", "I’m here.", "i am in",
        "check in", "checkin", "check-in now", "checked in", "clock in", "signing in", "arrived",
        "just arrived", "on site", "on post now",
    ],
)  # fmt: skip
def test_who_is_there_says_so_in_their_own_words(typed: str) -> None:
    assert parse(typed, TODAY) == CheckIn(0)


@pytest.mark.parametrize(
    "typed",
    [
        "out", "out now", "Out.", "left", "leaving", "im leaving", "I'm out", "i am done", "check out",
        "checkout", "clocking out", "sign out please", "going home", "heading home now", "off duty",
    ],
)  # fmt: skip
def test_who_leaves_says_so_in_their_own_words(typed: str) -> None:
    assert parse(typed, TODAY) == CheckOut(0)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("in 12", CheckIn(12)),
        ("in: 12", CheckIn(12)),
        ("in № 12", CheckIn(12)),
        ("in „12“", CheckIn(12)),
        ("in (12) 👍", CheckIn(12)),
        ("in12", CheckIn(12)),
        ("in for 12 :+1:", CheckIn(12)),
        ("pls in #12", CheckIn(12)),
        ("in #12 now", CheckIn(12)),
        ("im here, 12", CheckIn(12)),
        ("check in shift 12", CheckIn(12)),
        ("out 12 thanks", CheckOut(12)),
        ("leaving 12", CheckOut(12)),
        ("in 12 <@U0ADA|ada> radio down", CheckIn(12, "U0ADA", "radio down")),
        ("out 12 <@U0ADA|ada> now", CheckOut(12, "U0ADA", "now")),
    ],
)
def test_the_shift_may_be_named(typed: str, read: CheckIn | CheckOut) -> None:
    assert parse(typed, TODAY) == read


@pytest.mark.parametrize(
    ("typed", "nearest"),
    [
        ("chekc in", "in"),
        ("cehck in 12", "in 12"),
        ("cloc out #12", "out #12"),
        ("otu", "out"),
        ("done", "out"),
        ("in quartz", "in"),
        ("I'm here at quartz", "in"),
        ("in 0", "in"),
        ("leaving early", "out"),
        ("in 12 with a dead radio", "in 12"),
        ("in 12 13", "in 12"),
        ("in 12, 13 and 14", "in 12"),
        ("out 12 & 13", "out 12"),
    ],
)
def test_a_slip_of_the_finger_or_a_word_too_many_is_asked_back_and_checks_nobody_in(
    typed: str, nearest: str
) -> None:
    assert unclear(typed).nearest == nearest


@pytest.mark.parametrize(
    "typed",
    [
        "sick",
        "running late",
        "late",
        "not coming",
        "I can't come",
        "cannot make it",
        "cannot",
        "in 12 running late",
    ],
)
def test_who_cannot_come_reads_how_to_give_the_shift_back_and_finds_it(typed: str) -> None:
    read = unclear(typed)
    assert "`/shifts mine` lists your shifts, each with a button to give it back" in read.sentence
    assert read.nearest == ""


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("in 12 @ada", "pick the person from the list"),
        ("in <@U0ADA|ada> 12", "Name it before the officer: `/shifts in 412 @officer radio down`"),
        ("in 12 13", "One shift at a time"),
        ("in quartz", "`/shifts in` alone says that you are there"),
        ("in danger", "call 911 first. `/sso report`"),
        ("there is a gun", "call 911 first. `/sso report`"),
        ("out quartz", "`/shifts out` alone says that you leave"),
    ],
)
def test_what_is_wrong_is_said_with_an_example(typed: str, sentence: str) -> None:
    assert sentence in unclear(typed).sentence


@pytest.mark.parametrize(
    "typed",
    [
        "not here", "not out", "never in 12", "heading home in 10", "checked in with the principal",
        "I'm out of batteries",
        "the whole class was sick last week and nobody told us",
    ],
)  # fmt: skip
def test_a_sentence_that_only_begins_like_it_is_none(typed: str) -> None:
    read = unclear(typed)
    assert (read.sentence, read.nearest) == ("", "")


@given(
    st.sampled_from(["in", "im here", "check in", "on site"]), st.text(alphabet="ab 0123456789#,", max_size=9)
)
def test_nothing_that_follows_is_passed_over(said: str, more: str) -> None:
    read = parse(f"{said} {more}", TODAY)
    if isinstance(read, CheckIn):
        named = re.fullmatch(r"[ ,#]*(\d*)[ ,]*", more)
        assert named is not None
        assert read.shift == int(named[1] or 0)
