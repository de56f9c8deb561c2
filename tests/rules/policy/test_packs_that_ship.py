"""The packs that ship say what the programmes, statutes and policies say, and nothing beyond."""

from datetime import date

import pytest

from scheduling.policy.loader import list_packs, load_policy
from scheduling.policy.requirements import (
    Anchor,
    Approver,
    Consequence,
    Due,
    Every,
    Evidence,
    ExtensionTerms,
    OnClock,
    Requirement,
    Starts,
)

ARIZONA = load_policy("arizona-ssp").requirements
KENTUCKY = load_policy("kentucky-jcps").requirements
CONNECTICUT = load_policy("connecticut-ellington").requirements
REMS = load_policy("rems").requirements


def on(requirements: dict[str, Requirement]) -> list[str]:
    return [key for key, requirement in requirements.items() if requirement.on]


def test_the_packs_that_ship_are_these() -> None:
    assert list_packs() == ["arizona-ssp", "connecticut-ellington", "default", "kentucky-jcps", "rems"]


@pytest.mark.parametrize("pack", list_packs())
def test_what_is_off_says_what_has_to_be_confirmed(pack: str) -> None:
    off = [each for each in load_policy(pack).requirements.values() if not each.on]
    assert [each.key for each in off if not each.note] == []


@pytest.mark.parametrize("pack", list_packs())
def test_nothing_that_ships_speaks_of_files_that_nobody_else_has(pack: str) -> None:
    for asked in load_policy(pack).requirements.values():
        said = f"{asked.source} {asked.note} {asked.on_clock_rule}"
        assert ".txt" not in said
        assert "seed" not in said.casefold()


def test_a_new_officer_in_arizona_has_sixty_days_for_eight_sessions() -> None:
    course = ARIZONA["asynchronous_course"]
    assert course.starts == Starts((Anchor.ELIGIBLE, Anchor.FIRST_SHIFT)), "the earlier of the two"
    assert course.due == Due(days=60)
    assert len(course.amount.sessions) == 8
    assert course.consequence is Consequence.HAND_BACK
    assert course.on_clock is OnClock.REFUSE
    assert "off-duty job" in course.on_clock_rule


def test_an_sro_of_the_program_may_not_take_the_course() -> None:
    for key in ("asynchronous_course", "asynchronous_course_2024"):
        forbidden = [each.who for each in ARIZONA[key].excluded if not each.permitted]
        assert [who.kinds for who in forbidden] == [("SRO",), ("SRO",)]
        assert {"SSP"} <= set(forbidden[0].programmes) & set(forbidden[1].funding)


def test_whoever_worked_before_16_february_2024_had_until_16_april() -> None:
    new, old = ARIZONA["asynchronous_course"], ARIZONA["asynchronous_course_2024"]
    assert old.who.worked_before == date(2024, 2, 16)
    assert [each.who.worked_before for each in new.excluded if each.permitted] == [date(2024, 2, 16)]
    assert old.due.on == date(2024, 4, 16)
    assert old.amount.sessions == new.amount.sessions


def test_the_statute_of_2026_gives_a_calendar_month_and_takes_a_certificate_of_two_years() -> None:
    course = ARIZONA["school_officer_training"]
    assert (course.since, course.due) == (date(2026, 7, 1), Due(months=1))
    assert course.amount.counts_back_months == 24
    assert course.certificate
    assert set(course.who.employments) == {"district", "agency_contract"}
    assert not ARIZONA["school_officer_training_secondary"].on


def test_arizona_switches_on_what_is_certain() -> None:
    assert [key for key in ARIZONA if key not in on(dict(ARIZONA))] == [
        "school_officer_training_secondary", "firearms_hours", "law_related_education",
    ]  # fmt: skip


@pytest.mark.parametrize("asked", [ARIZONA["azpost_firearms"], CONNECTICUT["connecticut_firearms"]])
def test_an_armed_officer_qualifies_within_every_twelve_months(asked: Requirement) -> None:
    assert asked.who.armed
    assert (asked.starts, asked.due) == (Starts(every=Every.COMPLETION), Due(months=12))
    assert asked.qualification
    assert asked.evidence is Evidence.VERIFIED
    assert asked.consequence is Consequence.HAND_BACK


def test_kentucky_asks_for_forty_hours_a_year_and_all_ten_topics() -> None:
    hours = KENTUCKY["annual_in_service"]
    assert hours.starts == Starts(every=Every.CALENDAR_YEAR)
    assert (hours.amount.minutes, len(hours.amount.topics), hours.amount.topic_minutes) == (2400, 10, {})
    assert hours.extension == ExtensionTerms(31, Approver.COORDINATOR)
    assert hours.excused_share == 0.1
    assert hours.since == date(2020, 1, 1)
    assert hours.consequence is Consequence.HAND_BACK


def test_the_levels_of_an_sro_take_three_years_from_the_assignment() -> None:
    levels = [KENTUCKY[key] for key in ("sro_1", "sro_2", "sro_3")]
    assert [level.starts.after for level in levels] == ["", "sro_1", "sro_2"]
    assert [level.due.months for level in levels] == [12, 24, 36]
    assert [level.due.counted_from for level in levels[1:]] == [Anchor.ASSIGNED] * 2
    assert sum(level.amount.minutes for level in levels) == 120 * 60


def test_what_the_district_adds_in_kentucky_blocks_nobody() -> None:
    added = ("district_topics", "district_hours", "restraint_and_seclusion", "restraint_core_team")
    assert [KENTUCKY[key].consequence for key in added] == [Consequence.TELL] * 4
    assert len(KENTUCKY["district_topics"].amount.topics) == 11
    assert not KENTUCKY["district_hours"].on
    assert KENTUCKY["restraint_core_team"].who.core_team


def test_the_catalogue_blocks_nobody_and_switches_one_module_on() -> None:
    assert on(dict(REMS)) == ["rems_roles_of_sros"]
    assert not any(module.blocks for module in REMS.values())
