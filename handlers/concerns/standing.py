"""How an escalation stands: what it is about, who has it, and whose turn it is next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from handlers.concerns.reading import Concerning, read_concerning
from handlers.concerns.turns import next_turn
from scheduling.escalations.facts import Escalation, EscalationState
from scheduling.policy.schema import Policy
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
        resolver: the name of who resolved it; empty where it ended by itself.
        turn: whom the next step tells, in mrkdwn; empty where nobody is next.
        reopens_at: when its owner loses it; None: never.
        zone: the local time of what it is about.
        several_zones: whether the district's clocks differ, so that a channel is told which one is meant.
    """

    concerning: Concerning
    now: datetime
    owner: str
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


def read_standing(tx: Transaction, policy: Policy, escalation: Escalation) -> Standing:
    """How one escalation stands now."""
    [standing] = read_standings(tx, policy, [escalation])
    return standing


def read_standings(tx: Transaction, policy: Policy, escalations: Sequence[Escalation]) -> list[Standing]:
    """How several stand, in their order."""
    names = _names(tx, escalations)
    zones = {school.zone for school in list_schools(tx)}
    return [_standing(tx, policy, one, names, zones) for one in escalations]


def _standing(
    tx: Transaction, policy: Policy, escalation: Escalation, names: Mapping[int, str], zones: set[str]
) -> Standing:
    return Standing(
        concerning=read_concerning(tx, escalation),
        now=tx.now,
        owner=names.get(escalation.owner_id or 0, ""),
        resolver=names.get(escalation.resolved_by or 0, ""),
        turn=next_turn(tx, policy, escalation) if escalation.state is EscalationState.OPEN else "",
        reopens_at=_reopens_at(policy, escalation),
        zone=zone_or_utc(escalation.concern.zone),
        several_zones=len(zones | {escalation.concern.zone}) > 1,
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
