"""What a coordinator types about training, and what is printed."""

import csv
import json
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select
from typer.testing import CliRunner, Result

from bot.cli.app import app
from bot.settings import EXAMPLES
from scheduling.policy.loader import load_policy
from scheduling.store.engine import Database, open_database
from scheduling.store.schema import migrate
from scheduling.training.tables import training_records
from scheduling.training.upkeep.sweep import note_pack
from tests.conftest import NOON
from tests.factories.roster import change_person
from tests.people import hire

pytestmark = pytest.mark.usefixtures("logging_restored", "at_home")

RECORDS = """\
e-mail,badge,requirement,date,sessions,employee no
ada@example.org,,asynchronous_course,2024-07-22,all,7
,B999,asynchronous_course,2024-07-22,1,8
ben@example.org,,SSO asynchronous training,2024-07-23,Juggling,9
"""


@pytest.fixture
def at_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An empty folder, the district's zone and Arizona's pack."""
    for name in EXAMPLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("MUSTER_TIMEZONE", "America/Phoenix")
    monkeypatch.setenv("MUSTER_POLICY", "arizona-ssp")
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def district(at_home: Path) -> Database:
    """The cast on the roster of the database that the commands find, where the machine's own clock counts: so
    everything lies years back. Ada has been eligible since 2024, and last qualified then, as Ben has.
    """
    database = open_database(f"sqlite:///{at_home / 'muster.db'}")
    migrate(database)
    with database.begin(NOON) as tx:
        cast = hire(tx)
        change_person(tx, cast.ada, eligible_on=date(2024, 6, 1), qualified_on=date(2024, 3, 2))
        change_person(tx, cast.ben, qualified_on=date(2024, 3, 2))
        note_pack(tx, load_policy("arizona-ssp"))
    (at_home / "records.csv").write_text(RECORDS)
    return database


def run(*words: str) -> Result:
    """Type a command."""
    return CliRunner().invoke(app, list(words))


def records_in(database: Database) -> int:
    """How many records there are."""
    with database.read(NOON) as tx:
        return int(tx.execute(select(func.count()).select_from(training_records)).scalar_one())


def test_records_are_tried_first_then_taken_then_known(district: Database) -> None:
    tried = run("training", "import", "records.csv", "--dry-run")
    assert "1 new, 0 known already, 2 left out." in tried.output
    assert "Nothing was written" in tried.output
    assert records_in(district) == 0
    done = run("training", "import", "records.csv", "--source", "academy")
    assert done.exit_code == 1, "a row that was left out is told by the exit code too"
    assert "line 3: B999: nobody on the roster has the badge B999" in done.output
    assert "line 4: Ben Birch: " in done.output
    assert "Juggling" in done.output
    assert "Columns that mean nothing to Muster: employee no." in done.output
    assert records_in(district) == 1
    again = run("training", "import", "records.csv", "--source", "academy")
    assert "0 new, 1 known already, 2 left out." in again.output


def test_records_for_packs_that_are_not_in_use_yet_say_so(
    district: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "the records are kept" not in run("training", "import", "records.csv", "--dry-run").output
    monkeypatch.setenv("MUSTER_POLICY", "arizona-ssp, rems")
    assert "the records are kept" in run("training", "import", "records.csv", "--dry-run").output


def test_a_source_that_would_pose_as_slack_is_refused(district: Database) -> None:
    refused = run("training", "import", "records.csv", "--source", "slack")
    assert refused.exit_code == 1
    assert "not “slack”" in str(refused.exception)


def test_everybodys_deadlines_are_printed_and_written_for_a_spreadsheet(
    district: Database, at_home: Path
) -> None:
    assert "Nothing is asked of anybody" in run("training", "team").output
    run("training", "import", "records.csv")  # reviews Ada: her firearms qualification runs
    assert "Firearms qualification" in run("training", "team").output
    assert run("training", "team", "--csv").output.startswith("officer,badge,agency,requirement")
    run("training", "team", "--output", "team.csv")
    [row] = csv.DictReader((at_home / "team.csv").read_text(encoding="utf-8-sig").splitlines())
    assert (row["officer"], row["requirement"]) == ("Ada Alder", "Firearms qualification")


def test_a_transcript_comes_as_a_table_a_document_and_a_page(district: Database, at_home: Path) -> None:
    run("training", "import", "records.csv")
    assert "SSO asynchronous training" in run("transcript", "ada").output
    told = json.loads(run("transcript", "ada@example.org", "--format", "json").output)
    assert told["officer"]["name"] == "Ada Alder"
    assert len(told["records"][0]["sessions"]) == 8
    written = run("transcript", "Ada Alder", "--format", "html", "--output", "ada.html")
    assert "Wrote ada.html" in written.output
    assert "<h1>Ada Alder</h1>" in (at_home / "ada.html").read_text(encoding="utf-8")
    run("transcript", "ada", "--output", "ada.csv")
    assert (at_home / "ada.csv").read_bytes().startswith(b"\xef\xbb\xbfrow,number,requirement")


def test_an_officer_who_cannot_be_told_from_others_is_asked_for_by_address(district: Database) -> None:
    assert "“a” may be" in str(run("transcript", "a").exception)
    assert "Nobody on the roster is “oz”" in str(run("transcript", "oz").exception)


def test_a_preview_shows_every_notice_and_the_end(district: Database) -> None:
    shown = run("preview", "ben", "--days", "120", "--from", "2031-01-06")
    assert shown.exit_code == 0, shown.exception
    assert "Ben Birch under arizona-ssp" in shown.output
    assert "Firearms qualification" in shown.output
    assert "Ben Birch may not work in a school" in shown.output
    counts = run("preview", "--everybody", "--days", "120")
    assert "most for one person" in counts.output
    assert "notices in all" in counts.output
    whole = run("preview", "ben", "--days", "120", "--full").output
    assert "to Ben Birch" in whole
    assert records_in(district) == 0


def test_a_preview_is_of_one_officer_or_of_everybody() -> None:
    assert "name one officer, or say --everybody" in run("preview").output
    assert "name one officer, or say --everybody" in run("preview", "ada", "--everybody").output
