"""What a calendar shows, when it is built anew, and when it keeps its bytes."""

from datetime import datetime, timedelta

import pytest

from scheduling.calendars.facts import Display, Privacy, Shows
from scheduling.calendars.pages import find_link, keep_page
from scheduling.calendars.subscriptions import change_subscription, revoke_subscription
from scheduling.feed.queries import list_known
from scheduling.policy.loader import load_policy
from scheduling.revisions.facts import Scope
from scheduling.shifts.actions import claim_shift, join_waitlist, release_shift
from scheduling.shifts.facts import Shift
from scheduling.shifts.feed_actions import withdraw_shifts
from scheduling.shifts.terms import Occasion
from scheduling.store.engine import Database
from tests.factories.calendars import Fetched, events_of, fetch, open_link
from tests.factories.countdowns import COURSE
from tests.factories.feed import pull, row
from tests.factories.owing import owing, packs
from tests.factories.roster import add_person
from tests.factories.shifts import add_shift, give
from tests.fakes.parsers.programs import Programs
from tests.people import Cast

POLICY = load_policy("default")
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


def _shift(database: Database, now: datetime, cast: Cast, *, days: int = 3, places: int = 1) -> Shift:
    with database.begin(now) as tx:
        return add_shift(
            tx, cast.quartz, now + days * DAY, post="Front gate", places=places, notes="Gate code 4711"
        )


def _fetched(database: Database, now: datetime, token: str) -> Fetched:
    found = fetch(database, now, token)
    assert found is not None
    return found


def test_what_an_officer_claims_appears_and_what_is_given_back_is_struck_out_and_fades(
    database: Database, cast: Cast, now: datetime
) -> None:
    shift = _shift(database, now, cast, days=60)
    uid = f"shift-{shift.id}@muster"
    token = open_link(database, now, cast.ada).token
    assert events_of(_fetched(database, now, token).text) == {}

    with database.begin(now + HOUR) as tx:
        claim_shift(tx, actor=cast.ada, shift_id=shift.id, policy=POLICY)
    claimed = events_of(_fetched(database, now + HOUR, token).text)[uid]
    assert claimed["SUMMARY"] == "Front gate · Quartz Elementary"
    assert claimed["DTSTART"] == shift.starts_at.strftime("%Y%m%dT%H%M%SZ")
    assert claimed.get("STATUS") != "CANCELLED"
    assert claimed["TRANSP"] == "OPAQUE"

    given_back_at = now + 2 * HOUR
    with database.begin(given_back_at) as tx:
        release_shift(tx, actor=cast.ada, shift_id=shift.id, policy=POLICY)
    struck_out = events_of(_fetched(database, given_back_at, token).text)[uid]
    assert struck_out["STATUS"] == "CANCELLED"
    assert int(struck_out["SEQUENCE"]) > int(claimed["SEQUENCE"])
    assert uid in events_of(_fetched(database, given_back_at + 14 * DAY, token).text)
    assert events_of(_fetched(database, given_back_at + 15 * DAY, token).text) == {}


def test_a_shift_that_is_claimed_again_within_the_second_is_newer_than_the_struck_out_one(
    database: Database, cast: Cast, now: datetime
) -> None:
    shift, token = _shift(database, now, cast), open_link(database, now, cast.ada).token
    sequences = []
    for act in (claim_shift, release_shift, claim_shift):
        with database.begin(now) as tx:
            act(tx, actor=cast.ada, shift_id=shift.id, policy=POLICY)
        event = events_of(_fetched(database, now, token).text)[f"shift-{shift.id}@muster"]
        sequences.append(int(event["SEQUENCE"]))
    assert sequences == sorted(set(sequences))


def test_a_withdrawn_shift_is_struck_out_for_its_officer_and_at_its_school(
    database: Database, cast: Cast, now: datetime
) -> None:
    shift = _shift(database, now, cast)
    mine = open_link(database, now, cast.ada).token
    school = open_link(database, now, cast.sol, Scope.SCHOOL, cast.quartz.id).token
    with database.begin(now) as tx:
        claim_shift(tx, actor=cast.ada, shift_id=shift.id, policy=POLICY)
    assert "Ada Alder · Front gate" in _fetched(database, now, school).text
    with database.begin(now + HOUR) as tx:
        withdraw_shifts(tx, [shift.id], reason="gone", by=Occasion("feed", "pull:1"))
    for token in (mine, school):
        event = events_of(_fetched(database, now + HOUR, token).text)[f"shift-{shift.id}@muster"]
        assert event["STATUS"] == "CANCELLED"


