"""A pack that cannot be satisfied is refused: what contradicts itself is named with its line."""

from pathlib import Path

import pytest

from scheduling.policy.loader import load_policy
from tests.factories.packs import course, written

BLOCK = {"consequence": '"block"'}

CONTRADICTIONS: dict[str, tuple[dict[str, str | None], str]] = {
    "a clock that nothing starts": (
        {"starts": "{ }"},
        "line 4: {}.starts says nothing that starts a clock; expected anchors, every, on or after",
    ),
    "a clock that two things start": (
        {"starts": '{ anchors = ["hired"], on = 2026-01-01 }'},
        "line 4: {}.starts says anchors and on; a clock is started by one of them",
    ),
    "an anchor that counts and is none": (
        {"starts": '{ anchors = ["hired"], counts = "assigned" }'},
        'line 4: {}.starts.counts is "assigned", which is not among the anchors',
    ),
    "an anchor twice": (
        {"starts": '{ anchors = ["hired", "hired"] }'},
        'line 4: {}.starts.anchors says "hired" more than once',
    ),
    "a fiscal month of a calendar year": (
        {"starts": '{ every = "calendar_year", first_month = 10 }', "due": None},
        'line 4: {}.starts.first_month is idle; it goes with every = "fiscal_year"',
    ),
    "no deadline": (
        {"due": None},
        "line 1: {}.due does not say by when; expected days, months or on",
    ),
    "no deadline of what rolls": (
        {"starts": '{ every = "completion" }', "due": None},
        "line 1: {}.due does not say by when; expected days, months or on",
    ),
    "two deadlines": (
        {"due": "{ days = 60, months = 2 }"},
        "line 5: {}.due says days and months; one of them says by when",
    ),
    "one day for what comes back": (
        {"starts": '{ every = "calendar_year" }', "due": "{ on = 2026-12-31 }"},
        "line 5: {}.due.on is one day, and the requirement comes back; expected days or months",
    ),
    "an anchor to count from, and nothing to count": (
        {"due": '{ on = 2026-12-31, counted_from = "assigned" }'},
        "line 5: {}.due.counted_from is idle without days or months to count",
    ),
    "a period that is counted from another day": (
        {"starts": '{ every = "completion" }', "due": '{ months = 12, counted_from = "assigned" }'},
        "line 5: {}.due.counted_from cannot go with `every`: each period is counted from its own start",
    ),
    "a deadline before the start": (
        {"starts": "{ on = 2026-07-01 }", "due": "{ on = 2026-06-30 }"},
        "line 5: {}.due.on is 2026-06-30, before its clock starts on 2026-07-01",
    ),
    "a deadline before it is in force": (
        {"due": "{ on = 2026-06-30 }", "since": "2026-07-01"},
        "line 5: {}.due.on is 2026-06-30, before it is in force from 2026-07-01",
    ),
    "a deadline after it has ended": (
        {"due": "{ on = 2026-12-31 }", "until": "2026-06-30"},
        "line 5: {}.due.on is 2026-12-31, when it is asked no more: it ends with 2026-06-30",
    ),
    "an end before the start of the clock": (
        {"starts": "{ on = 2026-07-01 }", "until": "2026-06-30"},
        "line 6: {}.until is 2026-06-30, before its clock starts on 2026-07-01",
    ),
    "an end before the beginning": (
        {"since": "2026-07-01", "until": "2026-06-30"},
        "line 7: {}.until is 2026-06-30, before it is in force from 2026-07-01",
    ),
    "a reminder twice": (
        {"reminders": "[7, 7, 0]"},
        'line 6: {}.reminders says "7" more than once',
    ),
    "a reminder before the start": (
        {"reminders": "[90, 7]"},
        "line 6: {}.reminders says 90 days before, and the deadline is 60 days after the start",
    ),
    "a block without a warning": (
        {"reminders": "[]", **BLOCK},
        'line 6: {}.reminders is empty, and consequence is "block"; warn before you block',
    ),
    "sessions and hours": (
        {"amount": '{ sessions = ["One"], hours = 8 }'},
        "line 6: {}.amount names sessions, and hours or topics; one of them says when it is done",
    ),
    "a session twice": (
        {"amount": '{ sessions = ["Law", "LAW"] }'},
        'line 6: {}.amount.sessions says "law" more than once',
    ),
    "a topic twice": (
        {"amount": '{ hours = 8, topics = ["Law", "Law"] }'},
        'line 6: {}.amount.topics says "law" more than once',
    ),
    "hours of a topic that is none": (
        {"amount": '{ hours = 8, topics = ["Law"], topic_hours = { Lore = 1 } }'},
        "line 6: {}.amount.topic_hours.Lore is not among the topics",
    ),
    "more hours of topics than hours": (
        {"amount": '{ hours = 8, topics = ["Law", "Lore"], topic_hours = { Law = 4, Lore = 4.5 } }'},
        "line 6: {}.amount.topic_hours comes to 8.5 hours, and 8 are asked altogether",
    ),
    "hours of topics, and no hours": (
        {"amount": '{ topics = ["Law"], topic_hours = { Law = 4 } }'},
        "line 6: {}.amount.topic_hours says hours of topics, and `hours` does not say how many altogether",
    ),
    "hours that roll": (
        {"starts": '{ every = "completion" }', "due": "{ months = 12 }", "amount": "{ hours = 8 }"},
        'line 6: {}.amount counts hours or topics; every = "completion" needs one day on which it is done',
    ),
    "more hours than the span holds": (
        {"due": "{ days = 2 }", "amount": "{ hours = 49 }"},
        "line 6: {}.amount.hours is 49, and 2 days hold 48 hours",
    ),
    "a year that counts what was before it": (
        {"starts": '{ every = "calendar_year" }', "due": None, "amount": "{ counts_back_months = 3 }"},
        "line 5: {}.amount.counts_back_months cannot go with `every`: each period counts what is done in it",
    ),
    "an excused share of no hours": (
        {"excused_share": "0.1"},
        "line 6: {}.excused_share is idle; it goes with amount = {{ hours = … }}",
    ),
    "a qualification in sessions": (
        {"amount": '{ sessions = ["One"] }', "qualification": "true"},
        "line 7: {}.qualification is true, and the amount is more than one completion",
    ),
    "a refusal without a rule": (
        {"on_clock": '"refuse"'},
        'line 6: {}.on_clock is "refuse", and no on_clock_rule says by which rule',
    ),
    "a rule that refuses nothing": (
        {"on_clock_rule": '"Not during a shift."'},
        'line 6: {}.on_clock_rule is idle; it goes with on_clock = "refuse" or "flag"',
    ),
    "an exclusion of everybody": (
        {
            "who": '{ kinds = ["SSO"], armed = true }',
            "excluded": '[{ who = { kinds = ["SSO", "SRO"] }, why = "x" }]',
        },
        "line 7: {}.excluded[1].who fits everybody whom the requirement concerns; nobody is left",
    ),
    "an exclusion that says nobody in particular": (
        {"excluded": '[{ who = { }, why = "x" }]'},
        "line 6: {}.excluded[1].who fits everybody whom the requirement concerns; nobody is left",
    ),
    "an exclusion of nobody": (
        {"who": '{ kinds = ["SSO"] }', "excluded": '[{ who = { kinds = ["SRO"] }, why = "x" }]'},
        "line 7: {}.excluded[1].who fits nobody whom the requirement concerns",
    ),
    "an exclusion of the unarmed from the armed": (
        {"who": "{ armed = true }", "excluded": '[{ who = { armed = false }, why = "x" }]'},
        "line 7: {}.excluded[1].who fits nobody whom the requirement concerns",
    ),
    "a level after one that is not there": (
        {"starts": '{ after = "level_1" }'},
        'line 4: {}.starts.after is "level_1", which no pack has',
    ),
    "a level after itself": (
        {"starts": '{ after = "course" }'},
        'line 4: {}.starts.after is "course", which in the end waits for this one',
    ),
}  # fmt: skip


