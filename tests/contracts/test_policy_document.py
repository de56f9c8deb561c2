"""What docs/policy-packs.md shows is read by Muster as it is printed."""

import re
from pathlib import Path

import pytest

from scheduling.policy.chains import Target
from scheduling.policy.escalation_grammar import ChainTold
from scheduling.policy.loader import load_policy
from scheduling.policy.requirements import Approver, Consequence, Evidence, Exclusion, ExtensionTerms, Who
from tests.factories.packs import written

_DOCUMENT = (Path(__file__).parents[2] / "docs/policy-packs.md").read_text(encoding="utf-8")
_EXAMPLES = re.findall(r"^```toml\n(.*?)^```$", _DOCUMENT, re.MULTILINE | re.DOTALL)


def test_the_document_has_examples() -> None:
    assert len(_EXAMPLES) == 5


@pytest.mark.parametrize("number", range(len(_EXAMPLES)))
def test_an_example_is_sound_over_the_pack_that_it_names(tmp_path: Path, number: int) -> None:
    load_policy(f"arizona-ssp, {written(tmp_path, _EXAMPLES[number])}")


def test_the_example_of_a_requirement_says_what_the_document_says(tmp_path: Path) -> None:
    (example,) = [each for each in _EXAMPLES if "spring_course" in each]
    course = load_policy(written(tmp_path, example)).requirements["spring_course"]
    assert course.consequence is Consequence.HAND_BACK
    assert course.extension == ExtensionTerms(31, Approver.COORDINATOR)
    assert course.evidence is Evidence.VERIFIED
    assert course.excluded == (
        Exclusion(
            Who(("SSO",), ("Reserve",)),
            "The reserve has a course of its own: you need not take this one, and you may not.",
            permitted=False,
        ),
    )


def test_every_chain_is_in_the_table_and_opens_as_it_says(tmp_path: Path) -> None:
    rows = dict(re.findall(r"^\| `escalations\.(\w+)` \|.*\| (?:`(.+)`|–) \|$", _DOCUMENT, re.MULTILINE))
    default = load_policy("default").chains
    assert rows.keys() == default.keys()
    for kind, opens in rows.items():
        text = f"[escalations.{kind}]\nopens = {opens}\n" if opens else ""
        assert load_policy(written(tmp_path, text)).chains[kind] == default[kind]


def test_every_key_of_a_chain_and_everybody_whom_it_can_tell_is_in_the_document() -> None:
    keys = {field.alias or name for name, field in ChainTold.model_fields.items()}
    assert [key for key in keys if f"| `{key}`" not in _DOCUMENT and f"`{key}`" not in _DOCUMENT] == []
    assert [target for target in Target if f'| `"{target}' not in _DOCUMENT] == []


def test_starts_due_and_amounts_of_the_tables_are_read(tmp_path: Path) -> None:
    rows = re.findall(r"\| `(\{ (\w+) .*?\})` \|", _DOCUMENT.partition("## Who is told")[0])
    keys = {
        "anchors": "starts", "every": "starts", "on": "starts", "after": "starts",
        "sessions": "amount", "hours": "amount", "counts_back_months": "amount",
    }  # fmt: skip
    assert len(rows) >= 9
    for told, first in rows:
        key = keys[first]
        yearly = '"fiscal_year"' in told
        lines = {
            "title": '"Course"',
            "source": '"agency setting"',
            "starts": '{ anchors = ["hired"] }',
            "due": None if yearly else "{ days = 60 }",
            key: told,
        }
        pack = "[requirements.course]\n" + "".join(
            f"{name} = {value}\n" for name, value in lines.items() if value
        )
        load_policy(f"kentucky-jcps, {written(tmp_path, pack)}")


def test_every_pack_and_every_switch_that_waits_is_listed() -> None:
    for pack in ("arizona-ssp", "kentucky-jcps"):
        for key, asked in load_policy(pack).requirements.items():
            assert asked.on or f"`{key}`" in _DOCUMENT, f"{key} is off, and the document does not say why"
