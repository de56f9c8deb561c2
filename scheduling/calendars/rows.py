"""How rows of subscriptions become frozen facts: the columns to select, and the reading of one row."""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement

from scheduling.calendars.facts import Display, Kept, Privacy, Shows, Subscription
from scheduling.calendars.tables import calendar_pages, subscriptions
from scheduling.revisions.facts import Scope

SUBSCRIPTION_COLUMNS: Final[tuple[ColumnElement[Any], ...]] = (
    subscriptions.c.id, subscriptions.c.person_id, subscriptions.c.scope, subscriptions.c.scope_id,
    subscriptions.c.privacy, subscriptions.c.shows, subscriptions.c.blocks_time,
    subscriptions.c.created_at, subscriptions.c.revoked_at,
    subscriptions.c.last_fetched_at, subscriptions.c.last_fetched_by,
)  # fmt: skip
"""What `subscription_of` reads, in its order."""

KEPT_COLUMNS: Final[tuple[ColumnElement[Any], ...]] = (
    calendar_pages.c.revision, calendar_pages.c.etag, calendar_pages.c.modified_at,
    calendar_pages.c.fresh_until,
)  # fmt: skip
"""What `kept_of` reads, in its order."""


def subscription_of(row: Sequence[Any]) -> Subscription:
    """Read a row that begins with `SUBSCRIPTION_COLUMNS`."""
    (sid, person_id, scope, scope_id, privacy, shows, blocks_time,
     created_at, revoked_at, fetched_at, fetched_by, *_) = row  # fmt: skip
    return Subscription(
        id=sid, person_id=person_id, scope=Scope(scope), scope_id=scope_id,
        display=Display(Privacy(privacy), frozenset(map(Shows, shows)), bool(blocks_time)),
        created_at=created_at, revoked_at=revoked_at,
        last_fetched_at=fetched_at, last_fetched_by=fetched_by,
    )  # fmt: skip


def kept_of(row: Sequence[Any]) -> Kept | None:
    """Read a row of `KEPT_COLUMNS`; None where there is no page (an outer join)."""
    revision, etag, modified_at, fresh_until = row
    return None if etag is None else Kept(revision, etag, modified_at, fresh_until)


def display_values(display: Display) -> dict[str, Any]:
    """The columns of a display."""
    return {
        "privacy": display.privacy.value,
        "shows": sorted(one.value for one in display.shows),
        "blocks_time": display.blocks_time,
    }
