"""Who is told of an absence: whoever stands in, and the person where somebody else has said it."""

from collections.abc import Sequence
from datetime import datetime

from scheduling.outbox.actions import Notice, to_person
from scheduling.presence.facts import Absence

AWAY, STANDING_IN = "away_set", "stand_in"
"""Kinds of notices; stored."""


def telling_of_absence(absence: Absence, instead_of: Sequence[Absence], *, at: datetime) -> list[Notice]:
    """It was said, in place of others: whoever does not stand in any more is told of that."""
    told = [_notice(STANDING_IN, absence, absence.stand_in_id)] if absence.stand_in_id is not None else []
    if absence.set_by != absence.person_id:
        told.append(_notice(AWAY, absence, absence.person_id))
    return [
        *told,
        *(
            _notice(STANDING_IN, each, each.stand_in_id, changed_at=at)
            for each in instead_of
            if each.stand_in_id is not None and each.stand_in_id != absence.stand_in_id
        ),
    ]


def telling_of_end(ended: Absence, *, by: int, at: datetime) -> list[Notice]:
    """It ends before its time, or does not take place, as was said at an instant."""
    told = []
    if ended.stand_in_id is not None:
        told.append(_notice(STANDING_IN, ended, ended.stand_in_id, changed_at=at))
    if by != ended.person_id:
        told.append(_notice(AWAY, ended, ended.person_id, changed_at=at))
    return told


def _notice(kind: str, absence: Absence, to: int, *, changed_at: datetime | None = None) -> Notice:
    key = f"{kind}:{absence.id}:{to}"
    return Notice(
        kind=kind,
        addressee=to_person(to),
        dedupe_key=key if changed_at is None else f"{key}:{changed_at:%Y%m%dT%H%M%S%f}",
        refs={"absence": absence.id, "changed": changed_at is not None},
        supersede_key=f"{key}:changed" if changed_at is not None else None,
    )
