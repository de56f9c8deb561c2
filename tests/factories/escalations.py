"""Escalations for tests: chains, concerns, time that passes for them, and what came of it."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from scheduling.escalations.due import next_sweep_at
from scheduling.escalations.facts import Concern, EntryKind, Escalation, EscalationKind
from scheduling.escalations.opening import open_escalation
from scheduling.escalations.queries import find_escalation, list_entries
from scheduling.escalations.sweep import sweep_escalations
from scheduling.escalations.tables import escalation_posts, escalation_tellings
from scheduling.outbox.tables import notices
from scheduling.policy.chains import Chain, Groups, Step, Target, Tell
from scheduling.policy.loader import load_policy
from scheduling.policy.schema import Policy
from scheduling.store.engine import Database
from scheduling.store.transaction import Transaction

_MOST_ROUNDS = 400

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)

CHANNEL = Tell(Target.CHANNEL)
SUPERVISOR = Tell(Target.SUPERVISOR)
COORDINATOR = Tell(Target.COORDINATOR)
ON_DUTY = Tell(Target.ON_DUTY)
EVERYONE = Tell(Target.EVERYONE)


def step(*tell: Tell, after: timedelta = timedelta(0)) -> Step:
    """Tell these, so long after the step before."""
    return Step(after, tell)


def chain(*steps: Step, kind: EscalationKind = EscalationKind.SHIFT_UNFILLED, **told: Any) -> Chain:
    """Channel and supervisor at once, the coordinator an hour later, every day; unless told otherwise."""
    usual = (step(CHANNEL, SUPERVISOR), step(COORDINATOR, after=HOUR))
    return Chain(key=kind.value, source="the test", steps=steps or usual, **told)


def policy_of(*chains: Chain, groups: Groups | None = None) -> Policy:
    """The default pack with these chains and no others."""
    return replace(load_policy("default"), chains={each.key: each for each in chains}, groups=groups or {})


def concern(subject: str = "shift:412", **told: Any) -> Concern:
    """An unfilled shift in Phoenix, of nobody's and no agency, unless told otherwise."""
    kind = told.pop("kind", EscalationKind.SHIFT_UNFILLED)
    return Concern(kind, subject, **{"zone": "America/Phoenix", **told})


def opened(tx: Transaction, policy: Policy, about: Concern | None = None) -> int:
    """Open one; its number."""
    number = open_escalation(tx, policy, about or concern())
    assert number is not None
    return number


def found(tx: Transaction, number: int) -> Escalation:
    """The escalation with this number."""
    escalation = find_escalation(tx, number)
    assert escalation is not None
    return escalation


def pass_time(database: Database, policy: Policy, *moments: datetime, by_mail: bool = False) -> None:
    """Sweep at each moment until nothing is left, each round in a transaction of its own."""
    for now in moments:
        for _ in range(_MOST_ROUNDS):
            with database.begin(now) as tx:
                if not sweep_escalations(tx, policy, by_mail=by_mail):
                    break
        else:
            raise AssertionError(f"the sweep at {now} never came to rest")
        with database.read(now) as tx:
            assert not is_escalation_due(tx)


def open_and_tell(
    database: Database, policy: Policy, now: datetime, *about: Concern, by_mail: bool = False
) -> list[int]:
    """Open these together, and have told whoever is to be told at once; their numbers."""
    with database.begin(now) as tx:
        numbers = [opened(tx, policy, each) for each in about]
    pass_time(database, policy, now, by_mail=by_mail)
    return numbers


def is_escalation_due(tx: Transaction) -> bool:
    """Whether a sweep would find anything to do now."""
    at = next_sweep_at(tx)
    return at is not None and at <= tx.now


@dataclass(frozen=True)
class Put:
    """A message as it was first put up: whom it tells, and of which escalations."""

    addressee: str
    about: tuple[int, ...]
    urgency: int


def list_put(tx: Transaction) -> list[Put]:
    """Every message about escalations, in the order of writing; redrawn ones are not told again."""
    rows = tx.execute(
        select(escalation_tellings.c.post_id, escalation_tellings.c.escalation_id)
        .where(escalation_tellings.c.post_id.is_not(None))
        .order_by(escalation_tellings.c.post_id, escalation_tellings.c.escalation_id)
    )
    told: dict[int, list[int]] = {}
    for row in rows:
        told.setdefault(row.post_id, []).append(row.escalation_id)
    posts = {
        row.id: row.addressee for row in tx.execute(select(escalation_posts).order_by(escalation_posts.c.id))
    }
    urgency = {
        row.refs["post"]: row.urgency
        for row in tx.execute(
            select(notices).where(notices.c.kind == "escalation_post").order_by(notices.c.id.desc())
        )
    }
    return [Put(posts[number], tuple(told[number]), urgency[number]) for number in posts]


def list_told_people(tx: Transaction) -> list[str]:
    """Whom every message went to, in the order of writing."""
    return [each.addressee for each in list_put(tx)]


def timeline(tx: Transaction, number: int) -> list[str]:
    """The kinds of its lines, in their order."""
    return [each.kind.value for each in list_entries(tx, number)]


def lines(tx: Transaction, number: int, *kinds: EntryKind) -> list[tuple[str, str, str]]:
    """(kind, to, why) of its lines of these kinds; of all without any."""
    return [
        (each.kind.value, each.to, each.why)
        for each in list_entries(tx, number)
        if not kinds or each.kind in kinds
    ]
