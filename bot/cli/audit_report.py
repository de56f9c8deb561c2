"""What `muster audit …` does and prints."""

from datetime import datetime
from functools import partial

from rich.table import Column, Table

from bot.cli.console import open_console
from bot.cli.progress import progress_on
from bot.cli.store import migrated, now
from bot.settings import Settings
from scheduling.audit.facts import Break, Fault, Recorded, Verdict, read_head
from scheduling.audit.queries import list_recorded
from scheduling.audit.verify import verify_chain
from scheduling.zones import zone


def verify_audit(settings: Settings, expect: str) -> int:
    """Say whether the chain holds, and where it ends; 1 if it does not hold.

    Raises:
        ValueError: `expect` is no end of an audit.
    """
    noted = read_head(expect) if expect else None
    console = open_console()
    with migrated(settings) as store, store.database.read(now()) as tx, progress_on(console) as watch:
        verdict = verify_chain(tx, noted=noted, progress=partial(watch, "following the chain"))
    if verdict.broken is not None:
        console.print(_sentence(verdict.broken, verdict), style="red", soft_wrap=True)
        return 1
    console.print(f"{verdict.rows:,} changes{_period(verdict, settings)}: the chain holds.")
    console.print(f"It ends with {verdict.end}", soft_wrap=True)
    if noted is not None:
        console.print(f"The end that was noted, row {noted.audit_id}, is part of it.")
    return 0


def show_audit(
    settings: Settings, *, subject: str | None, subject_id: int | None, since: datetime | None, limit: int
) -> None:
    """Print the latest changes, oldest first."""
    at = zone(settings.timezone or "UTC")
    since = since.replace(tzinfo=at) if since is not None else None
    with migrated(settings) as store, store.database.read(now()) as tx:
        rows = list_recorded(tx, limit=limit, subject=subject, subject_id=subject_id, since=since)
    console = open_console()
    if not rows:
        console.print("Nothing is recorded that fits.")
        return
    fixed = (Column(name, no_wrap=True) for name in ("no.", "when", "who", "what"))
    table = Table(*fixed, Column("change", overflow="fold"))
    for row in rows:
        when = f"{row.at.astimezone(at):%Y-%m-%d\n%H:%M:%S}"
        what = f"{row.verb}\n{row.subject} {row.subject_id}"
        table.add_row(str(row.id), when, row.actor, what, _change(row))
    console.print(table)


def _sentence(broken: Break, verdict: Verdict) -> str:
    """What is wrong, where, and how much before it is as it was written."""
    first, one = broken.first, broken.first == broken.last
    rows = f"Row {first} is" if one else f"Rows {first} to {broken.last} are"
    said = {
        Fault.ALTERED: f"Row {first} does not fit: it, or the row before it with that row's hash as well, is "
        "not as it was written.",
        Fault.INSERTED: f"Row {first} does not belong: other hands than Muster's put it there.",
        Fault.MISSING: f"{rows} missing.",
        Fault.CUT: f"{rows} missing at the end.",
        Fault.END_UNKNOWN: "The row that says where the audit ends (table audit_head) is missing.",
        Fault.OTHER_END: f"Row {first} is not the one with which the audit says that it ends (table "
        "audit_head): that, or the row with its hash, is not as it was written.",
        Fault.REBUILT: f"Row {first} has not the hash that was noted, though the chain holds in itself: "
        "somebody wrote it anew.",
    }[broken.fault]
    before = "" if broken.fault is Fault.REBUILT else f" {_rows(verdict.rows)} before that."
    return f"{said}{before} A backup shows what stood there."


def _rows(count: int) -> str:
    return "1 row holds" if count == 1 else f"{count:,} rows hold"


def _period(verdict: Verdict, settings: Settings) -> str:
    if verdict.first_at is None or verdict.last_at is None:
        return ""
    at = zone(settings.timezone or "UTC")
    first, last = (f"{each.astimezone(at):%Y-%m-%d %H:%M:%S}" for each in (verdict.first_at, verdict.last_at))
    return f", from {first} to {last}"


def _change(row: Recorded) -> str:
    """`places: 1 → 2, post: Front gate`, and the reason on a line of its own; what is empty is left out."""
    before, after = row.before or {}, row.after or {}
    names = dict.fromkeys([*before, *after])
    fields = [_field(before.get(name), after.get(name), name) for name in names]
    return "\n".join(filter(None, (", ".join(filter(None, fields)), row.reason)))


def _field(before: object, after: object, name: str) -> str:
    old, new = ("" if value is None else str(value) for value in (before, after))
    if not old:
        return f"{name}: {new}" if new else ""
    return f"{name}: {old} → {new or 'none'}"
