"""What officers ask of those who answer for them, and the answer that all who were asked read."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from scheduling.outbox.facts import Obsolete
from scheduling.outbox.tables import notices, posts
from scheduling.policy.loader import load_policy
from scheduling.refusals import Refused, Rule
from scheduling.roster.facts import Person
from scheduling.shifts.actions import claim_shift, release_shift
from scheduling.shifts.facts import Shift
from scheduling.shifts.notice_facts import Declined, OverrideAsked, QuestionSettled, ReleaseAsked
from scheduling.shifts.questions import notices as question_notices
from scheduling.shifts.questions.actions import ask_override, ask_release, decline_question
from scheduling.shifts.questions.facts import Asked, Decision, QuestionKind
from scheduling.shifts.questions.lapse import lapse_questions
from scheduling.store.engine import Database
from scheduling.store.transaction import Transaction
from tests.factories.roster import add_person, change_person
from tests.factories.shifts import add_shift, change_shift_row, give
from tests.factories.told import list_recorded, list_told
from tests.people import HERON, TEAM, Cast

POLICY = load_policy("default")
OVERRIDE, RELEASE = QuestionKind.OVERRIDE, QuestionKind.RELEASE


def tiring(tx: Transaction, cast: Cast, now: datetime) -> Shift:
    """A shift two hours after another of Ada's."""
    give(tx, add_shift(tx, cast.basalt, now + timedelta(days=1), hours=4), cast.ada)
    return add_shift(tx, cast.quartz, now + timedelta(days=1, hours=6))


def two_sergeants(tx: Transaction, cast: Cast) -> tuple[Person, Person, Person]:
    """Sol, Tom, and Ada, who names no supervisor, so that both sergeants of her agency are asked."""
    ada = change_person(tx, cast.ada, supervisor_id=None)
    other = add_person(
        tx, email="tom@example.org", name="Sergeant Tom Teak", agency=HERON, role="supervisor",
        slack_team_id=TEAM, slack_id="U0TOM",
    )  # fmt: skip
    return cast.sol, other, ada


def ask(tx: Transaction, officer: Person, shift: Shift) -> tuple[Person, ...]:
    return ask_override(tx, actor=officer, shift_id=shift.id, policy=POLICY).whom


def decline(
    tx: Transaction, by: Person, shift: Shift, officer: Person, kind: QuestionKind
) -> Decision | None:
    return decline_question(tx, actor=by, shift_id=shift.id, officer=officer, kind=kind)


def load(tx: Transaction, kind: str, *more: Any) -> object:
    """The facts of the last notice of a kind, as they would be sent now."""
    found = select(notices.c.refs).where(notices.c.kind == kind).order_by(notices.c.id.desc())
    return getattr(question_notices, f"load_{kind}")(tx, tx.execute(found).scalars().first(), *more)


def decision(tx: Transaction) -> Decision | None:
    """What the last notice of a settled question says: who decided it, and how; None if nobody did."""
    settled = load(tx, "question_settled")
    assert isinstance(settled, QuestionSettled)
    return settled.decision


def arrive(tx: Transaction) -> None:
    """Every question is in the hands of those who were asked."""
    for key in tx.execute(select(notices.c.post_key).where(notices.c.kind.endswith("_asked"))).scalars():
        tx.execute(posts.insert().values(key=key, slack_channel="D0DM", slack_ts="1.0", updated_at=tx.now))


def test_the_same_is_asked_once_an_hour_and_anew_once_it_was_declined(
    database: Database, cast: Cast, now: datetime
) -> None:
    question = ("override_asked", f"person:{cast.sol.id}")
    with database.begin(now) as tx:
        shift = tiring(tx, cast, now)
        for _ in range(2):
            assert ask(tx, cast.ada, shift) == (cast.sol,)
        assert list_told(tx) == [question]
    with database.begin(now + timedelta(hours=1)) as tx:
        ask(tx, cast.ada, shift)
        assert list_told(tx) == [question, question]
        decline(tx, cast.sol, shift, cast.ada, OVERRIDE)
        ask(tx, cast.ada, shift)
        declined = ("override_declined", f"person:{cast.ada.id}")
        assert list_told(tx) == [question, question, declined, question]


