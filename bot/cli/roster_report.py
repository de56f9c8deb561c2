"""What `muster roster …` and `muster schools …` do and print."""

from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.table import Column, Table

from bot.cli.console import open_console
from bot.cli.store import Missing, migrated, now
from bot.settings import Settings
from scheduling.audit.actions import COMMAND_LINE
from scheduling.roster.actions import unlink_slack
from scheduling.roster.export_people import export_roster
from scheduling.roster.facts import Person
from scheduling.roster.import_people import import_roster
from scheduling.roster.import_schools import import_schools
from scheduling.roster.queries import find_person_by_email, list_people, list_unlinked
from scheduling.roster.sheets.report import ImportReport

Import = Callable[..., ImportReport]


def import_people(settings: Settings, file: Path, *, dry_run: bool) -> int:
    """Import roster.csv and say whose Slack account is still to be found; 1 where a row was bad."""
    report = _import(import_roster, settings, file, dry_run=dry_run)
    console = open_console()
    _print_report(console, report, "muster roster import")
    if not dry_run:
        with migrated(settings) as store, store.database.read(now()) as tx:
            unlinked = list_unlinked(tx)
        if unlinked:
            console.print(
                f"{len(unlinked)} have no Slack account yet: the running bot looks them up by e-mail "
                "address; `muster roster list` shows who is left."
            )
    return 1 if report.bad else 0


def import_school_list(settings: Settings, file: Path, *, dry_run: bool) -> int:
    """Import schools.csv; 1 where a row was bad."""
    report = _import(import_schools, settings, file, dry_run=dry_run)
    _print_report(open_console(), report, "muster schools import")
    return 1 if report.bad else 0


def show_people(settings: Settings) -> None:
    """Print everybody, agency by agency."""
    console = open_console()
    with migrated(settings) as store, store.database.read(now()) as tx:
        people = list_people(tx)
    if not people:
        console.print("Nobody yet. `muster roster import roster.csv --dry-run` tries a file.")
        return
    table = Table("id", "name", Column("e-mail", overflow="fold"), "agency", "kind", "role", "Slack")
    for person in sorted(people, key=lambda each: (each.agency, each.name)):
        table.add_row(
            str(person.id), person.name, person.email, person.agency, person.kind.value, person.role.value,
            _slack(person),
        )  # fmt: skip
    console.print(table)
    missing = [person.name for person in people if person.active and person.slack_id is None]
    if missing:
        console.print(f"Without a Slack account: {', '.join(missing)}.")


def export_people(settings: Settings, file: Path) -> None:
    """Write the roster to a file."""
    with migrated(settings) as store, store.database.read(now()) as tx:
        content = export_roster(tx)
    file.write_bytes(content)
    open_console().print(f"Wrote {file}.")


def unlink_person(settings: Settings, email: str, reason: str) -> None:
    """Take the Slack account off the person with this address.

    Raises:
        LookupError: nobody on the roster has it.
    """
    with migrated(settings) as store, store.database.begin(now()) as tx:
        person = find_person_by_email(tx, email)
        if person is None:
            raise LookupError(
                f"Nobody on the roster has the address {email}: `muster roster list` shows all."
            )
        unlink_slack(tx, person_id=person.id, actor=COMMAND_LINE, reason=reason)
    open_console().print(
        f"{person.name} has no Slack account now and can do nothing in Slack until the running bot finds the "
        f"one of {person.email}."
    )


def _import(load: Import, settings: Settings, file: Path, *, dry_run: bool) -> ImportReport:
    content = file.read_bytes()
    with migrated(settings, Missing.PRETEND if dry_run else Missing.MAKE) as store:
        opened = store.database.read(now()) if dry_run else store.database.begin(now())
        with opened as tx:
            return load(tx, content=content, district_zone=settings.timezone, dry_run=dry_run)


def _print_report(console: Console, report: ImportReport, verb: str) -> None:
    table = Table("line", "who", "field", "before", "after")
    for added in report.added:
        table.add_row(str(added.line), f"{added.name} ({added.key})", "new")
    for changed in report.changed:
        for name, field in changed.fields.items():
            table.add_row(
                str(changed.line),
                f"{changed.name} ({changed.key})",
                name,
                str(field.before),
                str(field.after),
            )
    if table.row_count:
        console.print(table)
    for bad in report.bad:
        console.print(f"line {bad.line}: {bad.who or 'no name'}: {bad.reason}", style="red")
    if report.missing:
        console.print(f"Not in the file, left as they are: {', '.join(m.name for m in report.missing)}.")
    if report.ignored_columns:
        console.print(f"Columns that mean nothing to Muster: {', '.join(report.ignored_columns)}.")
    console.print(
        f"{len(report.added)} new, {len(report.changed)} changed, {report.unchanged} unchanged, "
        f"{len(report.bad)} left out."
    )
    if report.dry_run:
        console.print(f"Nothing was written; `{verb}` without --dry-run does it.")


def _slack(person: Person) -> str:
    if person.deactivated_at is not None:
        return "deactivated"
    if not person.active:
        return "inactive"
    return person.slack_id or "not found"
