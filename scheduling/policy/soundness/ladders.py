"""Requirements that do not go together: levels of which one waits for the other, titles that say the same."""

from collections.abc import Iterator, Mapping

from scheduling.policy.requirements import Requirement
from scheduling.policy.soundness.facts import Unsound


def find_unsound_ladders(
    requirement: Requirement, others: Mapping[str, Requirement], *, told: frozenset[str]
) -> Iterator[Unsound]:
    """What of `after` leads nowhere.

    Args:
        others: every requirement that could be read, this one too.
        told: every key that the packs have, also of what could not be read.
    """
    after = requirement.starts.after
    path = ("starts", "after")
    if not after:
        return
    if after not in told:
        yield Unsound(path, f'is "{after}", which no pack has')
    elif _goes_round(requirement, others):
        yield Unsound(path, f'is "{after}", which in the end waits for this one')
    elif (former := others.get(after)) is not None:
        if former.starts.every is not None:
            yield Unsound(path, f'is "{after}", which comes back and is never done for good')
        if requirement.on and not former.on:
            yield Unsound(path, f'is "{after}", which is off; nobody could ever begin')


def find_twice_titled(requirements: Mapping[str, Requirement]) -> Iterator[tuple[str, Unsound]]:
    """Requirements that officers could not tell apart, by key."""
    first: dict[str, str] = {}
    for key, requirement in requirements.items():
        other = first.setdefault(requirement.title.casefold(), key)
        if other != key:
            yield key, Unsound(("title",), f'is that of "{other}" too; nobody could tell them apart')


def _goes_round(requirement: Requirement, others: Mapping[str, Requirement]) -> bool:
    seen = {requirement.key}
    after = requirement.starts.after
    while after:
        if after == requirement.key:
            return True
        if after in seen or after not in others:
            return False
        seen.add(after)
        after = others[after].starts.after
    return False
