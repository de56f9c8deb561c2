"""What a coordinator types on the machine itself, and what is printed."""

import json
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from typer.testing import CliRunner, Result

from bot.__main__ import main
from bot.cli.app import app
from bot.cli.store import NoDatabaseError
from bot.settings import EXAMPLES
from scheduling.audit.tables import audit
from scheduling.feed.facts import RawFeed
from scheduling.feed.parse import parse
from scheduling.feed.profile import Profile
from scheduling.roster.actions import link_slack
from scheduling.roster.queries import find_person_by_email, find_person_by_slack
from scheduling.store.engine import open_database
from scheduling.store.probe import try_to_write
from tests.conftest import NOON
from tests.fakes.slack_api import SlackApi, listening

ROSTER = """\
name,email,agency,kind,role,supervisor,armed,active
Sergeant Sol Sequoia,sol@example.org,Heron City Police,SSO,supervisor,,yes,yes
Ada Alder,ada@example.org,Heron City Police,SSO,officer,sol@example.org,no,yes
Ben Birch,,Heron City Police,SSO,officer,,no,yes
"""


pytestmark = pytest.mark.usefixtures("logging_restored")  # some verbs set logging up


@pytest.fixture(autouse=True)
def at_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An empty folder, and nothing set but the district's zone."""
    for name in EXAMPLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("MUSTER_TIMEZONE", "America/Phoenix")
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words: str) -> Result:
    """Type a command."""
    return CliRunner().invoke(app, list(words))


def feed(*starts: str) -> str:
    """A feed file with a shift for each start, by day, in 2031."""
    school = {"code": "QTZ", "name": "Quartz Elementary", "zone": "America/Phoenix"}
    shifts = [
        {
            "id": f"s{number}", "school": school, "agency": "Heron City Police", "post": "front gate",
            "starts": f"{start}:00-07:00", "ends": f"{start[:10]}T15:00:00-07:00", "places": 1,
            "status": "open",
        }
        for number, start in enumerate(starts)
    ]  # fmt: skip
    return json.dumps({"format": "muster-shifts", "version": 1, "source": "test", "shifts": shifts})


def test_a_roster_is_tried_first_then_imported_then_listed(at_home: Path) -> None:
    (at_home / "roster.csv").write_text(ROSTER)
    tried = run("roster", "import", "roster.csv", "--dry-run")
    assert "2 new" in tried.output
    assert "Nothing was written" in tried.output
    assert not (at_home / "muster.db").exists(), "a try makes nothing"
    done = run("roster", "import", "roster.csv")
    assert f"A new database was made: {at_home / 'muster.db'}." in done.output
    assert done.exit_code == 1, "a bad row is told by the exit code too"
    assert "line 4" in done.output
    listed = run("roster", "list").output
    assert "Ada Alder" in listed
    assert "Without a Slack account: Ada Alder, Sergeant Sol Sequoia." in listed


def test_a_slack_account_that_was_found_for_the_wrong_person_is_taken_off_with_a_reason(
    at_home: Path,
) -> None:
    (at_home / "roster.csv").write_text(ROSTER)
    run("roster", "import", "roster.csv")
    database = open_database("sqlite:///muster.db")
    with database.begin(NOON) as tx:
        ada = find_person_by_email(tx, "ada@example.org")
        assert ada is not None
        link_slack(tx, person_id=ada.id, team_id="T0MUSTER", slack_id="U0BEN")
    unlinked = run("roster", "unlink", "Ada@example.org", "--reason", "it was Ben's address")
    assert "Ada Alder has no Slack account now" in unlinked.output
    with database.read(NOON) as tx:
        assert find_person_by_slack(tx, "T0MUSTER", "U0BEN") is None
        assert tx.execute(select(audit.c.verb, audit.c.reason).order_by(audit.c.id.desc())).first() == (
            "slack_unlinked",
            "it was Ben's address",
        )
    database.close()
    assert isinstance(run("roster", "unlink", "oz@example.org").exception, LookupError)


