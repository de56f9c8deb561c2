"""What tired people type after `/escalations`."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.grammar.escalations import (
    LINES,
    Escalate,
    EscalationsCommand,
    EscalationsHelp,
    EscalationsUnclear,
    HandOver,
    Listed,
    OneEscalation,
    Resolve,
    Snooze,
    Take,
    Which,
    list_words,
    parse_escalations,
)
from handlers.grammar.rests import Rest

WEDNESDAY = date(2026, 8, 12)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("", Listed()),
        ("open", Listed()),
        ("  Mine ", Listed(Which.MINE)),
        ("all", Listed(Which.ALL)),
        ("history", Listed(Which.HISTORY)),
        ("history 2", Listed(Which.HISTORY, 2)),
        ("history page 3", Listed(Which.HISTORY, 3)),
        ("mine 2", Listed(Which.MINE, 2)),
        ("resolved 2", Listed(Which.HISTORY, 2)),
        ("12", OneEscalation(12)),
        ("#12", OneEscalation(12)),
        ("open 12", OneEscalation(12)),
        ("escalation 12", OneEscalation(12)),
        ("/escalations 12", OneEscalation(12)),
        ("take 12", Take(12)),
        ("TAKE #12.", Take(12)),
        ("12 take", Take(12)),
        ("take12", Take(12)),
        ("№ 12", OneEscalation(12)),
        ("„12“", OneEscalation(12)),
        ("(12)", OneEscalation(12)),
        ("take `12`", Take(12)),
        ("take N° 12", Take(12)),
        ("take # 12", Take(12)),
        ("please take 12, thanks :thumbsup:", Take(12)),
        ("take 12 👍", Take(12)),
        ("i got it 12", Take(12)),
        ("show mine", Listed(Which.MINE)),
        ("show me 12", OneEscalation(12)),
        ("ack 12", Take(12)),
        ("i have 12", Take(12)),
        ("I have it 12", Take(12)),
        ("I’ve got 12", Take(12)),
        ("12 I have it", Take(12)),
        ("resolve 12", Resolve(12)),
        ("resolve 12 called the school", Resolve(12, "called the school")),
        ("12 done: it is covered.", Resolve(12, "it is covered")),
        ("resolve 12 👍", Resolve(12)),
        ("12 done not yet", Resolve(12)),
        ("resolve 12 2 officers came", Resolve(12, "2 officers came")),
        ("close 12 asked <@U0ADA|ada>", Resolve(12, "asked @ada")),
        ("handover 12 <@U0SOL|sol>", HandOver(12, "U0SOL")),
        ("hand over 12 to <@U0SOL>", HandOver(12, "U0SOL")),
        ("12 give <@U0SOL>", HandOver(12, "U0SOL")),
        ("hand 12 over to <@U0SOL>", HandOver(12, "U0SOL")),
        ("give <@U0SOL> 12", HandOver(12, "U0SOL")),
        ("pass 12", HandOver(12)),
        ("snooze 12", Snooze(12)),
        ("snooze 12 20m", Snooze(12, Rest(length=timedelta(minutes=20)))),
        ("snooze 12 for an hour", Snooze(12, Rest(length=timedelta(hours=1)))),
        ("snooze 12 tomorrow", Snooze(12, Rest(day=date(2026, 8, 13)))),
        ("12 snooze next week", Snooze(12, Rest(day=date(2026, 8, 17)))),
        ("12 next week", OneEscalation(12)),
        ("escalate 12", Escalate(12)),
        ("escalate now 12", Escalate(12)),
        ("help", EscalationsHelp()),
        ("?", EscalationsHelp()),
    ],
)
def test_what_is_typed_is_understood(typed: str, meant: EscalationsCommand) -> None:
    assert parse_escalations(typed, WEDNESDAY) == meant


@pytest.mark.parametrize(
    ("typed", "nearest"),
    [
        ("tkae 12", "take 12"),
        ("histroy", "history"),
        ("hist", "history"),
        ("resovle 12 it is covered", "resolve 12 it is covered"),
    ],
)
def test_a_slip_of_the_finger_is_asked_about(typed: str, nearest: str) -> None:
    assert parse_escalations(typed, WEDNESDAY) == EscalationsUnclear(typed, nearest=nearest)


@pytest.mark.parametrize(
    ("typed", "nearest"),
    [
        ("take 12 and 13", "take 12"),
        ("take 12, 13", "take 12"),
        ("take 1 2", "take 1"),
        ("take 12.5", "take 12"),
        ("take 12 not", "take 12"),
        ("i have 12 minutes left", "take 12"),
        ("12 got worse", "take 12"),
        ("escalate 12 to <@U0SOL>", "escalate 12"),
        ("resolve 12 and 13", "resolve 12"),
        ("resolve 12 13", "resolve 12"),
        ("handover 12 <@U0SOL> or <@U0BEN>", ""),
    ],
)
def test_what_says_more_than_can_be_done_at_once_is_asked_back(typed: str, nearest: str) -> None:
    answer = parse_escalations(typed, WEDNESDAY)
    assert isinstance(answer, EscalationsUnclear)
    assert answer.sentence.startswith("Nothing is done yet")
    assert answer.nearest == nearest


@pytest.mark.parametrize("typed", ["don't take 12", "never resolve 12", "deescalate 12", "untake 12"])
def test_whoever_says_no_is_not_offered_the_opposite(typed: str) -> None:
    assert parse_escalations(typed, WEDNESDAY) == EscalationsUnclear(typed)


def test_a_sentence_that_is_no_command_is_not_made_into_half_of_one() -> None:
    typed = "what is going on"
    assert parse_escalations(typed, WEDNESDAY) == EscalationsUnclear(typed)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("take", "Which one?"),
        ("resovle", "Which one?"),
        ("resolve because I say so", "Which one?"),
        ("handover 12 @sol", "Slack did not say who that is."),
        ("snooze 12 a while", "Until when?"),
        ("snooze 12 2/30", "2/30/2026 is not in the calendar."),
        ("snooze 12 25:00", "Until when?"),
    ],
)
def test_what_is_missing_is_said(typed: str, said: str) -> None:
    answer = parse_escalations(typed, WEDNESDAY)
    assert isinstance(answer, EscalationsUnclear)
    assert said in answer.sentence


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.example or "(nothing)")
def test_every_line_of_the_help_is_understood(line: object) -> None:
    example = str(getattr(line, "example", "")).replace("@person", "<@U0SOL|sol>")
    assert not isinstance(parse_escalations(example, WEDNESDAY), EscalationsUnclear)


@pytest.mark.parametrize("which", list(Which))
@pytest.mark.parametrize("page", [1, 2, 40])
def test_a_button_to_a_page_leads_there(which: Which, page: int) -> None:
    assert parse_escalations(list_words(which, page), WEDNESDAY) == Listed(which, page)


@given(st.text(max_size=80) | st.from_regex(r"(take|snooze|resolve|handover|open) ?#?\d{0,12} ?.{0,20}"))
def test_whatever_is_typed_is_answered(typed: str) -> None:
    assert parse_escalations(typed, WEDNESDAY) is not None