def test_a_shift_that_changes_hands_is_struck_out_for_the_one_and_appears_for_the_other(
    database: Database, now: datetime, cast: Cast
) -> None:
    shift = _shift(database, now, cast)
    hers, his = (open_link(database, now, who).token for who in (cast.ada, cast.ben))
    with database.begin(now) as tx:
        claim_shift(tx, actor=cast.ada, shift_id=shift.id, policy=POLICY)
        join_waitlist(tx, actor=cast.ben, shift_id=shift.id, policy=POLICY)
    later = now + HOUR
    uid, before = f"shift-{shift.id}@muster", [_fetched(database, later, token) for token in (hers, his)]
    assert [uid in events_of(each.text) for each in before] == [True, False]
    with database.begin(later) as tx:
        release_shift(tx, actor=cast.ada, shift_id=shift.id, policy=POLICY)
    gone, come = (_fetched(database, later, token) for token in (hers, his))
    assert gone.built
    assert come.built
    assert events_of(gone.text)[uid]["STATUS"] == "CANCELLED"
    assert events_of(come.text)[uid].get("STATUS") != "CANCELLED"


def test_a_shift_that_moves_to_another_school_leaves_the_calendar_of_the_one_for_that_of_the_other(
    database: Database, now: datetime, cast: Cast
) -> None:
    """What stands at the old school no longer stands there: a subscription is what is true."""
    told = {"starts": "2026-08-14T07:00", "ends": "2026-08-14T15:00"}
    with database.begin(now) as tx:
        pull(tx, row("J1", **told))
        number = list_known(tx, "heron", [])[0].id
        claim_shift(tx, actor=cast.ada, shift_id=number, policy=POLICY)
    old, new = (
        open_link(database, now, cast.sol, Scope.SCHOOL, school.id).token
        for school in (cast.quartz, cast.basalt)
    )
    mine, team = (
        open_link(database, now, who, scope).token
        for who, scope in ((cast.ada, Scope.MINE), (cast.sol, Scope.TEAM))
    )
    later, uid = now + HOUR, f"shift-{number}@muster"
    assert uid in events_of(_fetched(database, later, old).text)
    assert uid not in events_of(_fetched(database, later, new).text)
    for token in (mine, team):
        assert "Quartz Elementary" in _fetched(database, later, token).text
    with database.begin(later) as tx:
        pull(tx, row("J1", school=cast.basalt.code, **told))
    fetched = {token: _fetched(database, later, token) for token in (old, new, mine, team)}
    assert all(each.built for each in fetched.values())
    assert [uid in events_of(fetched[token].text) for token in (old, new, mine, team)] == [
        False, True, True, True,
    ]  # fmt: skip
    assert not any("Quartz Elementary" in fetched[token].text for token in (new, mine, team))


def test_a_teams_calendar_counts_everybody_on_a_shift_and_names_its_own(
    database: Database, now: datetime, cast: Cast
) -> None:
    shift = _shift(database, now, cast, places=2)
    with database.begin(now) as tx:
        stranger = add_person(tx, email="una@example.org", name="Una Umber", agency="Elsewhere")
        give(tx, shift, cast.ada)
        give(tx, shift, stranger, place=2)
    links = [open_link(database, now, cast.sol, Scope.TEAM, None, Display(each)) for each in Privacy][:2]
    whole, codes = (events_of(_fetched(database, now, link.token).text) for link in links)
    (told,), (less,) = whole.values(), codes.values()
    assert "2 of 2 places: of this team Ada Alder" in told["DESCRIPTION"]
    assert "Una" not in str(told)
    assert less["SUMMARY"] == "QTZ 2 of 2"


