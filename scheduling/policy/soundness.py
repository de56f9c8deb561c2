"""Whether what a pack asks can be done at all: requirements that are read, and contradict themselves."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from scheduling.policy.lines import Path
from scheduling.policy.requirements import Requirement


@dataclass(frozen=True, slots=True)
class Unsound:
    """Something that cannot be.

    Attributes:
        path: from the requirement's key on.
        why: as it goes on after the dotted key.
    """

    path: Path
    why: str


def find_unsound(requirements: Mapping[str, Requirement], *, told: frozenset[str]) -> Iterator[Unsound]:
    """Everything that cannot be, of each requirement by itself and of all together.

    Args:
        told: every key that the packs name, also of requirements that could not be read.
    """
    for key, requirement in requirements.items():
        if requirement.starts.after and requirement.starts.after not in told:
            yield Unsound((key, "starts", "after"), f"names {requirement.starts.after!r}, which no pack has")
