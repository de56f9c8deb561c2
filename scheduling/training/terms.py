"""A requirement as a pack stated it once, kept as data: what was asked of somebody stays what was asked."""

from collections.abc import Iterable, Mapping
from hashlib import blake2b
from json import dumps
from typing import Any, Final

from pydantic import TypeAdapter
from sqlalchemy import select

from scheduling.policy.requirements import Requirement
from scheduling.store.conflict import insert_unless_there
from scheduling.store.transaction import Transaction
from scheduling.training.tables import terms

_REQUIREMENT: Final = TypeAdapter(Requirement)
_DIGEST_BYTES: Final = 16


def keep_terms(tx: Transaction, requirements: Iterable[Requirement], edition: str) -> dict[str, int]:
    """Write down terms that are not written down yet; answers the id of each requirement's, by its key.

    The same terms are the same row, whichever editions of a pack state them.
    """
    rows = [_row(requirement, edition) for requirement in requirements]
    if not rows:
        return {}
    tx.execute(insert_unless_there(tx, terms, unique=["requirement", "digest"]), rows)
    stored = tx.execute(
        select(terms.c.id, terms.c.requirement, terms.c.digest).where(
            terms.c.digest.in_([row["digest"] for row in rows])
        )
    )
    ids = {(row.requirement, row.digest): row.id for row in stored}
    return {row["requirement"]: ids[row["requirement"], row["digest"]] for row in rows}


def read_terms(tx: Transaction, ids: Iterable[int]) -> Mapping[int, tuple[Requirement, str]]:
    """The requirement, exactly as it stood, and the edition that first stated it so, of each of these terms.

    Raises:
        pydantic.ValidationError: a row holds no requirement that this release can read.
    """
    wanted = sorted(set(ids))
    if not wanted:
        return {}
    rows = tx.execute(select(terms.c.id, terms.c.terms, terms.c.edition).where(terms.c.id.in_(wanted)))
    return {row.id: (_REQUIREMENT.validate_python(row.terms), row.edition) for row in rows}


def _row(requirement: Requirement, edition: str) -> dict[str, Any]:
    stated: dict[str, Any] = _REQUIREMENT.dump_python(requirement, mode="json")
    digest = blake2b(dumps(stated, sort_keys=True).encode(), digest_size=_DIGEST_BYTES).hexdigest()
    return {"requirement": requirement.key, "edition": edition, "digest": digest, "terms": stated}
