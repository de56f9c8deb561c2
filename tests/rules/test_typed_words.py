"""What Slack makes of the words behind a command, and what the person had typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.grammar.typed import as_typed, with_names
from handlers.words.text import escape


@pytest.mark.parametrize(
    ("handed_over", "typed"),
    [
        ("mine", "mine"),
        ("release 1 ill &amp; tired, &lt;2 h", "release 1 ill & tired, <2 h"),
        ("&amp;lt;", "&lt;"),
        ("see <#C0123ABC|shifts>", "see #shifts"),
        ("see <#C0123ABC|>", "see #channel"),
        ("<https://example.org/a?b=1&amp;c=2>", "https://example.org/a?b=1&c=2"),
        ("<http://example.org|example.org>", "example.org"),
        ("<mailto:ada@example.org|ada@example.org>", "ada@example.org"),
        ("release 1 <@U0ADA|ada> ill", "release 1 <@U0ADA|ada> ill"),
        ("&lt;!channel&gt;", "<!channel>"),
        ("release 1 ill\x00\x1b[0m \ud83d", "release 1 ill  [0m  "),
    ],
)
def test_words_are_what_they_were_in_the_composer(handed_over: str, typed: str) -> None:
    assert as_typed(handed_over) == typed


@given(st.text(st.characters(blacklist_categories=["Z", "C"])))
def test_whatever_is_typed_comes_back_the_same(typed: str) -> None:
    assert as_typed(escape(typed)) == typed


def test_a_reason_names_people_by_their_names() -> None:
    assert with_names("<@U0ADA|ada> covers for <@W0BEN|ben>") == "@ada covers for @ben"
