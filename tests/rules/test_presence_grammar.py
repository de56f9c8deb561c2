"""What people type after `/sso away`, `back`, `quiet`, `off` and `duty`."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.grammar.asked_presence import (
    Away,
    Back,
    DaysOff,
    Duty,
    OwnPresence,
    PresenceUnclear,
    Quiet,
    StandDown,
)
from handlers.grammar.dates import Days
from handlers.grammar.presence import LINES, presence_help
from handlers.grammar.sso import SsoCommand, WhatItDoes, parse_sso

TODAY = date(2026, 8, 12)
"""A Wednesday."""

NIGHT_HOURS = ((time(22), time(6)),)
NIGHT = Quiet(*NIGHT_HOURS)
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
        ("quiet 10pm-6am", NIGHT),
        ("quiet 22-6", NIGHT),
        ("quiet 22h-6h", NIGHT),
        ("quiet 2200-0600", NIGHT),
        ("quiet 10 p.m. to 6 a.m.", NIGHT),
        ("quiet 10p.m.-6a.m.", NIGHT),
        ("quiet 10pm til 6am please", NIGHT),
        ("quiet 22:00 - 06:00 every night", NIGHT),
        ("quiet midnight to 6", Quiet((time(0), time(6)))),
        ("quiet noon-4pm", Quiet((time(12), time(16)))),
        ("quiet <@U0BEN|ben> 22:00 06:00 nights on patrol", Quiet(*NIGHT_HOURS, "U0BEN", "nights on patrol")),
        ("quiet 22-6 <@U0BEN> because he asked", Quiet(*NIGHT_HOURS, "U0BEN", "he asked")),
        ("quiet <@U0BEN> off on days again", Quiet(None, "U0BEN", "on days again")),
        ("quiet @ben 22 6", PresenceUnclear("quiet", unpicked=True)),
        ("off <@U0BEN> sat sun his family", DaysOff(frozenset({5, 6}), "U0BEN", "his family")),
        ("off <@U0BEN> none back to the rota", DaysOff(frozenset(), "U0BEN", "back to the rota")),
        ("off @ben sat", PresenceUnclear("off", unpicked=True)),
        ("off weekdays", DaysOff(frozenset(range(5)))),
        ("cannot", StandDown()),
        ("can't", StandDown()),
        ("cannot 12", StandDown(12)),
        ("cannot #12", StandDown(12)),
        ("away tommorow: sick child", Away(TOMORROW, reason="sick child")),
        ("cannot stand in, please", StandDown()),
        ("cannot stand in for 12", StandDown(12)),
        ("decline 12", StandDown(12)),
        ("away til fri", Away(Days(TODAY, date(2026, 8, 14)))),
        ("away tmrw", Away(TOMORROW)),
        ("away until 12/24 <@U0CORA|cora>", Away(Days(TODAY, date(2026, 12, 24)), "", "U0CORA")),
        ("away 12/24-1/2", Away(HOLIDAYS)),
        ("away dec 24-jan 2", Away(HOLIDAYS)),
        ("away mon-wed follow-up", Away(Days(date(2026, 8, 17), date(2026, 8, 19)), reason="follow-up")),
        ("away rest of the week", Away(Days(TODAY, date(2026, 8, 16)))),
        ("away two weeks", Away(Days(TODAY, date(2026, 8, 25)))),
        ("away today 24/7 duty", Away(Days(TODAY, TODAY), reason="24/7 duty")),
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
        ("back here again, thanks", Back(reason="here again, thanks")),
        ("bakc", Back()),
        ("back 2026-12-24", Back(day=date(2026, 12, 24))),
        ("back tomorrow", Back(day=date(2026, 8, 13))),
        ("back <@U0BEN> well again", Back("U0BEN", None, "well again")),
        ("back @ben", PresenceUnclear("back", unpicked=True)),
        ("of course", WhatItDoes(is_unknown=True)),
        ("there is nobody", WhatItDoes(is_unknown=True)),
        ("dutiful", WhatItDoes(is_unknown=True)),
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
        ("quiet 22", "From when until when?"),
        ("quiet until 6am", "From when until when?"),
        ("quiet no calls after 10pm", "From when until when?"),
        ("quiet <@U0BEN>", "From when until when?"),
        ("away until 5pm", "An absence is of whole days."),
        ("away for an hour", "An absence is of whole days."),
        ("quiet always", "From when until when?"),
        ("cannot come", "you cannot stand in for somebody"),
        ("cannot friday", "you cannot stand in for somebody"),
        ("back in 10", "end your absence at once. Do you mean `/sso back`?"),
        ("back later", "end your absence at once. Do you mean `/sso back`?"),
        ("away fri <@U0BEN> or <@U0CORA>", "One person can stand in."),
        ("away fri not <@U0BEN>", "One person can stand in."),
        ("away not fri", ""),
        ("away last week", ""),
        ("off somedays", "Which days of the week?"),
        ("off", ""),
        ("away 2/30", "2/30/2026 is not in the calendar"),
    ],
)
def test_what_is_missing_is_said(typed: str, said: str) -> None:
    asked = parse_sso(typed, TODAY)
    assert isinstance(asked, OwnPresence if typed == "off" else PresenceUnclear)
    if isinstance(asked, PresenceUnclear):
        assert said in asked.sentence


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("quiet 10-6", "quiet 22:00 06:00"),
        ("quiet 9 to 5", "quiet 21:00 05:00"),
        ("quiet 10pm-6am on weekdays", "quiet 22:00 06:00"),
        ("quiet 22-6 tonight", "quiet 22:00 06:00"),
        ("off tomorrow", "away 2026-08-13"),
        ("off next week", "away 2026-08-17 .. 2026-08-23"),
        ("off sat 12/26", "away 2026-12-26"),
        ("off sat only", "away 2026-08-15"),
        ("away mon tue", "away 2026-08-17 .. 2026-08-18"),
        ("away today and tomorrow", "away 2026-08-12 .. 2026-08-13"),
        ("away monday for 3 days <@U0CORA> ill", "away 2026-08-17 .. 2026-08-19 <@U0CORA> ill"),
        ("away sick today", "away 2026-08-12 sick"),
        ("away <@U0BEN> sick today", "away <@U0BEN> 2026-08-12 sick"),
        ("leave early today", "away 2026-08-12 early"),
        ("away back monday", "away 2026-08-12 .. 2026-08-16"),
    ],
)
def test_what_would_be_lost_or_taken_otherwise_is_asked_back_in_words_that_work(
    typed: str, meant: str
) -> None:
    asked = parse_sso(typed, TODAY)
    assert isinstance(asked, PresenceUnclear)
    assert (asked.nearest, "Do you mean" in asked.sentence) == (meant, True)
    assert isinstance(parse_sso(meant, TODAY), Quiet | Away)


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
