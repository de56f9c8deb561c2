"""How an escalation stands: what it is about, who has it, and whose turn it is next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from handlers.concerns.reading import Concerning, read_concerning
from handlers.concerns.turns import next_turn
from scheduling.escalations.facts import Escalation, EscalationState
from scheduling.policy.schema import Policy
from scheduling.roster.facts import Person
from scheduling.roster.queries import list_people, list_schools
from scheduling.store.transaction import Transaction
from scheduling.zones import zone_or_utc


@dataclass(frozen=True, slots=True)
class Standing:
    """An escalation with everything that is said of it wherever it is shown.

    Attributes:
        concerning: what it is about.
        now: the instant of reading.
        owner: the name of who has it, or had it last; empty for nobody.
        is_mine: whether that is the reader.
        resolver: the name of who resolved it; empty where it ended by itself.
        turn: whom the next step tells, in mrkdwn; empty where nobody is next.
        reopens_at: when its owner loses it; None: never.
        zone: the local time of what it is about.
        several_zones: whether the district's clocks differ, so that a channel is told which one is meant.
    """

    concerning: Concerning
    now: datetime
    owner: str
    is_mine: bool
    resolver: str
    turn: str
    reopens_at: datetime | None
    zone: ZoneInfo
    several_zones: bool

    @property
    def escalation(self) -> Escalation:
        """The escalation itself."""
        return self.concerning.escalation

    @property
    def number(self) -> int:
        """The number that people type."""
        return self.escalation.id

    @property
    def is_over(self) -> bool:
        """Whether it is resolved."""
        return self.escalation.state is EscalationState.RESOLVED

    @property
    def is_open(self) -> bool:
        """Whether nobody has it."""
        return self.escalation.state is EscalationState.OPEN


def read_standing(
    tx: Transaction, policy: Policy, escalation: Escalation, reader: Person | None = None
) -> Standing:
    """How one escalation stands now, for a person or for a channel."""
    [standing] = read_standings(tx, policy, [escalation], reader)
    return standing


def read_standings(
    tx: Transaction,
    policy: Policy,
    escalations: Sequence[Escalation],
    reader: Person | None = None,
    *,
    turns: bool = True,
) -> list[Standing]:
    """How several stand, in their order; without `turns` nobody looks whose turn is next."""
    known = _Known(_names(tx, escalations), {school.zone for school in list_schools(tx)}, reader)
    return [_standing(tx, policy, one, known, turns=turns) for one in escalations]


@dataclass(frozen=True, slots=True)
class _Known:
    """What is read once for many: names, the district's zones, and who reads."""

    names: Mapping[int, str]
    zones: set[str]
    reader: Person | None

    def is_reader(self, person_id: int | None) -> bool:
        return self.reader is not None and self.reader.id == person_id


def _standing(
    tx: Transaction, policy: Policy, escalation: Escalation, known: _Known, *, turns: bool
) -> Standing:
    asks = turns and escalation.state is EscalationState.OPEN
    return Standing(
        concerning=read_concerning(tx, escalation),
        now=tx.now,
        owner=known.names.get(escalation.owner_id or 0, ""),
        is_mine=known.is_reader(escalation.owner_id),
        resolver=known.names.get(escalation.resolved_by or 0, ""),
        turn=next_turn(tx, policy, escalation) if asks else "",
        reopens_at=_reopens_at(policy, escalation),
        zone=zone_or_utc(escalation.concern.zone),
        several_zones=len(known.zones | {escalation.concern.zone}) > 1,
    )


def _reopens_at(policy: Policy, escalation: Escalation) -> datetime | None:
    chain = policy.chains.get(escalation.concern.kind)
    taken = escalation.state is EscalationState.ACKNOWLEDGED and escalation.owned_at is not None
    if chain is None or chain.unacknowledge is None or not taken or escalation.owned_at is None:
        return None
    return escalation.owned_at + chain.unacknowledge


def _names(tx: Transaction, escalations: Sequence[Escalation]) -> dict[int, str]:
    every = (person_id for one in escalations for person_id in (one.owner_id, one.resolved_by))
    wanted = {person_id for person_id in every if person_id is not None}
    return {person.id: person.name for person in list_people(tx, ids=wanted)} if wanted else {}