def test_the_difference_that_a_feed_makes_is_shown_before_and_after(at_home: Path) -> None:
    (at_home / "one.json").write_text(feed("2031-05-05T07:00", "2031-05-06T07:00"))
    (at_home / "two.json").write_text(feed("2031-05-05T06:30", "2031-05-06T07:00"))
    assert "2 new" in run("feed", "import", "one.json").output
    tried = run("feed", "import", "two.json", "--dry-run").output
    assert "Mon May 5, 07:00" in tried
    assert "Mon May 5, 06:30" in tried
    assert "0 new, 1 changed, 0 withdrawn, 1 unchanged, 0 in quarantine." in tried
    assert "Applied." in run("feed", "import", "two.json").output
    assert "2 unchanged" in run("feed", "import", "two.json").output


def test_a_feed_that_empties_the_schedule_is_held_and_can_be_discarded_or_confirmed(at_home: Path) -> None:
    (at_home / "one.json").write_text(feed("2031-05-05T07:00", "2031-05-06T07:00"))
    (at_home / "none.json").write_text(feed())
    run("feed", "import", "one.json")
    assert "Held: " in run("feed", "import", "none.json").output
    assert "held" in run("feed", "status").output
    assert "was discarded" in run("feed", "discard").output
    assert run("feed", "confirm").exit_code == 1


@pytest.mark.parametrize(
    "words", [("roster", "list"), ("feed", "status"), ("feed", "confirm"), ("roster", "export", "all.csv")]
)
def test_who_asks_for_a_database_that_is_not_there_is_told_so_and_gets_no_empty_one(
    at_home: Path, words: tuple[str, ...]
) -> None:
    said = run(*words).exception
    assert isinstance(said, NoDatabaseError)
    assert str(said) == (
        f"There is no database at {at_home / 'muster.db'}: check MUSTER_DATABASE_URL; `muster migrate` makes "
        "one."
    )
    assert list(at_home.iterdir()) == []


def test_a_new_database_is_said_to_be_new_once(at_home: Path) -> None:
    assert f"A new database was made: {at_home / 'muster.db'}." in run("migrate").output
    assert "new database" not in run("migrate").output
    assert "Nobody yet" in run("roster", "list").output


