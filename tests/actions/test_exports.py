"""What leaves Muster as a table can be opened in a spreadsheet, whatever stands on the roster."""

import ast
import csv
import io
from datetime import datetime
from pathlib import Path

import pytest

from scheduling.roster.export_people import export_roster
from scheduling.store.engine import Database
from tests.factories.roster import add_person

ROOT = Path(__file__).parents[2]
FORMULAS = ("=HYPERLINK(1)", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1")


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_cell_of_an_exported_roster_is_run_by_a_spreadsheet(
    database: Database, now: datetime, formula: str
) -> None:
    with database.begin(now) as tx:
        sol = add_person(tx, name=formula, agency=formula, badge=formula, email=f"{formula}@example.org")
        add_person(tx, name="Ada Alder", programme=formula, supervisor_id=sol.id)
        content = export_roster(tx)
    cells = [
        cell for line in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")) for cell in line
    ]
    assert sum(formula in cell for cell in cells) == 6
    assert [cell for cell in cells if cell[:1] in {"=", "+", "-", "@", "\t", "\r"}] == []


def test_every_table_that_is_written_out_is_known() -> None:
    """Whoever adds one writes its cells with `write_cell`, tests that, and names it here: the roster above,
    the team in tests/handlers, the transcript in tests/rules/training. The practice workspace writes its own
    invented district.
    """
    writers = {
        str(path.relative_to(ROOT))
        for package in ("bot", "handlers", "scheduling")
        for path in (ROOT / package).rglob("*.py")
        if "practice" not in path.parts and _writes_csv(ast.parse(path.read_text(encoding="utf-8")))
    }
    assert writers == {
        "bot/cli/transcript/table.py",
        "scheduling/roster/export_people.py",
        "scheduling/training/reports/team_sheet.py",
    }


def _writes_csv(tree: ast.AST) -> bool:
    names = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    names |= {node.name for node in ast.walk(tree) if isinstance(node, ast.alias)}
    return bool(names & {"writer", "DictWriter"})
