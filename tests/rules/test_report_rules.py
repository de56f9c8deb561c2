"""What a report must say, and who may read it; decided without a database."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from scheduling.refusals import Rule
from scheduling.reports.facts import Draft
from scheduling.reports.rules import (
    LONGEST_HAPPENED,
    LONGEST_TOLD,
    LONGEST_WHAT,
    may_read,
    refusal_of_follow_up,
    refusal_of_reading,
    refusals_of_draft,
)
from scheduling.roster.facts import Kind, Person, Role, School, Standing

QUARTZ = School(1, "QTZ", "Quartz Elementary", "America/Phoenix")
ADA = Person(
    id=1, name="Ada Alder", email="ada@example.org", badge="101", agency="Heron City Police", kind=Kind.SSO,
    programme="", armed=True, qualified_on=date(2026, 3, 2), role=Role.OFFICER, supervisor_id=2,
    zone="America/Phoenix", active=True, slack_team_id="T0", slack_id="U0ADA", deactivated_at=None,
    first_shift_on=None, standing=Standing.CLEAR, standing_reason="",
)  # fmt: skip
BEN = replace(ADA, id=3, name="Ben Birch")
SOL = replace(ADA, id=2, name="Sergeant Sol Sequoia", role=Role.SUPERVISOR, supervisor_id=None)
KIT = replace(SOL, id=4, name="Sergeant Kit Kapok", agency="Kestrel County Sheriff")
NAMED = replace(KIT, id=2, name="Captain Pip Pawpaw")
CORA = replace(SOL, id=5, name="Cora Cypress", role=Role.COORDINATOR, kind=Kind.NONE, agency="")
BOSS = replace(CORA, id=2)
WHOLE = Draft("threat", QUARTZ, "Words on a wall", "at lunch", "the principal")


@pytest.mark.parametrize(
    ("reader", "may"),
    [
        (ADA, True),
        (BEN, False),
        (SOL, True),
        (KIT, False),
        (NAMED, True),
        (CORA, False),
        (BOSS, False),
        (replace(BEN, law_unit=True), True),
        (replace(KIT, law_unit=True), True),
        (replace(CORA, law_unit=True), True),
    ],
    ids=[
        "its author", "a colleague", "a supervisor of the agency", "another agency's supervisor",
        "a supervisor whom the author names", "a coordinator", "a coordinator whom the author names",
        "an officer of the unit", "another agency's supervisor, of the unit", "a coordinator of the unit",
    ],
)  # fmt: skip
def test_a_report_is_read_by_its_author_the_unit_and_who_supervises(reader: Person, may: bool) -> None:
    assert may_read(reader, ADA) is may
    refusal = refusal_of_reading(reader, ADA, 7)
    assert (refusal is None) is may
    if refusal is not None:
        assert (refusal.rule, refusal.figures) == (Rule.REPORT_CLOSED, {"number": 7})
        assert refusal.source.startswith("34 CFR 99.8")


def test_a_coordinator_who_reports_reads_what_they_reported() -> None:
    assert may_read(CORA, CORA)


def test_a_report_that_says_what_it_must_is_taken() -> None:
    assert refusals_of_draft(WHOLE) == []
    assert refusals_of_draft(replace(WHOLE, told="")) == []
    longest = replace(
        WHOLE, what="x" * LONGEST_WHAT, happened="x" * LONGEST_HAPPENED, told="x" * LONGEST_TOLD
    )
    assert refusals_of_draft(longest) == []


@pytest.mark.parametrize(
    ("wrong", "field", "why"),
    [
        ({"kind": ""}, "kind", "empty"),
        ({"kind": "party"}, "kind", "empty"),
        ({"school": None}, "school", "empty"),
        ({"what": " \n"}, "what", "empty"),
        ({"what": "x" * (LONGEST_WHAT + 1)}, "what", "too_long"),
        ({"happened": ""}, "happened", "empty"),
        ({"happened": "x" * (LONGEST_HAPPENED + 1)}, "happened", "too_long"),
        ({"told": "x" * (LONGEST_TOLD + 1)}, "told", "too_long"),
    ],
)
def test_what_is_missing_or_too_long_is_named(wrong: dict[str, Any], field: str, why: str) -> None:
    [refusal] = refusals_of_draft(replace(WHOLE, **wrong))
    assert refusal.rule is Rule.REPORT_TEXT
    assert (refusal.figures["field"], refusal.figures["why"]) == (field, why)


def test_everything_that_is_wrong_is_named_at_once() -> None:
    refusals = refusals_of_draft(Draft("", None, "", "", ""))
    assert [refusal.figures["field"] for refusal in refusals] == ["kind", "school", "what", "happened"]


def test_what_is_added_must_say_something() -> None:
    assert refusal_of_follow_up("It is settled") is None
    for wrong in ("", "  ", "x" * (LONGEST_WHAT + 1)):
        refusal = refusal_of_follow_up(wrong)
        assert refusal is not None
        assert refusal.figures["field"] == "what"
