"""An officer's transcript as a table, a document and a page to print."""

import csv
import io
import json
from datetime import UTC, date, datetime

import pytest

from bot.cli.transcript.document import transcript_json
from bot.cli.transcript.page import transcript_html
from bot.cli.transcript.table import COLUMNS, transcript_csv
from scheduling.roster.facts import Standing
from scheduling.training.facts import ObligationState, RecordState, RequestKind, RequestState
from scheduling.training.reports.transcript import Transcript, YearTotal
from tests.factories.countdowns import COURSE, HOURS, TODAY, countdown, hours, record, request, sessions
from tests.factories.facts import officer

HOSTILE = "<script>alert('x')</script>"
FORMULA = '=HYPERLINK("http://example.org")'


def a_transcript(**told: object) -> Transcript:
    """Ada is overdue with her course, is at 34 of 40 hours, was refused a record and granted an extension."""
    values: dict[str, object] = {
        "officer": officer(
            standing=Standing.BLOCKED,
            standing_reason="SSO asynchronous training: 3 of 8 sessions, was due Fri Aug 7, 2026",
            standing_source="ADE School Safety Program",
            supervisor_id=2,
            eligible_on=date(2026, 6, 8),
        ),
        "made_on": TODAY,
        "lines": (
            countdown(sessions(3), COURSE, due_in=-5, id=1),
            countdown(hours(2_040, "Active shooter"), HOURS, due_in=141, id=2, period="2026"),
            countdown(
                hours(2_400, *HOURS.amount.topics, done_on=date(2025, 12, 1)), HOURS, due_in=-224, id=3,
                period="2025", state=ObligationState.DONE, settled_on=date(2025, 12, 1),
            ),
        ),
        "records": (
            record(id=1, minutes=2_040, state=RecordState.VERIFIED, decided_by=2,
                   decided_at=datetime(2026, 8, 11, 3, tzinfo=UTC)),
            record(id=2, provider=HOSTILE, certificate=FORMULA, state=RecordState.REFUSED,
                   reason="The certificate is somebody else's"),
        ),
        "requests": (
            request(state=RequestState.GRANTED, obligation_id=2, granted_until=date(2027, 1, 31),
                    decided_by=2,
                    decided_at=datetime(2026, 8, 12, 18, tzinfo=UTC), decision="Until the end of January"),
            request(id=6, kind=RequestKind.EXEMPTION, until=None, obligation_id=3),
        ),
        "years": (YearTotal(2026, HOURS.key, 1, 2_040, 2_040),),
        "titles": {each.key: each.title for each in (COURSE, HOURS)},
        "names": {1: "Ada Alder", 2: "Sergeant Sol Sequoia"},
        **told,
    }  # fmt: skip
    return Transcript(**values)  # type: ignore[arg-type]  # fields by name, as the test tells them


def test_the_table_has_a_row_for_each_thing_and_no_cell_that_a_spreadsheet_runs() -> None:
    rows = list(csv.DictReader(io.StringIO(transcript_csv(a_transcript()))))
    assert tuple(rows[0]) == COLUMNS
    assert [row["row"] for row in rows] == ["obligation"] * 3 + ["record"] * 2 + ["extension", "exemption"]
    assert (rows[1]["hours"], rows[1]["hours needed"], rows[1]["topics"]) == ("34", "40", "Active shooter")
    assert rows[3]["by"] == "Sergeant Sol Sequoia"
    assert rows[3]["decided on"] == "2026-08-10", "the day by the officer's own calendar"
    assert rows[4]["certificate"] == f"'{FORMULA}"
    assert (rows[5]["due on"], rows[5]["reason"]) == ("2027-01-31", "Until the end of January")


def test_the_document_says_everything_with_days_and_minutes() -> None:
    told = json.loads(transcript_json(a_transcript()))
    assert (told["format"], told["version"], told["made_on"]) == ("muster-transcript", 1, "2026-08-12")
    assert told["officer"]["standing"] == "blocked"
    assert told["officer"]["supervisor"] == "Sergeant Sol Sequoia"
    assert [each["state"] for each in told["obligations"]] == ["overdue", "open", "done"]
    assert told["obligations"][1]["progress"]["minutes"] == 2_040
    assert told["records"][0]["decided_at"] == "2026-08-11T03:00:00+00:00"
    assert told["years"] == [
        {"year": 2026, "requirement": "in_service", "records": 1, "minutes": 2_040, "verified_minutes": 2_040}
    ]


def test_the_page_says_what_counts_what_is_missing_and_who_decided() -> None:
    page = transcript_html(a_transcript())
    for words in (
        "May not work in a school as of Aug 12, 2026",
        "SSO asynchronous training: 3 of 8 sessions, was due Fri Aug 7, 2026",
        "5 days overdue, was due Aug 7, 2026",
        "Done Mon Dec 1, 2025",
        "Missing: Session 4; Session 5; Session 6; Session 7; Session 8.",
        "verified by Sergeant Sol Sequoia, Aug 10, 2026",
        "granted by Sergeant Sol Sequoia, Aug 12, 2026",
        "The certificate is somebody else&#x27;s",
        "for good",
    ):
        assert words in page, words


def test_nothing_that_people_wrote_becomes_markup_and_nothing_is_fetched() -> None:
    page = transcript_html(a_transcript())
    assert "<script" not in page
    assert "&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt;" in page
    assert "&amp;lt;" not in page, "nothing is escaped twice"
    for fetching in ("http:", "https:", "src=", "href=", "@import", "url("):
        assert fetching not in page.replace(FORMULA.replace('"', "&quot;"), ""), fetching


@pytest.mark.parametrize("left_out", ["records", "requests", "years"])
def test_an_officer_with_nothing_yet_has_a_page_too(left_out: str) -> None:
    page = transcript_html(a_transcript(**{left_out: ()}))
    assert page.endswith("</html>\n")
    empty = transcript_html(a_transcript(lines=(), records=(), requests=(), years=(), titles={}))
    assert "Nothing is or was asked of this officer." in empty
