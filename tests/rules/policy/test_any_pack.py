"""What holds of any pack: a sound one is read as it is meant, and anything else is refused in sentences."""

import re
import tomllib
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from scheduling.policy.escalation_grammar import LADDERS, ChainTold
from scheduling.policy.files import PackFile, read_pack
from scheduling.policy.mistakes import sentences
from scheduling.policy.reading import read_policy
from scheduling.policy.requirements import Requirement
from tests.factories.packs import as_toml
from tests.rules.policy.sound_packs import requirements, told_of

_DEFAULT = read_pack("default").told
_SENTENCE = re.compile(r"mine\.toml, line \d+: (requirements|escalations)\S* .*[.)]")

_WORDS = st.sampled_from(["", "hired", "channel", "group:", "person:a@b.cc", "x" * 600])
_anything: st.SearchStrategy[Any] = st.recursive(
    st.booleans() | st.integers(-3, 400) | st.floats(-2, 50) | _WORDS | st.dates(),
    lambda inside: (
        st.lists(inside, max_size=3) | st.dictionaries(st.sampled_from(["on", "days", "x"]), inside)
    ),
    max_leaves=4,
)


@given(requirements())
def test_a_sound_requirement_survives_being_written_and_read(asked: Requirement) -> None:
    text = as_toml({"requirements": {asked.key: told_of(asked)}})
    policy, mistakes = read_policy({**_DEFAULT, **tomllib.loads(text)}, name="mine", version="1")
    assert mistakes == []
    assert policy is not None
    assert policy.requirements == {asked.key: asked}


@given(requirements(), st.data())
def test_whatever_is_put_in_its_place_is_read_or_refused_in_a_sentence(
    asked: Requirement, data: st.DataObject
) -> None:
    told = told_of(asked)
    key = data.draw(st.sampled_from(sorted(told)))
    inside = told[key]
    if isinstance(inside, dict) and inside and data.draw(st.booleans()):
        told[key] = {**inside, data.draw(st.sampled_from(sorted(inside))): data.draw(_anything)}
    else:
        told[key] = data.draw(_anything)
    text = as_toml({"requirements": {asked.key: told}})
    pack = PackFile("mine.toml", text.encode(), tomllib.loads(text))
    policy, mistakes = read_policy({**_DEFAULT, **pack.told}, name="mine", version="1")
    assert (policy is None) == bool(mistakes)
    for said in sentences(mistakes, [pack]):
        assert _SENTENCE.fullmatch(said), said


@given(st.sampled_from(sorted(LADDERS)), st.data())
def test_whatever_is_put_into_a_chain_is_read_or_refused_in_a_sentence(
    kind: str, data: st.DataObject
) -> None:
    chains = _DEFAULT["escalations"]
    told = {**chains[kind]}
    key = data.draw(st.sampled_from(sorted(ChainTold.model_fields)))
    told[key] = data.draw(_anything | st.lists(st.fixed_dictionaries({"tell": st.lists(_WORDS | _anything)})))
    text = as_toml({"escalations": {kind: told}})
    pack = PackFile("mine.toml", text.encode(), tomllib.loads(text))
    both = {**_DEFAULT, "escalations": {**chains, **pack.told["escalations"]}}
    policy, mistakes = read_policy(both, name="mine", version="1")
    assert (policy is None) == bool(mistakes)
    for said in sentences(mistakes, [pack]):
        assert _SENTENCE.fullmatch(said), said
