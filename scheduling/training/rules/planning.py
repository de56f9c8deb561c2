"""What is to become of one person's obligations today: pure.

An obligation keeps the terms that it was made under. What the policy says today decides what is opened, and
whether something is asked of the person at all.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from scheduling.policy.requirements import Requirement
from scheduling.roster.facts import Person
from scheduling.training.facts import NEVER, Obligation, ObligationState, Progress, TrainingRecord
from scheduling.training.rules.asking import is_stale, may_return, why_not_asked
from scheduling.training.rules.clock import Term, anchored_term, deadline_of, is_yearly, terms_of
from scheduling.training.rules.plans import End, Move, Opening, Plan, Settlement
from scheduling.training.rules.progress import allocate, last_completion
from scheduling.training.rules.qualification import with_qualification
from scheduling.training.rules.who import concerns
from scheduling.zones import end_of_day


def plan(
    person: Person,
    requirements: Mapping[str, Requirement],
    edition: str,
    obligations: Sequence[Obligation],
    records: Iterable[TrainingRecord],
    today: date,
    zone: ZoneInfo,
) -> Plan:
    """What is to be opened, settled, reopened, moved and ended, for one person, today.

    What is settled may open something else, and what is opened may be done already. So the caller applies the
    plan and plans again, until it is empty: after `len(requirements) + 2` rounds at most.

    Args:
        requirements: what the policy asks, by key, also what is off.
        edition: which policy that is.
        obligations: all of the person's, in whatever state.
        records: all of the person's.
        today: by the clock of `zone`, the officer's.
    """
    case = _case_of(person, requirements, edition, obligations, records, today, zone)
    ended = {one.id: why for one in obligations if (why := case.why_ended(one)) is not None}
    kept = [one for one in obligations if one.runs and one.id not in ended and case.done_on(one) is None]
    return Plan(
        to_open=tuple(_openings(case)),
        to_settle=tuple(_settlements(case)),
        to_reopen=tuple(one.id for one in obligations if case.comes_back(one)),
        to_move=tuple(move for one in kept if (move := _move_of(one, person, zone)) is not None),
        to_end=tuple(End(id_, why) for id_, why in ended.items()),
    )


@dataclass(frozen=True, slots=True)
class _Case:
    """Everything that is known of one person today.

    `progress` is of each obligation by its id; `completions` are the last days on which each requirement was
    completed, by its terms of today or by those of an obligation.
    """

    person: Person
    requirements: Mapping[str, Requirement]
    edition: str
    obligations: Sequence[Obligation]
    today: date
    zone: ZoneInfo
    progress: Mapping[int, Progress]
    completions: Mapping[str, date | None]

    def done_on(self, obligation: Obligation) -> date | None:
        """When it was done, by what counts today; None for not yet."""
        return self.progress[obligation.id].done_on

    def why_ended(self, obligation: Obligation) -> str | None:
        """Why something that runs, or was exempt until yesterday, is to end; None if it is not."""
        is_owed = obligation.runs and self.done_on(obligation) is None
        if not is_owed and not self._is_exempt_no_more(obligation):
            return None
        if (why := self._why_not_asked(obligation)) is not None:
            return why
        return "It runs from another completion now." if self._is_stale(obligation) else None

    def comes_back(self, obligation: Obligation) -> bool:
        """Whether something that is not owed is owed again."""
        if self._why_not_asked(obligation) is not None or self._is_stale(obligation):
            return False
        if obligation.state is ObligationState.DONE:
            return self.done_on(obligation) is None
        if obligation.state is ObligationState.ENDED:
            return may_return(obligation, self.person, self.today)
        return self._is_exempt_no_more(obligation)

    def first_done_on(self, requirement: str) -> date | None:
        """The day from which what comes after a requirement may start: it was done, or let off for good."""
        days = [self._passed_on(one) for one in self.obligations if one.requirement.key == requirement]
        return min((day for day in days if day is not None), default=None)

    def of(self, requirement: Requirement) -> list[Obligation]:
        """All that are or were owed of a requirement."""
        return [one for one in self.obligations if one.requirement.key == requirement.key]

    def _passed_on(self, obligation: Obligation) -> date | None:
        if obligation.state is ObligationState.EXEMPT:
            return obligation.settled_on if obligation.exempt_until is None else None
        return self.done_on(obligation)

    def _why_not_asked(self, obligation: Obligation) -> str | None:
        asked = self.requirements.get(obligation.requirement.key)
        return why_not_asked(obligation, asked, self.person, self.today)

    def _is_stale(self, obligation: Obligation) -> bool:
        return is_stale(obligation, self.completions.get(obligation.requirement.key))

    def _is_exempt_no_more(self, obligation: Obligation) -> bool:
        until = obligation.exempt_until
        return obligation.state is ObligationState.EXEMPT and until is not None and until < self.today


def _case_of(
    person: Person,
    requirements: Mapping[str, Requirement],
    edition: str,
    obligations: Sequence[Obligation],
    records: Iterable[TrainingRecord],
    today: date,
    zone: ZoneInfo,
) -> _Case:
    owed, done = defaultdict(list), defaultdict(list)
    for obligation in obligations:
        owed[obligation.requirement.key].append(obligation)
    for record in records:
        done[record.requirement].append(record)
    progress: dict[int, Progress] = {}
    completions: dict[str, date | None] = {}
    for key in {*requirements, *owed}:
        terms = requirements.get(key) or owed[key][-1].requirement
        counted = with_qualification(done[key], terms, person, today)
        shares = allocate(owed[key], counted)
        days = [last_completion(terms, counted), *(share.done_on for share in shares.values())]
        completions[key] = max((day for day in days if day is not None), default=None)
        progress |= shares
    return _Case(person, requirements, edition, obligations, today, zone, progress, completions)


def _openings(case: _Case) -> Iterator[Opening]:
    """Every term that exists for the person and has no obligation yet."""
    for requirement in case.requirements.values():
        if not concerns(requirement, case.person):
            continue
        known = {one.period for one in case.of(requirement)}
        for term in _terms_of(requirement, case):
            if term.period not in known:
                due_at = end_of_day(term.due_on, case.zone)
                yield Opening(requirement, case.edition, term, due_at)


def _terms_of(requirement: Requirement, case: _Case) -> tuple[Term, ...]:
    return terms_of(
        requirement,
        case.person,
        today=case.today,
        done_on=case.first_done_on,
        last_completion=case.completions.get(requirement.key),
        first_seen=_first_seen(requirement, case),
    )


def _first_seen(requirement: Requirement, case: _Case) -> date:
    """From when on it is asked of the person.

    Of what comes back each year every year since the last one known, so that a long outage skips none; but
    only this one for somebody of whom it was not asked for a while.
    """
    owed = case.of(requirement)
    if is_yearly(requirement.starts):
        years = [one for one in owed if one.requirement.starts.every is requirement.starts.every]
        latest = max(years, key=lambda one: one.starts_on, default=None)
        return case.today if latest is None or latest.state is ObligationState.ENDED else latest.starts_on
    return min((one.starts_on for one in owed if one.period == NEVER), default=case.today)


def _settlements(case: _Case) -> Iterator[Settlement]:
    for obligation in case.obligations:
        done_on = case.done_on(obligation)
        if obligation.runs and done_on is not None:
            yield Settlement(obligation.id, done_on)


def _move_of(obligation: Obligation, person: Person, zone: ZoneInfo) -> Move | None:
    """What the roster says of its days now, by its own terms, where that is not what was written down.

    An extension stands: a last day that somebody granted never comes nearer.
    """
    terms = obligation.requirement
    starts_on, anchors = obligation.starts_on, obligation.anchors
    if terms.starts.anchors and (term := anchored_term(terms, person)) is not None:
        starts_on, anchors = term.starts_on, term.anchors
    first_due_on = obligation.first_due_on
    if terms.starts.anchors or terms.due.counted_from is not None:
        first_due_on = deadline_of(terms, person, starts_on)
    due_on = max(first_due_on, obligation.extended_to or first_due_on)
    move = Move(obligation.id, starts_on, first_due_on, due_on, end_of_day(due_on, zone), anchors)
    return None if _is_as_written(move, obligation) else move


def _is_as_written(move: Move, obligation: Obligation) -> bool:
    return (
        move.starts_on == obligation.starts_on
        and move.first_due_on == obligation.first_due_on
        and move.due_at == obligation.due_at
        and move.due_on == obligation.due_on
        and dict(move.anchors) == dict(obligation.anchors)
    )
