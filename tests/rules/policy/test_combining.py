"""Packs combine: a district's is laid over its state's, and both over the default."""

from datetime import timedelta
from pathlib import Path

import pytest

from scheduling.policy.loader import list_packs, load_policy
from scheduling.policy.requirements import Anchor
from tests.factories.packs import course, written


def test_a_district_switches_a_requirement_on_and_says_no_more_of_it(tmp_path: Path) -> None:
    district = written(tmp_path, "[requirements.firearms_hours]\non = true\n")
    state, both = load_policy("arizona-ssp"), load_policy(f"arizona-ssp, {district}")
    assert not state.requirements["firearms_hours"].on
    assert both.requirements["firearms_hours"].on
    assert both.requirements["firearms_hours"].title == state.requirements["firearms_hours"].title
    assert list(both.requirements) == list(state.requirements)


def test_a_later_pack_is_right_where_two_differ(tmp_path: Path) -> None:
    first = written(tmp_path, course(consequence='"block"'), "first")
    second = written(tmp_path, course(title='"Other"'), "second")
    titles = [
        load_policy(f"{one},{two}").requirements["course"].title
        for one, two in ((first, second), (second, first))
    ]
    assert titles == ["Other", "Course"]
    assert load_policy(f"{first},{second}").requirements["course"].blocks


def test_what_a_pack_leaves_out_comes_from_the_default(tmp_path: Path) -> None:
    policy, default = load_policy(written(tmp_path, course())), load_policy("default")
    assert policy.rest == default.rest
    assert policy.rules == default.rules


def test_a_limit_is_replaced_with_its_source(tmp_path: Path) -> None:
    pack = written(tmp_path, '[rest]\nhours = 10\nsource = "general order 12"\n')
    rest = load_policy(pack).rest
    assert (rest.value, rest.source, rest.override_by) == (timedelta(hours=10), "general order 12", "nobody")


def test_a_figure_does_not_borrow_the_source_of_another(tmp_path: Path) -> None:
    pack = written(tmp_path, "[rest]\nhours = 10\n")
    with pytest.raises(ValueError, match=r"^mine\.toml, line 1: rest\.source is missing; expected "):
        load_policy(pack)


def test_what_starts_a_clock_and_by_when_are_replaced_whole(tmp_path: Path) -> None:
    below = written(tmp_path, course(starts='{ anchors = ["hired"], counts = "hired" }'), "below")
    above = written(
        tmp_path, "[requirements.course]\nstarts.anchors = ['assigned']\ndue.months = 2\n", "above"
    )
    asked = load_policy(f"{below},{above}").requirements["course"]
    assert (asked.starts.anchors, asked.starts.counts) == ((Anchor.ASSIGNED,), None)
    assert (asked.due.days, asked.due.months) == (None, 2)


def test_an_amount_is_changed_key_by_key(tmp_path: Path) -> None:
    more = written(tmp_path, "[requirements.annual_in_service.amount]\nhours = 48\n")
    amount = load_policy(f"kentucky-jcps,{more}").requirements["annual_in_service"].amount
    assert (amount.minutes, len(amount.topics)) == (48 * 60, 10)


def test_a_mistake_is_named_in_the_pack_that_makes_it(tmp_path: Path) -> None:
    below = written(tmp_path, course(reminders="[7]"), "below")
    above = written(tmp_path, "\n[requirements.course]\nreminders = [90]\ntitel = 'x'\n", "above")
    with pytest.raises(ValueError) as refused:
        load_policy(f"{below},{above}")
    assert str(refused.value) == (
        "above.toml, line 4: requirements.course.titel is not known; remove it or check its spelling "
        "(`title`?)."
    )
    above = written(tmp_path, "\n[requirements.course]\nreminders = [90]\n", "above")
    with pytest.raises(ValueError, match=r"^above\.toml, line 3: requirements\.course\.reminders says 90"):
        load_policy(f"{below},{above}")


def test_the_edition_names_every_pack_and_follows_every_byte(tmp_path: Path) -> None:
    district = written(tmp_path, 'name = "heron-county"\n')
    edition = load_policy(f"arizona-ssp,{district}").edition
    name, _, version = edition.partition(" ")
    assert name == "arizona-ssp+heron-county"
    assert len(version) == 12
    written(tmp_path, 'name = "heron-county"\n# a word more\n')
    assert load_policy(f"arizona-ssp,{district}").edition != edition
    assert load_policy(f"{district},arizona-ssp").version != version


def test_a_pack_without_a_name_is_called_as_its_file(tmp_path: Path) -> None:
    assert load_policy(written(tmp_path, "", "district")).name == "district"


def test_names_that_the_audit_cannot_keep_together_are_refused(tmp_path: Path) -> None:
    packs = [written(tmp_path, "", f"{letter * 59}{number}") for number, letter in enumerate("abcd")]
    assert len(load_policy(",".join(packs[:2])).edition) <= 200
    with pytest.raises(ValueError, match="combine fewer"):
        load_policy(",".join(packs))


def test_every_pack_that_cannot_be_read_is_named_at_once(tmp_path: Path) -> None:
    broken = written(tmp_path, "= 3")
    with pytest.raises(ValueError) as refused:
        load_policy(f"arizona, {broken},")
    missing, wrong, empty = str(refused.value).splitlines()
    assert missing.startswith("The policy pack 'arizona' is neither one of Muster's (arizona-ssp, ")
    assert wrong == "mine.toml, line 1: not TOML; invalid statement."
    assert empty.startswith("The policy pack '' is neither")


def test_all_packs_that_ship_combine() -> None:
    together = load_policy(",".join(list_packs()))
    apart = [load_policy(pack).requirements for pack in list_packs()]
    assert len(together.requirements) == sum(map(len, apart)), "no key stands in two packs"
