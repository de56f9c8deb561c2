"""A requirement is read whole, and everything that is wrong with it is said at once, each with its line."""

from datetime import date, time
from pathlib import Path

import pytest

from scheduling.policy.loader import load_policy
from scheduling.policy.requirements import (
    Amount,
    Anchor,
    Approver,
    Consequence,
    Due,
    Every,
    Evidence,
    Exclusion,
    ExtensionTerms,
    OnClock,
    Requirement,
    Starts,
    Who,
)
from tests.factories.packs import course, written

EVERYTHING = """\
[countdown]
at = "08:30"
until = 19:00:00
supervisor_days = 10

[requirements.in_service]
title = "In-service"
source = "State code 1"
note = "Confirm the hours."
on = false
who = { kinds = ["SSO"], programmes = ["SSP"], funding = ["Grant"], employments = ["district"], armed = true }
starts = { anchors = ["eligible", "first_shift"], counts = "first_shift" }
due = { months = 12, counted_from = "assigned" }
reminders = [0, 30, 7]
consequence = "hand_back"
extension = { longest_days = 31, approver = "coordinator" }
exempted_by = "supervisor"
evidence = "verified"
on_clock = "flag"
on_clock_rule = "Not during a shift."
excused_share = 0.10
since = 2026-07-01
until = 2030-06-30

[requirements.in_service.amount]
hours = 40.5
topics = ["Law", "First aid"]
topic_hours = { "First aid" = 4 }
counts_back_months = 6

[[requirements.in_service.excluded]]
who = { core_team = true, worked_before = 2024-02-16 }
why = "The core team has its own."
permitted = false
"""


def mistakes_of(folder: Path, text: str) -> list[str]:
    with pytest.raises(ValueError) as refused:
        load_policy(written(folder, text))
    return str(refused.value).splitlines()


def test_a_pack_says_everything_that_a_requirement_can_hold(tmp_path: Path) -> None:
    policy = load_policy(written(tmp_path, EVERYTHING))
    assert policy.requirements["in_service"] == Requirement(
        key="in_service",
        title="In-service",
        source="State code 1",
        note="Confirm the hours.",
        on=False,
        who=Who(("SSO",), ("SSP",), ("Grant",), ("district",), armed=True),
        starts=Starts((Anchor.ELIGIBLE, Anchor.FIRST_SHIFT), counts=Anchor.FIRST_SHIFT),
        due=Due(months=12, counted_from=Anchor.ASSIGNED),
        amount=Amount(
            minutes=2430, topics=("Law", "First aid"), topic_minutes={"First aid": 240}, counts_back_months=6
        ),
        reminders=(30, 7, 0),
        consequence=Consequence.HAND_BACK,
        extension=ExtensionTerms(31, Approver.COORDINATOR),
        exempted_by=Approver.SUPERVISOR,
        evidence=Evidence.VERIFIED,
        on_clock=OnClock.FLAG,
        on_clock_rule="Not during a shift.",
        excused_share=0.1,
        since=date(2026, 7, 1),
        until=date(2030, 6, 30),
        excluded=(
            Exclusion(
                Who(core_team=True, worked_before=date(2024, 2, 16)),
                "The core team has its own.",
                permitted=False,
            ),
        ),
    )
    countdown = policy.countdown
    assert (countdown.at, countdown.until, countdown.supervisor_days) == (time(8, 30), time(19), 10)


def test_what_a_pack_leaves_out_is_as_mild_as_it_can_be(tmp_path: Path) -> None:
    asked = load_policy(written(tmp_path, course())).requirements["course"]
    assert asked == Requirement(
        key="course",
        title="Course",
        source="agency setting",
        starts=Starts((Anchor.HIRED,)),
        due=Due(days=60),
    )
    assert not asked.blocks


