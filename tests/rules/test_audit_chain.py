"""The form in which a row of the audit is hashed: fixed for good, and the same whoever hands the row over."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from scheduling.audit.chain import GENESIS, canonical, link
from scheduling.audit.facts import Head, read_head

ROW: dict[str, Any] = {
    "id": 7,
    "at": datetime(2026, 8, 12, 19, 0, tzinfo=UTC),
    "actor": "person:12",
    "verb": "shift_claimed",
    "subject": "shift",
    "subject_id": 412,
    "before": None,
    "after": {"place": 1, "day_hours": 7.5, "week_hours": 32.0, "set_aside": ["rest"]},
    "reason": "nobody else – “today”",
}


def test_the_canonical_form_stays_as_it_is_to_the_byte() -> None:
    assert canonical(ROW) == (
        b'{"actor":"person:12",'
        b'"after":{"day_hours":7.5,"place":1,"set_aside":["rest"],"week_hours":32},'
        b'"at":"2026-08-12T19:00:00.000000+00:00","before":null,"id":7,'
        b'"reason":"nobody else \\u2013 \\u201ctoday\\u201d","subject":"shift","subject_id":412,'
        b'"verb":"shift_claimed"}'
    )


def test_the_hash_of_a_row_stays_as_it_is() -> None:
    assert link(GENESIS, ROW) == "32fbd64b28e55f2b13c94b39dae92eadec55c593442a055b20c6360234f0b217"


@pytest.mark.parametrize(
    ("field", "other"),
    [
        ("id", 8), ("at", ROW["at"] + timedelta(microseconds=1)), ("actor", "person:13"),
        ("verb", "shift_released"), ("subject", "person"), ("subject_id", 413), ("before", {}),
        ("after", {**ROW["after"], "place": 2}), ("reason", ""),
    ],
)  # fmt: skip
def test_no_part_of_a_row_can_be_another_without_another_hash(field: str, other: object) -> None:
    assert link(GENESIS, {**ROW, field: other}) != link(GENESIS, ROW)


def test_the_row_before_is_part_of_the_hash() -> None:
    assert link("1" * 64, ROW) != link(GENESIS, ROW)


def test_what_databases_do_to_a_row_does_not_show() -> None:
    told = {
        **dict(reversed(ROW.items())),
        "at": ROW["at"].astimezone(timezone(timedelta(hours=-7))),
        "after": {"week_hours": 32, "set_aside": ("rest",), "place": 1.0, "day_hours": 7.5},
    }
    assert canonical(told) == canonical(ROW)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), b"bytes", datetime(2026, 8, 12, tzinfo=UTC)])
def test_a_value_that_has_no_one_form_is_refused(value: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        canonical({**ROW, "after": {"value": value}})


def test_an_end_is_read_back_as_it_was_printed() -> None:
    end = Head(7, link(GENESIS, ROW))
    assert read_head(f" {end}\n") == end


@pytest.mark.parametrize("text", ["", "7", "7:", ":" + "0" * 64, "seven:" + "0" * 64, "7:" + "0" * 63])
def test_what_is_no_end_is_refused_and_told_where_ends_come_from(text: str) -> None:
    with pytest.raises(ValueError, match="muster audit verify"):
        read_head(text)
