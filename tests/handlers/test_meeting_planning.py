"""A supervisor plans a meeting: the form, what it would mean, and what is sent; through real Bolt."""

from datetime import datetime

import pytest

from handlers.ids import meetings as ids
from scheduling.meetings.queries import find_meeting
from scheduling.store.engine import Database
from tests.handlers.office import Office, Shown, Visitor
from tests.people import Cast

FIELDS = {
    ids.TITLE: "Lockdown drill", ids.DAY: "2026-08-18", ids.STARTS: "09:00", ids.AGENDA: "Doors\nRadio",
    ids.PLACE: "Gym",
}  # fmt: skip


def wrong(shown: list[Shown]) -> dict[str, str]:
    """What stands under the fields of the form that was sent."""
    (errors,) = shown
    assert errors.how == "errors", errors
    told: dict[str, str] = errors.body["errors"]
    return told


def test_a_sergeant_sees_what_a_meeting_would_mean_before_anything_is_sent(
    database: Database, now: datetime, cast: Cast, sol: Visitor
) -> None:
    form = sol.types("/meetings new")
    assert form.body["view"]["submit"]["text"] == "Look at it first"
    (looked,) = sol.fills({**FIELDS, ids.PEOPLE: [cast.ada.slack_id, cast.ben.slack_id]})
    assert looked.how == "updated"
    print(looked.words)
    assert looked.body["view"]["submit"]["text"] == "Send"
    (done,) = sol.fills({})
    print(done.words)
