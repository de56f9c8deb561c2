"""Links and fetches for tests: what a calendar program does, without the HTTP between."""

from dataclasses import dataclass
from datetime import datetime

from scheduling.agenda.pages import build_page
from scheduling.calendars.facts import Display, Opened, Page
from scheduling.calendars.pages import find_content, find_link, keep_page
from scheduling.calendars.subscriptions import open_subscription
from scheduling.revisions.facts import Scope
from scheduling.roster.facts import Person
from scheduling.store.engine import Database


def open_link(
    database: Database,
    now: datetime,
    reader: Person,
    scope: Scope = Scope.MINE,
    scope_id: int | None = None,
    display: Display | None = None,
) -> Opened:
    """A link of this person's, to their own calendar unless told otherwise."""
    with database.begin(now) as tx:
        return open_subscription(
            tx, actor=reader, scope=scope, scope_id=scope_id or reader.id, display=display or Display()
        )


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page, and whether it had to be built."""

    page: Page
    built: bool

    @property
    def text(self) -> str:
        """The calendar with its folded lines made whole."""
        return self.page.content.decode().replace("\r\n ", "")


def fetch(database: Database, now: datetime, token: str) -> Fetched | None:
    """What a token opens at this instant; None for nothing."""
    with database.read(now) as tx:
        link = find_link(tx, token)
        if link is None:
            return None
        kept = find_content(tx, link) if link.is_fresh(now) else None
        if kept is not None and link.kept is not None:
            return Fetched(Page(link.kept, kept), built=False)
        built = build_page(tx, link)
    with database.begin(now) as tx:
        return Fetched(keep_page(tx, link, built.content, built.fresh_until), built=True)


def events_of(text: str) -> dict[str, dict[str, str]]:
    """The events of a calendar by uid: property name (without parameters) to value, as it stands there."""
    found: dict[str, dict[str, str]] = {}
    for block in text.split("BEGIN:VEVENT\r\n")[1:]:
        lines = block.split("END:VEVENT")[0].strip().split("\r\n")
        event = {line.partition(":")[0].partition(";")[0]: line.partition(":")[2] for line in lines}
        found[event["UID"]] = event
    return found
