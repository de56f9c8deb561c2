"""What people type after `/sso`."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.blocks.elements import button
from handlers.grammar.reports import MakeReport, ReadReport, ReportList
from handlers.grammar.sso import (
    CalendarLinks,
    NewCalendarLink,
    SentTo,
    SsoCommand,
    Unpicked,
    WhatItDoes,
    parse_sso,
)
from handlers.ids import shifts as ids
from handlers.mail.hints import hint_of
from tests.conftest import NOON

TODAY = NOON.date()


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("sent", SentTo()),
        (" Sent? ", SentTo()),
        ("/sso sent", SentTo()),
        ("sent me", SentTo()),
        ("receipts", SentTo()),
        ("sent <@U0ADA|ada>", SentTo("U0ADA")),
        ("sent to <@u0ada>", SentTo("U0ADA")),
        ("sent before 88", SentTo("", 88)),
        ("sent <@U0ADA> before 88", SentTo("U0ADA", 88)),
        ("sent @ada", Unpicked()),
        ("sent yesterday", Unpicked()),
        ("", WhatItDoes()),
        ("help", WhatItDoes()),
        ("sentinel", WhatItDoes(is_unknown=True)),
        ("calendar", CalendarLinks()),
        ("Calendar!", CalendarLinks()),
        ("cal links", CalendarLinks()),
        ("calendar new", NewCalendarLink()),
        ("calendar team", NewCalendarLink(team=True)),
        ("calendar at Quartz Elementary", NewCalendarLink(school="Quartz Elementary")),
        ("calendar quartz", NewCalendarLink(school="quartz")),
        ("calendarium", WhatItDoes(is_unknown=True)),
        ("report", MakeReport()),
        ("Report!", MakeReport()),
        ("reprot", MakeReport()),
        ("report new", MakeReport()),
        ("threat", MakeReport()),
        ("report two boys fight, one has a knife", MakeReport("two boys fight, one has a knife")),
        ("report 2 boys fight", MakeReport("2 boys fight")),
        ("report 12", ReadReport(12)),
        ("report #12", ReadReport(12)),
        ("reports", ReportList()),
        ("reports 12", ReadReport(12)),
        ("reports before 12", ReportList(12)),
        ("report: two boys fight", MakeReport("two boys fight")),
        ("report,two boys fight", MakeReport("two boys fight")),
        ("reprot two boys fight", MakeReport("two boys fight")),
        ("reports two boys fight", MakeReport("two boys fight")),
        ("reports all", ReportList()),
        ("a knife in room 4", MakeReport("a knife in room 4")),
        ("call 911", MakeReport("call 911")),
        ("there is a gun", MakeReport("there is a gun")),
        ("make a new report", MakeReport()),
        ("show report 24", ReadReport(24)),
        ("my reports", ReportList()),
        ("sso report", MakeReport()),
        ("report № 24", ReadReport(24)),
        ("report number 24", ReadReport(24)),
        ("report „24“", ReadReport(24)),
        ("report 24 boys fight", MakeReport("24 boys fight")),
        ("deported", WhatItDoes(is_unknown=True)),
    ],
)
def test_what_is_typed_is_read_as_it_was_meant(typed: str, asked: SsoCommand) -> None:
    assert parse_sso(typed, TODAY) == asked


@given(st.text() | st.text(alphabet="sent <@U0AD>|before 19"))
def test_nothing_that_can_be_typed_is_stumbled_over(typed: str) -> None:
    parse_sso(typed, TODAY)


@pytest.mark.parametrize(("words", "typed"), [("/sso sent", "/sso sent"), ("mine", "/shifts mine")])
def test_a_mail_names_the_command_that_its_button_would_have_said(words: str, typed: str) -> None:
    assert hint_of(button("Show", ids.SAY, ids.Say(words))) == f"{typed} (Show)"
