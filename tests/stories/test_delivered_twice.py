"""Slack delivers the same request twice, which it sometimes does: it changes things once."""

from scheduling.audit.tables import audit
from tests.stories.world import World, shift

FRIDAY = shift("a", "2026-08-14T07:00:00-07:00", "2026-08-14T15:00:00-07:00", places=2)
TOMORROW = shift("b", "2026-08-13T07:00:00-07:00", "2026-08-13T15:00:00-07:00")


def deeds(world: World) -> list[str]:
    """What the audit says that people did, oldest first."""
    with world.process.desk.read() as tx:
        rows = tx.execute(audit.select().where(audit.c.actor.like("person:%")).order_by(audit.c.id))
        return [row.verb for row in rows]


def test_a_command_claims_once_and_is_answered_once(world: World) -> None:
    world.feed_says(FRIDAY)
    world.goes_wrong(redeliver_next=1)
    world.ada.types("/shifts claim 1 now")
    world.ada.reads("It is yours.")
    assert deeds(world) == ["shift_claimed"]
    world.everything_is_sent()
    assert "1 of 2 places left" in world.board("Fri Aug 14")


def test_a_press_claims_once_and_is_answered_once(world: World) -> None:
    world.feed_says(FRIDAY)
    world.ada.types("/shifts claim 1")
    world.ada.reads("8 of 14 h")
    world.goes_wrong(redeliver_next=1)
    world.ada.presses("Claim it")
    world.ada.reads("It is yours.")
    assert deeds(world) == ["shift_claimed"]


def test_a_form_releases_once_and_the_officer_is_told_once(world: World) -> None:
    world.feed_says(FRIDAY)
    world.ada.types("/shifts claim 1 now")
    world.ada.reads("It is yours.")
    world.sol.types("/shifts release 1 @ada")
    world.goes_wrong(redeliver_next=1)
    world.sol.submits(reason="court that day")
    world.sol.reads("Ada Alder is off.", "court that day")
    world.ada.reads("Sergeant Sol Sequoia released you from this shift.", "court that day")
    assert deeds(world) == ["shift_claimed", "shift_released"]


def test_a_question_to_the_sergeant_is_asked_once(world: World) -> None:
    world.feed_says(TOMORROW)
    world.ben.types("/shifts claim 1 now")
    world.ben.reads("It is yours.")
    world.ben.types("/shifts release 1")
    world.ben.reads("Too late to give it back alone.")
    world.ben.presses("Ask Sergeant Sol Sequoia to release it")
    world.goes_wrong(redeliver_next=1)
    world.ben.submits(reason="fever")
    world.ben.reads("Asked Sergeant Sol Sequoia")
    world.sol.reads("Ben Birch asks to be released: fever")


def test_the_coordinators_decision_is_made_once(world: World) -> None:
    world.feed_says(FRIDAY)
    world.ada.types("/shifts claim 1 now")
    world.ada.reads("It is yours.")
    world.feed_says()
    world.cora.opens_home()
    world.cora.sees_at_home("A delivery waits for you.", "1 withdrawn")
    world.goes_wrong(redeliver_next=1)
    world.cora.presses("Apply")
    world.cora.sees("Cora Cypress applied the delivery: 0 new, 0 changed, 1 withdrawn.")
    world.cora.closes()
    world.ada.reads("Withdrawn: do not go.")
