"""What `muster feed …` does and prints."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from bot.cli.console import open_console
from bot.cli.store import Missing, migrated, now
from bot.clock import SystemClock
from bot.settings import Settings
from bot.tasks.feed_intake import take_in
from handlers.words.local_times import point, span
from scheduling.feed.actions import compare_only, confirm_pull, discard_pull
from scheduling.feed.facts import AlreadyDecided, Difference, Kind, Pull, PullReport, PullState, Quarantined
from scheduling.feed.profile import load_profile
from scheduling.feed.queries import find_held, list_pulls, list_quarantined
from scheduling.policy.loader import load_policy
from scheduling.zones import zone

_BAR_FROM_ROWS = 1_000
_SHOWN_ROWS = 200


def import_file(settings: Settings, file: Path, profile: str, *, dry_run: bool) -> int:
    """Take a file in, or compare it only; 1 where not all of it was taken: refused, held, in quarantine."""
    content = file.read_bytes()
    console = open_console()
    read_as, policy = load_profile(profile), load_policy(settings.policy)
    missing = Missing.PRETEND if dry_run else Missing.MAKE
    with migrated(settings, missing) as store, _progress(console) as progress:
        if dry_run:
            with store.database.read(now()) as tx:
                report = compare_only(
                    tx, content=content, profile=read_as, policy=policy, district_zone=settings.zone,
                    progress=progress,
                )  # fmt: skip
        else:
            report = take_in(
                store.database, SystemClock(), content, profile=read_as, policy=policy, zone=settings.zone,
                progress=progress,
            )  # fmt: skip
    _print_report(console, report, settings.zone)
    all_in = report.state in {PullState.APPLIED, PullState.COMPARED} and not report.quarantined
    return 0 if all_in else 1


@contextmanager
def _progress(console: Console) -> Iterator[Callable[[int, int], None]]:
    """Told (rows done, rows in all); draws a bar where there are many."""
    bar = Progress(console=console, transient=True)
    task = bar.add_task("reading")

    def told(done: int, total: int) -> None:
        if total >= _BAR_FROM_ROWS:
            bar.start()
            bar.update(task, completed=done, total=total)

    try:
        yield told
    finally:
        if bar.live.is_started:
            bar.stop()


def show_status(settings: Settings) -> None:
    """Print the latest deliveries and the quarantine of the last one."""
    console = open_console()
    at = _zone(settings)
    with migrated(settings) as store, store.database.read(now()) as tx:
        pulls = list_pulls(tx)
        bad = list_quarantined(tx, pulls[0].id) if pulls else []
    if not pulls:
        console.print("Nothing has been delivered yet. `muster feed import FILE --dry-run` tries a file.")
        return
    table = Table("no.", "when", "source", "state", "what came of it")
    for pull in pulls:
        table.add_row(str(pull.id), point(pull.seen_at, at), pull.source, pull.state.value, _summary(pull))
    console.print(table)
    _print_quarantine(console, bad)


def _summary(pull: Pull) -> str:
    counts = {
        "new": pull.new, "changed": pull.changed, "withdrawn": pull.withdrawn, "unchanged": pull.unchanged,
        "in quarantine": pull.quarantined,
    }  # fmt: skip
    counted = ", ".join(f"{count} {what}" for what, count in counts.items() if count)
    return " ".join(part for part in (f"{counted}." if counted else "", pull.reason) if part)


def decide(settings: Settings, pull_id: int | None, *, apply: bool) -> int:
    """Apply or drop a held delivery; 1 where there is none."""
    console = open_console()
    with migrated(settings) as store, store.database.begin(now()) as tx:
        held = find_held(tx)
        wanted = pull_id if pull_id is not None else held.id if held else None
        if wanted is None:
            console.print("No delivery is held.")
            return 1
        done: PullReport | Pull | AlreadyDecided
        if apply:
            done = confirm_pull(tx, actor=None, pull_id=wanted, policy=load_policy(settings.policy))
        else:
            done = discard_pull(tx, actor=None, pull_id=wanted)
    if isinstance(done, AlreadyDecided):
        console.print(f"Delivery {wanted} is not held any more: it was {done.pull.state.value}.")
        return 1
    if isinstance(done, PullReport):
        _print_report(console, done, _zone(settings))
    else:
        console.print(f"Delivery {wanted} was discarded; the schedule stays as it is.")
    return 0


def _print_report(console: Console, report: PullReport, at: ZoneInfo) -> None:
    if report.state is not PullState.REFUSED:
        _print_difference(console, report, at)
    console.print(_outcome(report))


def _print_difference(console: Console, report: PullReport, at: ZoneInfo) -> None:
    if report.differences:
        table = Table("", "shift", "school", "field", "before", "after")
        for difference in report.differences[:_SHOWN_ROWS]:
            for row in _rows(difference, at):
                table.add_row(*row)
        console.print(table)
    if len(report.differences) > _SHOWN_ROWS:
        console.print(f"… and {len(report.differences) - _SHOWN_ROWS} more.")
    _print_quarantine(console, report.quarantined)
    console.print(
        f"{report.new} new, {report.changed} changed, {report.withdrawn} withdrawn, {report.unchanged} "
        f"unchanged, {len(report.quarantined)} in quarantine."
    )


def _outcome(report: PullReport) -> str:
    match report.state:
        case PullState.COMPARED:
            return (
                f"Nothing was written. It would be held: {report.reason}"
                if report.reason
                else ("Nothing was written.")
            )
        case PullState.HELD:
            return f"Held: {report.reason} `muster feed confirm {report.pull_id}` applies it."
        case PullState.APPLIED:
            return "Applied."
        case _:
            return f"{report.state.value.capitalize()}: {report.reason}"


def _rows(difference: Difference, at: ZoneInfo) -> list[tuple[str, ...]]:
    local = zone(difference.school.zone) if difference.school.zone else at
    head = (
        difference.kind.value,
        str(difference.number or "") or difference.external_id,
        difference.school.name,
    )
    if difference.kind is not Kind.CHANGED:
        return [(*head, "", "", span(difference.terms.starts_at, difference.terms.ends_at, local))]
    return [
        (
            *(head if place == 0 else ("", "", "")),
            name,
            _shown(change.before, local),
            _shown(change.after, local),
        )
        for place, (name, change) in enumerate(difference.fields.items())
    ]


def _print_quarantine(console: Console, rows: tuple[Quarantined, ...] | list[Quarantined]) -> None:
    if not rows:
        return
    table = Table("row", "id", "why it was left out")
    for row in rows[:_SHOWN_ROWS]:
        table.add_row(str(row.row), row.external_id, row.reason)
    console.print(table)


def _shown(value: object, at: ZoneInfo) -> str:
    if isinstance(value, datetime):
        return point(value, at)
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)


def _zone(settings: Settings) -> ZoneInfo:
    return zone(settings.timezone or "UTC")
