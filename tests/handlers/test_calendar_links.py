"""A private link to a calendar, from asking for it to its end."""

import re
from datetime import datetime, timedelta

from handlers.ids import calendars as ids
from handlers.words.calendars import program_of
from scheduling.calendars.facts import Display, Privacy, Shows
from scheduling.calendars.fetches import note_fetch
from scheduling.calendars.queries import list_subscriptions
from scheduling.revisions.facts import Scope
from scheduling.roster.facts import Person
from scheduling.store.engine import Database
from tests.factories.calendars import fetch, open_link
from tests.golden.keeper import hold
from tests.handlers.office import PUBLIC_URL, Office, Shown, Visitor
from tests.people import Cast

HOUR = timedelta(hours=1)
_LINK = re.compile(rf"```{PUBLIC_URL}/calendars/([A-Za-z0-9_-]{{43}})\.ics```")


def token_in(shown: Shown) -> str:
    """The token of the link that is shown."""
    found = _LINK.search(shown.words)
    assert found is not None, shown.words
    return found[1]


def displays_of(database: Database, now: datetime, person: Person) -> list[tuple[Scope, int, Display]]:
    """What the live links of a person show."""
    with database.read(now) as tx:
        return [(link.scope, link.scope_id, link.display) for link in list_subscriptions(tx, person.id)]


def test_an_officer_gets_a_link_that_works_and_is_not_shown_again(
    database: Database, now: datetime, cast: Cast, ada: Visitor
) -> None:
    assert "as one subscription that stays true" in ada.types("/sso calendar").words
    form = ada.presses("New link")
    assert form.how == "opened"
    [shown] = ada.fills({ids.PRIVACY: "code"})
    token = token_in(shown)
    assert f"webcal://muster.example.org/calendars/{token}.ics" in shown.words
    assert fetch(database, now, token) is not None
    assert displays_of(database, now, cast.ada) == [
        (Scope.MINE, cast.ada.id, Display(Privacy.CODE, frozenset(Shows), blocks_time=True))
    ]
    listed = ada.types("/sso calendar")
    assert token not in str(listed.body)
    assert "school codes only" in listed.words
    assert "never fetched yet" in listed.words


def test_what_a_program_called_itself_is_shown_by_the_name_that_people_know(
    database: Database, now: datetime, cast: Cast, ada: Visitor
) -> None:
    opened = open_link(database, now, cast.ada)
    with database.begin(now) as tx:
        note_fetch(tx, opened.subscription.id, "Google-Calendar-Importer; <!channel>")
    assert "last fetched Wed Aug 12, 12:00 by Google Calendar" in ada.types("/sso calendar").words
    assert program_of("<!channel> *b*") == "&lt;!channel&gt; \N{ASTERISK OPERATOR}b\N{ASTERISK OPERATOR}"
    assert program_of("") == "a program that does not say what it is"
    assert program_of("iOS/18.1 (22B83) dataaccessd/1.0") == "Apple Calendar"


def test_a_new_address_ends_the_old_one(database: Database, now: datetime, cast: Cast, ada: Visitor) -> None:
    old = open_link(database, now, cast.ada).token
    ada.types("/sso calendar")
    shown = ada.presses("New address")
    assert shown.how == "replaced"
    new = token_in(shown)
    assert fetch(database, now, old) is None
    assert fetch(database, now, new) is not None


def test_a_revoked_link_opens_nothing_and_is_no_longer_listed(
    database: Database, now: datetime, cast: Cast, ada: Visitor
) -> None:
    token = open_link(database, now, cast.ada).token
    first = ada.types("/sso calendar")
    assert first.find("Revoke")["confirm"]["title"]["text"] == "Revoke this link?"
    assert "opens nothing any more" in ada.presses("Revoke").words
    assert fetch(database, now, token) is None
    assert displays_of(database, now, cast.ada) == []
    ada.last = first
    assert "That link is gone." in ada.presses("Revoke").words


