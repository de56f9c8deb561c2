"""Whatever happens to an officer, and whenever anybody looks: the obligations come to rest, and the standing
is what a plain count of the records says.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from scheduling.policy.requirements import Amount, Anchor, Due, Evidence, Requirement, Starts, Who
from scheduling.roster.facts import Kind, Standing
from scheduling.training.facts import Obligation, ObligationState, Progress, RecordState, TrainingRecord
from scheduling.training.rules.progress import allocate
from scheduling.training.rules.standing import standing_of
from scheduling.zones import months_after
from tests.factories.facts import officer
from tests.factories.training import FROM_FIRST_SHIFT, firearms, requirement, training_record, yearly_hours
from tests.rules.training.carried_out import review

BEGIN = date(2025, 11, 1)
SESSIONS = ("One", "Two")
MINUTES = 180

pack_days = st.none() | st.dates(date(2025, 10, 1), date(2026, 6, 1))
COURSE = requirement(amount=Amount(sessions=SESSIONS))
HOURS = replace(yearly_hours(), amount=Amount(minutes=MINUTES))
FIREARMS = firearms()

records = st.lists(
    st.builds(
        training_record,
        done_on=st.dates(date(2025, 1, 1), date(2028, 1, 1)),
        requirement=st.sampled_from(["course", "hours", "firearms"]),
        state=st.sampled_from(RecordState),
        sessions=st.sets(st.sampled_from(SESSIONS)).map(tuple),
        minutes=st.integers(min_value=0, max_value=200),
    ),
    max_size=14,
).map(lambda made: [replace(one, id=number) for number, one in enumerate(made, 1)])
reviews = st.lists(st.integers(min_value=0, max_value=800), min_size=1, max_size=8).map(
    lambda after: [BEGIN + timedelta(days=day) for day in sorted(after)]
)
anchors = st.none() | st.dates(date(2025, 6, 1), date(2026, 12, 31))


@dataclass(frozen=True)
class PlainCount:
    """Which requirements are overdue, counted from the records alone; no obligation is looked at."""

    first_look: date
    today: date
    done: Sequence[TrainingRecord]

    def of(self, key: str, evidence: Evidence) -> list[TrainingRecord]:
        states = {RecordState.VERIFIED} | ({RecordState.LOGGED} if evidence is Evidence.OWN_WORD else set())
        found = [one for one in self.done if one.requirement == key and one.state in states]
        return sorted(found, key=lambda one: one.done_on)

    def course_is_late(self, started: Sequence[date], evidence: Evidence) -> bool:
        if not started or self.today <= min(started) + timedelta(days=60):
            return False
        return {session for one in self.of("course", evidence) for session in one.sessions} != set(SESSIONS)

    def hours_are_late(self, evidence: Evidence) -> bool:
        lacking = dict.fromkeys(range(self.first_look.year, self.today.year + 1), MINUTES)
        for one in self.of("hours", evidence):
            for _minute in range(one.minutes):
                year = next(
                    (year for year, left in lacking.items() if left and year <= one.done_on.year), None
                )
                if year is not None:
                    lacking[year] -= 1
        return any(left and year < self.today.year for year, left in lacking.items())

    def firearms_are_late(self, evidence: Evidence) -> bool:
        done = self.of("firearms", evidence)
        due_on = months_after(done[-1].done_on, 12) if done else self.first_look
        return due_on < self.today


@given(reviews, records, anchors, anchors, st.sampled_from(Evidence))
def test_the_standing_is_what_a_plain_count_of_the_records_says(
    looks: list[date],
    made: list[TrainingRecord],
    eligible: date | None,
    worked: date | None,
    evidence: Evidence,
) -> None:
    pack = [replace(one, evidence=evidence) for one in (COURSE, HOURS, FIREARMS)]
    who = officer(eligible_on=eligible, first_shift_on=worked)
    owed: tuple[Obligation, ...] = ()
    for today in looks:
        known = [one for one in made if one.done_on <= today]
        owed = review(who, pack, today, owed=owed, records=known).obligations
        count = PlainCount(looks[0], today, known)
        started = [day for day in (eligible, worked) if day is not None and day <= today]
        late = (
            count.course_is_late(started, evidence)
            or count.hours_are_late(evidence)
            or count.firearms_are_late(evidence)
        )
        verdict = standing_of(owed, _progress(owed, known))
        assert verdict.standing is (Standing.BLOCKED if late else Standing.CLEAR)


changes: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {},
    optional={
        "eligible_on": anchors, "first_shift_on": anchors, "assigned_on": anchors, "qualified_on": anchors,
        "active": st.booleans(), "kind": st.sampled_from(Kind), "funding": st.sampled_from(["", "SSP"]),
        "zone": st.sampled_from(["America/Phoenix", "America/Kentucky/Louisville", "America/Chicago"]),
    },
)  # fmt: skip
LADDER = tuple(
    requirement(
        f"level_{level}",
        starts=Starts(anchors=(Anchor.ASSIGNED,)) if level == 1 else Starts(after=f"level_{level - 1}"),
        due=Due(months=6 * level, counted_from=Anchor.ASSIGNED),
        amount=Amount(minutes=60),
        who=Who(kinds=("SRO",)),
    )
    for level in (1, 2, 3)
)
asked = st.builds(
    lambda on, since, until, counts: (
        replace(COURSE, on=on, starts=replace(FROM_FIRST_SHIFT, counts=counts)),
        replace(HOURS, since=since, until=until),
        replace(FIREARMS, qualification=True, since=since),
        *LADDER,
    ),
    st.booleans(), pack_days, st.none() | st.dates(date(2026, 6, 2), date(2027, 6, 1)),
    st.sampled_from([None, Anchor.FIRST_SHIFT]),
)  # fmt: skip
happenings = st.lists(
    st.tuples(st.integers(min_value=0, max_value=200), changes, asked, records), min_size=1, max_size=5
)


@given(happenings)
def test_whatever_changes_the_plan_comes_to_rest_and_the_next_one_is_empty(
    happened: list[tuple[int, dict[str, Any], tuple[Requirement, ...], list[TrainingRecord]]],
) -> None:
    """Roster, pack and records change as they like, records that counted are refused or gone again."""
    today, who = BEGIN, officer()
    owed: tuple[Obligation, ...] = ()
    for days, change, pack, made in happened:
        today, who = today + timedelta(days=days), replace(who, **change)
        known = [one for one in made if one.done_on <= today]
        owed = review(who, pack, today, owed=owed, records=known).obligations
        again = review(who, pack, today, owed=owed, records=known)
        assert (again.rounds, again.obligations) == (1, owed)
        _assert_sound(owed)


def _assert_sound(owed: Sequence[Obligation]) -> None:
    """One obligation a period, one running of what is not yearly, none due before it starts."""
    assert len({(one.requirement.key, one.period) for one in owed}) == len(owed)
    running = [one.requirement.key for one in owed if one.runs and one.requirement.key != "hours"]
    assert len(running) == len(set(running))
    for one in owed:
        assert one.starts_on <= one.first_due_on <= one.due_on
        assert (one.settled_on is not None) is (one.state in {ObligationState.DONE, ObligationState.ENDED})


def _progress(owed: Sequence[Obligation], known: Sequence[TrainingRecord]) -> dict[int, Progress]:
    found: dict[int, Progress] = {}
    for key in {one.requirement.key for one in owed}:
        found |= allocate([one for one in owed if one.requirement.key == key], known)
    return found
