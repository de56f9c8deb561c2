"""Every refusal has words, with the figures that its rule documents."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from handlers.blocks.refused import refused
from handlers.refusals.rule_names import RULE_NAMES
from handlers.refusals.wording import WORDINGS, sentence_of, small_print
from scheduling.refusals import OverrideBy, Refusal, Rule
from tests.golden.keeper import hold
from tests.handlers.covering_refusal_cases import COVERING_CASES
from tests.handlers.escalation_refusal_cases import ESCALATION_CASES
from tests.handlers.limits import check_rendered
from tests.handlers.meeting_refusal_cases import MEETING_CASES
from tests.handlers.presence_refusal_cases import PRESENCE_CASES
from tests.handlers.report_refusal_cases import REPORT_CASES
from tests.handlers.training_refusal_cases import TRAINING_CASES

PHOENIX = ZoneInfo("America/Phoenix")
SEVEN = datetime(2026, 8, 13, 14, 0, tzinfo=UTC)
OTHER = {
    "number": 7, "school": "Basalt High", "zone": "America/Denver",
    "starts_at": SEVEN - timedelta(hours=9), "ends_at": SEVEN - timedelta(hours=5, minutes=30),
}  # fmt: skip

NAMED = {"name": "Ada Alder"}
QUALIFIED = {"needed_on": date(2026, 8, 13), "months": 12}
WEEK = {"week": date(2026, 8, 10), "hours": timedelta(hours=76), "limit": timedelta(hours=60)}
DAY = {"day": date(2026, 8, 13), "hours": timedelta(hours=15.5), "limit": timedelta(hours=14)}
CUTOFF = {"starts_at": SEVEN, "cutoff": timedelta(hours=24), "closed_at": SEVEN - timedelta(hours=24)}
TURN = {"backup": True, "opens_at": SEVEN, "before": timedelta(hours=72)}
AGENCIES = {"agency": "Heron", "yours": "Kestrel"}
REST = {"rest": timedelta(hours=5.5), "limit": timedelta(hours=8), **OTHER}

CASES: tuple[tuple[Rule, dict[str, Any]], ...] = (
    (Rule.NOT_ON_ROSTER, {}),
    (Rule.DEACTIVATED, {**NAMED, "since": SEVEN}),
    (Rule.INACTIVE, NAMED),
    (Rule.NOT_AN_OFFICER, NAMED),
    (Rule.NOT_ENTITLED, {"actor": "Ben Birch", "officer": "Ada Alder"}),
    (Rule.NOT_ENTITLED, {"needed": "coordinator"}),
    (Rule.OWN_OVERRIDE, {**NAMED, "rules": (Rule.REST,)}),
    (Rule.REASON_MISSING, {"rules": (Rule.REST,)}),
    (Rule.NO_SUCH_SHIFT, {"number": 412}),
    (Rule.WITHDRAWN, {"number": 412, "school": "Quartz", "starts_at": SEVEN}),
    (Rule.NOT_OPEN, {"number": 412, "status": "draft"}),
    (Rule.NOT_OPEN, {"number": 412, "status": "closed"}),
    (Rule.STARTED, {"starts_at": SEVEN}),
    (Rule.FULL, {"places": 1, "holders": (("Ben Birch", SEVEN),)}),
    (Rule.FULL, {"places": 2, "holders": (("Ada Alder", SEVEN), ("Ben Birch", SEVEN))}),
    (Rule.ALREADY_YOURS, {"claimed_at": SEVEN}),
    (Rule.NOT_YOURS, {"number": 412, "school": "Quartz", **NAMED}),
    (Rule.AGENCY, {**AGENCIES, "backup": False}),
    (Rule.AGENCY, {**AGENCIES, **TURN}),
    (Rule.OVERLAP, OTHER),
    (Rule.HOURS_PER_DAY, DAY),
    (Rule.HOURS_PER_WEEK, WEEK),
    (Rule.REST, {**REST, "side": "before"}),
    (Rule.REST, {**REST, "side": "after", "rest": timedelta(minutes=30)}),
    (Rule.ARMED, {"post": "Front gate"}),
    (Rule.QUALIFICATION, {**QUALIFIED, "qualified_on": None, "lapses_on": None}),
    (Rule.QUALIFICATION, {**QUALIFIED, "qualified_on": date(2025, 8, 2), "lapses_on": date(2026, 8, 2)}),
    (Rule.STANDING, {"reason": "In-service hours are missing."}),
    (Rule.RELEASE_CUTOFF, {"number": 412, **CUTOFF}),
    (Rule.ENDED, {"number": 412, "ends_at": SEVEN}),
    (Rule.NOT_FULL, {"number": 412, "free": 2}),
    (Rule.ALREADY_WAITING, {"rank": 2}),
    (Rule.NOT_WAITING, {"number": 412}),
    (Rule.NOTHING_REFUSES, {"number": 412}),
    (Rule.CALENDAR_GONE, {"number": 3}),
    (Rule.CALENDAR_EMPTY, {}),
    (Rule.CALENDAR_LIMIT, {"limit": 20}),
    *TRAINING_CASES,
    *MEETING_CASES,
    *REPORT_CASES,
    *ESCALATION_CASES,
    *PRESENCE_CASES,
    *COVERING_CASES,
)


def test_every_refusal_is_said_with_its_figures() -> None:
    lines = []
    for rule, figures in CASES:
        check_rendered(refused([Refusal(rule, figures)], PHOENIX))
        sentence = sentence_of(Refusal(rule, figures), PHOENIX)
        lines.append(f"{rule}: {sentence.headline} {sentence.figures}\n")
    hold("refusals", "".join(lines))


def test_every_rule_has_words_a_short_name_and_a_case_here() -> None:
    assert set(WORDINGS) == set(Rule) == set(RULE_NAMES) == {rule for rule, _ in CASES}


@pytest.mark.parametrize(
    ("by", "names", "said"),
    [
        (OverrideBy.SUPERVISOR, ["Sol Sequoia"], "Sol Sequoia may set it aside"),
        (OverrideBy.SUPERVISOR, ["Sol", "Sal"], "Sol or Sal may set it aside"),
        (OverrideBy.SUPERVISOR, [], "a supervisor may set it aside"),
        (OverrideBy.COORDINATOR, ["Sol"], "a coordinator may set it aside"),
        (OverrideBy.NOBODY, ["Sol"], "nobody may set it aside"),
    ],
)
def test_the_small_print_says_whose_rule_it_is_and_who_may_set_it_aside(
    by: OverrideBy, names: list[str], said: str
) -> None:
    assert small_print(Refusal(Rule.REST, {}, "a statute", by), PHOENIX, names) == f"Rule: a statute · {said}"


def test_the_small_print_says_when_it_would_pass_and_a_plain_fact_has_none() -> None:
    later = Refusal(Rule.AGENCY, {}, "agency setting", OverrideBy.SUPERVISOR, passes_at=SEVEN)
    assert small_print(later, PHOENIX).endswith("passes Thu Aug 13, 07:00")
    assert small_print(Refusal(Rule.FULL), PHOENIX) == ""