def test_who_asks_again_within_the_hour_hears_whom_they_have_asked_and_when(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        shift = tiring(tx, cast, now)
        first = ask_override(tx, actor=cast.ada, shift_id=shift.id, policy=POLICY)
        assert first == Asked((cast.sol,), now)
    with database.begin(now + timedelta(minutes=59)) as tx:
        change_person(tx, cast.ada, supervisor_id=None)  # whoever answers now was not asked
        again = ask_override(tx, actor=cast.ada, shift_id=shift.id, policy=POLICY)
        assert again == Asked((cast.sol,), now, already=True)
    with database.begin(now + timedelta(hours=1)) as tx:
        anew = ask_override(tx, actor=cast.ada, shift_id=shift.id, policy=POLICY)
        assert anew == Asked((cast.sol,), now + timedelta(hours=1))


WITHDRAWN, TAKEN, STARTED = "withdrawn", "taken by somebody else", "started"


@pytest.mark.parametrize("what", [WITHDRAWN, TAKEN, STARTED])
def test_a_question_that_can_no_longer_be_decided_is_closed_and_said_to_be_so_in_its_place(
    database: Database, cast: Cast, now: datetime, what: str
) -> None:
    with database.begin(now) as tx:
        shift = tiring(tx, cast, now)
        ask(tx, cast.ada, shift)
        arrive(tx)
        assert lapse_questions(tx, "sweep") == 0
        if what == WITHDRAWN:
            change_shift_row(tx, shift, status="withdrawn")
        elif what == TAKEN:
            give(tx, shift, cast.ben)
    with database.begin(shift.starts_at if what == STARTED else now) as tx:
        assert [lapse_questions(tx, "sweep"), lapse_questions(tx, "sweep")] == [1, 0]
        assert list_recorded(tx)[-1] == ("sweep", "override_lapsed")
        assert list_told(tx)[-1] == ("question_settled", f"person:{cast.sol.id}")
        assert decision(tx) is None


def test_a_release_that_was_asked_for_lapses_with_the_end_of_the_shift(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        shift = add_shift(tx, cast.quartz, now + timedelta(hours=2))
        give(tx, shift, cast.ada)
        ask_release(tx, actor=cast.ada, shift_id=shift.id, policy=POLICY, reason="ill")
    with database.begin(shift.starts_at) as tx:
        assert lapse_questions(tx, "sweep") == 0  # one may still be let off
    with database.begin(shift.ends_at) as tx:
        assert lapse_questions(tx, "sweep") == 1
        assert list_recorded(tx)[-1] == ("sweep", "release_lapsed")


def test_of_two_sergeants_one_declines_the_officer_is_told_and_the_other_reads_who_it_was(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        shift = tiring(tx, cast, now)
        sol, tom, ada = two_sergeants(tx, cast)
        assert ask(tx, ada, shift) == (sol, tom)
        assert isinstance(load(tx, "override_asked", POLICY), OverrideAsked)
        arrive(tx)
        done = decline(tx, sol, shift, ada, OVERRIDE)
        assert done is not None
        assert (done.by, done.already, done.granted) == (sol, False, False)
        assert load(tx, "override_asked", POLICY) == Obsolete("it is decided by now")
        told = load(tx, "override_declined")
        assert isinstance(told, Declined)
        assert told.by == sol
        settled = decision(tx)
        assert settled is not None
        assert settled.by == sol
        assert [told for told in list_told(tx) if told[0] == "question_settled"] == [
            ("question_settled", f"person:{tom.id}")
        ]
    with database.begin(now + timedelta(minutes=5)) as tx:
        late = decline(tx, tom, shift, ada, OVERRIDE)
        assert late is not None
        assert (late.by, late.at, late.already) == (sol, now, True)
        assert [verb for _, verb in list_recorded(tx)] == ["override_asked", "override_declined"]


def test_a_question_that_never_arrived_is_not_settled_but_dropped(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        shift = tiring(tx, cast, now)
        sol, _, ada = two_sergeants(tx, cast)
        ask(tx, ada, shift)
        decline(tx, sol, shift, ada, OVERRIDE)
        assert load(tx, "question_settled") == Obsolete("the question was never sent to this person")


def test_a_sergeant_who_assigns_has_granted_it_and_the_other_reads_so(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        shift = tiring(tx, cast, now)
        sol, tom, ada = two_sergeants(tx, cast)
        ask(tx, ada, shift)
        arrive(tx)
        claim_shift(tx, actor=sol, shift_id=shift.id, policy=POLICY, officer=ada, override_reason="no other")
        settled = decision(tx)
        assert settled is not None
        assert (settled.by, settled.granted) == (sol, True)
        late = decline(tx, tom, shift, ada, OVERRIDE)
        assert late is not None
        assert (late.by, late.granted, late.already) == (sol, True, True)


def test_a_release_is_declined_and_the_officer_reads_it_unless_released_all_the_same(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        shift = add_shift(tx, cast.quartz, now + timedelta(hours=3))
        give(tx, shift, cast.ada)
        ask_release(tx, actor=cast.ada, shift_id=shift.id, policy=POLICY, reason="ill")
        asked = load(tx, "release_asked")
        assert isinstance(asked, ReleaseAsked)
        assert asked.reason == "ill"
        decline(tx, cast.sol, shift, cast.ada, RELEASE)
        assert isinstance(load(tx, "release_declined"), Declined)
        assert load(tx, "release_asked") == Obsolete("it is decided by now")
        release_shift(
            tx, actor=cast.sol, shift_id=shift.id, policy=POLICY, officer=cast.ada, reason="well then"
        )
        assert load(tx, "release_declined") == Obsolete("the officer no longer holds the shift")


def test_what_has_settled_itself_is_nobodys_to_decline(database: Database, cast: Cast, now: datetime) -> None:
    with database.begin(now) as tx:
        shift = tiring(tx, cast, now)
        ask(tx, cast.ada, shift)
        give(tx, shift, cast.ada)
        assert decline(tx, cast.sol, shift, cast.ada, OVERRIDE) is None
        assert "override_declined" not in [kind for kind, _ in list_told(tx)]


@pytest.mark.parametrize("who", ["ben", "ada"])
def test_only_those_who_answer_for_the_officer_decline(
    database: Database, cast: Cast, now: datetime, who: str
) -> None:
    with database.begin(now) as tx:
        shift = tiring(tx, cast, now)
        ask(tx, cast.ada, shift)
        with pytest.raises(Refused) as refusal:
            decline(tx, getattr(cast, who), shift, cast.ada, OVERRIDE)
        assert refusal.value.refusals[0].rule is Rule.NOT_ENTITLED


def test_the_figures_are_those_of_the_moment_of_sending(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        shift = tiring(tx, cast, now)
        ask(tx, cast.ada, shift)
        told = load(tx, "override_asked", POLICY)
        assert isinstance(told, OverrideAsked)
        assert [refusal.figures["rest"] for refusal in told.refusals] == [timedelta(hours=2)]
        change_shift_row(tx, shift, starts_at=shift.starts_at + timedelta(hours=1))
        told = load(tx, "override_asked", POLICY)
        assert isinstance(told, OverrideAsked)
        assert [refusal.figures["rest"] for refusal in told.refusals] == [timedelta(hours=3)]


@pytest.mark.parametrize(
    ("ends", "why"),
    [("claimed", "the officer has the shift by now"), ("full", "every place is taken by now")],
)
def test_a_request_for_an_override_that_has_become_pointless_is_not_sent(
    database: Database, cast: Cast, now: datetime, ends: str, why: str
) -> None:
    with database.begin(now) as tx:
        shift = tiring(tx, cast, now)
        ask(tx, cast.ada, shift)
        give(tx, shift, cast.ada if ends == "claimed" else cast.ben)
        assert load(tx, "override_asked", POLICY) == Obsolete(why)


def test_a_request_for_release_is_dropped_once_the_officer_is_released(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        shift = add_shift(tx, cast.quartz, now + timedelta(hours=2))
        give(tx, shift, cast.ada)
        ask_release(tx, actor=cast.ada, shift_id=shift.id, policy=POLICY, reason="ill")
        assert isinstance(load(tx, "release_asked"), ReleaseAsked)
        release_shift(tx, actor=cast.sol, shift_id=shift.id, policy=POLICY, officer=cast.ada, reason="ill")
        assert isinstance(load(tx, "release_asked"), Obsolete)
