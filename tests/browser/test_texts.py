"""mrkdwn and dates as a reader in New York sees them at 15:00 on Wednesday, 12 August 2026."""

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import OpenPage
from tests.conftest import NOON

pytestmark = pytest.mark.browser

READER = {
    "zone": "America/New_York",
    "now": NOON.timestamp() * 1000,
    "me": "U1",
    "people": {"U1": "Ada", "U2": "Ben"},
    "channels": {"C1": "shifts"},
}

SHAPES = {
    "*bold* _italic_ ~struck~ `a*b*`": "<b>bold</b> <i>italic</i> <s>struck</s> <code>a*b*</code>",
    "*_both_* 3*4*5 snake_case_name * not *": "<b><i>both</i></b> 3*4*5 snake_case_name * not *",
    "&lt;b&gt; &amp;amp;": "&lt;b&gt; &amp;amp;",
    "<https://example.test/a?b=1&amp;c=2|a link>": '<a href="https://example.test/a?b=1&amp;c=2">a link</a>',
    "see https://example.test/x.": 'see <a href="https://example.test/x">https://example.test/x</a>.',
    "<javascript:alert(1)|press me>": "<span>press me</span>",
    "<@U2> <@U9|cleo> <!here>": "<span>@Ben</span> <span>@cleo</span> <span>@here</span>",
    "<#C1>": '<a href="#/U1/C1">#shifts</a>',
    ":school: :no_such_thing: 7:30": "<span>🏫</span> :no_such_thing: 7:30",
    "a\n&gt; said\n&gt; so\nb": "a<blockquote>said<br>so</blockquote>b",
    "```\nx = *1*\n```after": "<pre>x = *1*</pre>after",
    "*open to the end": "*open to the end",
}

IN_FIVE_HOURS = int(NOON.timestamp()) + 5 * 3600
DATES = {
    "{date_num}": "2026-08-12",
    "{date}": "August 12th",
    "{date_short}": "Aug 12",
    "{date_long}": "Wednesday, August 12th",
    "{date_long_full}": "August 12, 2026",
    "{date_pretty}": "Today",
    "on {date_short_pretty} at {time}": "on today at 8:00 PM",
    "{date_long_pretty}": "Today",
    "{time_secs}": "8:00:00 PM",
    "{ago}": "In 5 hours",
    "{nonsense}": "fallback",
}


@pytest.fixture(scope="module")
def strip() -> str:
    """Draws mrkdwn and keeps of each element only its name and where it leads."""
    return """async ([source, reader]) => {
      const {mrkdwn} = await import('/page/mrkdwn.js');
      const box = document.createElement('div');
      const names = {personName: (id) => reader.people[id], channelName: (id) => reader.channels[id]};
      box.append(mrkdwn(source, {...reader, ...names}));
      for (const node of box.querySelectorAll('*'))
        for (const {name} of [...node.attributes]) if (name !== 'href') node.removeAttribute(name);
      return box.innerHTML;
    }"""


def test_mrkdwn_is_drawn_as_slack_draws_it(open_page: OpenPage, strip: str) -> None:
    page = open_page("ada.fictus@example.test")
    drawn = {source: page.evaluate(strip, [source, READER]) for source in SHAPES}
    assert drawn == SHAPES


def test_every_date_token_is_in_the_readers_zone(open_page: OpenPage, strip: str) -> None:
    page = open_page("ada.fictus@example.test")
    drawn = {form: _shown(page, strip, form, IN_FIVE_HOURS) for form in DATES}
    assert drawn == {form: f"<time>{text}</time>" for form, text in DATES.items()} | {
        "{nonsense}": "<span>fallback</span>"
    }


def test_a_far_date_has_its_year_and_the_names_of_days_end_at_midnight_there(
    open_page: OpenPage, strip: str
) -> None:
    page = open_page("ada.fictus@example.test")
    midnight_in_new_york = int(NOON.timestamp()) + 9 * 3600
    assert _shown(page, strip, "{date_pretty}", midnight_in_new_york - 1) == "<time>Today</time>"
    assert _shown(page, strip, "{date_pretty}", midnight_in_new_york) == "<time>Tomorrow</time>"
    next_year = int(NOON.timestamp()) + 330 * 86_400
    assert _shown(page, strip, "{date}", next_year) == "<time>July 8th, 2027</time>"


def _shown(page: Page, strip: str, form: str, at: int) -> str:
    shown: str = page.evaluate(strip, [f"<!date^{at}^{form}|fallback>", READER])
    return shown
