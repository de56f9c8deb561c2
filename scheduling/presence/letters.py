"""Who is told of an absence, of somebody who cannot stand in, and of quiet hours that another has set."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum

from scheduling.outbox.actions import Notice, to_person
from scheduling.presence.facts import Absence

AWAY, STANDING_IN, NOBODY_STANDS_IN, QUIET_SET = "away_set", "stand_in", "stand_in_missing", "quiet_set"
"""Kinds of notices; stored."""


class WhyMissing(StrEnum):
    """Why somebody who was named does not stand in; stored."""

    DECLINED = "declined"
    AWAY = "away"


def telling_of_absence(
    absence: Absence,
    instead_of: Sequence[Absence],
    *,
    at: datetime,
    stand_in_at: datetime | None = None,
    again_at: datetime | None = None,
) -> list[Notice]:
    """It was said, in place of others: whoever does not stand in any more is told of that.

    Args:
        absence: what was said.
        instead_of: what does not hold any more.
        at: when it was said.
        stand_in_at: when whoever stands in may be told; None: at once.
        again_at: when they are told once more, shortly before it begins; None: never.
    """
    told = []
    if absence.stand_in_id is not None:
        told.append(_notice(STANDING_IN, absence, absence.stand_in_id, due_at=stand_in_at))
        if again_at is not None:
            told.append(_notice(STANDING_IN, absence, absence.stand_in_id, due_at=again_at, key="again"))
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


def telling_that_nobody_stands_in(
    absences: Iterable[Absence], who: int, why: WhyMissing, *, at: datetime
) -> list[Notice]:
    """Somebody does not stand in who was named: who is away is told, and whoever said so for them."""
    return [
        Notice(
            NOBODY_STANDS_IN,
            to_person(to),
            f"{NOBODY_STANDS_IN}:{each.id}:{to}:{_stamp(at)}",
            {"absence": each.id, "who": who, "why": why.value},
        )
        for each in absences
        for to in sorted({each.person_id, each.set_by} - {who})
    ]


def telling_of_quiet(person_id: int, *, by: int, why: str, at: datetime) -> list[Notice]:
    """Somebody else has said when a person is quiet: the last word takes the place of earlier ones."""
    if by == person_id:
        return []
    key = f"{QUIET_SET}:{person_id}"
    refs = {"person": person_id, "by": by, "why": why}
    return [Notice(QUIET_SET, to_person(person_id), f"{key}:{_stamp(at)}", refs, supersede_key=key)]


def _notice(
    kind: str,
    absence: Absence,
    to: int,
    *,
    changed_at: datetime | None = None,
    due_at: datetime | None = None,
    key: str = "",
) -> Notice:
    about = f"{kind}:{absence.id}:{to}"
    once = key or (_stamp(changed_at) if changed_at is not None else "")
    return Notice(
        kind=kind,
        addressee=to_person(to),
        dedupe_key=f"{about}:{once}" if once else about,
        refs={"absence": absence.id, "changed": changed_at is not None, "to": to},
        due_at=due_at,
        supersede_key=f"{about}:changed" if changed_at is not None else None,
    )


def _stamp(at: datetime) -> str:
    return f"{at:%Y%m%dT%H%M%S%f}"
