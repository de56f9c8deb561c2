"""What follows upon itself: a qualification that rolls, and a ladder of levels."""

from dataclasses import replace
from datetime import date

from scheduling.policy.requirements import Amount, Anchor, Due, Evidence, Starts
from scheduling.roster.facts import Kind
from scheduling.training.facts import ObligationState, RecordState, TrainingRecord
from tests.factories.facts import officer
from tests.factories.training import firearms, hours_on, requirement, training_record
from tests.rules.training.carried_out import review

OPEN = ObligationState.OPEN
OVERDUE = ObligationState.OVERDUE
DONE = ObligationState.DONE
EXEMPT = ObligationState.EXEMPT
ENDED = ObligationState.ENDED
TODAY = date(2026, 8, 12)


class TestRolling:
    """A qualification of twelve months."""

    def qualified(self, *days: date) -> list[TrainingRecord]:
        return [training_record(day, id_, requirement="firearms") for id_, day in enumerate(days, 1)]

    UNKNOWN = officer(qualified_on=None)

    def test_a_new_one_settles_the_last_and_starts_the_next(self) -> None:
        first = self.qualified(date(2026, 3, 2))
        owed = review(self.UNKNOWN, [firearms()], TODAY, records=first).obligations
        both = self.qualified(date(2026, 3, 2), date(2027, 2, 20))
        after = review(self.UNKNOWN, [firearms()], date(2027, 2, 21), owed=owed, records=both).of("firearms")
        assert {period: (one.state, one.due_on) for period, one in after.items()} == {
            "2026-03-02": (DONE, date(2027, 3, 2)),
            "2027-02-20": (OPEN, date(2028, 2, 20)),
        }

    def test_of_several_that_were_handed_in_late_only_the_last_one_runs(self) -> None:
        done = self.qualified(date(2024, 3, 4), date(2025, 3, 3), date(2026, 3, 2))
        reviewed = review(self.UNKNOWN, [firearms()], TODAY, records=done)
        assert [(one.period, one.state) for one in reviewed.obligations] == [("2026-03-02", OPEN)]

    def test_who_never_qualified_owes_it_today_and_the_first_one_settles_it(self) -> None:
        never = review(self.UNKNOWN, [firearms()], TODAY).obligations
        assert [(one.period, one.state, one.due_on) for one in never] == [("never", OPEN, TODAY)]
        later = review(self.UNKNOWN, [firearms()], date(2026, 9, 1), owed=never).obligations
        assert [one.state for one in later] == [OVERDUE]
        done = review(
            self.UNKNOWN, [firearms()], date(2026, 9, 2), owed=later,
            records=self.qualified(date(2026, 9, 2)),
        ).of("firearms")  # fmt: skip
        assert {period: one.state for period, one in done.items()} == {"never": DONE, "2026-09-02": OPEN}

    def test_a_completion_that_was_refused_takes_back_what_it_started(self) -> None:
        both = self.qualified(date(2026, 3, 2), date(2027, 2, 20))
        owed = review(self.UNKNOWN, [firearms()], date(2026, 9, 1), records=both[:1]).obligations
        owed = review(self.UNKNOWN, [firearms()], date(2027, 2, 21), owed=owed, records=both).obligations
        refused = [both[0], replace(both[1], state=RecordState.REFUSED)]
        after = review(self.UNKNOWN, [firearms()], date(2027, 3, 3), owed=owed, records=refused).of(
            "firearms"
        )
        assert {period: one.state for period, one in after.items()} == {
            "2026-03-02": OVERDUE, "2027-02-20": ENDED,
        }  # fmt: skip

    def test_an_older_certificate_that_turns_up_late_changes_nothing(self) -> None:
        owed = review(self.UNKNOWN, [firearms()], TODAY, records=self.qualified(date(2026, 3, 2))).obligations
        more = self.qualified(date(2026, 3, 2), date(2025, 9, 1))
        assert review(self.UNKNOWN, [firearms()], TODAY, owed=owed, records=more).rounds == 1

    def test_where_a_supervisor_must_verify_from_now_on_what_counted_before_starts_the_next(self) -> None:
        both = self.qualified(date(2026, 3, 2), date(2027, 2, 20))
        owed = review(self.UNKNOWN, [firearms()], TODAY, records=both[:1]).obligations
        strict = firearms(evidence=Evidence.VERIFIED)
        after = review(self.UNKNOWN, [strict], date(2027, 2, 21), owed=owed, records=both)
        assert {one.period: one.state for one in after.obligations} == {
            "2026-03-02": DONE, "2027-02-20": OPEN,
        }  # fmt: skip

    def test_a_day_on_the_roster_counts_as_a_completion_where_it_is_one(self) -> None:
        rule = firearms(qualification=True)
        owed = review(officer(qualified_on=date(2025, 9, 1)), [rule], TODAY).obligations
        after = review(officer(qualified_on=date(2026, 8, 10)), [rule], TODAY, owed=owed).of("firearms")
        assert {period: one.state for period, one in after.items()} == {
            "2025-09-01": DONE,
            "2026-08-10": OPEN,
        }

    def test_a_day_on_the_roster_that_lies_ahead_is_a_slip(self) -> None:
        reviewed = review(officer(qualified_on=date(2062, 8, 10)), [firearms(qualification=True)], TODAY)
        assert reviewed.only.period == "never"