def test_a_short_span_is_not_announced_before_it_begins(tmp_path: Path) -> None:
    asked = load_policy(written(tmp_path, course(due="{ days = 10 }"))).requirements["course"]
    assert asked.reminders == (7, 3, 1, 0)


def test_a_year_is_a_fiscal_one_from_the_month_that_is_told(tmp_path: Path) -> None:
    told = course(starts='{ every = "fiscal_year", first_month = 10 }', due=None)
    starts = load_policy(written(tmp_path, told)).requirements["course"].starts
    assert (starts.every, starts.first_month) == (Every.FISCAL_YEAR, 10)


WRONG = {
    "title": (
        '""',
        "line 2",
        'its name as officers know it, in at most 75 characters, e.g. title = "SSO training"',
    ),
    "source": (
        "3",
        "line 3",
        'where it comes from, e.g. source = "agency setting", in at most 400 characters',
    ),
    "starts": (
        '"hired"',
        "line 4",
        'a table that says what starts the clock, e.g. starts = { anchors = ["hired"] }',
    ),
    "due": ("60", "line 5", "a table that says by when, e.g. due = { days = 60 }"),
    "amount": ("40", "line 6", "a table that says how much, e.g. amount = { hours = 40 }"),
    "on": ('"yes"', "line 6", "true or false"),
    "note": ("true", "line 6", "a sentence of at most 500 characters"),
    "who": ('"SSO"', "line 6", 'a table that says whom, e.g. who = { kinds = ["SSO"] }'),
    "consequence": ('"shoot"', "line 6", '"tell", "block" or "hand_back"'),
    "exempted_by": ('"mayor"', "line 6", '"supervisor" or "coordinator"'),
    "evidence": ('"hearsay"', "line 6", '"own_word" or "verified"'),
    "on_clock": ('"perhaps"', "line 6", '"refuse", "flag" or "allow"'),
    "excused_share": ("1.0", "line 6", "a share above 0 and below 1, e.g. 0.10"),
    "qualification": ("1", "line 6", "true or false"),
    "since": ('"2026-07-01"', "line 6", "a date without quotation marks, e.g. 2026-07-01"),
    "until": ("2026-07-01T09:00:00", "line 6", "a date without quotation marks, e.g. 2026-07-01"),
}


@pytest.mark.parametrize("key", WRONG)
def test_a_wrong_value_is_shown_with_its_line_and_what_is_expected(tmp_path: Path, key: str) -> None:
    told, line, expected = WRONG[key]
    (said,) = mistakes_of(tmp_path, course(**{key: told}))
    assert said == f"mine.toml, {line}: requirements.course.{key} is {told}; expected {expected}."


INSIDE = {
    "{ days = 0 }": ("due.days", "is 0; expected a whole number of days above 0, e.g. days = 60"),
    "{ days = 1.5 }": ("due.days", "is 1.5; expected a whole number of days above 0, e.g. days = 60"),
    "{ months = true }": (
        "due.months", "is true; expected a whole number of calendar months above 0, e.g. months = 12",
    ),
    "{ on = 1000-01-01 }": (
        "due.on", "is 1000-01-01; expected a date without quotation marks, e.g. 2026-07-01",
    ),
    '{ days = 9, counted_from = "birth" }': (
        "due.counted_from", 'is "birth"; expected "eligible", "first_shift", "hired" or "assigned"',
    ),
    "{ dais = 60 }": ("due.dais", "is not known; remove it or check its spelling (`days`?)"),
}  # fmt: skip


@pytest.mark.parametrize("due", INSIDE)
def test_a_wrong_value_inside_a_table_has_its_whole_path(tmp_path: Path, due: str) -> None:
    path, sentence = INSIDE[due]
    (said,) = mistakes_of(tmp_path, course(due=due))
    assert said == f"mine.toml, line 5: requirements.course.{path} {sentence}."


