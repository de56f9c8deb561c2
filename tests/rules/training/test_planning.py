"""What becomes of what an officer owes when the calendar turns, something is done, or the pack changes."""

from dataclasses import replace
from datetime import UTC, date, datetime

from scheduling.policy.requirements import Amount, Anchor, Due, Evidence, Starts, Who
from scheduling.roster.facts import Kind
from scheduling.training.facts import Obligation, ObligationState, RecordState
from tests.factories.facts import officer
from tests.factories.training import SESSIONS, obligation, requirement, training_record, yearly_hours
from tests.rules.training.carried_out import review

OPEN = ObligationState.OPEN
OVERDUE = ObligationState.OVERDUE
DONE = ObligationState.DONE
EXEMPT = ObligationState.EXEMPT
ENDED = ObligationState.ENDED
TODAY = date(2026, 8, 12)
COURSE, HOURS = requirement(), yearly_hours()
STARTED = officer(first_shift_on=date(2026, 8, 3))
WHOLE_COURSE = training_record(date(2026, 8, 20), sessions=SESSIONS)


class TestOpening:
    """Clocks start by themselves."""

    def test_a_first_shift_starts_the_sixty_days_under_the_pack_of_the_day(self) -> None:
        opened = review(STARTED, [COURSE], TODAY, edition="district 7").only
        assert (opened.state, opened.starts_on, opened.due_on) == (OPEN, date(2026, 8, 3), date(2026, 10, 2))
        assert opened.due_at == datetime(2026, 10, 3, 7, tzinfo=UTC)
        assert (opened.edition, opened.requirement) == ("district 7", COURSE)

    def test_on_the_sixtieth_day_it_is_open_and_on_the_sixty_first_overdue(self) -> None:
        assert review(STARTED, [COURSE], date(2026, 10, 2)).only.state is OPEN
        assert review(STARTED, [COURSE], date(2026, 10, 3)).only.state is OVERDUE

    def test_nothing_is_opened_for_whom_it_does_not_concern(self) -> None:
        assert review(replace(STARTED, kind=Kind.NONE), [COURSE, HOURS], TODAY).obligations == ()
        for_sros = replace(COURSE, who=Who(kinds=("SRO",)))
        assert review(STARTED, [for_sros], TODAY).obligations == ()

    def test_the_first_of_january_opens_the_new_year_and_leaves_the_old_one_overdue(self) -> None:
        before = review(officer(), [HOURS], date(2026, 12, 31)).obligations
        after = review(officer(), [HOURS], date(2027, 1, 1), owed=before).of("hours")
        assert {period: one.state for period, one in after.items()} == {"2026": OVERDUE, "2027": OPEN}

    def test_an_outage_over_new_year_skips_no_year(self) -> None:
        before = review(officer(), [HOURS], date(2026, 12, 20)).obligations
        after = review(officer(), [HOURS], date(2028, 1, 10), owed=before).of("hours")
        assert sorted(after) == ["2026", "2027", "2028"]

    def test_an_existing_officer_owes_only_the_year_in_which_muster_first_sees_them(self) -> None:
        veteran = officer(first_shift_on=date(2019, 1, 7), hired_on=date(2019, 1, 2))
        assert list(review(veteran, [HOURS], TODAY).of("hours")) == ["2026"]

    def test_what_was_done_before_settles_what_is_opened_at_once(self) -> None:
        reviewed = review(STARTED, [COURSE], TODAY, records=[replace(WHOLE_COURSE, done_on=date(2026, 5, 1))])
        assert (reviewed.only.state, reviewed.only.settled_on) == (DONE, date(2026, 5, 1))


class TestSettling:
    """Done, and taken back."""

    def test_the_last_session_settles_it_on_its_own_day(self) -> None:
        owed = [obligation(anchors={Anchor.FIRST_SHIFT: date(2026, 8, 3)})]
        done = review(STARTED, [COURSE], date(2026, 8, 25), owed=owed, records=[WHOLE_COURSE]).only
        assert (done.state, done.settled_on) == (DONE, date(2026, 8, 20))

    def test_an_overdue_one_is_cured_as_well(self) -> None:
        owed = review(STARTED, [COURSE], date(2026, 11, 1)).obligations
        late = replace(WHOLE_COURSE, done_on=date(2026, 11, 5))
        assert review(STARTED, [COURSE], date(2026, 11, 5), owed=owed, records=[late]).only.state is DONE

    def test_a_refused_record_opens_it_again_with_the_days_it_had(self) -> None:
        done = review(STARTED, [COURSE], TODAY, records=[WHOLE_COURSE]).obligations
        refused = replace(WHOLE_COURSE, state=RecordState.REFUSED)
        again = review(STARTED, [COURSE], date(2026, 8, 25), owed=done, records=[refused]).only
        assert (again.state, again.due_on, again.settled_on) == (OPEN, date(2026, 10, 2), None)

    def test_what_waits_for_a_supervisor_settles_nothing(self) -> None:
        strict = replace(COURSE, evidence=Evidence.VERIFIED)
        assert review(STARTED, [strict], TODAY, records=[WHOLE_COURSE]).only.state is OPEN


