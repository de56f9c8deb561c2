"""A private link over HTTP: what programs and browsers get, and what everybody else does not."""

import logging
from datetime import datetime, timedelta

import pytest

from bot.calendars.conditions import Conditions, Version, http_date
from bot.calendars.door import wants_page
from bot.clock import SystemClock
from scheduling.calendars.queries import find_subscription
from scheduling.calendars.subscriptions import revoke_subscription, rotate_subscription
from scheduling.calendars.tables import subscriptions
from scheduling.policy.loader import load_policy
from scheduling.revisions.facts import Scope
from scheduling.roster.actions import mark_deactivated
from scheduling.roster.tables import people
from scheduling.shifts.actions import claim_shift
from scheduling.shifts.facts import Shift
from scheduling.store.engine import Database, open_database
from tests.factories.calendars import open_link
from tests.factories.shifts import add_shift
from tests.people import TEAM, Cast
from tests.process.calendar_program import Program
from tests.troubles import only_readable

POLICY = load_policy("default")
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
GUESS = "A" * 43


@pytest.fixture
def program(database: Database, now: datetime) -> Program:
    """A calendar program, an hour after whatever was opened at `now`."""
    return Program(database, now + HOUR)


def _claimed(database: Database, now: datetime, cast: Cast, post: str = "Front gate") -> Shift:
    with database.begin(now) as tx:
        shift = add_shift(tx, cast.quartz, now + DAY, post=post)
        claim_shift(tx, actor=cast.ada, shift_id=shift.id, policy=POLICY)
        return shift


def test_a_program_gets_the_calendar_once_and_then_that_nothing_has_changed(
    database: Database, cast: Cast, now: datetime, program: Program
) -> None:
    token = open_link(database, now, cast.ada).token
    _claimed(database, now, cast)
    first = program.get(token)
    assert first.status_code == 200
    assert first.headers["content-type"] == "text/calendar; charset=utf-8"
    assert first.headers["content-disposition"] == 'inline; filename="muster.ics"'
    assert first.headers["cache-control"] == "private, no-cache"
    assert first.headers["x-robots-tag"] == "noindex, nofollow"
    assert b"Front gate" in first.content
    for known in (
        {"if_none_match": first.headers["etag"]},
        {"if_none_match": f'"other", W/{first.headers["etag"]}'},
        {"if_none_match": "*"},
        {"if_modified_since": first.headers["last-modified"]},
    ):
        again = program.get(token, **known)
        assert (again.status_code, again.content) == (304, b""), known
        assert again.headers["etag"] == first.headers["etag"]


def test_what_a_program_has_may_be_named_in_several_header_lines(
    database: Database, cast: Cast, now: datetime, program: Program
) -> None:
    token = open_link(database, now, cast.ada).token
    tag = program.get(token).headers["etag"]
    for lines in (('"other"', tag), (tag, '"other"'), ('"a", "b"', f'"c", W/{tag}')):
        named = [("If-None-Match", line) for line in lines]
        assert program.ask_with(token, named).status_code == 304, lines
    others = [("If-None-Match", '"a"'), ("If-None-Match", '"b"')]
    assert program.ask_with(token, others).status_code == 200


def test_a_program_that_knows_an_older_calendar_gets_the_new_one(
    database: Database, cast: Cast, now: datetime, program: Program
) -> None:
    token = open_link(database, now, cast.ada).token
    first = program.get(token)
    _claimed(database, now + HOUR, cast)
    for known in (
        {"if_none_match": first.headers["etag"]},
        {"if_modified_since": first.headers["last-modified"]},
        {"if_none_match": first.headers["etag"], "if_modified_since": http_date(now + DAY)},
        {"if_modified_since": "the other day"},
    ):
        assert program.get(token, **known).status_code == 200, known


def test_a_look_at_the_headers_alone_tells_as_much(
    database: Database, cast: Cast, now: datetime, program: Program
) -> None:
    token = open_link(database, now, cast.ada).token
    whole, headers = program.get(token), program.ask("HEAD", token)
    assert headers.status_code == 200
    assert headers.content == b""
    assert dict(headers.headers) == dict(whole.headers)


