"""What a bot that went down an hour or a week ago owes to people: notices of every kind, class and way.

Some tell of a shift that is still to come, and some of one that has begun and ended meanwhile. Some were in
the hands of the process that died, some were of use only until noon, some are rungs of one ladder.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import count, product
from typing import Any, Final

from sqlalchemy import update

from chaos.downtime_escalations import begin_escalations, owed_of_escalations, settled_report
from chaos.downtime_meetings import Meetings, begin_meetings, meeting_kinds
from chaos.downtime_training import Training, begin_training, training_kinds
from chaos.untold import leave_untold
from scheduling.escalations.answering import ANSWERED
from scheduling.outbox.actions import (
    SHIFTS_CHANNEL,
    SUPERVISORS_CHANNEL,
    Notice,
    Urgency,
    enqueue,
    to_person,
)
from scheduling.outbox.facts import NoticeState, Route
from scheduling.outbox.leases import LEASE
from scheduling.outbox.tables import notices
from scheduling.presence.letters import (
    WhyMissing,
    telling_of_absence,
    telling_of_quiet,
    telling_that_nobody_stands_in,
)
from scheduling.presence.rows import add_absence
from scheduling.refusals import Rule
from scheduling.reports.notices import FOLLOWED_UP
from scheduling.reports.tables import report_follow_ups, reports
from scheduling.roster.facts import Person
from scheduling.shifts.facts import Shift
from scheduling.shifts.questions.facts import QuestionKind
from scheduling.shifts.questions.rows import open_question
from scheduling.store.transaction import Transaction
from scheduling.zones import local_day, zone
from tests.factories.roster import change_person
from tests.factories.shifts import add_shift, give
from tests.people import Cast, hire

KEY: Final = "owed:"

_ZONE: Final = zone("America/Phoenix")
_SOON: Final = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class _About:
    """A shift, who holds it, the questions about it, and a notice that nobody could deliver."""

    shift: Shift
    claim: int
    override: int
    release: int
    untold: int


def owe(tx: Transaction, back_at: datetime) -> int:
    """Write everything in a transaction that begins when the bot goes down; it comes back at `back_at`.
    Answers how many notices there are.
    """
    cast = hire(tx)
    to_come = _about(tx, cast, back_at + timedelta(days=2), hours=8)
    over = _about(tx, cast, tx.now + _SOON, hours=0.5)
    _goes(tx, cast)
    training = begin_training(tx, cast)
    meetings = begin_meetings(tx, cast, back_at)
    batch = [
        notice
        for about, urgency in product((to_come, over), Urgency)
        for notice in _of_every_kind(tx, cast, about, urgency)
    ]
    batch += _of_training(tx, cast, training, to_come)
    batch += _of_meetings(cast, meetings)
    batch += owed_of_escalations(cast, begin_escalations(tx, cast), KEY)
    batch += _of_absences(tx, cast, back_at)
    batch += _of_reports(tx, cast)
    batch += _of_use_for_a_while(cast, to_come, tx.now, back_at)
    enqueue(tx, batch)
    rungs = _ladder(cast, to_come, tx.now)
    for rung in rungs:  # one after the other, as they are written in life
        enqueue(tx, [rung])
    _leave_in_hand(tx, batch[:2])
    return len(batch) + len(rungs)


def _about(tx: Transaction, cast: Cast, starts_at: datetime, *, hours: float) -> _About:
    shift = add_shift(tx, cast.quartz, starts_at, hours=hours, places=2)
    asked = [cast.sol.id]
    return _About(
        shift,
        give(tx, shift, cast.ada),
        open_question(tx, QuestionKind.OVERRIDE, shift.id, cast.ben.id, asked, "short of people").id,
        open_question(tx, QuestionKind.RELEASE, shift.id, cast.ada.id, asked, "a course").id,
        *leave_untold(tx, [to_person(cast.ben.id)]),
    )


def _goes(tx: Transaction, cast: Cast) -> None:
    """Cleo is off the roster, and still holds a shift."""
    give(tx, add_shift(tx, cast.basalt, tx.now + timedelta(days=20)), cast.cleo)
    change_person(tx, cast.cleo, active=False)


def _of_training(tx: Transaction, cast: Cast, training: Training, about: _About) -> Iterator[Notice]:
    """Once each: what has buttons goes alone at Slack's pace, and there is a great deal of it."""
    for kind, who, refs in training_kinds(training, cast, about.shift.id, tx.now):
        yield Notice(kind, who, f"{KEY}{kind}", refs)


def _of_reports(tx: Transaction, cast: Cast) -> Iterator[Notice]:
    """That something was added to one, and that it is settled; whoever it paged had it long ago."""
    by = {"author_id": cast.ada.id, "at": tx.now, "what": "Words on a wall"}
    told = {**by, "kind": "threat", "school_id": cast.quartz.id, "happened": "now", "told": ""}
    report = tx.execute(reports.insert().values(told).returning(reports.c.id)).scalar_one()
    added = report_follow_ups.insert().values(**by, report_id=report).returning(report_follow_ups.c.id)
    refs = {"report": report, "follow_up": tx.execute(added).scalar_one()}
    yield Notice(FOLLOWED_UP, to_person(cast.sol.id), f"{KEY}{FOLLOWED_UP}", refs)
    answered = {"escalation": settled_report(tx, cast, report), "over": True}
    yield Notice(ANSWERED, to_person(cast.ada.id), f"{KEY}{ANSWERED}", answered)


def _of_meetings(cast: Cast, meetings: Meetings) -> Iterator[Notice]:
    for kind, who, refs in meeting_kinds(meetings, cast):
        yield Notice(kind, who, f"{KEY}{kind}", refs)


