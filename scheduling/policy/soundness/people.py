"""Requirements that concern nobody: what they ask of some, they take from the same."""

from collections.abc import Iterator

from scheduling.policy.requirements import Requirement, Who
from scheduling.policy.soundness.facts import Unsound


def find_unsound_people(requirement: Requirement) -> Iterator[Unsound]:
    """Exclusions that leave nobody, or that fit nobody who would be concerned."""
    for number, exclusion in enumerate(requirement.excluded):
        path = ("excluded", number, "who")
        if _covers(exclusion.who, requirement.who):
            yield Unsound(path, "fits everybody whom the requirement concerns; nobody is left")
        elif _misses(exclusion.who, requirement.who):
            yield Unsound(path, "fits nobody whom the requirement concerns")


def _covers(wider: Who, who: Who) -> bool:
    """Whether everybody whom `who` fits is fitted by `wider` as well, as far as can be said of any roster."""
    names = all(
        not wide or (narrow and narrow <= wide)
        for wide, narrow in zip(_names(wider), _names(who), strict=True)
    )
    switches = wider.armed in {None, who.armed} and wider.core_team in {None, who.core_team}
    return names and switches and _since_longer(wider, who)


def _since_longer(wider: Who, who: Who) -> bool:
    if wider.worked_before is None:
        return True
    return who.worked_before is not None and who.worked_before <= wider.worked_before


def _misses(one: Who, other: Who) -> bool:
    """Whether nobody can be fitted by both."""
    names = any(a and b and a.isdisjoint(b) for a, b in zip(_names(one), _names(other), strict=True))
    return (
        names
        or {one.armed, other.armed} == {True, False}
        or {one.core_team, other.core_team} == {True, False}
    )


def _names(who: Who) -> list[set[str]]:
    told = (who.kinds, who.programmes, who.funding, who.employments)
    return [{name.casefold() for name in names} for names in told]