def test_what_a_link_shows_is_changed_in_a_form_that_shows_how_it_is(
    database: Database, now: datetime, cast: Cast, ada: Visitor
) -> None:
    display = Display(Privacy.BUSY, frozenset({Shows.SHIFTS}), blocks_time=False)
    token = open_link(database, now, cast.ada, display=display).token
    ada.types("/sso calendar")
    ada.presses("Change …")
    ada.fills({})
    assert displays_of(database, now, cast.ada) == [(Scope.MINE, cast.ada.id, display)]
    ada.types("/sso calendar")
    ada.presses("Change …")
    [changed] = ada.fills({ids.PRIVACY: "full", ids.SHOWS: ["shifts", "deadlines"], ids.BUSY: "busy"})
    assert "now shows shifts and training deadlines; everything told; shown as busy" in changed.words
    assert fetch(database, now, token) is not None


def test_an_empty_calendar_marks_the_field_and_keeps_the_form(
    database: Database, now: datetime, cast: Cast, ada: Visitor
) -> None:
    ada.types("/sso calendar new")
    [told] = ada.fills({ids.SHOWS: []})
    assert told.how == "errors"
    assert displays_of(database, now, cast.ada) == []


def test_a_sergeant_gets_links_to_the_team_and_to_a_school(
    database: Database, now: datetime, cast: Cast, sol: Visitor
) -> None:
    sol.types("/sso calendar")
    sol.presses("For my team")
    token_in(sol.fills({})[0])
    sol.types("/sso calendar at quartz")
    token_in(sol.fills({})[0])
    shown = displays_of(database, now, cast.sol)
    assert [one[:2] for one in shown] == [(Scope.TEAM, cast.sol.id), (Scope.SCHOOL, cast.quartz.id)]
    assert [one[2].blocks_time for one in shown] == [False, False]
    assert Shows.DEADLINES not in shown[1][2].shows
    assert "Quartz Elementary" in sol.types("/sso calendar").words


def test_an_officer_gets_no_link_to_others_calendars(ada: Visitor) -> None:
    for line in ("/sso calendar team", "/sso calendar at quartz"):
        assert "Only a supervisor or a coordinator may." in ada.types(line).words
    assert "For my team" not in ada.types("/sso calendar").buttons()


def test_a_school_that_is_not_found_or_not_certain_is_asked_for(sol: Visitor) -> None:
    assert "No school is called “nowhere”" in sol.types("/sso calendar at nowhere").words


def test_without_a_public_address_nobody_is_given_a_link_that_leads_nowhere(
    office: Office, database: Database, now: datetime, cast: Cast, ada: Visitor
) -> None:
    ada.types("/sso calendar")
    button = ada.last.find("New link") if ada.last else {}
    object.__setattr__(office.desk, "public_url", "")
    for shown in (ada.press(button), ada.types("/sso calendar"), ada.types("/sso calendar new")):
        assert "`MUSTER_PUBLIC_URL`" in shown.words
        assert "New link" not in shown.buttons()
    assert displays_of(database, now, cast.ada) == []


def test_nobody_has_more_links_than_they_can_use(
    database: Database, now: datetime, cast: Cast, ada: Visitor
) -> None:
    for _ in range(20):
        open_link(database, now, cast.ada)
    assert len(ada.types("/sso calendar").blocks) <= 50
    ada.types("/sso calendar new")
    assert "You have 20" in ada.fills({})[0].words


def test_the_link_and_the_list_as_they_are_kept(
    database: Database, now: datetime, cast: Cast, sol: Visitor
) -> None:
    sol.types("/sso calendar new")
    shown = sol.fills({})[0]
    hold("calendar.shown_once", shown.words.replace(token_in(shown), "TOKEN") + "\n")
    open_link(database, now, cast.sol, Scope.TEAM, display=Display(Privacy.BUSY, blocks_time=False))
    hold("calendar.links", sol.types("/sso calendar").words + "\n")


def test_deadlines_alone_are_nothing_to_be_busy_with(ada: Visitor) -> None:
    ada.types("/sso calendar new")
    assert ada.fills({ids.SHOWS: ["deadlines"], ids.PRIVACY: "busy"})[0].how == "errors"
