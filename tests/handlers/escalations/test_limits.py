"""Every kind, ending, line and act has words; and the fullest message keeps within Slack's limits."""

import json
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from handlers.blocks.covering import assign_form
from handlers.blocks.escalations.forms import hand_over_form
from handlers.blocks.escalations.post import TOGETHER, TellingLine, post_message
from handlers.blocks.escalations.timeline import SHOWN, timeline_blocks
from handlers.blocks.escalations.times import Times
from handlers.blocks.inputs import CHOICES
from handlers.blocks.views import view_of_form
from handlers.concerns import CONCERNS
from handlers.concerns.plain import PlainConcern, plain_words
from handlers.concerns.reading import Concerning
from handlers.concerns.words import LINE
from handlers.message import Message, message
from handlers.visit import Origin
from handlers.words.escalation_lines import ACTS, WHYS
from handlers.words.escalations import ENDINGS
from scheduling.escalations.facts import Act, Ending, EntryKind, Escalation, EscalationKind, Why
from scheduling.shifts.covering.facts import Candidate, PassedBy
from scheduling.shifts.covering.matters import Matter
from tests.golden.escalation_notices import DENVER, ENTRIES, HOUR, OPEN, RESTING, TAKEN, standing
from tests.golden.sitters import SHIFT, SOL
from tests.handlers.limits import check_rendered, check_view

_LONG = plain_words("X" * 300)


def test_every_kind_ending_line_and_act_has_words() -> None:
    assert set(CONCERNS) == set(EscalationKind)
    assert set(ENDINGS) == set(Ending)
    assert {entry.kind for entry in ENTRIES} == set(EntryKind)
    assert set(ACTS) == set(Act)
    assert set(WHYS) == set(Why) - {Why.NOBODY}


@pytest.mark.parametrize("of", [OPEN, TAKEN, RESTING], ids=["open", "taken", "resting"])
def test_fifteen_of_the_longest_lines_fit_into_a_message_that_slack_lets_be_changed(of: Escalation) -> None:
    shown = post_message(
        [_longest(of, number) for number in range(100_000, 100_000 + TOGETHER)], None, 99_999
    )
    check_rendered(shown)
    assert len(shown.text) + len(_words(shown)) < 4_000
    assert len(shown.blocks) <= 50


def test_a_day_with_forty_long_lines_is_told_to_its_last_line() -> None:
    entry = next(entry for entry in ENTRIES if entry.kind is EntryKind.RESOLVED)
    lines = [replace(entry, why=f"{number:02} {'reason ' * 30}") for number in range(SHOWN)]
    told = timeline_blocks(OPEN, lines, {}, Times(ZoneInfo("America/Phoenix")))
    check_rendered(message("All that became of it", told))
    said = "".join(str(block["text"]["text"]) for block in told)
    assert [said.count(f": {number:02} reason") for number in range(SHOWN)] == [1] * SHOWN


def _longest(of: Escalation, number: int) -> TellingLine:
    facts = PlainConcern(412, "O" * 60, "S" * 60)
    one = standing(of, concerning=Concerning(replace(of, id=number), _LONG, facts), owner="N" * 80)
    assert len(one.concerning.line(None)) <= LINE
    return TellingLine(one, "You answer for somebody with a name. " * 3)


def _words(shown: Message) -> str:
    """All that is read, buttons among it."""
    parts: list[str] = []
    for block in shown.blocks:
        texts = [block["text"]] if "text" in block else []
        texts += [
            element if "text" in element and isinstance(element["text"], str) else element["text"]
            for element in block.get("elements", [])
        ]
        parts += [str(text["text"]) for text in texts]
    return "\n".join(parts)


@pytest.mark.parametrize(("number", "menus"), [(99, 1), (240, 3), (1_240, 10)])
def test_of_very_many_as_many_are_offered_as_fit_and_the_others_can_be_typed(number: int, menus: int) -> None:
    people = [replace(SOL, id=each, name=f"{'Ö' * 54} {each:05}") for each in range(1, number + 1)]
    shift = Matter(OPEN, SHIFT)
    for form, typed in (
        (hand_over_form(standing(OPEN), 3, DENVER, Origin(), [(one, "") for one in people]), "handover 12 @"),
        (assign_form(shift, [Candidate(one, HOUR) for one in people], [], Origin(), DENVER), "assign 412 @"),
        (assign_form(shift, [], [PassedBy(one) for one in people], Origin(), DENVER), "assign 412 @"),
    ):
        view = view_of_form(form)
        check_view(view)
        assert len(json.dumps(view, ensure_ascii=False).encode()) < 250_000, "view_too_large"
        [menu] = [
            one["element"] for one in form.blocks if one.get("element", {}).get("type") == "static_select"
        ]
        assert len(menu.get("option_groups", [menu])) == menus
        assert ("1,000 of 1,240 stand here." in str(form.blocks)) == (number > CHOICES)
        assert (typed in str(form.blocks)) == (number > CHOICES)
