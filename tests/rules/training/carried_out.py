"""Carries plans out in memory, as the database does in earnest, until nothing is left to do."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from scheduling.policy.requirements import Requirement
from scheduling.roster.facts import Person
from scheduling.training.facts import Obligation, ObligationState, TrainingRecord
from scheduling.training.rules.planning import plan
from scheduling.training.rules.plans import Plan
from scheduling.zones import zone


@dataclass(frozen=True)
class Reviewed:
    """What is owed in the end, and how many rounds it took, the empty one among them."""

    obligations: tuple[Obligation, ...]
    rounds: int

    def of(self, requirement: str) -> dict[str, Obligation]:
        """Those of one requirement, by period."""
        return {one.period: one for one in self.obligations if one.requirement.key == requirement}

    @property
    def only(self) -> Obligation:
        """The one obligation that there is."""
        (obligation,) = self.obligations
        return obligation


def review(
    person: Person,
    requirements: Iterable[Requirement],
    today: date,
    *,
    owed: Iterable[Obligation] = (),
    records: Iterable[TrainingRecord] = (),
    edition: str = "district 1",
) -> Reviewed:
    """Plan and carry out, again and again, and let what is past its day be overdue at the end."""
    asked = {one.key: one for one in requirements}
    obligations, done = list(owed), tuple(records)
    for rounds in range(1, len(asked) + 3):
        made = plan(person, asked, edition, obligations, done, today, zone(person.zone))
        if made.is_empty:
            return Reviewed(tuple(_overdue(one, today) for one in obligations), rounds)
        obligations = _carried_out(made, obligations, today)
    raise AssertionError("the plan never came to rest")


def _carried_out(made: Plan, obligations: list[Obligation], today: date) -> list[Obligation]:
    changes: dict[int, dict[str, Any]] = {
        one.id: {"state": ObligationState.DONE, "settled_on": one.done_on} for one in made.to_settle
    }
    changes |= {id_: {"state": ObligationState.OPEN, "settled_on": None} for id_ in made.to_reopen}
    changes |= _moves(made)
    changes |= {
        end.id: {"state": ObligationState.ENDED, "settled_on": today, "reason": end.reason}
        for end in made.to_end
    }
    assert len(changes) == sum(map(len, (made.to_settle, made.to_reopen, made.to_move, made.to_end)))
    known = [replace(one, **changes.get(one.id, {})) for one in obligations]
    return known + _opened(made, start=max((one.id for one in known), default=0) + 1)


def _moves(made: Plan) -> Mapping[int, dict[str, Any]]:
    return {
        move.id: {
            "starts_on": move.starts_on, "first_due_on": move.first_due_on, "due_on": move.due_on,
            "due_at": move.due_at, "anchors": move.anchors, "state": ObligationState.OPEN,
        }
        for move in made.to_move
    }  # fmt: skip


def _opened(made: Plan, start: int) -> list[Obligation]:
    return [
        Obligation(
            id=id_, person_id=1, requirement=new.requirement, edition=new.edition, period=new.term.period,
            starts_on=new.term.starts_on, first_due_on=new.term.due_on, due_on=new.term.due_on,
            due_at=new.due_at, state=ObligationState.OPEN, anchors=new.term.anchors,
        )
        for id_, new in enumerate(made.to_open, start)
    ]  # fmt: skip


def _overdue(obligation: Obligation, today: date) -> Obligation:
    late = obligation.state is ObligationState.OPEN and obligation.due_on < today
    return replace(obligation, state=ObligationState.OVERDUE) if late else obligation
