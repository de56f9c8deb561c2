"""Typed values of buttons, and the keys of requests."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.blocks.elements import actions, button
from handlers.ids.calendars import CalendarForm, CalendarRef, LinkRef
from handlers.ids.escalations import EscalationForm, EscalationRef, SnoozeRef, TurnRef
from handlers.ids.packing import UnreadableValueError, V, pack, unpack
from handlers.ids.reports import ReportForm, ReportRef
from handlers.ids.shifts import FormRef, Look, OfficerRef, PullRef, Say, ShiftRef
from handlers.ids.training import ObligationRef, PersonRef, RecordRef, RequestRef, TrainingForm
from handlers.keys import key_of
from handlers.words.text import escaped, length, listed, shorten


@pytest.mark.parametrize(
    "value",
    [
        ShiftRef(412),
        ShiftRef(412, pack(Look(3, "2026-08-12", "2026-08-12", 5))),
        OfficerRef(412, 7),
        FormRef(412, 7, "https://slack.test/r", replaces=True),
        Look(3, "2026-08-12", "2026-08-12", 5),
        Say("claim 412"),
        PullRef(9),
        ObligationRef(11),
        RecordRef(5),
        RequestRef(21),
        PersonRef(2),
        TrainingForm(11, "https://slack.test/r", replaces=True),
        CalendarRef("school", 3),
        LinkRef(8),
        ReportRef(7, 12),
        ReportForm(7, "https://slack.test/r", replaces=True),
        CalendarForm("mine", 0, "https://slack.test/r", replaces=True),
        EscalationRef(12, 3),
        TurnRef(12, 3, 1, 2),
        SnoozeRef(12, "1h", 3),
        EscalationForm(12, 3, "https://slack.test/r", replaces=True),
    ],
)
def test_a_value_comes_back_as_it_went(value: V) -> None:
    assert unpack(type(value), pack(value)) == value


@pytest.mark.parametrize("old", ["", "412", "shift.0:[412]", "look.1:[412]"])
def test_a_value_of_another_kind_or_time_is_not_believed(old: str) -> None:
    with pytest.raises(UnreadableValueError):
        unpack(ShiftRef, old)


def test_a_button_of_an_earlier_release_leads_back_to_the_first_page() -> None:
    assert unpack(ShiftRef, "shift.1:[412]") == ShiftRef(412)
    assert ShiftRef(412).look == Look()
    assert ShiftRef(412, "look.0:[]").look == Look()


@pytest.mark.parametrize("fields", ["", "[]", '["412"]', "[true]", "[412, 1]", "{"])
def test_a_value_with_other_fields_is_not_believed(fields: str) -> None:
    with pytest.raises(UnreadableValueError):
        unpack(ShiftRef, f"shift.1:{fields}")


@pytest.mark.parametrize(
    "look",
    [
        '[0,"x","y",0]', '[0,"2026-08-12","",0]', '[0,"","2026-08-12",0]', '[0,"9999-12-31","9999-12-31",0]',
        '[0,"","",-5]', '[2147483648,"","",0]', '[0,"2026-02-30","2026-02-30",0]', "[" * 5_000,
    ],
)  # fmt: skip
def test_a_list_that_cannot_be_shown_is_not_believed(look: str) -> None:
    with pytest.raises(UnreadableValueError):
        unpack(Look, f"look.1:{look}")


@given(st.text())
def test_whatever_a_button_carries_is_read_or_refused(text: str) -> None:
    with pytest.raises(UnreadableValueError):
        unpack(ShiftRef, f"x{text}")


def test_buttons_of_one_kind_in_a_row_keep_ids_of_their_own() -> None:
    (row,) = actions(*(button(str(n), "say", Say(str(n))) for n in range(3)))
    assert [element["action_id"] for element in row["elements"]] == ["say", "say:2", "say:3"]


CLICK: dict[str, Any] = {
    "type": "block_actions", "user": {"id": "U1"}, "container": {"message_ts": "1.5"},
    "actions": [{"action_ts": "2.5"}],
}  # fmt: skip
SUBMISSION = {"type": "view_submission", "view": {"id": "V1", "hash": "h1"}}


def test_each_kind_of_request_has_a_key_of_its_own() -> None:
    assert key_of({"command": "/shifts", "trigger_id": "1.2.3"}) == "command:1.2.3"
    assert key_of(CLICK) == "click:1.5:2.5:U1"
    assert key_of(CLICK | {"container": {"view_id": "V1"}}) == "click:V1:2.5:U1"
    assert key_of(SUBMISSION) == "submission:V1:h1"
    assert key_of({"type": "event_callback", "event_id": "Ev1"}) == "event:Ev1"


def test_two_people_who_press_the_same_button_at_once_made_two_requests() -> None:
    assert key_of(CLICK) != key_of(CLICK | {"user": {"id": "U2"}})


def test_words_are_cut_at_a_word_and_escapes_are_never_cut() -> None:
    assert shorten("one two three", 9) == "one two…"
    assert shorten("onetwothree", 6) == "onetw…"
    assert escaped("&" * 10, 4) == "&amp;&amp;&amp;…"
    assert escaped("a\n<!here>\tb") == "a &lt;!here&gt; b"
    assert escaped("Ada \u202e\u2067Alder") == "Ada Alder"  # what follows reads on from left to right


@pytest.mark.parametrize(
    ("minutes", "said"), [(30, "30 min"), (60, "1 h"), (465, "7.75 h"), (1_440, "24 h"), (4_320, "3 days")]
)
def test_durations_read_as_people_say_them(minutes: int, said: str) -> None:
    assert length(timedelta(minutes=minutes)) == said


@pytest.mark.parametrize(("names", "said"), [("", ""), ("A", "A"), ("AB", "A and B"), ("ABC", "A, B and C")])
def test_lists_read_as_people_say_them(names: str, said: str) -> None:
    assert listed(names) == said
