"""`docs/security.md` is true: every item has its test, and every test that it names exists."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "security.md"
LATER = "with subscriptions (not built yet)"

ITEMS = (
    "forged", "stale", "future", "malformed", "replayed", "delivers twice", "signed requests that are none",
    "without end", "bodies in the log", "without the right", "values of buttons", "guests", "slack connect",
    "other workspaces", "deactivated", "call a channel", "spreadsheet", "time zones", "csv", "halves",
    "audit that is altered", "behind the database's back", "names, words and secrets", "calendar secrets",
)  # fmt: skip
"""Words of what is to be defended against; nothing of it may drop off the page."""

_ROW = re.compile(r"^\| (?!against|-)(.+?) \| .+? \| (.+) \|$", re.MULTILINE)
ROWS = _ROW.findall(PAGE.read_text(encoding="utf-8"))
NAMED = [(item, test) for item, tests in ROWS for test in re.findall(r"`([^`]+)`", tests)]


@pytest.mark.parametrize("words", ITEMS)
def test_every_item_stands_on_the_page(words: str) -> None:
    assert any(words in item.lower() for item, _ in ROWS)


@pytest.mark.parametrize(("item", "tests"), ROWS, ids=[item for item, _ in ROWS])
def test_every_item_has_a_test_or_says_why_not_yet(item: str, tests: str) -> None:
    assert tests == LATER or re.fullmatch(r"`[^`]+`( `[^`]+`)*", tests), item


@pytest.mark.parametrize(("item", "test"), NAMED, ids=[test for _, test in NAMED])
def test_every_test_that_is_named_exists(item: str, test: str) -> None:
    file, _, name = test.partition("::")
    assert name in _tests_in(file), f"{item}: there is no {test}"


@cache
def _tests_in(file: str) -> frozenset[str]:
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))
