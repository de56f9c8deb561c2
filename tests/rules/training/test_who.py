"""Whom a requirement concerns: SSOs and SROs, armed or not, new or of long standing, and who is left out."""

from datetime import date
from typing import Any

import pytest

from scheduling.policy.requirements import Exclusion, Who
from scheduling.roster.facts import Kind
from scheduling.training.rules.who import concerns, find_exclusion
from tests.conftest import NOON
from tests.factories.facts import officer
from tests.factories.training import requirement

COUNTED_ELSEWHERE = Exclusion(
    Who(kinds=("SRO",), funding=("SSP",)), "Your yearly programme training counts.", permitted=False
)
LONG_HERE = Exclusion(Who(worked_before=date(2024, 2, 16)), "You were here before the course was.")
COURSE = requirement(excluded=(LONG_HERE, COUNTED_ELSEWHERE))


def test_what_names_nobody_concerns_every_officer() -> None:
    assert concerns(requirement(), officer())
    assert concerns(requirement(), officer(kind=Kind.SRO, armed=False))


def test_somebody_who_works_no_shifts_or_is_inactive_owes_nothing() -> None:
    assert not concerns(requirement(), officer(kind=Kind.NONE))
    assert not concerns(requirement(), officer(active=False))


def test_an_officer_whom_slack_has_deactivated_still_owes_it() -> None:
    assert concerns(requirement(), officer(deactivated_at=NOON))


@pytest.mark.parametrize(
    ("who", "fits", "fits_not"),
    [
        (Who(kinds=("SSO",)), {"kind": Kind.SSO}, {"kind": Kind.SRO}),
        (Who(programmes=("ssp",)), {"programme": "SSP"}, {"programme": ""}),
        (Who(funding=("Grant", "District")), {"funding": "district"}, {"funding": "city"}),
        (Who(employments=("secondary",)), {"employment": "Secondary"}, {"employment": "district"}),
        (Who(armed=True), {"armed": True}, {"armed": False}),
        (Who(armed=False), {"armed": False}, {"armed": True}),
        (Who(core_team=True), {"core_team": True}, {"core_team": False}),
    ],
)
def test_each_field_that_is_given_must_fit_and_capitals_do_not_matter(
    who: Who, fits: dict[str, Any], fits_not: dict[str, Any]
) -> None:
    assert concerns(requirement(who=who), officer(**fits))
    assert not concerns(requirement(who=who), officer(**fits_not))


def test_several_fields_must_all_fit() -> None:
    armed_sros = requirement(who=Who(kinds=("SRO",), armed=True))
    assert concerns(armed_sros, officer(kind=Kind.SRO, armed=True))
    assert not concerns(armed_sros, officer(kind=Kind.SRO, armed=False))


def test_an_sro_of_the_programme_need_not_and_may_not_take_the_course() -> None:
    sro = officer(kind=Kind.SRO, funding="ssp")
    assert not concerns(COURSE, sro)
    assert find_exclusion(COURSE, sro) == COUNTED_ELSEWHERE


def test_an_sro_with_other_funding_is_not_left_out() -> None:
    assert concerns(COURSE, officer(kind=Kind.SRO, funding="city"))


def test_who_worked_before_the_sixteenth_of_february_2024_is_left_out_who_began_that_day_is_not() -> None:
    assert find_exclusion(COURSE, officer(first_shift_on=date(2024, 2, 15))) == LONG_HERE
    assert concerns(COURSE, officer(first_shift_on=date(2024, 2, 16)))
    assert concerns(COURSE, officer(first_shift_on=None))


def test_where_two_exclusions_fit_the_one_that_forbids_it_is_told() -> None:
    both = officer(kind=Kind.SRO, funding="SSP", first_shift_on=date(2023, 1, 9))
    assert find_exclusion(COURSE, both) == COUNTED_ELSEWHERE
