"""What people do with private links: open one, change what it shows, renew its secret, revoke it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from scheduling.audit.actions import Change, actor_of, record
from scheduling.calendars.facts import Display, Opened, Subscription
from scheduling.calendars.queries import count_live, find_subscription
from scheduling.calendars.rows import display_values
from scheduling.calendars.rules import MOST_LINKS, refusal_of_display, refusal_of_scope
from scheduling.calendars.tables import calendar_pages, subscriptions
from scheduling.calendars.tokens import hash_of, new_token
from scheduling.refusals import Refusal, Refused, Rule
from scheduling.revisions.counting import begin_to_count, raise_revision, stop_counting
from scheduling.revisions.facts import Scope
from scheduling.roster.facts import Person
from scheduling.roster.rules import refusal_of_presence
from scheduling.roster.tables import people
from scheduling.store.transaction import Transaction


def open_subscription(
    tx: Transaction, *, actor: Person, scope: Scope, scope_id: int, display: Display
) -> Opened:
    """Make a link for the actor. The token is in the answer and nowhere else.

    Args:
        tx: a write transaction.
        actor: whose link it becomes.
        scope, scope_id: which calendar.
        display: what it shows, and how.

    Raises:
        Refused: NOT_ENTITLED {needed} to this calendar; CALENDAR_EMPTY; CALENDAR_LIMIT {limit}; gone from
            Slack or from the roster.
    """
    tx.lock(people, [actor.id])
    _refuse(refusal_of_scope(actor, scope, scope_id), refusal_of_display(display, scope))
    if count_live(tx, subscriptions.c.person_id == actor.id) >= MOST_LINKS:
        raise Refused(Refusal(Rule.CALENDAR_LIMIT, {"limit": MOST_LINKS}))
    begin_to_count(tx, scope, scope_id)
    token = new_token()
    of = {"person_id": actor.id, "scope": scope.value, "scope_id": scope_id}
    made = tx.execute(
        subscriptions.insert().returning(subscriptions.c.id),
        of
        | display_values(display)
        | {"token_hash": hash_of(token), "created_at": tx.now, "last_fetched_by": ""},
    )
    number: int = made.scalar_one()
    _record(tx, actor, "subscription_opened", number, after=of | display_values(display))
    return Opened(Subscription(number, actor.id, scope, scope_id, display, tx.now), token)


def change_subscription(
    tx: Transaction, *, actor: Person, subscription_id: int, display: Display
) -> Subscription:
    """Have one of the actor's links show something else from its next fetch on.

    Raises:
        Refused: CALENDAR_GONE {number}: there is no such link of the actor's; CALENDAR_EMPTY.
    """
    was = _access(tx, actor, subscription_id)
    _refuse(refusal_of_display(display, was.scope))
    if display == was.display:
        return was
    _write(tx, was, display_values(display))
    raise_revision(tx, was.scope, was.scope_id)
    before, after = display_values(was.display), display_values(display)
    _record(tx, actor, "subscription_changed", was.id, before, after)
    return replace(was, display=display)


def rotate_subscription(tx: Transaction, *, actor: Person, subscription_id: int) -> Opened:
    """Give one of the actor's links another secret; the old one opens nothing from now on.

    Raises:
        Refused: CALENDAR_GONE {number}: there is no such link of the actor's.
    """
    was = _access(tx, actor, subscription_id)
    token = new_token()
    _write(tx, was, {"token_hash": hash_of(token), "last_fetched_at": None, "last_fetched_by": ""})
    _record(tx, actor, "subscription_rotated", was.id)
    return Opened(replace(was, last_fetched_at=None, last_fetched_by=""), token)


def revoke_subscription(tx: Transaction, *, actor: Person, subscription_id: int) -> Subscription:
    """End one of the actor's links for good.

    Raises:
        Refused: CALENDAR_GONE {number}: there is no such link of the actor's.
    """
    was = _access(tx, actor, subscription_id)
    _write(tx, was, {"revoked_at": tx.now})
    tx.execute(calendar_pages.delete().where(calendar_pages.c.subscription_id == was.id))
    _stop_counting_unread(tx, was.scope, was.scope_id)
    _record(tx, actor, "subscription_revoked", was.id)
    return replace(was, revoked_at=tx.now)


def _access(tx: Transaction, actor: Person, subscription_id: int) -> Subscription:
    """The actor's own link, held; somebody else's is answered as if there were none."""
    _refuse(refusal_of_presence(actor))
    tx.lock(people, [actor.id])
    found = find_subscription(tx, subscription_id)
    if found is None or found.person_id != actor.id or found.revoked_at is not None:
        raise Refused(Refusal(Rule.CALENDAR_GONE, {"number": subscription_id}))
    return found


def _refuse(*refusals: Refusal | None) -> None:
    if found := [refusal for refusal in refusals if refusal is not None]:
        raise Refused(*found)


def _write(tx: Transaction, subscription: Subscription, values: Mapping[str, Any]) -> None:
    tx.execute(subscriptions.update().where(subscriptions.c.id == subscription.id).values(values))


def _stop_counting_unread(tx: Transaction, scope: Scope, scope_id: int) -> None:
    """Whoever opens a link to the same calendar at this moment waits, and begins to count anew."""
    raise_revision(tx, scope, scope_id)
    if not count_live(tx, subscriptions.c.scope == scope.value, subscriptions.c.scope_id == scope_id):
        stop_counting(tx, scope, scope_id)


def _record(
    tx: Transaction,
    actor: Person,
    verb: str,
    subscription_id: int,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    record(tx, Change(actor_of(actor.id), verb, "subscription", subscription_id, before, after))
