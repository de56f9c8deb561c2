"""What happens to a person on the roster outside the import: their Slack account comes, goes and returns,
and their standing changes. Each action records itself in the audit and is safe to repeat.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam

from scheduling.audit.actions import Change, record
from scheduling.roster.facts import Person, Standing
from scheduling.roster.holdings import note_departures, note_returns
from scheduling.roster.queries import find_person_by_slack, person_of
from scheduling.roster.tables import people
from scheduling.store.transaction import Transaction

SLACK = "slack"
"""The actor in the audit when Slack itself says that an account came, went or returned."""


REASON_LENGTH = 400
"""Longest reason of a standing, in characters."""

SOURCE_LENGTH = 300
"""Longest source of a standing, in characters."""

_SET_STANDING = people.update().where(people.c.id == bindparam("of_person"))
"""The columns are those of the values that it is run with."""


class AccountTaken(Exception):  # noqa: N818  it is an answer to a person, not a fault
    """A Slack account already stands beside somebody else on the roster; the message names them."""


def link_slack(tx: Transaction, *, person_id: int, team_id: str, slack_id: str, actor: str = SLACK) -> Person:
    """Put a Slack account beside a person and answer the person as they now stand.

    A former account of the same person is replaced, and a deactivation of it forgotten.

    Args:
        tx: a write transaction.
        person_id: whom the account belongs to.
        team_id: the enterprise's id where there is one, else the workspace's.
        slack_id: the account's id; it may begin with U or W.
        actor: who says so, as the audit writes it.

    Raises:
        AccountTaken: the account stands beside somebody else.
        LookupError: nobody has that id.
    """
    person = person_of(tx, person_id)
    holder = find_person_by_slack(tx, team_id, slack_id)
    if holder is not None and holder.id != person_id:
        raise AccountTaken(
            f"The Slack account {slack_id} already belongs to {holder.name} ({holder.email}); "
            f"`muster roster unlink {holder.email}` makes it free for {person.name} ({person.email})."
        )
    if holder is not None and holder.deactivated_at is None:
        return holder
    account = {"slack_team_id": team_id, "slack_id": slack_id, "deactivated_at": None}
    return _change(tx, person, "slack_linked", account, actor)


def unlink_slack(tx: Transaction, *, person_id: int, actor: str, reason: str = "") -> Person:
    """Take the Slack account off a person, who can then do nothing in Slack until linked again.

    Raises:
        LookupError: nobody has that id.
    """
    person = person_of(tx, person_id)
    if person.slack_id is None:
        return person
    nobody = {"slack_team_id": None, "slack_id": None, "deactivated_at": None}
    return _change(tx, person, "slack_unlinked", nobody, actor, reason)


def mark_deactivated(tx: Transaction, *, team_id: str, slack_id: str, actor: str = SLACK) -> Person | None:
    """Note that Slack has switched an account off: its person may do nothing from now on.

    Claims are kept, for a person to decide about: the sweep of shifts escalates what the officer holds.
    Answers None where nobody on the roster has the account, or it was known.
    """
    person = find_person_by_slack(tx, team_id, slack_id)
    if person is None or person.deactivated_at is not None:
        return None
    return _change(tx, person, "slack_deactivated", {"deactivated_at": tx.now}, actor)


def mark_returned(tx: Transaction, *, team_id: str, slack_id: str, actor: str = SLACK) -> Person | None:
    """Note that Slack has switched an account on again.

    Answers None where nobody on the roster has the account, or it never was off.
    """
    person = find_person_by_slack(tx, team_id, slack_id)
    if person is None or person.deactivated_at is None:
        return None
    return _change(tx, person, "slack_returned", {"deactivated_at": None}, actor)


@dataclass(frozen=True, slots=True)
class NewStanding:
    """A standing to be written, and whose: the person as they stand now.

    Attributes:
        reason: a sentence that the officer reads when a claim is refused, at most 400 characters; kept
            empty for CLEAR.
        source: where the rule behind it comes from, at most 300 characters; kept empty for CLEAR.
    """

    person: Person
    standing: Standing
    reason: str = ""
    source: str = ""


def set_standings(tx: Transaction, standings: Iterable[NewStanding], *, actor: str) -> None:
    """Write whether training and qualification let people work in a school, and why not: in one statement;
    what is written so already is left alone.

    Args:
        tx: a write transaction.
        standings: at most one for each person.
        actor: who decided, as the audit writes it.

    Raises:
        ValueError: BLOCKED without a reason, or with one that is too long.
    """
    for_all = [(each.person, _columns_of(each)) for each in standings]
    changed = [(person, columns) for person, columns in for_all if _differing(person, columns)]
    if not changed:
        return
    tx.execute(_SET_STANDING, [{"of_person": person.id, **columns} for person, columns in changed])
    record(tx, *(_change_of(person, "standing_set", columns, actor) for person, columns in changed))


def _columns_of(new: NewStanding) -> dict[str, str]:
    kept = new.reason.strip() if new.standing is Standing.BLOCKED else ""
    if new.standing is Standing.BLOCKED and not 0 < len(kept) <= REASON_LENGTH:
        raise ValueError(f"a blocked standing needs a reason of up to {REASON_LENGTH} characters")
    return {
        "standing": new.standing.value,
        "standing_reason": kept,
        "standing_source": new.source[:SOURCE_LENGTH] if kept else "",
    }


def _change(
    tx: Transaction, person: Person, verb: str, values: dict[str, Any], actor: str, reason: str = ""
) -> Person:
    """Write what differs from the person's row, with its audit row; answer the person as they now stand."""
    after = _differing(person, values)
    if not after:
        return person
    tx.execute(people.update().where(people.c.id == person.id).values(after))
    if "deactivated_at" in after:
        note = note_returns if after["deactivated_at"] is None else note_departures
        note(tx, [person.id])
    record(tx, _change_of(person, verb, values, actor, reason))
    return person_of(tx, person.id)


def _differing(person: Person, values: Mapping[str, Any]) -> dict[str, Any]:
    return {column: value for column, value in values.items() if getattr(person, column) != value}


def _change_of(person: Person, verb: str, values: Mapping[str, Any], actor: str, reason: str = "") -> Change:
    """The audit row of what differs from the person's row."""
    after = _differing(person, values)
    before = {column: getattr(person, column) for column in after}
    return Change(actor, verb, "person", person.id, before=before, after=after, reason=reason)