def test_a_list_or_a_table_in_the_wrong_place_is_called_so(tmp_path: Path) -> None:
    said = mistakes_of(tmp_path, course(title='["Course"]', source='{ a = "b" }', due="[60, 30]"))
    assert [line.partition(";")[0].partition(": ")[2] for line in said] == [
        "requirements.course.title is a list of 1",
        "requirements.course.source is a table",
        "requirements.course.due is a list of 2",
    ]


def test_a_misspelt_key_of_an_exclusion_is_set_right(tmp_path: Path) -> None:
    told = course(excluded='[{ who = { kinds = ["SRO"] }, why = "Not you.", permited = false }]')
    (said,) = mistakes_of(tmp_path, told)
    assert said.endswith("excluded[1].permited is not known; remove it or check its spelling (`permitted`?).")


def test_entries_of_lists_are_counted_from_one(tmp_path: Path) -> None:
    said = mistakes_of(
        tmp_path,
        course(
            starts='{ anchors = ["hired", "born"] }',
            amount='{ hours = 40, topics = ["Law", 3], topic_hours = { "First aid" = 0.01 } }',
            reminders="[30, -1, true]",
        ),
    )
    assert [line.partition(";")[0].partition(": requirements.course.")[2] for line in said] == [
        'starts.anchors[2] is "born"',
        "amount.topics[2] is 3",
        'amount.topic_hours."First aid" is 0.01',
        "reminders[2] is -1",
        "reminders[3] is true",
    ]


def test_an_exclusion_is_named_by_its_place_and_its_line(tmp_path: Path) -> None:
    told = course() + "[[requirements.course.excluded]]\nwho = { kinds = ['SRX'] }\npermitted = false\n"
    missing, wrong = mistakes_of(tmp_path, told)
    assert missing == (
        "mine.toml, line 6: requirements.course.excluded[1].why is missing; expected a sentence for the "
        "person whom it excludes, in at most 300 characters."
    )
    assert wrong == (
        'mine.toml, line 7: requirements.course.excluded[1].who.kinds[1] is "SRX"; expected a list of "SSO" '
        'and "SRO".'
    )


@pytest.mark.parametrize("key", ["title", "source", "starts"])
def test_what_is_missing_is_shown_where_its_table_begins(tmp_path: Path, key: str) -> None:
    (said,) = mistakes_of(tmp_path, "# a comment\n\n" + course(**{key: None}))
    assert said.startswith(f"mine.toml, line 3: requirements.course.{key} is missing; expected ")


def test_an_extension_says_how_long(tmp_path: Path) -> None:
    (said,) = mistakes_of(tmp_path, course(extension='{ approver = "supervisor" }'))
    assert said == (
        "mine.toml, line 6: requirements.course.extension.longest_days is missing; expected a whole number "
        "of days from 1 to 366."
    )


@pytest.mark.parametrize("key", ["Course", "1st", '"a b"'])
def test_a_key_that_rows_could_not_carry_is_refused(tmp_path: Path, key: str) -> None:
    (said,) = mistakes_of(tmp_path, course(key))
    assert said == (
        f"mine.toml, line 1: requirements.{key} is no key; expected a small letter first, then small "
        "letters, digits and _, at most 60 in all."
    )


def test_requirements_that_are_no_tables_are_refused(tmp_path: Path) -> None:
    (said,) = mistakes_of(tmp_path, "requirements = 3\n")
    assert said == "mine.toml, line 1: requirements is 3; expected tables such as [requirements.course]."
    (said,) = mistakes_of(tmp_path, "requirements.course = 3\n")
    assert said == "mine.toml, line 1: requirements.course is 3; expected a table."


@pytest.mark.parametrize("told", ["09:00:00+01:00", "25:00", "9"])
def test_a_countdown_goes_by_a_local_time(tmp_path: Path, told: str) -> None:
    (said,) = mistakes_of(tmp_path, f'[countdown]\nat = "{told}"\n')
    assert said == f'mine.toml, line 2: countdown.at is "{told}"; expected a local time such as "09:00".'


