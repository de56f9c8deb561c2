"""The notices that a feed calls for: to the holder, to those in line, to those who answer for the holder."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from scheduling.outbox.actions import SUPERVISORS_CHANNEL, Notice, Urgency, to_person
from scheduling.outbox.queries import find_unread
from scheduling.refusals import Refusal, Rule
from scheduling.roster.facts import Person
from scheduling.roster.queries import list_answering_for
from scheduling.shifts.facts import FieldChange
from scheduling.shifts.terms import Occasion
from scheduling.store.transaction import Transaction

Changes = Mapping[str, Sequence[object]]
"""A field of the shift to its value before and after."""

TOLD = frozenset({"school", "post", "armed", "starts_at", "ends_at", "notes"})
"""Fields that matter to somebody who has promised to come; agencies and places do not."""


def notices_of_change(
    tx: Transaction,
    shift_id: int,
    officer: Person,
    fields: Mapping[str, FieldChange],
    refusals: Sequence[Refusal],
    by: Occasion,
) -> list[Notice]:
    """One to the holder, if anything changed that matters to them or breaks a rule for them.

    It takes the place of one that has not gone out yet, and tells both changes as one.
    """
    told = {
        name: [_plain(change.before), _plain(change.after)] for name, change in fields.items() if name in TOLD
    }
    if not told and not refusals:
        return []
    key = f"shift_changed:{shift_id}:{officer.id}"
    unread = find_unread(tx, key) or {"changes": {}, "refusals": []}
    refs = {
        "shift": shift_id,
        "officer": officer.id,
        "changes": _as_one(unread["changes"], told),
        "refusals": [str(refusal.rule) for refusal in refusals] or unread["refusals"],
    }
    return [replace(_to(officer.id, "shift_changed", shift_id, officer.id, by, refs), supersede_key=key)]


def _as_one(earlier: Changes, later: Changes) -> Changes:
    """From what the officer knows to what is so now; what has changed back is no change."""
    both = {
        name: [earlier.get(name, later.get(name, []))[0], later.get(name, earlier.get(name, []))[1]]
        for name in [*earlier, *(name for name in later if name not in earlier)]
    }
    return {name: change for name, change in both.items() if change[0] != change[1]}


def notices_of_question(tx: Transaction, shift_id: int, officer: Person, by: Occasion) -> list[Notice]:
    """One to each of those who answer for an officer whose claim now breaks a rule."""
    refs = {"shift": shift_id, "officer": officer.id}
    return [
        _to(person.id, "claim_in_question", shift_id, officer.id, by, refs)
        for person in list_answering_for(tx, officer)
    ]


def notice_of_overfull(shift_id: int, by: Occasion) -> Notice:
    """One to the supervisors' channel: more officers hold the shift than the feed asks for now."""
    return Notice(
        kind="overfull",
        addressee=SUPERVISORS_CHANNEL,
        dedupe_key=f"overfull:{shift_id}:{by.key}",
        refs={"shift": shift_id},
        urgency=Urgency.URGENT,
    )


def notices_of_withdrawal(
    held: Iterable[tuple[int, int]], in_line: Iterable[tuple[int, int]], by: Occasion
) -> list[Notice]:
    """One to each former holder, one to each who was in line; both come as (shift, person)."""
    lost = [
        _to(officer, "shift_withdrawn", shift, officer, by, {"shift": shift, "officer": officer})
        for shift, officer in held
    ]
    closed = [
        _to(
            officer,
            "waitlist_passed_over",
            shift,
            officer,
            by,
            {"shift": shift, "officer": officer, "rules": [str(Rule.WITHDRAWN)]},
            Urgency.CONFIRMATION,
        )
        for shift, officer in in_line
    ]
    return lost + closed


def _to(
    addressee: int,
    kind: str,
    shift_id: int,
    officer_id: int,
    by: Occasion,
    refs: Mapping[str, object],
    urgency: Urgency = Urgency.URGENT,
) -> Notice:
    return Notice(
        kind=kind,
        addressee=to_person(addressee),
        dedupe_key=f"{kind}:{shift_id}:{officer_id}:{addressee}:{by.key}",
        refs=refs,
        urgency=urgency,
    )


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value
