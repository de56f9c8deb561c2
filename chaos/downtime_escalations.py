"""What a bot that went down owes about escalations: a message to a person, what became of it, and a mail."""

from collections.abc import Iterator
from dataclasses import dataclass

from scheduling.escalations.facts import Cause, Concern, Ending, EscalationKind
from scheduling.escalations.opening import open_escalation
from scheduling.escalations.queries import list_entries
from scheduling.escalations.settling import resolve_subject
from scheduling.escalations.shown import key_of_post
from scheduling.escalations.tables import escalation_posts, escalation_tellings
from scheduling.outbox.actions import SUPERVISORS_CHANNEL, Notice, Urgency, to_person
from scheduling.outbox.facts import Route
from scheduling.policy.loader import load_policy
from scheduling.store.transaction import Transaction
from tests.people import Cast


@dataclass(frozen=True, slots=True)
class Escalated:
    """An escalation, the message that tells it, and the first line of its timeline."""

    number: int
    post: int
    entry: int


def begin_escalations(tx: Transaction, cast: Cast) -> Escalated:
    """Open one about nothing that the others tell of, and put it into a message to Sol."""
    about = Concern(
        EscalationKind.FEED, "feed:silent", cast.quartz.zone, agency=cast.sol.agency, school_id=cast.quartz.id
    )
    number = open_escalation(tx, load_policy("default"), about)
    assert number is not None
    sol = to_person(cast.sol.id)
    post = tx.execute(
        escalation_posts.insert().values(addressee=sol, created_at=tx.now).returning(escalation_posts.c.id)
    ).scalar_one()
    assert post is not None
    told = {
        "escalation_id": number, "addressee": sol, "cause": Cause.STEP, "round": 0, "step": 0,
        "urgency": int(Urgency.CONFIRMATION), "at": tx.now, "post_id": post,
    }  # fmt: skip
    tx.execute(escalation_tellings.insert().values(**told))
    return Escalated(number, post, list_entries(tx, number)[0].id)


def settled_report(tx: Transaction, cast: Cast, report: int) -> int:
    """The number of the escalation of Ada's report, which Sol has settled."""
    subject = f"report:{report}"
    about = Concern(EscalationKind.REPORT, subject, cast.quartz.zone, officer_id=cast.ada.id)
    open_escalation(tx, load_policy("default"), about)
    [number] = resolve_subject(tx, about.kind, subject, Ending.RESOLVED, by=cast.sol)
    return number


def owed_of_escalations(cast: Cast, of: Escalated, key: str) -> Iterator[Notice]:
    """Once each; the keys of the notices begin with `key`."""
    sol, post_key = to_person(cast.sol.id), key_of_post(of.post)
    yield Notice("escalation_post", sol, f"{key}escalation_post", {"post": of.post}, post_key=post_key)
    line = {"entries": [of.entry], "post": of.post}
    yield Notice("escalation_timeline", SUPERVISORS_CHANNEL, f"{key}escalation_timeline", line)
    yield Notice(
        "escalation_mail", sol, f"{key}escalation_mail", {"escalations": [of.number], "person": cast.sol.id},
        Urgency.URGENT, route=Route.EMAIL,
    )  # fmt: skip