def test_nothing_is_built_twice_until_something_changes_or_a_day_has_passed(
    database: Database, cast: Cast, now: datetime
) -> None:
    shift, token = _shift(database, now, cast), open_link(database, now, cast.ada).token
    later = now + HOUR  # a link that has just been opened is not relied on yet
    first = _fetched(database, later, token)
    again = _fetched(database, later + HOUR, token)
    assert first.built
    assert not again.built
    assert again.page == first.page
    with database.begin(later + HOUR) as tx:
        claim_shift(tx, actor=cast.ada, shift_id=shift.id, policy=POLICY)
    changed = _fetched(database, later + 2 * HOUR, token)
    assert changed.built
    assert changed.page.kept.etag != first.page.kept.etag
    tomorrow = _fetched(database, later + 26 * HOUR, token)
    assert tomorrow.built
    assert tomorrow.page.kept.etag == changed.page.kept.etag
    assert tomorrow.page.kept.modified_at == changed.page.kept.modified_at


def test_one_officers_claim_leaves_everybody_elses_calendar_as_it_is(
    database: Database, cast: Cast, now: datetime
) -> None:
    shift = _shift(database, now, cast)
    touched = [
        open_link(database, now, cast.ada).token,
        open_link(database, now, cast.sol, Scope.TEAM).token,
        open_link(database, now, cast.cora, Scope.TEAM).token,
        open_link(database, now, cast.sol, Scope.SCHOOL, cast.quartz.id).token,
    ]
    others = [
        open_link(database, now, cast.ben).token,
        open_link(database, now, cast.cleo).token,
        open_link(database, now, cast.sol).token,
        open_link(database, now, cast.sol, Scope.SCHOOL, cast.basalt.id).token,
    ]
    later = now + HOUR
    for token in (*touched, *others):
        assert _fetched(database, later, token).built
    with database.begin(later) as tx:
        claim_shift(tx, actor=cast.ada, shift_id=shift.id, policy=POLICY)
    assert [_fetched(database, later, token).built for token in touched] == [True] * 4
    assert [_fetched(database, later, token).built for token in others] == [False] * 4


@pytest.mark.parametrize(
    ("privacy", "told"),
    [
        (Privacy.FULL, {"SUMMARY": "Front gate · Quartz Elementary", "LOCATION": "Quartz Elementary"}),
        (Privacy.CODE, {"SUMMARY": "QTZ"}),
        (Privacy.BUSY, {"SUMMARY": "Busy"}),
    ],
)
def test_a_link_tells_as_much_as_its_owner_wants_and_never_the_notes_of_the_feed(
    database: Database, cast: Cast, now: datetime, privacy: Privacy, told: dict[str, str]
) -> None:
    shift = _shift(database, now, cast)
    with database.begin(now) as tx:
        claim_shift(tx, actor=cast.ada, shift_id=shift.id, policy=POLICY)
    text = _fetched(database, now, open_link(database, now, cast.ada, display=Display(privacy)).token).text
    event = events_of(text)[f"shift-{shift.id}@muster"]
    assert {name: event[name] for name in ("SUMMARY", "LOCATION") if name in event} == told
    assert "4711" not in text
    if privacy is not Privacy.FULL:
        assert "Quartz" not in text
        assert "DESCRIPTION" not in event


def test_a_supervisor_who_wants_codes_only_reads_no_officers_name(
    database: Database, cast: Cast, now: datetime
) -> None:
    shift = _shift(database, now, cast, places=2)
    with database.begin(now) as tx:
        claim_shift(tx, actor=cast.ada, shift_id=shift.id, policy=POLICY)
    token = open_link(database, now, cast.sol, Scope.TEAM, display=Display(Privacy.CODE)).token
    text = _fetched(database, now, token).text
    assert "SUMMARY:QTZ 1 of 2" in text
    assert "Alder" not in text