def test_whatever_is_no_link_gets_one_and_the_same_answer(
    database: Database, cast: Cast, now: datetime, program: Program
) -> None:
    revoked, rotated = open_link(database, now, cast.ada), open_link(database, now, cast.ada)
    with database.begin(now) as tx:
        revoke_subscription(tx, actor=cast.ada, subscription_id=revoked.subscription.id)
        rotate_subscription(tx, actor=cast.ada, subscription_id=rotated.subscription.id)
    answers = {
        (answer.status_code, answer.content, tuple(sorted(answer.headers.items())))
        for token in (revoked.token, rotated.token, GUESS, "", "a/b", "%00", "é" * 3000, rotated.token[:-1])
        for answer in (program.get(token), program.browse(token), program.ask("GET", token, suffix=""))
    }
    assert len(answers) == 1
    assert {status for status, *_ in answers} == {404}


def test_a_link_opens_what_its_owner_may_read_at_that_moment(
    database: Database, cast: Cast, now: datetime, program: Program
) -> None:
    mine = open_link(database, now, cast.sol).token
    team = open_link(database, now, cast.sol, Scope.TEAM).token
    school = open_link(database, now, cast.sol, Scope.SCHOOL, cast.quartz.id).token
    every = (mine, team, school)
    assert [program.get(token).status_code for token in every] == [200, 200, 200]
    with database.begin(now) as tx:
        tx.execute(people.update().where(people.c.id == cast.sol.id).values(role="officer"))
    assert [program.get(token).status_code for token in every] == [200, 404, 404]
    with database.begin(now) as tx:
        mark_deactivated(tx, team_id=TEAM, slack_id="U0SOL")
    assert [program.get(token).status_code for token in every] == [404, 404, 404]
    assert program.browse(mine).status_code == 404


def test_every_replica_serves_every_link(
    database: Database, database_url: str, cast: Cast, now: datetime, program: Program
) -> None:
    token = open_link(database, now, cast.ada).token
    beside = open_database(database_url)
    other = Program(beside, now + HOUR)
    first = program.get(token)
    assert other.get(token, if_none_match=first.headers["etag"]).status_code == 304
    _claimed(database, now + HOUR, cast)
    assert other.get(token).headers["etag"] == program.get(token).headers["etag"] != first.headers["etag"]
    beside.close()


def test_who_looked_last_is_noted_once_an_hour_and_in_nobodys_way(
    database: Database, cast: Cast, now: datetime, program: Program
) -> None:
    opened = open_link(database, now, cast.ada)

    def noted() -> tuple[datetime | None, str]:
        with database.read(now) as tx:
            found = find_subscription(tx, opened.subscription.id)
        assert found is not None
        return found.last_fetched_at, found.last_fetched_by

    program.get(opened.token, user_agent="Google-Calendar-Importer")
    assert noted() == (None, "")
    program.catch_up()
    first = program.clock.now()
    assert noted() == (first, "Google-Calendar-Importer")
    program.clock.advance(timedelta(minutes=59))
    program.get(opened.token, user_agent="iOS/18")
    assert program.later == []
    program.clock.advance(timedelta(minutes=1))
    program.get(opened.token, user_agent="iOS/18 \x1b[31m" + "x" * 200)
    program.catch_up()
    assert noted()[0] == first + HOUR
    assert noted()[1].startswith("iOS/18 [31mxxx")
    assert len(noted()[1]) == 120


def test_no_token_is_ever_written_down(
    database: Database, cast: Cast, now: datetime, program: Program, caplog: pytest.LogCaptureFixture
) -> None:
    token, revoked = open_link(database, now, cast.ada).token, open_link(database, now, cast.ada)
    with database.begin(now) as tx:
        revoke_subscription(tx, actor=cast.ada, subscription_id=revoked.subscription.id)
    every = (token, revoked.token, GUESS, token[:-1])
    with caplog.at_level(logging.DEBUG):
        for each in every:
            program.get(each)
            program.browse(each)
    muster_said = [line for line in caplog.messages if "HTTP Request" not in line]  # the test's own client
    assert not any(each in line for each in every for line in muster_said)
    with database.read(now) as tx:
        kept = str(tx.connection.exec_driver_sql("SELECT * FROM audit").all())
        kept += str(tx.connection.exec_driver_sql("SELECT * FROM subscriptions").all())
    assert token not in kept


