"""Slack's marks in plain words."""

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.words.plain_text import plain_text
from handlers.words.text import escape, escaped

PHOENIX, DENVER = ZoneInfo("America/Phoenix"), ZoneInfo("America/Denver")


@pytest.mark.parametrize(
    ("mrkdwn", "told"),
    [
        ("*Quartz Elementary* · Thu", "Quartz Elementary · Thu"),
        (":warning: *Please tell _Ada_*: `/shifts mine`", "Please tell Ada: “/shifts mine”"),
        ("~07:00~ 06:30, 2*3*4, snake_case_name", "07:00 06:30, 2*3*4, snake_case_name"),
        ("at 07:00:30: on time", "at 07:00:30: on time"),
        ("<https://example.org/a|the page>, <https://example.org>", "the page (https://example.org/a), https://example.org"),
        ("<mailto:ada@example.org|ada@example.org>", "ada@example.org"),
        ("<@U0ADA|ada> and <@U0BEN> in <#C1|shifts>", "@ada and a colleague in #shifts"),
        ("<!channel> <!subteam^S1|@sergeants> <!subteam^S1>", "everybody here @sergeants a group"),
        ("Bus lane &lt;loop&gt; &amp; gate", "Bus lane <loop> & gate"),
        ("&lt;!channel&gt; &amp;lt;", "<!channel> &lt;"),
    ],
)  # fmt: skip
def test_marks_become_words(mrkdwn: str, told: str) -> None:
    assert plain_text(mrkdwn, PHOENIX) == told


@pytest.mark.parametrize(
    ("form", "reader", "told"),
    [
        ("{date_short} at {time}", PHOENIX, "Wed Aug 12 at 12:00"),
        ("{date_short} at {time}", DENVER, "Wed Aug 12 at 13:00"),
        ("{date_num} {time_secs}^https://example.org", PHOENIX, "2026-08-12 12:00:00"),
        ("{ago}", PHOENIX, "Wed Aug 12, 12:00"),
        ("", PHOENIX, "noon"),
    ],
)
def test_a_date_is_told_in_the_readers_own_zone(form: str, reader: ZoneInfo, told: str) -> None:
    assert plain_text(f"<!date^1786561200^{form}|noon>", reader) == told


def test_a_date_that_no_calendar_has_is_told_as_it_was_written() -> None:
    assert plain_text("<!date^99999999999999^{date}|some day>", PHOENIX) == "some day"


@given(st.text(alphabet="<>&!@#|^ab /:;", max_size=40))
def test_what_a_person_wrote_is_never_taken_for_a_mention(written: str) -> None:
    assert "everybody here" not in plain_text(escape(written + "<!channel>"), PHOENIX)


@given(st.text(alphabet="*_~`ab <>&", min_size=1, max_size=40).filter(str.strip))
def test_no_name_breaks_the_line_that_it_stands_in(name: str) -> None:
    words = " ".join(name.split())
    for mark in "*_~":
        shown = f"{mark}{escaped(name)}{mark} · Wed Aug 12, *07:00*"
        assert plain_text(shown, PHOENIX) == f"{words} · Wed Aug 12, 07:00"


def test_an_underscore_within_a_word_stays_what_it_is() -> None:
    assert escape("ada_alder@example.org, a __init__") == "ada_alder@example.org, a ˍˍinitˍˍ"