def test_a_change_of_what_a_link_shows_is_seen_at_its_next_fetch(
    database: Database, cast: Cast, now: datetime
) -> None:
    opened = open_link(database, now, cast.ada)
    shift = _shift(database, now, cast)
    with database.begin(now) as tx:
        claim_shift(tx, actor=cast.ada, shift_id=shift.id, policy=POLICY)
    later = now + HOUR
    assert "Front gate" in _fetched(database, later, opened.token).text
    busy = Display(Privacy.BUSY, frozenset({Shows.SHIFTS}), blocks_time=False)
    with database.begin(later) as tx:
        change_subscription(tx, actor=cast.ada, subscription_id=opened.subscription.id, display=busy)
    event = events_of(_fetched(database, later, opened.token).text)[f"shift-{shift.id}@muster"]
    assert (event["SUMMARY"], event["TRANSP"]) == ("Busy", "TRANSPARENT")


def test_what_was_built_before_a_change_is_not_kept_over_what_was_built_after_it(
    database: Database, cast: Cast, now: datetime
) -> None:
    shift, token = _shift(database, now, cast), open_link(database, now, cast.ada).token
    later = now + HOUR
    with database.read(later) as tx:
        slow = find_link(tx, token)
    assert slow is not None
    with database.begin(later) as tx:
        claim_shift(tx, actor=cast.ada, shift_id=shift.id, policy=POLICY)
    true = _fetched(database, later, token)
    with database.begin(later) as tx:
        keep_page(tx, slow, b"as it was", later + DAY)
    assert _fetched(database, later, token) == Fetched(true.page, built=False)


def test_bytes_that_differ_never_share_a_date_even_within_a_second(
    database: Database, cast: Cast, now: datetime
) -> None:
    token = open_link(database, now, cast.ada).token
    with database.read(now) as tx:
        link = find_link(tx, token)
    assert link is not None
    dates = []
    for content in (b"one", b"two", b"two", b"three"):
        with database.begin(now) as tx:
            dates.append(keep_page(tx, link, content, now + DAY).kept.modified_at)
    assert dates[1] == dates[2]
    assert len(set(dates)) == 3
    assert dates == sorted(dates)


def test_nothing_is_kept_for_a_link_that_is_revoked_while_its_calendar_is_built(
    database: Database, cast: Cast, now: datetime
) -> None:
    opened = open_link(database, now, cast.ada)
    with database.read(now) as tx:
        link = find_link(tx, opened.token)
    assert link is not None
    with database.begin(now) as tx:
        revoke_subscription(tx, actor=cast.ada, subscription_id=opened.subscription.id)
        keep_page(tx, link, b"late", now + DAY)
    with database.read(now) as tx:
        assert tx.connection.exec_driver_sql("SELECT count(*) FROM calendar_pages").scalar() == 0


def test_a_calendar_reaches_ninety_days_back_and_a_year_ahead(
    database: Database, cast: Cast, now: datetime
) -> None:
    with database.begin(now) as tx:
        for days in (-120, -80, 300, 400):
            shift = add_shift(tx, cast.quartz, now + days * DAY, post=f"Day {days}")
            give(tx, shift, cast.ada)
    text = _fetched(database, now, open_link(database, now, cast.ada).token).text
    assert {event["SUMMARY"].partition(" ·")[0] for event in events_of(text).values()} == {
        "Day -80",
        "Day 300",
    }


def test_every_program_reads_the_calendar_alike(
    database: Database, cast: Cast, now: datetime, programs: Programs
) -> None:
    with database.begin(now) as tx:
        ada = owing(tx, cast.ada, packs(COURSE))
        for number in range(120):  # past both changes of the clocks
            post = f'Gate {number}; "north", back\\side \n é🙂'
            give(tx, add_shift(tx, cast.basalt, now + number * 3 * DAY, post=post), ada)
    held, dropped = _shift(database, now, cast), _shift(database, now, cast, days=5)
    with database.begin(now) as tx:
        claim_shift(tx, actor=cast.ben, shift_id=held.id, policy=POLICY)
        give(tx, dropped, ada)
    with database.begin(now) as tx:
        release_shift(tx, actor=ada, shift_id=dropped.id, policy=POLICY)
    page = _fetched(database, now, open_link(database, now, cast.ada).token).page
    seen = programs.show(page.content, now - DAY, now + 400 * DAY)
    assert len(seen) == 122
    assert [one.status for one in seen].count("CANCELLED") == 1
    lines = page.content.split(b"\r\n")
    assert lines[-1] == b""
    assert max(map(len, lines)) <= 75