class TestLadder:
    """Level after level, each with its own clock."""

    LEVELS = tuple(
        requirement(
            f"sro_{level}",
            starts=Starts(anchors=(Anchor.ASSIGNED,)) if level == 1 else Starts(after=f"sro_{level - 1}"),
            due=Due(months=12 * level, counted_from=Anchor.ASSIGNED),
            amount=Amount(minutes=40 * 60),
        )
        for level in (1, 2, 3)
    )
    SRO = officer(kind=Kind.SRO, assigned_on=date(2026, 1, 5))

    def done(self, *levels: int) -> list[TrainingRecord]:
        return [hours_on(date(2026, 4, level), 40, level, requirement=f"sro_{level}") for level in levels]

    def test_only_the_first_level_is_open_at_first(self) -> None:
        assert review(self.SRO, self.LEVELS, TODAY).only.requirement.key == "sro_1"

    def test_each_level_opens_when_the_one_before_is_done(self) -> None:
        owed = review(self.SRO, self.LEVELS, TODAY, records=self.done(1)).obligations
        assert [(one.requirement.key, one.state, one.starts_on, one.due_on) for one in owed] == [
            ("sro_1", DONE, date(2026, 1, 5), date(2027, 1, 5)),
            ("sro_2", OPEN, date(2026, 4, 1), date(2028, 1, 5)),
        ]  # fmt: skip

    def test_all_three_at_once_are_done_one_after_the_other(self) -> None:
        reviewed = review(self.SRO, self.LEVELS, TODAY, records=self.done(3, 2, 1))
        assert [one.state for one in reviewed.obligations] == [DONE, DONE, DONE]

    def test_who_was_let_off_one_level_for_good_goes_on_to_the_next(self) -> None:
        (first,) = review(self.SRO, self.LEVELS, TODAY).obligations
        exempt = replace(first, state=EXEMPT, settled_on=TODAY, reason="Done at the academy.")
        reviewed = review(self.SRO, self.LEVELS, TODAY, owed=[exempt])
        assert reviewed.of("sro_2")["once"].starts_on == TODAY

    def test_who_was_let_off_for_a_while_waits(self) -> None:
        (first,) = review(self.SRO, self.LEVELS, TODAY).obligations
        exempt = replace(first, state=EXEMPT, settled_on=TODAY, exempt_until=date(2026, 9, 30))
        assert review(self.SRO, self.LEVELS, TODAY, owed=[exempt]).only == exempt

    def test_a_corrected_assignment_moves_the_deadline_of_every_level(self) -> None:
        owed = review(self.SRO, self.LEVELS, TODAY, records=self.done(1)).obligations
        moved = review(
            replace(self.SRO, assigned_on=date(2026, 2, 2)),
            self.LEVELS,
            TODAY,
            owed=owed,
            records=self.done(1),
        )
        assert moved.of("sro_2")["once"].due_on == date(2028, 2, 2)
