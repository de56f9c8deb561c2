"""Which school somebody means: by code, by name, by part of the name, or nearly. Pure."""

from collections.abc import Sequence
from difflib import SequenceMatcher

from scheduling.roster.facts import School

NEAR = 0.75
"""How alike a typed word and a word of a name must be to count as a slip of the finger (1 is equal)."""


def match_schools(schools: Sequence[School], typed: str) -> list[School]:
    """The schools that the words may mean, surest kind of match only; one means that it is certain enough."""
    words = typed.casefold().split()
    if not words:
        return []
    for fits in (_is_code, _is_name, _has_words, _has_near_words):
        if found := [school for school in schools if fits(school, words)]:
            return found
    return []


def _is_code(school: School, words: Sequence[str]) -> bool:
    return school.code.casefold() == " ".join(words)


def _is_name(school: School, words: Sequence[str]) -> bool:
    return school.name.casefold().split() == list(words)


def _has_words(school: School, words: Sequence[str]) -> bool:
    of_name = school.name.casefold().split()
    return all(any(part.startswith(word) for part in of_name) for word in words)


def _has_near_words(school: School, words: Sequence[str]) -> bool:
    of_name = school.name.casefold().split()
    return all(any(_near(word, part) for part in of_name) for word in words)


def _near(word: str, part: str) -> bool:
    return part.startswith(word) or SequenceMatcher(None, word, part).ratio() >= NEAR