def _of_absences(tx: Transaction, cast: Cast, back_at: datetime) -> Iterator[Notice]:
    """One that still lasts, and one that was over before anybody could be told."""
    for until in (back_at + timedelta(days=2), tx.now + _SOON):
        absence = add_absence(
            tx, person_id=cast.ada.id, since=tx.now, until=until, stand_in_id=cast.sol.id, why="ill",
            by=cast.cora.id,
        )  # fmt: skip
        told = telling_of_absence(absence, (), at=tx.now)
        told += telling_that_nobody_stands_in([absence], cast.sol.id, WhyMissing.AWAY, at=tx.now)
        for notice in told:
            yield replace(notice, dedupe_key=f"{KEY}{notice.dedupe_key}")
    for notice in telling_of_quiet(cast.ada.id, by=cast.cora.id, why="ill", at=tx.now):
        yield replace(notice, dedupe_key=f"{KEY}{notice.dedupe_key}")


def _of_every_kind(tx: Transaction, cast: Cast, about: _About, urgency: Urgency) -> Iterator[Notice]:
    number = count()
    for kind, who, refs in _kinds(tx, cast, about):
        key = f"{KEY}{about.shift.id}:{urgency}:{kind}:{next(number)}"
        if kind == "day_board":
            day = refs["day"]
            yield Notice(kind, SHIFTS_CHANNEL, f"{key}", refs, urgency, post_key=f"day:{day}:{urgency}")
            continue
        yield Notice(kind, who, key, refs, urgency)
        if kind == "shift_changed":
            yield Notice(kind, who, f"{key}:mail", refs, urgency, route=Route.EMAIL)


def _kinds(tx: Transaction, cast: Cast, about: _About) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Kind, addressee and references of one notice of each."""
    ada, ben, sol = to_person(cast.ada.id), to_person(cast.ben.id), to_person(cast.sol.id)
    of_ada, of_ben = _refs(about, cast.ada), _refs(about, cast.ben)
    claim, by = {"claim": about.claim}, {"by": cast.sol.id}
    wish, leave = {"question": about.override}, {"question": about.release}
    yield "shift_claimed", ada, of_ada | claim | by | {"override_reason": ""}
    yield "shift_released", ben, of_ben | claim | by | {"reason": "swapped"}
    yield "waitlist_moved_up", ada, of_ada | claim
    yield "waitlist_passed_over", ben, of_ben | {"rules": [Rule.WITHDRAWN.value]}
    yield "shift_changed", ada, of_ada | {"changes": {}, "refusals": []}
    yield "shift_withdrawn", ben, of_ben
    yield "claim_in_question", sol, of_ada
    yield "override_asked", sol, of_ben | wish
    yield "release_asked", sol, of_ada | leave
    yield "override_declined", ben, of_ben | wish | by
    yield "release_declined", ada, of_ada | leave | by
    yield "question_settled", sol, of_ben | wish | {"post": "nowhere"}
    yield "shift_brief", ada, claim
    yield "check_in_missing", ada, claim
    yield "shift_offered", ben, of_ben | by | {"call": "eligible"}
    yield "backup_asked", sol, {"shift": about.shift.id} | by
    yield "overfull", SUPERVISORS_CHANNEL, {"shift": about.shift.id}
    yield "place_lost", SUPERVISORS_CHANNEL, of_ben | claim | {"released_by": cast.sol.id, "reason": "ill"}
    yield "day_board", SHIFTS_CHANNEL, {"day": local_day(about.shift.starts_at, _ZONE).isoformat()}
    yield "officer_gone", SUPERVISORS_CHANNEL, {"officer": cast.cleo.id}
    yield "typed_plainly", ada, {"typed": "claim something", "at": tx.now.isoformat()}
    yield "notice_undeliverable", SUPERVISORS_CHANNEL, _told(about, "channel_not_found")


def _refs(about: _About, officer: Person) -> dict[str, Any]:
    return {"shift": about.shift.id, "officer": officer.id}


def _told(about: _About, reason: str) -> dict[str, Any]:
    return {"notice": about.untold, "reason": reason}


def _alert(cast: Cast, about: _About, key: str, at: datetime, **more: Any) -> Notice:
    """Which is never obsolete by itself."""
    told = _told(about, key)
    return Notice("notice_undeliverable", to_person(cast.cora.id), f"{KEY}{key}", told, due_at=at, **more)


def _of_use_for_a_while(cast: Cast, about: _About, now: datetime, back_at: datetime) -> list[Notice]:
    """Due while the bot was down: of use only until then, or still."""
    at = now + timedelta(minutes=20)
    return [
        _alert(cast, about, "expired", at, expires_at=back_at - timedelta(minutes=10)),
        _alert(cast, about, "still of use", at, expires_at=back_at + timedelta(days=1)),
    ]


def _ladder(cast: Cast, about: _About, now: datetime) -> list[Notice]:
    """Three rungs; whoever has missed them reads the last."""
    return [
        _alert(cast, about, f"rung {rung}", now + timedelta(minutes=10 * rung), supersede_key="owed ladder")
        for rung in (1, 2, 3)
    ]


def _leave_in_hand(tx: Transaction, batch: list[Notice]) -> None:
    """One was being sent when the process died, of the other nobody knew whether it had arrived."""
    doubts: list[dict[str, Any]] = [
        {"state": NoticeState.LEASED, "lease": "gone:1"},
        {"state": NoticeState.UNCERTAIN, "doubtful_since": tx.now},
    ]
    for notice, doubt in zip(batch, doubts, strict=True):
        tx.execute(
            update(notices)
            .where(notices.c.dedupe_key == notice.dedupe_key)
            .values(**doubt, attempts=1, try_at=tx.now + LEASE)
        )
