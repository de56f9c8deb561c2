"""Who is told of an absence: whoever stands in, and the person where somebody else has said it."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from scheduling.outbox.actions import Notice, to_person
from scheduling.presence.facts import Absence

AWAY, STANDING_IN = "away_set", "stand_in"
"""Kinds of notices; stored."""


def telling_of_absence(absence: Absence, instead_of: Sequence[Absence]) -> list[Notice]:
    """It was said, in place of others: whoever does not stand in any more is told of that."""
    told = [_notice(STANDING_IN, absence, absence.stand_in_id)] if absence.stand_in_id is not None else []
    if absence.set_by != absence.person_id:
        told.append(_notice(AWAY, absence, absence.person_id))
    return [
        *told,
        *(
            _notice(STANDING_IN, each, each.stand_in_id, over=True)
            for each in instead_of
            if each.stand_in_id is not None and each.stand_in_id != absence.stand_in_id
        ),
    ]


def telling_of_end(ended: Absence, *, by: int, at: datetime) -> list[Notice]:
    """It has ended before its time, or does not take place; `ended` as it stood before."""
    return list(_ending(ended, by, at))


def _ending(ended: Absence, by: int, at: datetime) -> Iterator[Notice]:
    if ended.stand_in_id is not None and at < ended.until:
        yield _notice(STANDING_IN, ended, ended.stand_in_id, over=True)
    if by != ended.person_id:
        yield _notice(AWAY, ended, ended.person_id, over=True)


def _notice(kind: str, absence: Absence, to: int, *, over: bool = False) -> Notice:
    return Notice(
        kind=kind,
        addressee=to_person(to),
        dedupe_key=f"{kind}:{absence.id}:{to}{':over' if over else ''}",
        refs={"absence": absence.id, "over": over},
    )
