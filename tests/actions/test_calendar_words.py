"""Words that would break out of a calendar or tell too much, at every level and in every kind of calendar."""

from datetime import datetime, timedelta

import pytest

from scheduling.calendars.facts import Display, Privacy
from scheduling.revisions.facts import Scope
from scheduling.store.engine import Database
from tests.factories.calendars import fetch, open_link
from tests.factories.roster import add_school
from tests.factories.shifts import add_shift, give
from tests.fakes.parsers.programs import Programs
from tests.people import Cast
from tests.process.calendar_program import Program

HOSTILE = 'Q"; ,\\N\r\nEND:VCALENDAR\r\nX-EVIL:\x1b[31m\u202e</title><script>é' + "字" * 30
SECRET = "Gate code 4711"


@pytest.mark.parametrize("privacy", Privacy)
@pytest.mark.parametrize("scope", Scope)
def test_hostile_names_write_no_line_of_their_own_and_less_is_told_where_less_is_wanted(
    database: Database, cast: Cast, now: datetime, programs: Programs, scope: Scope, privacy: Privacy
) -> None:
    with database.begin(now) as tx:
        school = add_school(tx, code="EVIL", name=HOSTILE, address=HOSTILE)
        shift = add_shift(tx, school, now + timedelta(days=2), post=HOSTILE, places=2, notes=SECRET)
        give(tx, shift, cast.ada)
    reader = cast.ada if scope is Scope.MINE else cast.cora
    about = school.id if scope is Scope.SCHOOL else None
    token = open_link(database, now, reader, scope, about, Display(privacy)).token
    fetched = fetch(database, now, token)
    assert fetched is not None
    content = fetched.page.content
    lines = content.split(b"\r\n")
    assert [line for line in lines if line.startswith((b"END:VCALENDAR", b"X-EVIL"))] == [b"END:VCALENDAR"]
    assert max(map(len, lines)) <= 75
    assert all(sign >= 0x20 for line in lines for sign in line)
    assert len(programs.show(content, now, now + timedelta(days=5))) == 1
    page = Program(database, now).browse(token).text
    assert "<script" not in page
    for told in (fetched.text, page):
        assert SECRET not in told
        assert privacy is Privacy.FULL or not any(word in told for word in ("script>", "字", "Alder"))
