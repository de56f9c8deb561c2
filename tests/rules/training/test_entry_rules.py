"""What somebody hands in is stored, or refused with everything that is wrong with it, and its figures."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from scheduling.policy.requirements import (
    Amount,
    Anchor,
    Due,
    Exclusion,
    OnClock,
    Requirement,
    Starts,
    Who,
)
from scheduling.refusals import Refusal, Rule
from scheduling.roster.facts import Kind
from scheduling.training.records.entry import CERTIFICATE_LENGTH, Entry, certificate_key, tidied
from scheduling.training.records.facts import EntryFacts, EntryVerdict
from scheduling.training.records.rules import judge_entry
from tests.factories.facts import at, officer, shift

NOW = at(12, 12)
TODAY = date(2026, 8, 12)
YESTERDAY = TODAY - timedelta(days=1)
TOMORROW = TODAY + timedelta(days=1)
RULE = "Not while working at a school."


def requirement(**told: Any) -> Requirement:
    values: dict[str, Any] = {
        "key": "course", "title": "The course", "source": "The programme, page 1",
        "starts": Starts(anchors=(Anchor.FIRST_SHIFT,)), "due": Due(days=60), **told,
    }  # fmt: skip
    return Requirement(**values)


SESSIONS = requirement(amount=Amount(sessions=("Trauma", "The law")))
HOURS = requirement(
    amount=Amount(minutes=2_400, topics=("Drills", "Restraint"), topic_minutes={"Firearms": 60})
)
ONCE = requirement()


def judge(entry: Entry, asked: Requirement = ONCE, **told: Any) -> EntryVerdict:
    facts: dict[str, Any] = {"officer": officer(), "asked": asked, "terms": (asked,), **told}
    return judge_entry(entry, EntryFacts(**facts), NOW)


def only(verdict: EntryVerdict) -> Refusal:
    (refusal,) = verdict.refusals
    return refusal


def done(on: date = YESTERDAY, **told: Any) -> Entry:
    return Entry("course", on, **told)


def slot(begins: float, ends: float, day: int = 11) -> dict[str, datetime]:
    return {"starts_at": at(day, begins), "ends_at": at(day, ends)}


def test_what_was_done_yesterday_may_be_stored_and_is_not_flagged() -> None:
    assert judge(done()) == EntryVerdict(())


def test_whoever_may_not_take_the_course_reads_that_alone_and_why() -> None:
    excluded = Exclusion(Who(kinds=("SRO",)), "Your own training counts.", permitted=False)
    terms = requirement(excluded=(excluded,))
    said = only(judge(done(TOMORROW, minutes=-1), terms, officer=officer(kind=Kind.SRO)))
    assert (said.rule, said.source) == (Rule.TRAINING_NOT_PERMITTED, terms.source)
    assert said.figures == {"title": "The course", "why": "Your own training counts."}


def test_whoever_is_let_off_reads_why_they_need_not() -> None:
    terms = requirement(excluded=(Exclusion(Who(kinds=("SSO",)), "Yours was due in 2024."),))
    said = only(judge(done(), terms))
    assert said.rule is Rule.TRAINING_NOT_REQUIRED
    assert said.figures == {"title": "The course", "why": "Yours was due in 2024.", "until": None}


def test_whoever_is_not_among_those_concerned_need_not_either() -> None:
    said = only(judge(done(), requirement(who=Who(kinds=("SRO",)))))
    assert (said.rule, said.figures["why"]) == (Rule.TRAINING_NOT_REQUIRED, "")


def test_what_was_done_after_the_rule_ended_is_not_asked_and_what_was_done_before_is_kept() -> None:
    terms = requirement(until=date(2026, 6, 30))
    assert judge(done(date(2026, 6, 30)), terms).refusals == ()
    said = only(judge(done(date(2026, 7, 1)), terms))
    assert (said.rule, said.figures["until"]) == (Rule.TRAINING_NOT_REQUIRED, date(2026, 6, 30))


@pytest.mark.parametrize(
    ("entry", "why", "earliest", "latest"),
    [
        (done(TOMORROW), "future", None, TODAY),
        (done(TODAY, **slot(11, 12.5, 12)), "future", None, TODAY),
        (done(YESTERDAY, planned=True), "past", TODAY, None),
        (done(TODAY, planned=True, **slot(10, 12, 12)), "past", TODAY, None),
        (done(date(2026, 8, 2)), "before_hired", date(2026, 8, 3), None),
    ],
)
def test_a_day_on_which_it_cannot_have_been_done_is_refused(
    entry: Entry, why: str, earliest: date | None, latest: date | None
) -> None:
    said = only(judge(entry, officer=officer(hired_on=date(2026, 8, 3))))
    assert said.rule is Rule.TRAINING_DATE
    assert said.figures == {"why": why, "on": entry.done_on, "earliest": earliest, "latest": latest}


@pytest.mark.parametrize(
    "entry",
    [
        done(TODAY),
        done(TODAY, **slot(10, 12, 12)),
        done(TODAY, planned=True),
        done(TODAY, planned=True, **slot(11, 12.5, 12)),
        done(TOMORROW, planned=True),
        done(date(2026, 8, 3)),
    ],
)
def test_the_last_day_and_the_last_minute_on_which_it_can_still_count(entry: Entry) -> None:
    assert judge(entry, officer=officer(hired_on=date(2026, 8, 3))).refusals == ()


def test_late_in_the_evening_utc_is_already_on_the_next_day_and_phoenix_is_not() -> None:
    evening = datetime(2026, 8, 13, 6, 30, tzinfo=UTC)  # 23:30 of the twelfth in Phoenix
    facts = EntryFacts(officer(), ONCE, (ONCE,))
    assert judge_entry(done(TODAY), facts, evening).refusals == ()
    assert only(judge_entry(done(TOMORROW), facts, evening)).figures["why"] == "future"


def test_a_certificate_of_two_years_back_may_be_older_than_the_post() -> None:
    terms = requirement(amount=Amount(counts_back_months=24))
    hired = officer(hired_on=date(2026, 8, 3))
    assert judge(done(date(2024, 8, 3)), terms, officer=hired).refusals == ()
    said = only(judge(done(date(2024, 8, 2)), terms, officer=hired))
    assert (said.rule, said.figures["earliest"]) == (Rule.TRAINING_DATE, date(2024, 8, 3))


@pytest.mark.parametrize(
    ("times", "minutes", "why", "limit"),
    [
        ({"starts_at": at(11, 8)}, 0, "half", 1_440),
        ({"ends_at": at(11, 8)}, 0, "half", 1_440),
        (slot(10, 8), 0, "backwards", 1_440),
        (slot(10, 10), 0, "backwards", 1_440),
        (slot(-20, 4.5), 0, "too_long", 1_440),
        (slot(-2, 2), 0, "other_day", 240),
        (slot(8, 10), 121, "amount", 120),
    ],
)
def test_times_that_cannot_be_meant_are_refused(
    times: dict[str, datetime], minutes: int, why: str, limit: int
) -> None:
    said = only(judge(done(minutes=minutes, **times)))
    assert said.rule is Rule.TRAINING_TIMES
    assert (said.figures["why"], said.figures["limit"]) == (why, limit)


def test_a_slot_over_midnight_belongs_to_the_day_on_which_it_begins() -> None:
    assert judge(done(minutes=240, **slot(22, 26))).refusals == ()


@pytest.mark.parametrize(
    ("minutes", "that_day", "why"),
    [(0, 0, "none"), (-60, 0, "negative"), (1_441, 0, "day"), (61, 1_380, "day")],
)
def test_hours_that_no_day_has_are_refused(minutes: int, that_day: int, why: str) -> None:
    said = only(judge(done(minutes=minutes, topics=("Drills",)), HOURS, that_day=that_day))
    assert said.rule is Rule.TRAINING_AMOUNT
    assert said.figures == {
        "why": why, "minutes": minutes, "on": YESTERDAY, "that_day": that_day, "limit": 1_440,
    }  # fmt: skip


def test_a_full_day_is_no_longer_than_a_day_and_a_session_needs_no_hours() -> None:
    assert judge(done(minutes=60, topics=("Drills",)), HOURS, that_day=1_380).refusals == ()
    assert judge(done(sessions=("Trauma",)), SESSIONS, that_day=1_440).refusals == ()


@pytest.mark.parametrize(("missed", "refused"), [(0, False), (20, False), (21, True), (-1, True)])
def test_no_more_of_a_course_may_be_missed_than_is_excused(missed: int, refused: bool) -> None:
    terms = requirement(amount=Amount(minutes=2_400), excused_share=0.1)
    verdict = judge(done(minutes=180, missed_minutes=missed), terms)
    assert [refusal.rule for refusal in verdict.refusals] == [Rule.TRAINING_MISSED] * refused
    if missed == 21:
        assert only(verdict).figures == {
            "why": "share", "missed": 21, "minutes": 180, "limit": 20, "share": 0.1,
        }  # fmt: skip


def test_without_a_rule_about_absence_any_part_may_be_missed() -> None:
    assert judge(done(minutes=60, missed_minutes=600)).refusals == ()


@pytest.mark.parametrize(
    ("named", "why", "which"),
    [
        ((), "none", ("Trauma", "The law")),
        (("Trauma", "Knitting"), "unknown", ("Knitting",)),
        (("Trauma", "The law"), "done", ("The law",)),
    ],
)
def test_a_session_is_one_of_the_course_and_not_yet_ticked(
    named: tuple[str, ...], why: str, which: tuple[str, ...]
) -> None:
    said = only(judge(done(sessions=named), SESSIONS, ticked={"The law": date(2026, 8, 5)}))
    assert said.rule is Rule.TRAINING_SESSION
    days = {"The law": date(2026, 8, 5)} if why == "done" else {}
    assert said.figures == {"why": why, "sessions": which, "done_on": days}


@pytest.mark.parametrize(("named", "why"), [((), "none"), (("Drills", "Knitting"), "unknown")])
def test_hours_reach_topics_that_the_pack_knows(named: tuple[str, ...], why: str) -> None:
    said = only(judge(done(minutes=60, topics=named), HOURS))
    assert said.rule is Rule.TRAINING_TOPIC
    assert said.figures == {
        "why": why, "topics": named[1:], "known": ("Drills", "Restraint", "Firearms"),
    }  # fmt: skip


def test_what_is_owed_under_older_terms_is_done_under_them_and_newer_names_are_known_too() -> None:
    older = requirement(amount=Amount(sessions=("Trauma", "History")))
    for name in ("History", "The law"):
        assert judge(done(sessions=(name,)), SESSIONS, terms=(older, SESSIONS)).refusals == ()


ON_POST = shift(at(11, 6))  # until 14:00


@pytest.mark.parametrize(("begins", "ends"), [(14, 15), (4, 6), (20, 21)])
def test_training_that_ends_when_the_shift_begins_or_begins_when_it_ends_is_fine(
    begins: float, ends: float
) -> None:
    terms = requirement(on_clock=OnClock.REFUSE, on_clock_rule=RULE)
    assert judge(done(**slot(begins, ends)), terms, shifts=(ON_POST,)) == EntryVerdict(())


@pytest.mark.parametrize(("times", "why"), [(slot(13.5, 15), "overlap"), ({}, "times_needed")])
def test_training_on_the_clock_is_refused_with_the_shift_and_the_sentence_that_forbids_it(
    times: dict[str, datetime], why: str
) -> None:
    terms = requirement(on_clock=OnClock.REFUSE, on_clock_rule=RULE)
    said = only(judge(done(**times), terms, shifts=(ON_POST,)))
    assert (said.rule, said.source) == (Rule.TRAINING_ON_CLOCK, terms.source)
    assert said.figures == {
        "why": why, "number": 100, "school": "Quartz Elementary", "zone": "America/Phoenix",
        "starts_at": ON_POST.starts_at, "ends_at": ON_POST.ends_at, "rule": RULE,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("times", "flagged"),
    [
        (slot(13.5, 15), "overlaps shift 100 at Quartz Elementary, 2026-08-11 06:00 to 14:00"),
        ({}, "same day as shift 100 at Quartz Elementary, 2026-08-11 06:00 to 14:00, no times given"),
        (slot(14, 15), ""),
    ],
)
def test_where_the_pack_says_flag_it_is_stored_and_somebody_looks_at_it(
    times: dict[str, datetime], flagged: str
) -> None:
    terms = requirement(on_clock=OnClock.FLAG, on_clock_rule=RULE)
    assert judge(done(**times), terms, shifts=(ON_POST,)) == EntryVerdict((), flagged)


def test_where_the_pack_allows_it_a_shift_does_not_matter() -> None:
    assert judge(done(**slot(8, 10)), shifts=(ON_POST,)) == EntryVerdict(())


def test_everything_that_is_wrong_is_told_at_once() -> None:
    verdict = judge(done(TOMORROW, minutes=-1, topics=("Knitting",), missed_minutes=-1), HOURS)
    assert [refusal.rule for refusal in verdict.refusals] == [
        Rule.TRAINING_DATE, Rule.TRAINING_AMOUNT, Rule.TRAINING_MISSED, Rule.TRAINING_TOPIC,
    ]  # fmt: skip


def test_a_certificate_that_does_not_fit_is_refused_rather_than_cut() -> None:
    assert judge(done(certificate="c" * CERTIFICATE_LENGTH)).refusals == ()
    said = only(judge(done(certificate="c" * CERTIFICATE_LENGTH, certificate_file="f")))
    assert (said.rule, said.figures["why"]) == (Rule.TRAINING_CERTIFICATE, "too_long")


@pytest.mark.parametrize("proven", [done(certificate="A-17"), done(certificate_file="https://files.test/F1")])
def test_where_the_pack_asks_for_a_certificate_nothing_is_done_without_one(proven: Entry) -> None:
    terms = requirement(certificate=True)
    said = only(judge(done(), terms))
    assert (said.rule, said.source) == (Rule.TRAINING_CERTIFICATE, terms.source)
    assert said.figures == {"why": "missing", "title": "The course"}
    assert judge(proven, terms) == EntryVerdict(())


def test_a_plan_needs_no_certificate_and_one_that_came_with_it_will_do_when_it_is_confirmed() -> None:
    terms = requirement(certificate=True)
    assert judge(done(TOMORROW, planned=True), terms) == EntryVerdict(())
    assert judge(done(), terms, is_proven=True) == EntryVerdict(())


def test_names_are_spelled_as_the_pack_spells_them_and_each_stands_once() -> None:
    told = done(
        sessions=(" the  LAW ", "The law", "Knitting"), topics=("drills", ""), provider=" An\x00 academy "
    )
    entry = tidied(told, [SESSIONS, HOURS])
    assert entry.sessions == ("The law", "Knitting")
    assert entry.topics == ("Drills",)
    assert entry.provider == "An academy"


@pytest.mark.parametrize(
    "spelling",
    ["HTTPS://Example.org/c/12/", "http://example.org/c/12", " example.org/c/12//", "example.org / c / 12"],
)
def test_a_link_is_the_same_certificate_however_it_is_spelled(spelling: str) -> None:
    assert certificate_key(spelling) == certificate_key("https://example.org/c/12")


def test_a_number_is_the_same_with_spaces_and_in_capitals_and_another_number_is_another() -> None:
    assert certificate_key("az 12 345") == certificate_key("AZ12345") != certificate_key("AZ12346")
    assert certificate_key(" ") is certificate_key("/") is None


def test_a_number_that_was_typed_says_more_than_the_file_beside_it() -> None:
    typed = done(certificate="AZ 1", certificate_file="https://files.example.org/F1")
    assert typed.proof == "AZ 1 · https://files.example.org/F1"
    assert typed.proof_key == certificate_key("AZ1")
    assert done(certificate_file="https://files.example.org/F1").proof_key is not None
    assert done().proof_key is None


@pytest.mark.parametrize("typed", ["n/a", "N A", "none", "None.", "-", "—", "not yet", "pending", "?"])
def test_who_types_that_there_is_no_certificate_hands_none_in(typed: str) -> None:
    assert tidied(done(certificate=typed), [HOURS]).proof_key is None


@pytest.mark.parametrize("typed", ["NA-104", "N/A 17", "No. 12", "none-2026-4"])
def test_a_number_that_begins_like_it_is_one(typed: str) -> None:
    assert tidied(done(certificate=typed), [HOURS]).certificate == typed
