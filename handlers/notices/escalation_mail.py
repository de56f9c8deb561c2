"""`escalation_mail` {escalations, person}: something urgent, by mail as well as in Slack."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from zoneinfo import ZoneInfo

from handlers.blocks.elements import section
from handlers.blocks.escalations.standing import opened, stands
from handlers.concerns.standing import Standing, read_standings
from handlers.concerns.whys import why_told
from handlers.message import Message, message
from handlers.notices.reader import zone_of
from scheduling.escalations.facts import Cause, EscalationKind, EscalationState
from scheduling.escalations.queries import find_escalation
from scheduling.outbox.facts import Obsolete
from scheduling.policy.schema import Policy
from scheduling.roster.facts import Person
from scheduling.roster.queries import find_person
from scheduling.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class EscalationMailed:
    """How one stands, and why this person reads of it."""

    standing: Standing
    why: str


def load_escalation_mail(
    tx: Transaction, refs: Mapping[str, Any], policy: Policy
) -> Sequence[EscalationMailed] | Obsolete:
    """Those that nobody has yet. Obsolete: there is none; each is taken, or over."""
    found = [find_escalation(tx, int(number)) for number in refs["escalations"]]
    open_still = [each for each in found if each is not None and each.state is EscalationState.OPEN]
    if not open_still:
        return Obsolete("taken, or over, before it was sent")
    person = find_person(tx, int(refs["person"]))
    standings = read_standings(tx, policy, open_still, person)
    return [
        EscalationMailed(of, why_told(tx, policy, of.escalation, Cause.STEP, person) if person else "")
        for of in standings
    ]


def escalation_mail(facts: Sequence[EscalationMailed], addressee: Person | None) -> Message:
    """What each is about in a line, but of a report nothing at all; and what to type in Slack."""
    reader = zone_of(addressee)
    if len(facts) > 1:
        text = f"{len(facts)} urgent things need somebody."
        told = [f"#{each.standing.number} {_about(each, reader)}" for each in facts]
        act = "In Slack, `/escalations` lists them; type `/escalations take` and its number if you have one."
        return message(text, [section(text), *map(section, told), section(act)])
    [one] = facts
    text, number = "Something urgent needs somebody.", one.standing.number
    parts = [text, _about(one, reader), opened(one.standing, reader), one.why]
    act = f"In Slack, type `/escalations take {number}` if you have it; `/escalations {number}` tells more."
    return message(text, [section("\n".join(part for part in parts if part)), section(act)])


def _about(of: EscalationMailed, reader: ZoneInfo | None) -> str:
    standing = of.standing
    is_report = standing.escalation.concern.kind is EscalationKind.REPORT
    line = _REPORT if is_report else standing.concerning.line(reader)
    return f"{line}\n{stands(standing, reader)}"


_REPORT: Final = "What it is about, only Slack shows."