def mistakes_of(folder: Path, text: str) -> list[str]:
    with pytest.raises(ValueError) as refused:
        load_policy(written(folder, text))
    return str(refused.value).splitlines()


@pytest.mark.parametrize("case", CONTRADICTIONS)
def test_what_cannot_be_is_refused_with_its_line(tmp_path: Path, case: str) -> None:
    told, sentence = CONTRADICTIONS[case]
    (said,) = mistakes_of(tmp_path, course(**told))
    assert said == f"mine.toml, {sentence.format('requirements.course')}."


def test_what_is_off_has_to_be_sound_as_well(tmp_path: Path) -> None:
    (said,) = mistakes_of(tmp_path, course(due=None, on="false"))
    assert "does not say by when" in said


def test_levels_that_wait_for_each_other_are_each_named(tmp_path: Path) -> None:
    text = "".join(
        course(key, title=f'"{key}"', starts=f'{{ after = "{after}" }}')
        for key, after in (("one", "three"), ("two", "one"), ("three", "two"))
    )
    said = mistakes_of(tmp_path, text)
    assert [line.partition(", which")[0] for line in said] == [
        'mine.toml, line 4: requirements.one.starts.after is "three"',
        'mine.toml, line 9: requirements.two.starts.after is "one"',
        'mine.toml, line 14: requirements.three.starts.after is "two"',
    ]


