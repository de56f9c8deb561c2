"""What has happened in the sample district before the page opens: imports, training, claims, a waitlist, an
override, meetings, and then what is new this morning: the feed, and an invitation. All goes through the same
doors as in a real district.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from sqlalchemy import select

from bot.practice.people import Member
from bot.practice.samples.attendance import PLAYED, come_to_what_is_under_way
from bot.practice.samples.folder import DISTRICT_ZONE, SampleFolder
from bot.practice.samples.meetings import plan_safety_meeting, plan_team_meetings
from bot.practice.samples.training import log_a_qualification, take_training_in
from scheduling.feed.actions import receive_pull
from scheduling.feed.profile import load_profile
from scheduling.outbox.facts import NoticeState
from scheduling.outbox.tables import notices
from scheduling.policy.schema import Policy
from scheduling.refusals import OverrideBy, Refused
from scheduling.roster.actions import link_slack
from scheduling.roster.facts import Person
from scheduling.roster.import_people import import_roster
from scheduling.roster.import_schools import import_schools
from scheduling.roster.queries import find_person_by_email, list_people
from scheduling.shifts.actions import claim_shift, join_waitlist
from scheduling.shifts.facts import Shift
from scheduling.shifts.queries import find_shift, preview_claim
from scheduling.shifts.tables import shifts
from scheduling.store.engine import Database
from scheduling.store.transaction import Transaction
from scheduling.zones import zone

BEGAN = timedelta(days=3)
"""How long before the page opens the first feed came."""

_TAKEN_WITHIN = ((4, 95), (7, 70), (11, 40), (17, 15))
"""Days ahead of the first feed, and of how many places in a hundred somebody thinks by then."""

_IN_LINE = 2
"""How many wait for a place."""

_OWN_SHIFTS = {"ada": 2, "ben": 1, "cleo": 1}
"""How many more shifts those have whom the visitor plays, so that there are hours to count."""


@dataclass(frozen=True, slots=True)
class District:
    """A district in the making: its rows, its rules, its files and the accounts of its people."""

    database: Database
    policy: Policy
    folder: SampleFolder
    team_id: str
    members: Sequence[Member]


def live_through(district: District, now: datetime) -> None:
    """Fill a migrated, empty database with three days of history that end at `now` (aware UTC)."""
    began = now - BEGAN
    with district.database.begin(began) as tx:
        _import_people(tx, district)
        _receive(tx, district, delivery=0)
    take_training_in(district.database, district.policy, district.folder.records, began)
    moments = _moments(began + timedelta(hours=2))
    _claim_for_the_cast(district, moments)
    _claim_for_the_others(district, moments)
    _join_a_line(district, next(moments))
    _set_a_rule_aside(district, next(moments))
    log_a_qualification(district.database, district.policy, next(moments))
    plan_team_meetings(district.database, district.policy, next(moments))
    come_to_what_is_under_way(district.database, district.policy, now)
    with district.database.begin(now) as tx:
        _keep_quiet_about_the_past(tx)
        _receive(tx, district, delivery=1)
        plan_safety_meeting(tx, district.policy)


def _import_people(tx: Transaction, district: District) -> None:
    import_schools(tx, content=district.folder.schools.read_bytes(), district_zone=DISTRICT_ZONE)
    import_roster(tx, content=district.folder.roster.read_bytes(), district_zone=DISTRICT_ZONE)
    for member in district.members:
        person = find_person_by_email(tx, member.email)
        if person is not None:
            link_slack(tx, person_id=person.id, team_id=district.team_id, slack_id=member.id)


def _receive(tx: Transaction, district: District, *, delivery: int) -> None:
    receive_pull(
        tx,
        content=district.folder.feeds[delivery].read_bytes(),
        profile=load_profile("muster"),
        policy=district.policy,
        district_zone=zone(DISTRICT_ZONE),
    )


def _claim_for_the_cast(district: District, moments: Iterator[datetime]) -> None:
    """Ada takes the shift that the feed will move, Ben the one that it will withdraw. Each has a few more."""
    deliveries = district.folder.deliveries
    for name, external_id in (("ada", deliveries.moved), ("ben", deliveries.withdrawn)):
        with district.database.begin(next(moments)) as tx:
            claim_shift(tx, actor=_named(tx, name), shift_id=_number(tx, external_id), policy=district.policy)
    for name, count in _OWN_SHIFTS.items():
        _claim_what_passes(district, name, count, next(moments))


def _claim_what_passes(district: District, name: str, count: int, at: datetime) -> None:
    """The soonest shifts, from four days after the page opens, that the officer may claim: the first ones of
    the list stay free of overlaps with them.
    """
    with district.database.begin(at) as tx:
        officer = _named(tx, name)
        for shift in _list_coming(tx, since=at + BEGAN + timedelta(days=4)):
            if count and preview_claim(tx, officer=officer, shift=shift, policy=district.policy).passes:
                claim_shift(tx, actor=officer, shift_id=shift.id, policy=district.policy)
                count -= 1


def _claim_for_the_others(district: District, moments: Iterator[datetime]) -> None:
    """Officers at random try shift by shift; the rules turn away those who may not, as in life."""
    chance = Random("claims")  # noqa: S311  sample data, not a secret
    began = next(moments)
    with district.database.read(began) as tx:
        officers = [each for each in list_people(tx) if each.works_shifts and _first_name(each) not in PLAYED]
        coming = _list_coming(tx)
    for shift in coming:
        for _ in range(shift.places):
            if chance.randrange(100) < _taken_by(shift, began):
                _claim_for_anybody(district, shift, chance.sample(officers, len(officers)), moments)


def _claim_for_anybody(
    district: District, shift: Shift, officers: Sequence[Person], moments: Iterator[datetime]
) -> None:
    for officer in officers:
        try:
            with district.database.begin(next(moments)) as tx:
                claim_shift(tx, actor=officer, shift_id=shift.id, policy=district.policy)
        except Refused:
            continue
        return


def _join_a_line(district: District, at: datetime) -> None:
    """Two officers wait for a full shift that is a day away when the page opens."""
    with district.database.begin(at) as tx:
        officers = [_named(tx, name) for name in ("hana", "ivo", "nora", "pia", "dora")]
        for shift in _list_coming(tx, since=at + BEGAN + timedelta(days=1)):
            line = 0
            for officer in officers if not shift.free else ():
                line += _joins(tx, district, officer, shift)
                if line == _IN_LINE:
                    return


def _joins(tx: Transaction, district: District, officer: Person, shift: Shift) -> bool:
    try:
        join_waitlist(tx, actor=officer, shift_id=shift.id, policy=district.policy)
    except Refused:
        return False
    return True


def _set_a_rule_aside(district: District, at: datetime) -> None:
    """Sergeant Sequoia puts Dora on a shift that a rule would refuse, giving a reason."""
    with district.database.begin(at) as tx:
        sol, dora = _named(tx, "sol"), _named(tx, "dora")
        for shift in _list_coming(tx):
            verdict = preview_claim(tx, officer=dora, shift=shift, policy=district.policy)
            if shift.free and verdict.override_by is OverrideBy.SUPERVISOR:
                claim_shift(
                    tx,
                    actor=sol,
                    officer=dora,
                    shift_id=shift.id,
                    policy=district.policy,
                    override_reason="Agreed by telephone; nobody else is near.",
                )
                return


def _keep_quiet_about_the_past(tx: Transaction) -> None:
    """Nobody is told now, days late, what happened in a past that never was."""
    tx.execute(
        notices.update()
        .where(notices.c.state == NoticeState.WAITING)
        .values(
            state=NoticeState.OBSOLETE, reason="It happened before the practice began.", settled_at=tx.now
        )
    )


def _list_coming(tx: Transaction, since: datetime | None = None) -> list[Shift]:
    """Open shifts that begin after `since` (now, if left out), soonest first."""
    ids = tx.execute(
        select(shifts.c.id)
        .where(shifts.c.starts_at > (since or tx.now), shifts.c.status == "open")
        .order_by(shifts.c.starts_at, shifts.c.id)
    ).scalars()
    return [shift for number in ids.all() if (shift := find_shift(tx, number)) is not None]


def _taken_by(shift: Shift, at: datetime) -> int:
    ahead = shift.starts_at - at
    return next((share for days, share in _TAKEN_WITHIN if ahead <= timedelta(days=days)), 0)


def _moments(begin: datetime) -> Iterator[datetime]:
    """The instants of what people did, a minute apart."""
    while True:
        yield begin
        begin += timedelta(minutes=1)


def _named(tx: Transaction, name: str) -> Person:
    person = find_person_by_email(tx, f"{name}@example.org")
    if person is None:
        raise LookupError(f"the sample roster lacks {name}@example.org")
    return person


def _first_name(person: Person) -> str:
    return person.email.partition("@")[0]


def _number(tx: Transaction, external_id: str) -> int:
    return int(tx.execute(select(shifts.c.id).where(shifts.c.external_id == external_id)).scalar_one())
