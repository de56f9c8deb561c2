"""A chain in words, as `muster policy show` prints it."""

from pathlib import Path

from bot.cli.chain_words import TITLES, chain_heading, chain_lines
from scheduling.escalations.facts import EscalationKind
from scheduling.policy.loader import load_policy
from tests.factories.packs import written

TOLD = """\
[groups]
command = ["sol@example.org", "cora@example.org"]
[escalations.qualification]
source = "Order 14"
on = false
since = 2026-07-01
opens = { days_before = [1, 0] }
urgent_from = 0
steps = [
  { after_minutes = 10, tell = ["person:sol@example.org"] },
  { tell = ["group:command"] },
]
hours = { from = "22:00", closures = true }
remind_minutes = []
unacknowledge_minutes = 0
"""


def test_every_kind_has_a_title() -> None:
    assert set(TITLES) == {kind.value for kind in EscalationKind}


def test_everything_that_differs_is_said(tmp_path: Path) -> None:
    policy = load_policy(written(tmp_path, TOLD))
    chain = policy.chains["qualification"]
    assert chain_heading(chain) == "□ off: A qualification that lapses before a shift (qualification)"
    assert list(chain_lines(chain, policy.groups)) == [
        ("opens", "1 day before the shift and the day of the shift"),
        ("urgent", "from the day of the shift"),
        ("tells", "10 min later: sol@example.org"),
        ("then", "at once: command (sol@example.org, cora@example.org)"),
        ("again", "48 h later, until somebody has it"),
        ("hours", "22:00 to 24:00; not while schools are closed"),
        ("in force", "from Jul 1, 2026"),
        ("source", "Order 14"),
    ]
