"""What people type after `/shifts`, and what it is read as. Today is Tuesday, 11 August 2026."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.grammar.asked import (
    Assign,
    Claim,
    Command,
    Help,
    LeaveLine,
    Mine,
    OpenList,
    Release,
    Unclear,
    Wait,
    Who,
)
from handlers.grammar.dates import Days, ImpossibleDateError, parse_days
from handlers.grammar.shifts import VERBS, VERBS_BY_NAME, help_lines, parse

TODAY = date(2026, 8, 11)
NEXT_WEEK = Days(date(2026, 8, 17), date(2026, 8, 23))


def on(month: int, day: int, year: int = 2026) -> Days:
    """One day."""
    return Days(date(year, month, day), date(year, month, day))


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("", OpenList()),
        ("  ", OpenList()),
        ("open", OpenList()),
        ("MINE", Mine()),
        ("mine.", Mine()),
        ("show me mine", Mine()),
        ("claim 412", Claim(412)),
        ("claim #412", Claim(412)),
        ("Claim  shift 412.", Claim(412)),
        ("claim 412 now", Claim(412, now=True)),
        ("claim 412 NOW!", Claim(412, now=True)),
        ("412", Claim(412)),
        ("#412", Claim(412)),
        ("shift 412", Claim(412)),
        ("/shifts claim 412", Claim(412)),
        ("release 412", Release(412)),
        ("release 412 “sick child”", Release(412, "", "sick child")),
        ("release 412 <@U0ADA|ada> ill", Release(412, "U0ADA", "ill")),
        ("assign 412 <@W0ADA>", Assign(412, "W0ADA")),
        ("assign 412 <@U0ADA|ada> short notice", Assign(412, "U0ADA", "short notice")),
        ("release 412 <@U0ADA|ada> <@U0BEN|ben> covers", Release(412, "U0ADA", "@ben covers")),
        ("wait 412", Wait(412)),
        ("unwait 412", LeaveLine(412)),
        ("leave 412", LeaveLine(412)),
        ("who", Who()),
        ("who is on?", Who()),
        ("who’s on at quartz", Who("quartz")),
        ("who is on at quartz now", Who("quartz")),
        ("who works at quartz right now?", Who("quartz")),
        ("who now", Who()),
        ("help", Help()),
        ("?", Help()),
        ("on fri", OpenList(days=on(8, 14))),
        ("fri", OpenList(days=on(8, 14))),
        ("at quartz", OpenList("quartz")),
        ("at Quartz El next week", OpenList("Quartz El", NEXT_WEEK)),
        ("next week at quartz", OpenList("quartz", NEXT_WEEK)),
        ("at quartz on 8/12", OpenList("quartz", on(8, 12))),
        ("open tomorrow at “basalt”", OpenList("basalt", on(8, 12))),
    ],
)  # fmt: skip
def test_people_are_understood_as_they_type(typed: str, read: Command) -> None:
    assert parse(typed, TODAY) == read


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("today", on(8, 11)),
        ("tonight", on(8, 11)),
        ("tomorrow", on(8, 12)),
        ("tue", on(8, 11)),
        ("Tues", on(8, 11)),
        ("friday", on(8, 14)),
        ("this fri", on(8, 14)),
        ("next fri", on(8, 21)),
        ("this week", Days(date(2026, 8, 11), date(2026, 8, 16))),
        ("next week", Days(date(2026, 8, 17), date(2026, 8, 23))),
        ("weekend", Days(date(2026, 8, 15), date(2026, 8, 16))),
        ("the weekend", Days(date(2026, 8, 15), date(2026, 8, 16))),
        ("2026-08-12", on(8, 12)),
        ("8/12", on(8, 12)),
        ("8/12/26", on(8, 12)),
        ("08/12/2026", on(8, 12)),
        ("aug 12", on(8, 12)),
        ("Aug. 12th", on(8, 12)),
        ("12 August 2026", on(8, 12)),
        ("Wed, Aug 12", on(8, 12)),
        ("8/1", on(8, 1)),
        ("2/10", on(2, 10)),
        ("2/8", on(2, 8, 2027)),
        ("1/5", on(1, 5, 2027)),
    ],
)
def test_dates_are_understood_as_people_type_them(typed: str, days: Days) -> None:
    assert parse_days(typed, TODAY) == days


@pytest.mark.parametrize("typed", ["2/30", "13/1", "feb 30", "2027-02-29", "8/32"])
def test_a_date_that_no_calendar_has_is_answered_with_an_example(typed: str) -> None:
    with pytest.raises(ImpossibleDateError, match=r"not in the calendar.*`8/12`"):
        parse_days(typed, TODAY)


def test_a_weekday_that_does_not_fit_the_date_is_asked_back() -> None:
    with pytest.raises(ImpossibleDateError, match="August 12, 2026 is a Wednesday, not a Thursday"):
        parse_days("thu aug 12", TODAY)


def test_a_leap_day_without_a_year_is_looked_for_where_it_exists() -> None:
    assert parse_days("2/29", date(2028, 2, 1)) == on(2, 29, 2028)
    assert parse_days("2/29", date(2027, 12, 20)) == on(2, 29, 2028)


@pytest.mark.parametrize("typed", ["9999-12-31", "12/31/9999", "0001-01-01", "0000-01-01"])
def test_a_year_that_cannot_be_meant_is_answered_with_an_example(typed: str) -> None:
    with pytest.raises(ImpossibleDateError, match=r"is far from here.*`8/12`"):
        parse_days(typed, TODAY)


@pytest.mark.parametrize(
    ("typed", "nearest"),
    [("mien", "mine"), ("clam 412", "claim 412"), ("relase 412 ill", "release 412 ill"), ("hlep", "help")],
)
def test_a_slip_of_the_finger_gets_the_nearest_command(typed: str, nearest: str) -> None:
    read = parse(typed, TODAY)
    assert isinstance(read, Unclear)
    assert read.nearest == nearest


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("claim", "Which shift?"),
        ("release it", "Which shift?"),
        ("assign 412", "Whom?"),
        ("assign 412 @ada", "pick the person from the list"),
        ("on", "Which day?"),
        ("on whenever", "Which day?"),
        ("at", "Which school?"),
        ("on 2/30", "not in the calendar"),
        ("claim 412 413", "One shift at a time"),
        ("wait 10 minutes", "with nothing behind it"),
        ("unwait 412 and leave", "with nothing behind it"),
    ],
)
def test_what_is_missing_is_asked_for(typed: str, sentence: str) -> None:
    read = parse(typed, TODAY)
    assert isinstance(read, Unclear)
    assert sentence in read.sentence


def test_a_claim_is_only_immediate_when_the_word_is_exactly_now() -> None:
    assert parse("claim 412 nwo", TODAY) == Claim(412, now=False)


def test_every_example_of_the_help_text_is_understood() -> None:
    for verb in VERBS:
        typed = verb.example.replace("@officer", "<@U0ADA|ada>")
        assert not isinstance(parse(typed, TODAY), Unclear), typed


def test_an_officer_is_not_shown_what_only_a_supervisor_may_do() -> None:
    alone = [line for line, _ in help_lines(answers_for_others=False)]
    assert not any("@officer" in line for line in alone)
    assert len(help_lines(answers_for_others=True)) == len(VERBS)


@given(st.text(max_size=60))
def test_whatever_is_typed_is_read_as_something(typed: str) -> None:
    assert parse(typed, TODAY) is not None


@given(st.lists(st.sampled_from([*VERBS_BY_NAME, "412", "#", "now", "fri", "2/30", "<@U0ADA>", "at", "on"])))
def test_whatever_order_the_words_come_in_they_are_read_as_something(words: list[str]) -> None:
    assert parse(" ".join(words), TODAY) is not None
