"""The door of policy packs: finds them, lays them over each other, and says all that is wrong at once."""

from collections.abc import Sequence
from hashlib import sha256

from scheduling.policy.combining import lay_over
from scheduling.policy.files import PackFile, list_packs, read_pack
from scheduling.policy.mistakes import sentences
from scheduling.policy.reading import read_policy
from scheduling.policy.schema import Policy

__all__ = ["list_packs", "load_policy"]

_UNDERNEATH = "default"
_LONGEST_TOGETHER = 180


def load_policy(names: str) -> Policy:
    """What the packs of these names or paths say together, separated by commas, over the pack `default`.

    A later pack is right where two differ (`combining.py` says how). A path has no comma in it.

    Raises:
        ValueError: one sentence a mistake, each naming the file, the line, the key and what is expected.
    """
    named = _read_all([name.strip() for name in names.split(",")])
    packs = [read_pack(_UNDERNEATH), *named]
    policy, mistakes = read_policy(
        lay_over(pack.told for pack in packs),
        name="+".join(pack.name for pack in named),
        version=_digest(packs),
    )
    if policy is None:
        raise ValueError("\n".join(sentences(mistakes, packs)))
    if len(policy.name) > _LONGEST_TOGETHER:
        raise ValueError(
            f"The packs' names are {len(policy.name)} characters together, and the audit keeps at most "
            f"{_LONGEST_TOGETHER}: give them shorter names, or combine fewer (MUSTER_POLICY)."
        )
    return policy


def _read_all(names: Sequence[str]) -> list[PackFile]:
    read: list[PackFile] = []
    mistakes: list[str] = []
    for name in names:
        try:
            read.append(read_pack(name))
        except ValueError as mistake:
            mistakes.append(str(mistake))
    if mistakes:
        raise ValueError("\n".join(mistakes))
    return read


def _digest(packs: Sequence[PackFile]) -> str:
    """Of the bytes of all packs, in their order."""
    return sha256(b"".join(sha256(pack.content).digest() for pack in packs)).hexdigest()[:12]
