"""What people type to Muster without the slash: only what is certain becomes a button."""

from datetime import date

import pytest

from handlers.grammar.plain_words import Meant, find_meaning, kept_of
from scheduling.roster.facts import School

TODAY = date(2026, 8, 12)
SCHOOLS = [School(1, "QTZ", "Quartz Elementary", "America/Phoenix")]
KNIFE = "a knife"


@pytest.mark.parametrize(
    ("typed", "words", "label"),
    [
        ("claim 3", "claim 3", "Claim 3"),
        ("Claim #3 now", "claim 3", "Claim 3"),
        ("claim 3 and 4", "claim 3", "Claim 3"),
        ("412", "claim 412", "Claim 412"),
        ("shifts", "", "Open shifts"),
        ("Shifts fri", "fri", "Open shifts"),
        ("`/shifts mine`", "mine", "My shifts"),
        ("mien", "mine", "My shifts"),
        ("my shifts please", "mine", "My shifts"),
        ("wait 3", "wait 3", "Join the waitlist for 3"),
        ("unwait 3", "unwait 3", "Leave the line for 3"),
        ("who is on", "who is on", "Who is on"),
        ("here", "in", "Check in"),
        ("out 3", "out 3", "Check out"),
        ("in 3 <@U0ADA> radio down", "in 3 <@U0ADA> radio down", "Check in"),
        ("help!", "help", "What can be typed"),
        ("?", "help", "What can be typed"),
        ("assign 3 <@U0ADA>", "assign 3 <@U0ADA>", "Assign 3"),
        ("sso", "/sso", "What Muster can do"),
        ("/sso sent", "/sso sent", "What was sent"),
        ("sso report somebody has a knife", "/sso report", "Report a threat or incident"),
        ("Report: somebody has a knife", "/sso report", "Report a threat or incident"),
        ("sso reports", "/sso reports", "Reports"),
        ("sso report 7", "/sso report 7", "Report 7"),
        ("report 7", "/sso report 7", "Report 7"),
        ("reprot,somebody has a knife", "/sso report", "Report a threat or incident"),
        ("reports somebody has a knife", "/sso report", "Report a threat or incident"),
        ("emergency at the fence", "/sso report", "Report a threat or incident"),
        ("training", "/training", "Training"),
        ("training team overdue", "/training team overdue", "Training"),
        ("escalations", "/escalations open", "Escalations"),
        ("/escalations 12", "/escalations 12", "Escalation 12"),
        ("esclations 3 take", "/escalations take 3", "I have #3"),
        ("ack 3", "/escalations take 3", "I have #3"),
        ("snooze 3 2h", "/escalations snooze 3 2h", "Snooze #3"),
        ("resolve 3 Ben goes", "/escalations resolve 3", "Resolve #3"),
        ("escalation handover 3 <@U0SOL>", "/escalations handover 3 <@U0SOL>", "Hand over #3"),
        ("escalations mine", "/escalations mine", "Escalations"),
        ("escalation 12 somebody has a knife", "/escalations 12", "Escalation 12"),
        ("escalations 12 snooze until tonight", "/escalations 12 snooze until tonight", "Snooze #12"),
        ("escalate 3", "/escalations escalate 3", "Escalate #3 now"),
        ("meetings", "/meetings", "Meetings"),
        ("Meeting 7", "/meetings 7", "Meeting 7"),
        ("meetings new", "/meetings new", "Plan a meeting"),
        ("/meetings edit 7", "/meetings edit 7", "Edit meeting 7"),
        ("meetings cancel #7 flooded", "/meetings cancel #7 flooded", "Cancel meeting 7"),
    ],
)
def test_a_command_without_its_slash_is_understood(typed: str, words: str, label: str) -> None:
    meant = find_meaning(typed, TODAY)
    assert meant is not None
    assert (meant.words, meant.label) == (words, label)


@pytest.mark.parametrize(
    "typed",
    [
        "thanks",
        "ok",
        "I cannot make it tomorrow",
        "claim",
        "2/30",
        "<@U0ADA>",
        "meeting at nine?",
        "snooze",
        "resolve it",
    ],
)
def test_what_is_no_command_for_certain_becomes_no_button(typed: str) -> None:
    assert find_meaning(typed, TODAY) is None


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("claim 3", "/shifts claim 3"),
        ("shifts", "/shifts"),
        ("shifts fri at quartz", "/shifts fri at quartz"),
        ("mien", "/shifts mine"),
        ("who quartz", "/shifts who quartz"),
        ("sso calendar quartz", "/sso calendar quartz"),
        ("release 3 sick child", "/shifts release 3 sick child"),
        ("sso back again", "/sso back again"),
        ("sso back well again", "/sso"),
    ],
)
def test_of_a_command_is_kept_what_its_button_says(typed: str, kept: str) -> None:
    assert kept_of(typed, TODAY, SCHOOLS) == kept
    assert find_meaning(kept, TODAY) == find_meaning(typed, TODAY)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (f"{KNIFE} in room 4", ""),
        (f"somebody has {KNIFE}", ""),
        (f"who has {KNIFE}", ""),
        (f"at quartz somebody has {KNIFE}", ""),
        (f"sso calendar somebody has {KNIFE}", ""),
        (f"sso {KNIFE} in room 4", "/sso report"),
        (f"sso sent {KNIFE}", "/sso"),
        (f"sso away {KNIFE}", "/sso"),
        (f"sso duty {KNIFE}", "/sso duty"),
        (f"sso calendar links {KNIFE}", "/sso calendar"),
        (f"911 {KNIFE}", "/sso report"),
        (f"sso report {KNIFE}", "/sso report"),
        (f"sso reprot {KNIFE}", "/sso report"),
        (f"sso report,{KNIFE}", "/sso report"),
        (f"threat: {KNIFE}", "/sso report"),
        (f"repot {KNIFE}", "/sso report"),
        (f"reports {KNIFE}", "/sso report"),
        (f"help {KNIFE}", "/shifts help"),
        (f"mine {KNIFE}", "/shifts mine"),
        (f"4 boys and {KNIFE}", "/shifts claim 4"),
        (f"wait 4 boys and {KNIFE}", "/shifts wait 4"),
        (f"unwait 4 boys and {KNIFE}", "/shifts unwait 4"),
        (f"in 4 boys and {KNIFE}", ""),
        (f"left 4 boys and {KNIFE}", ""),
    ],
)
def test_of_what_may_be_a_report_no_word_is_kept_however_it_is_typed(typed: str, kept: str) -> None:
    assert kept_of(typed, TODAY, SCHOOLS) == kept
    assert KNIFE not in kept


def test_only_a_release_gives_a_place_away() -> None:
    assert find_meaning("release 3 sick child", TODAY) == Meant(
        "release 3 sick child", "Release 3", gives_back=True
    )


def test_a_mention_is_shown_without_mentioning_anybody() -> None:
    meant = find_meaning("assign 3 <@U0ADA> now & <!channel>", TODAY)
    assert meant is not None
    assert meant.shown == "/shifts assign 3 @officer now &amp; &lt;!channel&gt;"
