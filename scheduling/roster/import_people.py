"""roster.csv onto the roster: bytes → rows → checks → comparison → rows written, one way."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, select

from scheduling.audit.actions import COMMAND_LINE, Change, record
from scheduling.revisions.counting import touch_every_calendar
from scheduling.roster.holdings import ask_look_at_holdings, note_departures
from scheduling.roster.reviews import ask_review
from scheduling.roster.sheets.columns import Column, read_entries, under_headings
from scheduling.roster.sheets.compare_people import PeoplePlan, PlannedPerson, Values, compare_people
from scheduling.roster.sheets.people_columns import people_columns
from scheduling.roster.sheets.report import Added, Changed, ImportReport, Missing
from scheduling.roster.sheets.sheet import read_sheet
from scheduling.roster.tables import people
from scheduling.store.transaction import Transaction
from scheduling.store.turns import Turn, take_turn
from scheduling.zones import local_day, zone

_WRITTEN = (
    "email", "name", "badge", "agency", "kind", "programme", "employment", "funding", "armed",
    "qualified_on", "eligible_on", "first_shift_on", "hired_on", "assigned_on", "core_team", "law_unit",
    "role", "zone", "active",
)  # fmt: skip
"""The columns that the file writes; the supervisor is written as an id once everybody has one."""


def import_roster(
    tx: Transaction, *, content: bytes, district_zone: str, actor: str = COMMAND_LINE, dry_run: bool = False
) -> ImportReport:
    """Bring the roster to what roster.csv says; a second time changes nothing.

    A bad row is left alone and named, the others are taken. Nobody is deleted: who is missing from the file
    is listed, and leaves by a row with active = no. The audit gets one row for each person changed. What
    everybody who was added or changed owes and holds is looked at again.

    Args:
        tx: a write transaction; for a dry run a read transaction will do.
        content: the bytes of the file. `docs/roster.md` describes the columns.
        district_zone: the IANA zone of people for whom the file names none.
        actor: who imports, as the audit writes it.
        dry_run: whether to report the difference and write nothing.

    Raises:
        SheetRefused: the file as a whole cannot be used; the sentence says why, and what to do.
        ValueError: there is no such `district_zone`.
    """
    if not dry_run:
        take_turn(tx.connection, Turn.IMPORT)
    columns = people_columns(district_zone=district_zone, today=local_day(tx.now, zone(district_zone)))
    entries = read_entries(read_sheet(content), columns, key="email")
    known = _list_known(tx)
    plan = compare_people(entries, known, columns)
    if not dry_run:
        _write(tx, plan)
        _record(tx, plan, actor)
        _note_departures(tx, plan)
        _have_looked_at(tx, plan)
        if plan.added or plan.changed:
            touch_every_calendar(tx)
    return _report(plan, known, columns, entries.ignored_columns, dry_run=dry_run)


def _list_known(tx: Transaction) -> dict[str, Values]:
    boss = people.alias("boss")
    rows = tx.execute(
        select(*(people.c[name] for name in _WRITTEN), boss.c.email.label("supervisor"))
        .join_from(people, boss, people.c.supervisor_id == boss.c.id, isouter=True)
        .order_by(people.c.name, people.c.id)
    )
    return {
        row.email: {
            **row._asdict(),
            "supervisor": row.supervisor or "",
            "armed": bool(row.armed),
            "core_team": bool(row.core_team),
            "law_unit": bool(row.law_unit),
        }
        for row in rows
    }


def _write(tx: Transaction, plan: PeoplePlan) -> None:
    if plan.added:
        newcomer = {"standing": "clear", "standing_reason": "", "added_at": tx.now}
        tx.execute(people.insert(), [_row(person) | newcomer for person in plan.added])
    ids = _ids(tx)
    tx.lock(people, [ids[person.known_as] for person in plan.changed if person.known_as])
    if plan.changed:
        tx.execute(
            people.update()
            .where(people.c.email == bindparam("known_as"))
            .values({name: bindparam(f"new_{name}") for name in _WRITTEN}),
            [
                {"known_as": person.known_as} | {f"new_{name}": value for name, value in _row(person).items()}
                for person in plan.changed
            ],
        )
        ids = _ids(tx)
    supervised = [person.values for person in (*plan.added, *plan.changed)]
    if supervised:
        tx.execute(
            people.update()
            .where(people.c.email == bindparam("of"))
            .values(supervisor_id=bindparam("supervisor")),
            [{"of": each["email"], "supervisor": ids.get(each["supervisor"])} for each in supervised],
        )


def _row(person: PlannedPerson) -> dict[str, Any]:
    return {name: person.values[name] for name in _WRITTEN}


def _ids(tx: Transaction) -> dict[str, int]:
    return {row.email: row.id for row in tx.execute(select(people.c.email, people.c.id))}


def _record(tx: Transaction, plan: PeoplePlan, actor: str) -> None:
    ids = _ids(tx)
    record(
        tx,
        *(
            Change(actor, "person_added", "person", ids[each.values["email"]], after=each.values)
            for each in plan.added
        ),
        *(
            Change(
                actor,
                "person_changed",
                "person",
                ids[each.values["email"]],
                before={name: change.before for name, change in each.changes.items()},
                after={name: change.after for name, change in each.changes.items()},
            )
            for each in plan.changed
        ),
    )


def _note_departures(tx: Transaction, plan: PeoplePlan) -> None:
    """Of whoever is inactive from now on; whoever is active again is looked at as everybody who changed."""
    gone = [each for each in plan.changed if "active" in each.changes and not each.values["active"]]
    if gone:
        ids = _ids(tx)
        note_departures(tx, [ids[each.values["email"]] for each in gone])


def _have_looked_at(tx: Transaction, plan: PeoplePlan) -> None:
    """Everybody whose row is new or differs: nearly every column may start, move or end a clock, or say
    whether they may work what they hold.
    """
    ids = _ids(tx)
    concerned = [ids[person.values["email"]] for person in (*plan.added, *plan.changed)]
    ask_review(tx, concerned)
    ask_look_at_holdings(tx, concerned)


def _report(
    plan: PeoplePlan,
    known: Mapping[str, Values],
    columns: Mapping[str, Column],
    ignored: tuple[str, ...],
    *,
    dry_run: bool,
) -> ImportReport:
    return ImportReport(
        added=tuple(Added(each.line, each.values["email"], each.values["name"]) for each in plan.added),
        changed=tuple(
            Changed(
                each.line, each.values["email"], each.values["name"], under_headings(each.changes, columns)
            )
            for each in plan.changed
        ),
        unchanged=plan.unchanged,
        bad=plan.bad,
        missing=tuple(Missing(email, known[email]["name"]) for email in plan.missing),
        ignored_columns=ignored,
        dry_run=dry_run,
    )
