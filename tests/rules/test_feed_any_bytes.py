"""Whatever arrives, the reader answers: shifts, quarantine, or one sentence. Never anything else."""

import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scheduling.feed.facts import FeedRefused, Snapshot
from scheduling.feed.kept import pack, unpack
from tests.factories.feed import calendar, feed, read, row

_FIELDS = [
    "id", "school", "school_name", "school_zone", "zone", "agency", "backup_agencies", "post", "programme",
    "armed", "starts", "ends", "places", "status", "notes",
]  # fmt: skip
_TIMES = st.sampled_from(
    [
        "2026-08-14T07:00",
        "2026-08-14T15:00Z",
        "2026-11-01T01:30",
        "2027-03-14T02:30-07:00",
        "9999-12-31T23:59",
    ]
)
_CELLS = st.one_of(st.text(max_size=40), _TIMES, st.integers(), st.booleans(), st.none(), st.floats())
_ANY_JSON = st.recursive(
    _CELLS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3)
)
_SOME = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def _is_one_sentence(text: str) -> None:
    assert text
    assert "\n" not in text


def _answer(content: bytes) -> Snapshot | None:
    try:
        snapshot = read(content)
    except FeedRefused as refused:
        _is_one_sentence(str(refused))
        return None
    for bad in snapshot.quarantined:
        assert 0 < len(bad.reason) <= 300
        json.dumps(dict(bad.raw)).encode()
        "".join([bad.reason, bad.external_id, *bad.raw.values()]).encode()
    for shift in snapshot.shifts:
        assert shift.terms.starts_at < shift.terms.ends_at
        assert shift.external_id
    return snapshot


@_SOME
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    _answer(content)


@_SOME
@given(st.text(max_size=300))
def test_any_text_after_a_header_is_read_or_refused(text: str) -> None:
    _answer(f"id,school,starts,ends\n{text}".encode(errors="surrogatepass"))


@_SOME
@given(st.lists(st.dictionaries(st.sampled_from(_FIELDS), _ANY_JSON, max_size=8), max_size=4))
def test_any_json_rows_are_shifts_or_in_quarantine(rows: list[dict[str, Any]]) -> None:
    snapshot = _answer(json.dumps({"shifts": rows}).encode())

    if snapshot is not None:
        assert len(snapshot.shifts) + len(snapshot.quarantined) == len(rows)


@_SOME
@given(st.lists(st.text(max_size=60), max_size=6))
def test_any_lines_in_an_event_are_read_or_refused(lines: list[str]) -> None:
    _answer(calendar("UID:E1\n" + "\n".join(line.encode(errors="replace").decode() for line in lines)))


@_SOME
@given(st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from(["Gate", "Hall"])), max_size=8))
def test_a_held_snapshot_comes_back_as_it_was(rows: list[tuple[str, str]]) -> None:
    snapshot = read(
        feed(*(row(shift_id, post=post) for shift_id, post in rows), covers_until="2026-09-01T00:00")
    )

    assert unpack(pack(snapshot)) == snapshot
