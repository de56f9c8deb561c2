"""What is found in a requirement, or in a chain, that cannot be."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from scheduling.policy.lines import Path


@dataclass(frozen=True, slots=True)
class Unsound:
    """Something that cannot be.

    Attributes:
        path: within the requirement or the chain: ("due", "on").
        why: the sentence that goes on after the key, without its full stop.
    """

    path: Path
    why: str


def find_twice(path: Path, names: Iterable[str]) -> Iterator[Unsound]:
    """What a list says twice; capitals do not matter."""
    for name, times in Counter(name.casefold() for name in names).items():
        if times > 1:
            yield Unsound(path, f'says "{name}" more than once')
