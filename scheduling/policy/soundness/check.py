"""Looks through the requirements of all packs together."""

from collections.abc import Iterator, Mapping

from scheduling.policy.requirements import Requirement
from scheduling.policy.soundness.amounts import find_unsound_amounts
from scheduling.policy.soundness.clocks import find_unsound_clocks
from scheduling.policy.soundness.facts import Unsound
from scheduling.policy.soundness.ladders import find_twice_titled, find_unsound_ladders
from scheduling.policy.soundness.people import find_unsound_people


def find_unsound(
    requirements: Mapping[str, Requirement], *, told: frozenset[str]
) -> Iterator[tuple[str, Unsound]]:
    """Everything that cannot be, with the key of its requirement; what is off has to be sound as well.

    Args:
        told: every key that the packs have, also of requirements that could not be read.
    """
    for key, requirement in requirements.items():
        for unsound in _of_one(requirement):
            yield key, unsound
        for unsound in find_unsound_ladders(requirement, requirements, told=told):
            yield key, unsound
    yield from find_twice_titled(requirements)


def _of_one(requirement: Requirement) -> Iterator[Unsound]:
    yield from find_unsound_clocks(requirement)
    yield from find_unsound_amounts(requirement)
    yield from find_unsound_people(requirement)