class TestPack:
    """The pack changes while obligations run."""

    def test_what_is_open_keeps_its_terms_and_what_opens_later_has_the_new_ones(self) -> None:
        owed = review(officer(), [HOURS], TODAY).obligations
        more = yearly_hours(60)
        after = review(officer(), [more], date(2027, 1, 2), owed=owed, edition="district 2").of("hours")
        assert (after["2026"].requirement, after["2026"].edition) == (HOURS, "district 1")
        assert (after["2027"].requirement, after["2027"].edition) == (more, "district 2")

    def test_another_span_does_not_move_what_runs(self) -> None:
        owed = review(STARTED, [COURSE], TODAY).obligations
        shorter = replace(COURSE, due=Due(days=30))
        assert review(STARTED, [shorter], TODAY, owed=owed).only.due_on == date(2026, 10, 2)

    def test_what_is_switched_off_gone_or_over_ends_with_the_reason(self) -> None:
        owed = review(STARTED, [COURSE], TODAY).obligations
        off = review(STARTED, [replace(COURSE, on=False)], TODAY, owed=owed).only
        gone = review(STARTED, [], TODAY, owed=owed).only
        over = review(STARTED, [replace(COURSE, until=date(2026, 8, 11))], TODAY, owed=owed).only
        later = review(STARTED, [replace(COURSE, since=date(2026, 9, 1))], TODAY, owed=owed).only
        assert [one.reason for one in (off, gone, over, later)] == [
            "The agency has switched it off.",
            "The policy asks for it no more.",
            "The rule ended on 2026-08-11.",
            "The rule begins on 2026-09-01.",
        ]

    def test_what_was_done_stays_done_when_the_rule_is_gone(self) -> None:
        done = review(STARTED, [COURSE], TODAY, records=[WHOLE_COURSE]).obligations
        assert review(STARTED, [], TODAY, owed=done, records=[WHOLE_COURSE]).obligations == done

    def test_a_rule_begins_for_everybody_on_its_first_day(self) -> None:
        month = requirement(
            starts=Starts(anchors=(Anchor.HIRED,)), due=Due(months=1), since=date(2026, 7, 1),
            amount=Amount(counts_back_months=24),
        )  # fmt: skip
        hired = officer(hired_on=date(2019, 2, 4))
        assert review(hired, [month], date(2026, 6, 30)).obligations == ()
        assert review(hired, [month], date(2026, 7, 1)).only.due_on == date(2026, 8, 1)
        recent = training_record(date(2025, 1, 15))
        assert review(hired, [month], date(2026, 7, 1), records=[recent]).only.state is DONE


class TestExemptions:
    """Let off, for good or until a day."""

    def exempt(self, until: date | None) -> Obligation:
        return obligation(
            state=EXEMPT, settled_on=TODAY, exempt_until=until, anchors={Anchor.FIRST_SHIFT: date(2026, 8, 3)}
        )

    def test_one_for_good_stays_though_the_rule_ends(self) -> None:
        assert review(STARTED, [COURSE], date(2027, 1, 1), owed=[self.exempt(None)]).only.state is EXEMPT
        assert review(STARTED, [], date(2027, 1, 1), owed=[self.exempt(None)]).only.state is EXEMPT

    def test_one_until_a_day_holds_through_it_and_then_it_is_owed_again(self) -> None:
        owed = [self.exempt(date(2026, 9, 15))]
        assert review(STARTED, [COURSE], date(2026, 9, 15), owed=owed).only.state is EXEMPT
        assert review(STARTED, [COURSE], date(2026, 9, 16), owed=owed).only.state is OPEN

    def test_when_it_is_over_and_the_rule_is_gone_nothing_is_owed(self) -> None:
        owed = [self.exempt(date(2026, 9, 15))]
        assert review(STARTED, [], date(2026, 9, 16), owed=owed).only.state is ENDED
