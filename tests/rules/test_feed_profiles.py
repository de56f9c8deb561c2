"""An agency's own export is read through a profile: data, not code."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from scheduling.feed.profile import list_profiles, load_profile
from scheduling.shifts.facts import Status
from tests.factories.feed import read

JOBS = """\
Job Number,Site Code,Job Title,Armed,Job Date,Start Time,End Time,Officers Needed,Job Status,Post Orders
8812,QTZ,Front gate,Yes,08/14/2026,07:00 AM,03:00 PM,2,Posted,Ask for Flint
8813,BAS,Homecoming,No,08/14/2026,10:00 PM,02:00 AM,1,Cancelled,
8814,BAS,Gym,No,14.08.2026,10:00 PM,02:00 AM,1,Posted,
8815,BAS,Gym,No,08/14/2026,10:00 PM,02:00 AM,1,Booked,
"""


@pytest.mark.parametrize("name", list_profiles())
def test_every_profile_that_comes_with_muster_is_without_mistakes(name: str) -> None:
    assert load_profile(name).name == name


def test_an_off_duty_job_export_is_read_without_code() -> None:
    snapshot = read(JOBS.encode("cp1252"), profile=load_profile("officertrak-style"))

    gate, homecoming = snapshot.shifts
    assert snapshot.source == "off-duty-jobs"
    assert (gate.external_id, gate.terms.places, gate.terms.armed) == ("8812", 2, True)
    assert gate.terms.starts_at == datetime(2026, 8, 14, 14, tzinfo=UTC)
    assert homecoming.terms.status is Status.WITHDRAWN
    assert homecoming.terms.ends_at == datetime(2026, 8, 15, 8, tzinfo=UTC)
    assert [each.external_id for each in snapshot.quarantined] == ["8814", "8815"]
    assert "expected the form %m/%d/%Y %I:%M %p" in snapshot.quarantined[0].reason
    assert (
        "“Booked” is no status that the profile “officertrak-style” knows" in snapshot.quarantined[1].reason
    )


def test_a_profile_may_dig_into_nested_json_and_fill_in_what_the_export_lacks(tmp_path: Path) -> None:
    path = tmp_path / "west.toml"
    path.write_text(
        """
        format = "json"
        source = "west"
        zone = "America/Denver"
        covers_days = 30
        [json]
        rows = "data.jobs"
        [columns]
        id = "ref"
        school = "site.code"
        starts = "from"
        hours = "length"
        [fixed]
        agency = "Kestrel County Sheriff"
        """
    )
    job = {"ref": 5, "site": {"code": "QTZ"}, "from": "2026-08-14 07:00", "length": "7.5"}
    around = {"format": "jobs", "version": "2.1", "source": {"id": 7}, "covers_until": "whenever"}
    content = json.dumps({"data": {"jobs": [job]}, **around}).encode()

    snapshot = read(content, profile=load_profile(str(path)))

    (shift,) = snapshot.shifts
    assert shift.terms.agency == "Kestrel County Sheriff"
    assert shift.terms.starts_at == datetime(2026, 8, 14, 13, tzinfo=UTC)
    assert shift.terms.ends_at == datetime(2026, 8, 14, 20, 30, tzinfo=UTC)
    assert (snapshot.source, snapshot.covers_until) == ("west", datetime(2026, 9, 11, 19, tzinfo=UTC))


def test_every_mistake_in_a_profile_is_named_at_once(tmp_path: Path) -> None:
    path = tmp_path / "broken.toml"
    path.write_text(
        """
        format = "excel"
        zone = "Arizona"
        encoding = "rot13"
        covers_days = 0
        colour = "green"
        time_format = "%m/%d/%Y"
        [json]
        envelope = "ours"
        [csv]
        delimiter = ";;"
        [columns]
        id = "Job"
        shoe_size = "Shoe"
        [status]
        Posted = "up"
        [words]
        yes = "yes"
        """
    )

    with pytest.raises(ValueError, match=r"broken\.toml") as refused:
        load_profile(str(path))

    said = str(refused.value)
    for mistake in (
        "format: 'excel'", "zone: 'Arizona'", "encoding: 'rot13'", "covers_days: expected", "colour: there",
        "csv.delimiter: expected one character", "columns.shoe_size: no field", "status.Posted: 'up'",
        "words.yes: expected a list", "time_format: it names no hour", "json.envelope: expected true",
    ):  # fmt: skip
        assert mistake in said


def test_a_profile_without_a_column_for_the_start_is_told_so(tmp_path: Path) -> None:
    path = tmp_path / "lame.toml"
    path.write_text('format = "csv"\n[columns]\nid = "Job"\nschool = "Site"\nends = "End"\n')

    with pytest.raises(ValueError, match="columns: name the column for starts or starts_date"):
        load_profile(str(path))


def test_an_unknown_profile_is_answered_with_those_that_exist() -> None:
    with pytest.raises(ValueError, match=r"neither one of Muster's \(muster, officertrak-style\)"):
        load_profile("nowhere")
