"""What `muster training team` prints: everybody's deadlines, the most urgent first."""

from datetime import date, datetime
from pathlib import Path

from rich.table import Column, Table

from bot.cli.console import open_console
from bot.cli.store import migrated, now
from bot.settings import Settings
from handlers.words.countdown import done_so_far, time_left
from handlers.words.text import counted
from scheduling.roster.facts import Person, Standing
from scheduling.roster.queries import list_people
from scheduling.training.queries import list_lines
from scheduling.training.reports.team_sheet import team_csv
from scheduling.training.rules.urgency import EVERYTHING, TeamLine, Today, by_urgency


def show_team(settings: Settings, *, as_csv: bool, output: Path | None) -> None:
    """Print what every active officer owes, as a table for people or for a spreadsheet."""
    at = now()
    today = _today_at(at)
    with migrated(settings) as store, store.database.read(at) as tx:
        officers = [each for each in list_people(tx) if each.active and each.works_shifts]
        lines = by_urgency(list_lines(tx, [each.id for each in officers]), EVERYTHING, today)
    console = open_console()
    if output is not None:
        output.write_text(team_csv(lines, today), encoding="utf-8-sig", newline="")
        console.print(f"Wrote {output}.")
    elif as_csv:
        console.print(team_csv(lines, today), soft_wrap=True, end="")
    elif lines:
        console.print(_table(lines, today))
        console.print(_summary(officers, lines))
    else:
        console.print("Nothing is asked of anybody: `muster policy show` prints the packs (MUSTER_POLICY).")


def _today_at(at: datetime) -> Today:
    def today(officer: Person) -> date:
        return officer.day_at(at)

    return today


def _table(lines: list[TeamLine], today: Today) -> Table:
    table = Table("officer", "agency", Column("requirement", overflow="fold"), "done", "due")
    for one in lines:
        obligation = one.line.obligation
        blocked = " (blocked)" if one.person.standing is Standing.BLOCKED else ""
        table.add_row(
            f"{one.person.name}{blocked}",
            one.person.agency,
            obligation.requirement.title,
            done_so_far(one.line),
            time_left(obligation, today(one.person)),
        )
    return table


def _summary(officers: list[Person], lines: list[TeamLine]) -> str:
    blocked = sum(each.standing is Standing.BLOCKED for each in officers)
    owing = len({one.person.id for one in lines})
    return (
        f"{counted(len(officers), 'officer')}; {counted(len(lines), 'deadline')} of {owing} of them; "
        f"{blocked} may not work in a school."
    )
