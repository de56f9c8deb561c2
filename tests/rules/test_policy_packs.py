"""A policy pack is read whole, and everything that is wrong with it is said at once."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from scheduling.policy.loader import list_packs, load_policy
from scheduling.refusals import OverrideBy, Rule

PACK = (Path(__file__).parents[2] / "scheduling/policy/packs/default.toml").read_text()


def written(folder: Path, text: str) -> str:
    path = folder / "mine.toml"
    path.write_text(text)
    return str(path)


def mistakes_of(folder: Path, text: str) -> list[str]:
    with pytest.raises(ValueError) as refused:
        load_policy(written(folder, text))
    return str(refused.value).splitlines()


def test_the_default_pack_says_what_the_documents_say() -> None:
    policy = load_policy("default")
    assert policy.hours_per_day.value == timedelta(hours=14)
    assert policy.hours_per_week.value == timedelta(hours=60)
    assert policy.rest.value == timedelta(hours=8)
    assert policy.backup_opens.value == timedelta(hours=72)
    assert policy.release_cutoff.value == timedelta(hours=24)
    assert policy.open_window.value == timedelta(days=14)
    assert policy.feed_hold_share.value == 0.2
    assert policy.brief.value == timedelta(hours=2)
    assert policy.check_in_opens.value == timedelta(hours=1)
    assert policy.qualification_months.value == 12
    assert policy.rules[Rule.OVERLAP].override_by is OverrideBy.NOBODY


@pytest.mark.parametrize("pack", list_packs())
def test_every_pack_that_ships_gives_a_source_for_every_figure(pack: str) -> None:
    policy = load_policy(pack)
    assert all(rule.source for rule in policy.rules.values())
    assert all(
        [
            policy.hours_per_day.source,
            policy.hours_per_week.source,
            policy.rest.source,
            policy.backup_opens.source,
            policy.release_cutoff.source,
            policy.qualification_months.source,
            policy.open_window.source,
            policy.feed_hold_share.source,
            policy.brief.source,
            policy.check_in_opens.source,
        ]
    )


def test_the_version_follows_the_bytes(tmp_path: Path) -> None:
    first, again = load_policy(written(tmp_path, PACK)), load_policy(written(tmp_path, PACK))
    other = load_policy(written(tmp_path, PACK + "\n"))
    assert first.version == again.version != other.version


def test_a_figure_may_be_in_force_between_two_dates(tmp_path: Path) -> None:
    text = PACK.replace("[rest]\n", "[rest]\nsince = 2026-07-01\nuntil = 2027-06-30\n")
    rest = load_policy(written(tmp_path, text)).rest
    days = (date(2026, 6, 30), date(2026, 7, 1), date(2027, 6, 30), date(2027, 7, 1))
    assert [rest.in_force(day) for day in days] == [False, True, True, False]


@pytest.mark.parametrize("key", ["since = 2026-07-01", 'override_by = "supervisor"'])
def test_what_binds_no_officer_has_no_dates_and_nobody_to_set_it_aside(tmp_path: Path, key: str) -> None:
    (said,) = mistakes_of(tmp_path, PACK.replace("[open_window]\n", f"[open_window]\n{key}\n"))
    name = key.partition(" ")[0]
    assert said == f"mine.toml, line 38: open_window.{name} is not known; remove it or check its spelling."


def test_all_mistakes_are_said_at_once_each_with_file_key_and_what_is_expected(tmp_path: Path) -> None:
    text = (
        PACK.replace("hours = 14", 'hours = "many"')
        .replace("months = 12", "months = 1.5")
        .replace('override_by = "coordinator"', 'override_by = "mayor"')
        .replace("[rest]", "[rests]")
    )
    said = mistakes_of(tmp_path, text)
    assert len(said) == 4
    hours = 'hours_per_day.hours is "many"; expected a number of hours above 0, e.g. hours = 8.'
    assert f"mine.toml, line 8: {hours}" in said
    assert "mine.toml, line 17: rests is not known; remove it or check its spelling (`rest`?)." in said
    assert any("rules.agency.override_by" in line and '"supervisor"' in line for line in said)


@pytest.mark.parametrize("share", ["0", "1.01", "true", '"20 %"'])
def test_a_share_lies_above_0_and_up_to_1(tmp_path: Path, share: str) -> None:
    (said,) = mistakes_of(tmp_path, PACK.replace("share = 0.20", f"share = {share}"))
    assert "feed_hold_share.share" in said


def test_a_date_in_quotation_marks_is_explained(tmp_path: Path) -> None:
    (said,) = mistakes_of(tmp_path, PACK.replace("[rest]\n", '[rest]\nsince = "2026-07-01"\n'))
    assert "rest.since" in said
    assert "without quotation marks" in said


def test_a_figure_needs_a_source(tmp_path: Path) -> None:
    (said,) = mistakes_of(tmp_path, PACK.replace('source = "nobody is at two schools at once"\n', ""))
    assert "rules.overlap.source" in said


def test_what_is_not_toml_is_refused_in_one_sentence(tmp_path: Path) -> None:
    (said,) = mistakes_of(tmp_path, "hours = = 14")
    assert said.startswith("mine.toml, line 1: not TOML; ")


def test_a_pack_that_is_not_there_is_named_with_those_that_are() -> None:
    with pytest.raises(ValueError, match=r"'arizona' is neither one of Muster's \(.*default.*\)"):
        load_policy("arizona")
