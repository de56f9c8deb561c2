"""What an operator types about the outbox, e-mail and the agency's system, and what is printed."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update
from typer.testing import CliRunner, Result

from bot.cli.app import app
from bot.settings import EXAMPLES
from scheduling.outbox.actions import Notice, enqueue, to_person
from scheduling.outbox.facts import NoticeState
from scheduling.outbox.resend import resend_notice
from scheduling.outbox.tables import notices
from scheduling.roster.import_people import import_roster
from scheduling.shifts.actions import claim_shift
from scheduling.shifts.announcements import AGENCY
from scheduling.store.engine import Database, open_database
from scheduling.store.schema import migrate
from tests.conftest import NOON
from tests.factories.feed import POLICY
from tests.factories.shifts import add_shift
from tests.fakes.agency import SECRET, taking_calls
from tests.fakes.mail_server import taking_mail
from tests.people import hire

pytestmark = pytest.mark.usefixtures("logging_restored", "at_home")  # some verbs set logging up

ROSTER = b"name,email,agency,kind\nAda Alder,ada@example.org,Heron City Police,SSO\n"


@pytest.fixture
def at_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An empty folder, and nothing set but the district's zone."""
    for name in EXAMPLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("MUSTER_TIMEZONE", "America/Phoenix")
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def opened(at_home: Path) -> Database:
    """The database that the commands find."""
    database = open_database(f"sqlite:///{at_home / 'muster.db'}")
    migrate(database)
    return database


def run(*words: str) -> Result:
    """Type a command."""
    return CliRunner().invoke(app, list(words))


def test_a_narrow_terminal_still_shows_why(opened: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened.begin(NOON) as tx:
        enqueue(tx, [Notice("waitlist_passed_over", to_person(123456), "n1")])
        tx.execute(update(notices).values(state=NoticeState.REFUSED, reason="gone", settled_at=NOON))
    opened.close()
    monkeypatch.setenv("COLUMNS", "80")
    assert "gone" in run("outbox", "list").output


def test_what_people_wrote_moves_no_cursor_and_turns_no_line_around(opened: Database) -> None:
    nasty = "\x1b[2J\x1b]0;owned\x07\u202egnorw\x9b31m\ud800"
    with opened.begin(NOON) as tx:
        enqueue(tx, [Notice("shift_changed", to_person(1), "n1", {"post": nasty})])
        tx.execute(update(notices).values(state=NoticeState.REFUSED, settled_at=NOON))
        resend_notice(tx, 1, reason=nasty.removesuffix("\ud800"))
    opened.close()
    for shown in (run("outbox", "show", "1").output, run("audit", "list").output):
        assert "gnorw" in shown
        assert not set(shown) & set(nasty) & set("\x1b\x07\x9b\u202e\ud800")


def test_a_number_that_no_notice_can_have_is_answered_with_a_sentence(opened: Database) -> None:
    opened.close()
    for wrong in ("abc", "0", "9" * 30):
        tried = run("outbox", "show", wrong)
        assert tried.exit_code == 2
        assert "Invalid value for 'notice'" in tried.output


def test_an_operator_finds_a_notice_that_failed_reads_its_life_and_sends_it_again(opened: Database) -> None:
    with opened.begin(NOON) as tx:
        import_roster(tx, content=ROSTER, district_zone="America/Phoenix")
        enqueue(tx, [Notice("shift_changed", to_person(1), "n1", {"shift": 412})])
        enqueue(tx, [Notice("day_board", "channel:shifts", "n2")])
        ended = {"reason": "account_inactive", "settled_at": NOON + timedelta(hours=1)}
        tx.execute(update(notices).where(notices.c.id == 1).values(state=NoticeState.REFUSED, **ended))
    opened.close()

    listed = run("outbox", "list", "--state", "refused", "--to", "Ada@example.org").output
    assert "shift_changed" in listed
    assert "account_inactive" in listed
    assert "day_board" not in listed
    assert "day_board" in run("outbox", "list", "--late").output

    life = run("outbox", "show", "1").output
    assert "shift 412" in life
    assert "2026-08-12 13:00:00" in life, "the district's own time"

    assert "Notice 1 waits again." in run("outbox", "resend", "1", "--reason", "back from leave").output
    life = run("outbox", "show", "1").output
    assert "waiting, by slack" in life
    assert "notice_resent by command-line: back from leave" in life
    assert "still under way" in str(run("outbox", "resend", "1").exception)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("list", "--state", "lost"), "gave_up"),
        (("list", "--to", "nobody@example.org"), "muster roster list"),
        (("show", "9"), "muster outbox list"),
        (("resend", "9"), "muster outbox list"),
    ],
)
def test_what_is_not_there_is_a_sentence(opened: Database, words: tuple[str, ...], said: str) -> None:
    opened.close()
    assert said in str(run("outbox", *words).exception)


def test_an_empty_outbox_says_so(opened: Database) -> None:
    opened.close()
    assert "There is no such notice." in run("outbox", "list").output


def test_a_check_says_whether_mail_can_go_and_sends_none_unless_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert "MUSTER_SMTP_URL is not set" in run("check").output
    with taking_mail() as server:
        monkeypatch.setenv("MUSTER_SMTP_URL", f"smtp://127.0.0.1:{server.port}")
        monkeypatch.setenv("MUSTER_MAIL_FROM", "muster@district.example.org")
        assert "127.0.0.1 takes mail from muster@district.example.org" in run("check").output
        assert server.taken == []
        assert "see whether it arrives" in run("check", "--mail-to", "ada@example.org").output
        assert server.to == ["ada@example.org"]
        server.says["MAIL"] = "553 5.7.1 no"
        assert "does not take mail from MUSTER_MAIL_FROM (553 5.7.1)" in run("check").output


def test_a_test_call_says_what_came_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    with taking_calls() as agency:
        monkeypatch.setenv("MUSTER_WEBHOOK_URL", agency.url)
        monkeypatch.setenv("MUSTER_WEBHOOK_SECRET", SECRET)
        done = run("webhook", "test")
        assert (done.exit_code, done.output) == (0, "The call was taken.\n")
        assert b'"event":"ping"' in agency.calls[0][1]
        agency.says = 404
        done = run("webhook", "test")
        assert done.exit_code == 1
        assert "answered 404" in done.output


def test_a_replay_puts_what_happened_into_the_outbox(
    opened: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened.begin(NOON) as tx:
        cast = hire(tx)
        shift = add_shift(tx, cast.quartz, NOON + timedelta(days=2))
    with opened.begin(NOON) as tx:
        claim_shift(tx, actor=cast.ada, shift_id=shift.id, policy=POLICY)
    monkeypatch.setenv("MUSTER_WEBHOOK_URL", "https://agency.example.org/muster")
    monkeypatch.setenv("MUSTER_WEBHOOK_SECRET", SECRET)
    assert "1 call put into the outbox" in run("webhook", "replay", "--since", "0").output
    with opened.read(NOON) as tx:
        kinds = tx.execute(select(notices.c.kind).where(notices.c.addressee == AGENCY)).scalars().all()
    opened.close()
    assert kinds == ["shift_announced"]