def test_people_claim_while_a_long_file_is_read(at_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (at_home / "one.json").write_text(feed("2031-05-05T07:00"))
    run("migrate")
    others = open_database("sqlite:///muster.db")
    written = []

    def read_slowly(content: bytes, profile: Profile) -> RawFeed:
        with others.begin(NOON, patience=timedelta(0)) as tx:  # as the bot does for a claim
            try_to_write(tx)
        written.append(True)
        return parse(content, profile)

    monkeypatch.setattr("scheduling.feed.checks.parse", read_slowly)
    assert "Applied." in run("feed", "import", "one.json").output
    assert written
    others.close()


def test_a_row_that_was_left_out_is_told_by_the_exit_code_too(at_home: Path) -> None:
    (at_home / "one.json").write_text(feed("2031-05-05T07:00", "2031-05-06T17:00"))
    for more in (["--dry-run"], []):
        done = run("feed", "import", "one.json", *more)
        assert "1 in quarantine" in done.output
        assert done.exit_code == 1
    assert run("feed", "status").exit_code == 0


def test_a_long_feed_is_read_with_a_bar_and_without_harm(at_home: Path) -> None:
    days = [f"2031-{month:02}-{day:02}T07:00" for month in range(1, 13) for day in range(1, 29)] * 4
    (at_home / "long.json").write_text(feed(*days))
    assert f"{len(days)} new" in run("feed", "import", "long.json", "--dry-run").output


def test_what_an_agency_writes_is_shown_as_it_is(at_home: Path) -> None:
    (at_home / "one.json").write_text(
        feed("2031-05-05T07:00").replace("Quartz Elementary", "[red]Quartz[/] :gun:")
    )
    assert "[red]Quartz[/] :gun:" in run("feed", "import", "one.json", "--dry-run").output


def test_how_the_feed_stands_is_read_at_a_glance(at_home: Path) -> None:
    (at_home / "one.json").write_text(feed("2031-05-05T07:00", "2031-05-06T07:00"))
    run("feed", "import", "one.json")
    assert "applied │ 2 new." in run("feed", "status").output


def test_a_file_that_is_no_feed_is_refused_with_exit_code_1(at_home: Path) -> None:
    (at_home / "letter.json").write_text("Dear all")
    done = run("feed", "import", "letter.json")
    assert done.exit_code == 1
    assert done.stdout.startswith("Refused: ")


def test_check_without_tokens_says_what_is_missing_and_checks_the_rest(at_home: Path) -> None:
    done = run("check")
    assert done.exit_code == 1
    assert "SLACK_BOT_TOKEN is not set" in done.output
    assert "muster.db is not there yet" in done.output
    assert "time zones" in done.output
    assert not (at_home / "muster.db").exists(), "a check makes nothing"


def test_check_sees_a_slip_of_the_pen_in_a_name(at_home: Path) -> None:
    (at_home / "muster.env").write_text("MUSTER_FEDE_URL=feed.json\n")
    said = run("--env-file", "muster.env", "check").output
    assert "MUSTER_FEDE_URL means nothing to Muster; is MUSTER_FEED_URL meant?" in said


def test_check_names_the_scope_that_was_not_granted(monkeypatch: pytest.MonkeyPatch) -> None:
    api = SlackApi()
    with listening(api) as url:
        for name, value in {
            "SLACK_API_URL": url, "SLACK_BOT_TOKEN": "xoxb-test", "MUSTER_TRANSPORT": "http",
            "SLACK_SIGNING_SECRET": "0" * 32, "MUSTER_SHIFTS_CHANNEL": "C0123456789",
            "MUSTER_SUPERVISORS_CHANNEL": "C0123456780",
        }.items():  # fmt: skip
            monkeypatch.setenv(name, value)
        done = run("check")
    assert done.exit_code == 1
    assert "missing channels:history, files:read, files:write" in done.output
    assert api.called("chat.postMessage") == 0


def test_a_policy_and_a_profile_that_cannot_be_read_are_both_named_before_anything_starts(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], at_home: Path
) -> None:
    for name, value in {
        "SLACK_BOT_TOKEN": "xoxb-test", "SLACK_APP_TOKEN": "xapp-test", "MUSTER_POLICY": "no-policy.toml",
        "MUSTER_SHIFTS_CHANNEL": "#shifts", "MUSTER_SUPERVISORS_CHANNEL": "#supervisors",
        "MUSTER_FEED_PROFILE": "no-profile.toml",
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "argv", ["muster", "run"])
    with pytest.raises(SystemExit):
        main()
    told = capsys.readouterr().err
    assert "set MUSTER_POLICY" in told
    assert "set MUSTER_FEED_PROFILE" in told
    assert list(at_home.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["feed", "import", "nowhere.json"], "nowhere.json: No such file or directory."),
        (["feed", "confirm", "7"], "There is no database at "),
        (["--env-file", "empty.env", "feed", "confirm", "7"], "There is no pull 7"),
        (["feed", "import", "a.json", "--profile", "nowhere"], "nowhere"),
        (["--env-file", "nowhere.env", "migrate"], "there is no file nowhere.env"),
        (["--env-file", "no-database.env", "migrate"], "is not a database): check MUSTER_DATABASE_URL."),
    ],
)
def test_a_mistake_is_one_sentence_and_never_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: list[str], says: str
) -> None:
    Path("a.json").write_text(feed())
    Path("no-database.env").write_text("MUSTER_DATABASE_URL=sqlite:///a.json")
    Path("empty.env").write_text("MUSTER_DATABASE_URL=sqlite:///empty.db")
    run("--env-file", "empty.env", "migrate")
    monkeypatch.setattr(sys, "argv", ["muster", *words])
    with pytest.raises(SystemExit) as ended:
        main()
    told = capsys.readouterr()
    assert ended.value.code == 1
    assert says in told.err
    assert "Traceback" not in told.err
