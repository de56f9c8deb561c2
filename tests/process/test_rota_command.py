"""`muster rota` and `muster check` on whose turn it is and when schools are closed.

The command line goes by the clock of the machine, so these rotas go on for ever.
"""

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from typer.testing import CliRunner, Result

from bot.__main__ import main
from bot.cli.app import app
from bot.clock import SystemClock
from bot.settings import EXAMPLES
from bot.tasks.calendar_reads import CalendarReads
from bot.tasks.source import ROTA, Source
from scheduling.presence.imports.facts import What
from scheduling.store.engine import open_database

ROSTER = """\
name,email,agency,kind,role
Sergeant Sol Sequoia,sol@example.org,Heron City Police,SSO,supervisor
Ada Alder,ada@example.org,Heron City Police,SSO,officer
"""

pytestmark = pytest.mark.usefixtures("logging_restored")  # a check sets logging up


def _calendar(*events: str) -> str:
    return f"BEGIN:VCALENDAR\n{''.join(events)}END:VCALENDAR\n"


def _weekly(title: str, uid: str = "1") -> str:
    return (
        f"BEGIN:VEVENT\nUID:{uid}\nSUMMARY:{title}\nDTSTART;VALUE=DATE:20200106\n"
        "DTEND;VALUE=DATE:20200113\nRRULE:FREQ=WEEKLY\nEND:VEVENT\n"
    )


NEW_YEAR = (
    "BEGIN:VEVENT\nUID:2\nSUMMARY:New Year\nDTSTART;VALUE=DATE:20200101\nRRULE:FREQ=YEARLY\nEND:VEVENT\n"
)


@pytest.fixture(autouse=True)
def at_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder with a roster of two, and nothing set but the district's zone."""
    for name in EXAMPLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("MUSTER_TIMEZONE", "America/Phoenix")
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "roster.csv").write_text(ROSTER)
    assert run("roster", "import", "roster.csv").exit_code == 0
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


def test_a_rota_is_tried_and_nothing_is_written(at_home: Path) -> None:
    (at_home / "rota.ics").write_text(_calendar(_weekly("Sergeant Sol Sequoia")))

    tried = run("rota", "read", "rota.ics")

    assert tried.exit_code == 0, tried.output
    assert "Sergeant Sol Sequoia" in tried.output
    assert "All of it can be taken. Nothing was written." in tried.output
    assert "The rota: none, MUSTER_ROTA_URL is not set.\nNo turn is to come." in run("rota", "show").output


def test_a_file_with_a_bad_line_is_said_line_by_line(at_home: Path) -> None:
    (at_home / "rota.ics").write_text(_calendar(_weekly("sol@example.org"), _weekly("Ada Alder", "3")))

    tried = run("rota", "read", "rota.ics")

    assert tried.exit_code == 1
    assert "1 line could not be taken:" in tried.output
    assert "  Line 9: Ada Alder answers for nobody: the roster says officer." in tried.output


def test_a_file_that_is_neither_is_refused_in_one_sentence(
    at_home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (at_home / "letter.txt").write_text("Dear all\n")
    monkeypatch.setattr("sys.argv", ["muster", "rota", "read", "letter.txt"])

    with pytest.raises(SystemExit) as ended:
        main()

    assert ended.value.code == 1
    assert capsys.readouterr().err.startswith("There is no column “who”, “from”, “until”.")


def test_closures_are_tried_by_their_own_name(at_home: Path) -> None:
    (at_home / "closed.ics").write_text(_calendar(NEW_YEAR))

    tried = run("rota", "read", "--closures", "closed.ics")

    assert tried.exit_code == 0, tried.output
    assert "New Year" in tried.output


def test_what_the_bot_has_read_is_shown(at_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (at_home / "rota.ics").write_text(_calendar(_weekly("sol@example.org"), _weekly("nobody", "3")))
    monkeypatch.setenv("MUSTER_ROTA_URL", "rota.ics")
    database = open_database("sqlite:///muster.db")
    source = Source(ROTA, "rota.ics")
    CalendarReads(What.ROTA, source, database, SystemClock(), ZoneInfo("America/Phoenix")).read()
    database.close()

    shown = run("rota", "show").output

    assert shown.startswith("The rota: read ")
    assert "  Line 9: “nobody” names nobody on the roster" in shown
    assert "sol@example.org" in shown
    assert "The closures: none, MUSTER_CLOSURES_URL is not set.\nNo closure is to come." in shown


def test_a_check_says_what_the_rota_and_the_closures_would_become(
    at_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = run("check").output
    assert "MUSTER_ROTA_URL is not set, so nobody has the turn" in said
    assert "MUSTER_CLOSURES_URL is not set, so no day is a holiday" in said

    (at_home / "rota.ics").write_text(_calendar(_weekly("sol@example.org"), _weekly("nobody", "3")))
    monkeypatch.setenv("MUSTER_ROTA_URL", "rota.ics")
    monkeypatch.setenv("MUSTER_CLOSURES_URL", "closed.ics")
    said = run("check").output
    assert "turns of this month and the months to come; 1 line wrong. The first: Line 9:" in said
    assert "The calendar of closures file closed.ics cannot be read" in said

    (at_home / "rota.ics").write_text(_calendar(_weekly("nobody")))
    assert "nothing in it could be taken; look at MUSTER_ROTA_URL." in run("check").output
