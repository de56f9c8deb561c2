"""Hostile names and reasons in what is said of escalations: letter for letter, calling and linking nobody."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from handlers.blocks.elements import actions, section
from handlers.blocks.escalations.detail import EscalationView, escalation_view
from handlers.blocks.escalations.forms import hand_over_form, resolve_form
from handlers.blocks.escalations.post import TellingLine, post_message
from handlers.blocks.escalations.timeline import timeline_line
from handlers.blocks.escalations.times import Times
from handlers.concerns import CONCERNS
from handlers.concerns.notices import SomebodyUntold, Untold
from handlers.concerns.officer_gone import Gone
from handlers.concerns.qualification import Lapsing
from handlers.concerns.reading import Concerning
from handlers.concerns.shift_no_show import NoShow
from handlers.concerns.shift_unfilled import Unfilled
from handlers.concerns.standing import Standing
from handlers.concerns.words import LINE
from handlers.message import Block, message
from handlers.notices.backup_asked import backup_asked
from handlers.notices.check_in_missing import check_in_missing
from handlers.notices.escalation_timeline import TimelineTold, escalation_timeline
from handlers.notices.report_answered import report_answered
from handlers.notices.report_follow_up import report_follow_up
from handlers.notices.shift_brief import shift_brief
from handlers.notices.shift_offered import shift_offered
from handlers.visit import Origin
from scheduling.escalations.answering import ReportAnswered
from scheduling.escalations.facts import EntryKind, EscalationKind
from scheduling.outbox.undelivered import UndeliveredNotice
from scheduling.reports.facts import Notable
from scheduling.reports.notices import ReportFollowedUp
from scheduling.shifts.attendance.facts import CheckIn
from scheduling.shifts.covering.facts import Call
from scheduling.shifts.covering.given_back import GivenBack
from scheduling.shifts.facts import HeldShift
from scheduling.shifts.holdings.departures import OfficerGone
from scheduling.shifts.notice_facts import BackupIsAsked, CheckInMissing, ShiftBrief, ShiftOffered
from tests.golden.escalation_notices import DENVER, ENTRIES, OPEN, RESOLVED, TAKEN, standing
from tests.golden.sitters import ADA, BASALT, SEVEN, SHIFT, SOL
from tests.handlers.limits import check_rendered

NASTY = "<!channel> *b* <https://evil.example.org|click me> <@U0P0000001> & `x` _y_ " + "long " * 30
"""As the name of a person or a school, as a reason, as a post."""

SCHOOL = replace(BASALT, name=NASTY, address=NASTY)
EVIL = replace(ADA, name=NASTY, agency=NASTY)
POST = replace(SHIFT, school=SCHOOL, post=NASTY, notes=NASTY, agency=NASTY, backup_agencies=(NASTY,))
HELD = HeldShift(POST, 7, 1, EVIL.id, SEVEN)
UNTOLD = UndeliveredNotice(3, "shift_withdrawn", {}, "person:2", 1, NASTY)
REPORT = Notable(3, SCHOOL, SEVEN)

FACTS: dict[EscalationKind, Any] = {
    EscalationKind.SHIFT_UNFILLED: Unfilled(POST, GivenBack(NASTY, SEVEN, NASTY), SEVEN),
    EscalationKind.SHIFT_NO_SHOW: NoShow(
        HELD, NASTY, stands=False, check_in=CheckIn(7, in_reason=NASTY), now=SEVEN
    ),
    EscalationKind.QUALIFICATION: Lapsing(HELD, stands=True, officer=EVIL, today=SEVEN.date()),
    EscalationKind.NOTICES: SomebodyUntold("person:2", NASTY, [Untold(UNTOLD, POST), Untold(UNTOLD, None)]),
    EscalationKind.OFFICER_GONE: Gone(OfficerGone(EVIL, (HELD,)), SEVEN),
    EscalationKind.REPORT: REPORT,
}
"""Those of training and meetings have tests of their own, beside their words."""


def told_of(kind: EscalationKind, **how: Any) -> Standing:
    """An escalation that nobody has, about somebody and something with hostile names."""
    concerning = Concerning(OPEN, CONCERNS[kind], FACTS[kind])
    return standing(OPEN, concerning=concerning, owner=NASTY, resolver=NASTY, **how)


def mrkdwn_in(part: object) -> Iterator[str]:
    """Every text in blocks that Slack reads for mentions and links."""
    if isinstance(part, dict):
        if part.get("type") == "mrkdwn":
            yield str(part["text"])
        for value in part.values():
            yield from mrkdwn_in(value)
    elif isinstance(part, list):
        for value in part:
            yield from mrkdwn_in(value)


def calls_nobody(blocks: tuple[Block, ...] | list[Block]) -> None:
    texts = list(mrkdwn_in(json.loads(json.dumps(list(blocks)))))
    assert any("&lt;!channel&gt;" in text for text in texts), "the name is there, letter for letter"
    for text in texts:
        assert not any(mark in text for mark in ("<!", "<@", "<http")), text


@pytest.mark.parametrize("kind", FACTS)
@pytest.mark.parametrize("reader", [DENVER, None], ids=["person", "channel"])
def test_what_an_escalation_is_about_calls_nobody(kind: EscalationKind, reader: Any) -> None:
    of = told_of(kind)
    shown = post_message([TellingLine(of)], reader, 3)
    calls_nobody(shown.blocks)
    joined = post_message([TellingLine(of)] * 4, reader, 3)
    calls_nobody(joined.blocks)
    whole = escalation_view(EscalationView(of, ENTRIES, {ADA.id: NASTY, SOL.id: NASTY}), DENVER)
    calls_nobody(whole.blocks)


@pytest.mark.parametrize("of", [TAKEN, RESOLVED], ids=["taken", "resolved"])
def test_whoever_has_it_or_settled_it_calls_nobody(of: Any) -> None:
    resolved = replace(of, resolution=NASTY)
    shown = post_message([TellingLine(standing(resolved, owner=NASTY, resolver=NASTY))], None, 3)
    check_rendered(shown)
    calls_nobody(shown.blocks)


def test_the_names_and_reasons_of_a_timeline_call_nobody() -> None:
    at, names = Times(DENVER, named=True), {entry.by_id or 0: NASTY for entry in ENTRIES} | {SOL.id: NASTY}
    said = [replace(one, why=NASTY) if one.kind is not EntryKind.ACTED else one for one in ENTRIES]
    for entry in said:
        line = timeline_line(RESOLVED, entry, names, at)
        assert not any(mark in line for mark in ("<!", "<@", "<http")), line
    lines = tuple(timeline_line(RESOLVED, entry, names, at) for entry in said[:5])
    check_rendered(escalation_timeline(TimelineTold(lines, at), None))


def test_a_reason_that_spells_a_mention_calls_nobody_from_the_notification_of_a_thread() -> None:
    told = TimelineTold(("Resolved: &lt;!channel&gt; &amp; *all*",), Times(DENVER))
    assert escalation_timeline(told, None).text == "Resolved: &lt;!channel&gt; &amp; all"


def test_forms_show_hostile_names_and_choices_as_they_are() -> None:
    of = told_of(EscalationKind.SHIFT_UNFILLED)
    for form in (
        resolve_form(of, 3, DENVER, Origin()),
        hand_over_form(of, 3, DENVER, Origin(), [(replace(SOL, name=NASTY[:60]), "away")]),
    ):
        calls_nobody(form.blocks)


def test_what_officers_are_told_about_coming_and_covering_calls_nobody() -> None:
    brief = ShiftBrief(POST, EVIL, CheckIn(7), stands=True, expected_at=SEVEN, opens_at=SEVEN)
    for shown in (
        shift_brief(brief, ADA),
        check_in_missing(CheckInMissing(POST, EVIL, timedelta(minutes=15)), ADA),
        shift_offered(ShiftOffered(POST, EVIL, EVIL, Call.COVER), ADA),
        backup_asked(BackupIsAsked(POST, EVIL), ADA),
        report_follow_up(ReportFollowedUp(REPORT, NASTY), ADA),
        report_answered(ReportAnswered(3, NASTY, "America/Denver"), ADA),
        report_answered(ReportAnswered(3, NASTY, "America/Denver", SEVEN), ADA),
    ):
        calls_nobody(shown.blocks)
        assert "*" not in shown.text.replace("*b*", "")


def test_this_file_would_see_a_name_that_calls_somebody() -> None:
    loud = message("x", [section(NASTY), *actions()])
    with pytest.raises(AssertionError):
        calls_nobody(loud.blocks)


@pytest.mark.parametrize("kind", FACTS)
@pytest.mark.parametrize("letters", ["N", "<"], ids=["long", "escaped"])
def test_of_the_longest_names_as_much_is_shown_as_leaves_room_for_the_day(
    kind: EscalationKind, letters: str
) -> None:
    name = f"{letters * 12} " * 9
    at = replace(BASALT, name=name)
    held = replace(HELD, shift=replace(POST, school=at))
    facts: dict[EscalationKind, Any] = {
        EscalationKind.SHIFT_UNFILLED: Unfilled(held.shift, None, SEVEN),
        EscalationKind.SHIFT_NO_SHOW: NoShow(held, name, stands=True, check_in=CheckIn(7), now=SEVEN),
    }
    line = Concerning(OPEN, CONCERNS[kind], facts.get(kind, FACTS[kind])).line(None)
    assert len(line) <= LINE
    assert line.count("*") % 2 == 0
    assert "Thu Aug 13, 08:00–16:00" in line or letters == "<" or kind not in facts
    assert "&…" not in line
    assert "&l…" not in line
    assert "&lt…" not in line
