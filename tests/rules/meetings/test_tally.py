"""Who comes, who is missing, and whether it is enough."""

from datetime import timedelta

from scheduling.meetings.facts import Answer, Attendee, RequiredRole, Said
from scheduling.meetings.rules.tally import tally_of
from tests.factories.meetings import phoenix_at, plan

AT = phoenix_at(8, 18)
ADA, BEN, CLEO, SOL = 1, 2, 3, 4
DRILL = plan(quorum=2, required_roles=(RequiredRole("Recorder", (BEN, CLEO)), RequiredRole("Medic", (ADA,))))


def says(person: int, answer: Answer, *, left: bool = False) -> Attendee:
    return Attendee(1, person, said=Said(answer), left=left)


def test_everybody_is_counted_once_by_what_they_say() -> None:
    asked = [
        says(ADA, Answer.YES), says(BEN, Answer.NO), says(CLEO, Answer.MAYBE), says(SOL, Answer.NONE),
    ]  # fmt: skip
    found = tally_of(plan(), asked, AT)
    assert (found.yes, found.no, found.maybe, found.silent) == ((ADA,), (BEN,), (CLEO,), (SOL,))
    assert found.is_enough


def test_one_of_those_who_fill_a_role_is_enough_and_the_others_may_stay_away() -> None:
    asked = [says(ADA, Answer.YES), says(BEN, Answer.NO), says(CLEO, Answer.YES)]
    assert tally_of(DRILL, asked, AT).is_enough


def test_a_role_that_nobody_has_said_yes_to_is_missing_however_many_come() -> None:
    asked = [says(ADA, Answer.MAYBE), says(BEN, Answer.YES), says(CLEO, Answer.YES)]
    found = tally_of(DRILL, asked, AT)
    assert (found.missing_roles, found.short_by, found.is_enough) == (("Medic",), 0, False)


def test_maybe_does_not_count_towards_those_who_must_come() -> None:
    asked = [says(ADA, Answer.YES), says(BEN, Answer.MAYBE)]
    found = tally_of(plan(quorum=2), asked, AT)
    assert (found.quorum, found.short_by, found.is_enough) == (2, 1, False)


def test_more_than_enough_is_not_short() -> None:
    asked = [says(person, Answer.YES) for person in (ADA, BEN, CLEO)]
    assert tally_of(plan(quorum=2), asked, AT).short_by == 0


def test_what_is_said_of_one_occurrence_goes_before_what_is_said_of_all() -> None:
    ada = Attendee(1, ADA, said=Said(Answer.YES), of_one={AT: Said(Answer.NO)})
    ben = Attendee(1, BEN, said=Said(Answer.YES), of_one={AT: Said(Answer.NONE)})  # it was moved since
    found = tally_of(plan(), [ada, ben], AT)
    assert (found.no, found.silent) == ((ADA,), (BEN,))
    assert tally_of(plan(), [ada, ben], AT + timedelta(days=7)).yes == (ADA, BEN)


def test_whoever_has_left_is_not_counted_whatever_they_said() -> None:
    asked = [says(ADA, Answer.YES, left=True), says(BEN, Answer.YES)]
    found = tally_of(DRILL, asked, AT)
    assert (found.yes, found.short_by, found.missing_roles) == ((BEN,), 1, ("Medic",))