def test_a_level_after_a_ring_is_not_called_part_of_it(tmp_path: Path) -> None:
    text = "".join(
        course(key, title=f'"{key}"', starts=f'{{ after = "{after}" }}')
        for key, after in (("one", "two"), ("two", "one"), ("three", "one"))
    )
    said = mistakes_of(tmp_path, text)
    assert [line.partition(".starts")[0] for line in said] == [
        "mine.toml, line 4: requirements.one", "mine.toml, line 9: requirements.two",
    ]  # fmt: skip


def test_a_level_after_one_that_cannot_be_read_is_not_blamed_for_it(tmp_path: Path) -> None:
    unread, later = course("one", title="3"), course("two", title='"Two"', starts='{ after = "one" }')
    (said,) = mistakes_of(tmp_path, unread + later)
    assert said.startswith("mine.toml, line 2: requirements.one.title is 3; expected ")


def test_a_level_after_one_that_is_off_is_named(tmp_path: Path) -> None:
    text = course("one", on="false") + course("two", title='"Two"', starts='{ after = "one" }')
    (said,) = mistakes_of(tmp_path, text)
    assert said.endswith('requirements.two.starts.after is "one", which is off; nobody could ever begin.')


def test_a_level_after_what_comes_back_is_named(tmp_path: Path) -> None:
    yearly = course("one", starts='{ every = "calendar_year" }', due=None)
    (said,) = mistakes_of(tmp_path, yearly + course("two", title='"Two"', starts='{ after = "one" }'))
    assert said.endswith('starts.after is "one", which comes back and is never done for good.')


def test_two_requirements_that_officers_could_not_tell_apart_are_named(tmp_path: Path) -> None:
    (said,) = mistakes_of(tmp_path, course("one") + course("two", title='"COURSE"'))
    assert said == (
        'mine.toml, line 7: requirements.two.title is that of "one" too; nobody could tell them apart.'
    )


def test_contradictions_are_said_beside_what_could_not_be_read(tmp_path: Path) -> None:
    said = mistakes_of(tmp_path, "[rest]\nhours = 0\n" + course("one", title="3") + course("two", due=None))
    assert [line.split(": ")[0] for line in said] == [
        "mine.toml, line 1", "mine.toml, line 2", "mine.toml, line 4", "mine.toml, line 8",
    ]  # fmt: skip
