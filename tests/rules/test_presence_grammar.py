"""What people type after `/sso away`, `back`, `quiet`, `off` and `duty`."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.grammar.dates import Days
from handlers.grammar.presence import (
    LINES,
    Away,
    Back,
    DaysOff,
    Duty,
    OwnPresence,
    PresenceUnclear,
    Quiet,
    presence_help,
)
from handlers.grammar.sso import SsoCommand, WhatItDoes, parse_sso

TODAY = date(2026, 8, 12)
"""A Wednesday."""

NIGHT = Quiet((time(22), time(6)))
TOMORROW = Days(date(2026, 8, 13), date(2026, 8, 13))
HOLIDAYS = Days(date(2026, 12, 24), date(2027, 1, 2))


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("quiet 22:00 06:00", NIGHT),
        ("quiet 22:00-6:00", NIGHT),
        ("Quiet from 10pm to 6am!", NIGHT),
        ("quiet 2200 0600", NIGHT),
        ("quite 22 6", NIGHT),
        ("quiet between 10 pm and 6 am", NIGHT),
        ("quiet 24:00 6", Quiet((time(0), time(6)))),
        ("dnd 8:30 .. 16", Quiet((time(8, 30), time(16)))),
        ("quiet off", Quiet(None)),
        ("quiet none", Quiet(None)),
        ("quiet", OwnPresence()),
        ("off", OwnPresence()),
        ("off sat sun", DaysOff(frozenset({5, 6}))),
        ("off weekends", DaysOff(frozenset({5, 6}))),
        ("off saturdays, sundays and mon", DaysOff(frozenset({0, 5, 6}))),
        ("off fri-sun", DaysOff(frozenset({4, 5, 6}))),
        ("off sun-mon", DaysOff(frozenset({6, 0}))),
        ("off none", DaysOff(frozenset())),
        ("duty", Duty()),
        ("on-call", Duty()),
        ("duty?", Duty()),
        ("rota please", Duty()),
        ("away tomorrow", Away(TOMORROW)),
        ("away until friday", Away(Days(TODAY, date(2026, 8, 14)))),
        ("away 2026-12-24 .. 2027-01-02", Away(HOLIDAYS)),
        ("away 2026-12-24..2027-01-02", Away(HOLIDAYS)),
        ("away 12/24 - 1/2", Away(HOLIDAYS)),
        ("away from Dec 24 until Jan 2", Away(HOLIDAYS)),
        ("vacation dec 24 to jan 2 <@U0CORA|cora> skiing", Away(HOLIDAYS, "", "U0CORA", "skiing")),
        ("away tomorrow stand-in: <@U0CORA>", Away(TOMORROW, "", "U0CORA")),
        ("away tomorrow covered by <@u0cora>, dentist", Away(TOMORROW, "", "U0CORA", "dentist")),
        ("away <@U0BEN|ben> tomorrow because ill", Away(TOMORROW, "U0BEN", "", "ill")),
        ("away <@U0BEN> tomorrow flu <@U0SOL>", Away(TOMORROW, "U0BEN", "U0SOL", "flu")),
        ("sick today", Away(Days(TODAY, TODAY))),
        ("away for 3 days", Away(Days(TODAY, date(2026, 8, 14)))),
        ("away a week", Away(Days(TODAY, date(2026, 8, 18)))),
        ("away next week", Away(Days(date(2026, 8, 17), date(2026, 8, 23)))),
        ("away fri .. mon", Away(Days(date(2026, 8, 14), date(2026, 8, 17)))),
        ("awya tomorrow", Away(TOMORROW)),
        ("away", PresenceUnclear("away")),
        ("away soon", PresenceUnclear("away")),
        ("away @ben tomorrow", PresenceUnclear("away", unpicked=True)),
        ("away tomorrow @ben", PresenceUnclear("away", unpicked=True)),
        ("away tomorrow write to ben@example.org", Away(TOMORROW, reason="write to ben@example.org")),
        ("back", Back()),
        ("back!", Back()),
        ("back 2026-12-24", Back(day=date(2026, 12, 24))),
        ("back tomorrow", Back(day=date(2026, 8, 13))),
        ("back <@U0BEN> well again", Back("U0BEN", None, "well again")),
        ("back @ben", PresenceUnclear("back", unpicked=True)),
        ("of course", WhatItDoes()),
        ("dutiful", WhatItDoes()),
    ],
)
def test_what_is_typed_is_read_as_it_was_meant(typed: str, asked: SsoCommand) -> None:
    assert parse_sso(typed, TODAY) == asked


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("quiet 25:00 06:00", "From when until when?"),
        ("quiet at night", "From when until when?"),
        ("quiet 13pm 6am", "From when until when?"),
        ("off somedays", "Which days of the week?"),
        ("off", ""),
        ("away 2/30", "2/30/2026 is not in the calendar"),
    ],
)
def test_what_is_missing_is_said(typed: str, said: str) -> None:
    asked = parse_sso(typed, TODAY)
    assert isinstance(asked, PresenceUnclear if said else OwnPresence)
    if isinstance(asked, PresenceUnclear):
        assert said in asked.sentence


@given(
    st.text()
    | st.text(alphabet="away until back quiet off sat .-/0123456789:@<>U|pm")
    | st.builds("{} {}".format, st.sampled_from(["away", "back", "quiet", "off"]), st.text())
)
def test_nothing_that_can_be_typed_is_stumbled_over(typed: str) -> None:
    parse_sso(typed, TODAY)


def test_every_line_of_help_does_what_it_says() -> None:
    for line in LINES:
        typed = line.example.replace("@officer", "<@U0BEN>").replace("@stand-in", "<@U0CORA>")
        assert not isinstance(parse_sso(typed, TODAY), PresenceUnclear | WhatItDoes | OwnPresence), typed


def test_only_those_who_answer_for_others_read_how_to_do_it_for_them() -> None:
    own, every = (presence_help(answers_for_others=others) for others in (False, True))

    assert not any("@officer" in line for line, _ in own)
    assert any("@officer" in line for line, _ in every)
