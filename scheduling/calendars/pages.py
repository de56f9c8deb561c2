"""The bytes of calendars: found by a token, kept once built, and served until the calendar changes."""

from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from sqlalchemy import and_, bindparam, select

from scheduling.calendars.facts import Kept, Link, Page
from scheduling.calendars.rows import KEPT_COLUMNS, SUBSCRIPTION_COLUMNS, kept_of, subscription_of
from scheduling.calendars.rules import may_read
from scheduling.calendars.tables import calendar_pages, subscriptions
from scheduling.calendars.tokens import hash_of
from scheduling.revisions.tables import calendars
from scheduling.roster.facts import Role
from scheduling.roster.tables import people
from scheduling.store.transaction import Transaction

_SECOND: Final = timedelta(seconds=1)

_SAME_CALENDAR: Final = and_(
    calendars.c.scope == subscriptions.c.scope, calendars.c.scope_id == subscriptions.c.scope_id
)

_LINK: Final = (
    select(
        *SUBSCRIPTION_COLUMNS, calendars.c.revision, calendars.c.changed_at,
        people.c.role, *KEPT_COLUMNS,
    )
    .select_from(
        subscriptions.join(people, people.c.id == subscriptions.c.person_id)
        .join(calendars, _SAME_CALENDAR)
        .outerjoin(calendar_pages, calendar_pages.c.subscription_id == subscriptions.c.id)
    )
    .where(
        subscriptions.c.token_hash == bindparam("token_hash"),
        subscriptions.c.revoked_at.is_(None), people.c.active, people.c.deactivated_at.is_(None),
    )
)  # fmt: skip

_CONTENT: Final = select(calendar_pages.c.content).where(
    calendar_pages.c.subscription_id == bindparam("of"), calendar_pages.c.etag == bindparam("named")
)

_AS_KEPT: Final = (
    select(*KEPT_COLUMNS)
    .select_from(
        subscriptions.outerjoin(calendar_pages, calendar_pages.c.subscription_id == subscriptions.c.id)
    )
    .where(subscriptions.c.id == bindparam("of"), subscriptions.c.revoked_at.is_(None))
)


def find_link(tx: Transaction, token: str) -> Link | None:
    """What a token opens for whom it was made, as they are at this moment; None for whatever opens nothing.

    One look into an index, whether the token is right, revoked, or no token at all; and what opens nothing
    answers no row, so that to read it takes no longer than to find none.
    """
    row = tx.execute(_LINK, {"token_hash": hash_of(token)}).first()
    if row is None:
        return None
    subscription = subscription_of(row)
    revision, changed_at, role, *kept = row[len(SUBSCRIPTION_COLUMNS) :]
    if not may_read(subscription, Role(role)):
        return None
    return Link(subscription, revision, changed_at, kept_of(kept))


def find_content(tx: Transaction, link: Link) -> bytes | None:
    """The bytes that are kept for a link, or None where others have been kept since."""
    if link.kept is None:
        return None
    named = {"of": link.subscription.id, "named": link.kept.etag}
    content: bytes | None = tx.execute(_CONTENT, named).scalar()
    return content


def keep_page(tx: Transaction, link: Link, content: bytes, fresh_until: datetime) -> Page:
    """Keep the bytes that were built for a link, and answer them as they are served.

    Bytes that are the same again keep their date. Nothing is kept over what was built from a later revision,
    nor for a link that has been revoked meanwhile.

    Args:
        tx: a write transaction; a short one, for the bytes were built in another.
        link: as it was read together with what is in the calendar.
        content: the bytes.
        fresh_until: the instant at which time alone may change them.
    """
    tx.lock(subscriptions, [link.subscription.id])  # by itself: whoever waited for it looks only after that
    row = tx.execute(_AS_KEPT, {"of": link.subscription.id}).first()
    was = None if row is None else kept_of(row)
    etag = etag_of(content)
    page = Page(Kept(link.revision, etag, _modified_at(tx.now, etag, was), fresh_until), content)
    if row is not None and (was is None or was.revision <= link.revision):
        _write(tx, link.subscription.id, page, was)
    return page


def etag_of(content: bytes) -> str:
    """The name of these bytes: 128 bits of their SHA-256."""
    return sha256(content).hexdigest()[:32]


def _modified_at(now: datetime, etag: str, was: Kept | None) -> datetime:
    """In whole seconds, as HTTP writes it, and never the same for bytes that differ: some programs know
    nothing of ETags.
    """
    if was is not None and was.etag == etag:
        return was.modified_at
    second = now.replace(microsecond=0)
    return second if was is None else max(second, was.modified_at + _SECOND)


def _write(tx: Transaction, subscription_id: int, page: Page, was: Kept | None) -> None:
    kept = page.kept
    values = {"revision": kept.revision, "fresh_until": kept.fresh_until}
    if was is None or was.etag != kept.etag:
        values |= {"etag": kept.etag, "modified_at": kept.modified_at, "content": page.content}
    if was is None:
        tx.execute(calendar_pages.insert(), values | {"subscription_id": subscription_id})
    else:
        tx.execute(
            calendar_pages.update().where(calendar_pages.c.subscription_id == subscription_id).values(values)
        )