def test_a_countdown_has_hours_in_which_it_may_speak(tmp_path: Path) -> None:
    (said,) = mistakes_of(tmp_path, '[countdown]\nat = "20:00"\n')
    assert said == "mine.toml, line 1: countdown.until is not after `at`; no reminder could ever go out."


def test_toml_that_is_none_is_shown_with_its_line(tmp_path: Path) -> None:
    (said,) = mistakes_of(tmp_path, course() + "note = = 3\n")
    assert said == "mine.toml, line 6: not TOML; invalid value."
    (said,) = mistakes_of(tmp_path, course() + 'note = """never closed\n')
    assert said == "mine.toml, at its end: not TOML; unterminated string."


def test_bytes_that_are_no_text_are_shown_with_their_line(tmp_path: Path) -> None:
    (tmp_path / "latin.toml").write_bytes(b'name = "x"\n# caf\xe9\n')
    with pytest.raises(ValueError, match=r"^latin\.toml, line 2: not UTF-8; save the file as UTF-8\.$"):
        load_policy(str(tmp_path / "latin.toml"))


@pytest.mark.parametrize("name", ['""', "3", f'"{"x" * 61}"'])
def test_a_pack_has_a_name_that_the_audit_can_keep(tmp_path: Path, name: str) -> None:
    (said,) = mistakes_of(tmp_path, f"# mine\nname = {name}\n")
    assert said == (
        "mine.toml, line 2: name is wrong; expected the name of the pack in 1 to 60 characters, e.g. name = "
        '"heron-county".'
    )


@pytest.mark.parametrize(
    "absurd",
    [
        "a = " + "[" * 2_000 + "]" * 2_000,
        "a = " + "{a=" * 500 + "1" + "}" * 500,
        ".".join(["a"] * 3_000) + " = 1",
    ],
)
def test_a_pack_that_goes_deeper_than_anybody_can_mean_is_refused_in_one_sentence(
    tmp_path: Path, absurd: str
) -> None:
    (said,) = mistakes_of(tmp_path, absurd)
    assert said == "mine.toml: tables and lists stand inside each other more than 12 deep; no pack does."


def test_a_number_without_end_and_a_file_without_end_are_refused_in_one_sentence(tmp_path: Path) -> None:
    (number,) = mistakes_of(tmp_path, "a = " + "9" * 5_000)
    assert number == "mine.toml: not TOML; a number in it has more digits than can be read."
    (size,) = mistakes_of(tmp_path, "# " + "x" * 1_000_000)
    assert size.startswith("mine.toml has 1,000,0")


@pytest.mark.parametrize("words", ["Course\\u0000", "Course\\u202e"])
def test_words_that_nobody_can_see_are_refused_before_a_database_has_to(tmp_path: Path, words: str) -> None:
    (title,) = mistakes_of(tmp_path, course(title=f'"{words}"'))
    assert "requirements.course.title is" in title
    (name,) = mistakes_of(tmp_path, f'name = "{words}"')
    assert "name is wrong" in name


def test_a_text_over_several_lines_is_one_line(tmp_path: Path) -> None:
    text = course(title='"""A course\n  of the state"""')
    assert load_policy(written(tmp_path, text)).requirements["course"].title == "A course of the state"


def test_less_than_a_minute_is_no_amount(tmp_path: Path) -> None:
    (said,) = mistakes_of(tmp_path, course(amount="{ hours = 0.00001 }"))
    assert "requirements.course.amount.hours is 1e-05" in said


def test_every_mistake_of_a_long_pack_is_named_soon(tmp_path: Path) -> None:
    keys = [f"course_{number}" for number in range(800)]
    said = mistakes_of(tmp_path, "\n".join(f"[requirements.{key}]\ntitle = 3" for key in keys))
    assert "mine.toml, line 1600: requirements.course_799.title is 3" in "\n".join(said)