def test_a_calendar_that_has_changed_is_served_while_another_process_is_writing(
    database: Database, database_url: str, cast: Cast, now: datetime, program: Program
) -> None:
    opened = open_link(database, now, cast.ada)
    program.get(opened.token)
    program.catch_up()
    _claimed(database, now + HOUR, cast)
    beside = open_database(database_url)
    with beside.begin(now + HOUR) as tx:
        ours = subscriptions.c.id == opened.subscription.id
        tx.execute(subscriptions.update().where(ours).values(last_fetched_by="another program"))
        first = program.get(opened.token)
        again = program.get(opened.token, if_none_match=first.headers["etag"])
    beside.close()
    assert (first.status_code, b"Front gate" in first.content) == (200, True)
    assert "last-modified" not in first.headers, "nobody else knows of it: it may come to name other bytes"
    assert (again.status_code, again.content) == (304, b"")
    kept = program.get(opened.token, if_none_match=first.headers["etag"])
    assert kept.status_code == 304
    assert "last-modified" in kept.headers


def test_a_calendar_that_has_changed_is_served_by_a_database_that_may_only_be_read(
    database: Database, cast: Cast, now: datetime, program: Program
) -> None:
    token = open_link(database, now, cast.ada).token
    _claimed(database, now, cast)
    with only_readable(database):
        served = program.get(token)
    assert (served.status_code, b"Front gate" in served.content) == (200, True)


def test_while_the_database_is_away_a_program_is_asked_to_come_back(tmp_path: str) -> None:
    away = Program(open_database(f"sqlite:///{tmp_path}/nowhere/muster.db"), SystemClock().now())
    answer = away.get(GUESS)
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "300"


@pytest.mark.parametrize(
    ("accept", "page"),
    [
        ("", False),
        ("*/*", False),
        ("text/calendar", False),
        ("text/calendar,text/html;q=0.9", False),
        ("text/html,application/xhtml+xml,*/*;q=0.8", True),
        ("TEXT/HTML", True),
    ],
)
def test_only_what_wants_html_and_no_calendar_is_a_browser(accept: str, page: bool) -> None:
    assert wants_page(accept) is page


def test_an_etag_goes_before_a_date(now: datetime) -> None:
    version, same = Version("abc", now), http_date(now)
    assert Conditions([], same).is_known(version)
    assert not Conditions(['"abd"'], same).is_known(version)
    assert not Conditions().is_known(version)


def test_bytes_without_a_date_are_known_by_their_etag_alone(now: datetime) -> None:
    version = Version("abc", None)
    assert Conditions(['"abc"']).is_known(version)
    assert not any(Conditions([], since).is_known(version) for since in ("", "yesterday", http_date(now)))


@pytest.mark.parametrize("away", [-DAY, timedelta(seconds=1), DAY])
def test_a_date_other_than_the_calendars_own_says_nothing_about_what_a_program_has(
    now: datetime, away: timedelta
) -> None:
    """Later ones too: a backup was restored, a clock goes ahead, or an older look was served last."""
    assert not Conditions([], http_date(now + away)).is_known(Version("abc", now))


@pytest.mark.parametrize("text", ["", " ", "yesterday", "0", "Thu, 01 Jan 0001 00:00:00 +2359", "é" * 9000])
def test_a_date_that_cannot_be_read_is_passed_over(now: datetime, text: str) -> None:
    assert not Conditions([], text).is_known(Version("abc", now))


def test_a_browser_gets_a_page_that_runs_and_fetches_nothing(
    database: Database, cast: Cast, now: datetime, program: Program
) -> None:
    token = open_link(database, now, cast.ada).token
    _claimed(database, now, cast, post="<script>alert('x')</script>")
    page = program.browse(token)
    assert page.status_code == 200
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert page.headers["content-security-policy"].startswith("default-src 'none'; style-src 'sha256-")
    assert page.headers["referrer-policy"] == "no-referrer"
    assert "<script" not in page.text
    assert "&lt;script&gt;" in page.text
    assert f"webcal://muster.example.org/calendars/{token}.ics" in page.text


@pytest.mark.parametrize(
    "month", ["2026-09", "2026-13", "1999-01", "9999-12", "x", "2026-08-01", "<b>", "0000-00"]
)
def test_any_month_that_is_asked_for_is_answered(
    database: Database, cast: Cast, now: datetime, program: Program, month: str
) -> None:
    token = open_link(database, now, cast.ada).token
    shown = "September 2026" if month == "2026-09" else "August 2026"
    assert f"<h2>{shown}</h2>" in program.browse(token, month).text
