"""`docs/authorisation.md`, made from the declaration: `python -m tests.handlers.matrix.document FILE`."""

import sys
from collections.abc import Iterator
from pathlib import Path

from tests.handlers.matrix.roles import Role
from tests.handlers.matrix.rows import INSIDE, KEPT_OUT, ROWS, Row, Verdict

SIZE = f"{len(ROWS)} rows × {len(Role)} roles = {len(ROWS) * len(Role)} cells"

_HEAD = """\
# Who may do what

Made from `tests/handlers/matrix/rows.py` by `make matrix`; do not edit. {size}.

Each cell is a test: the request goes through the real Bolt app against a fresh database, and what came of it
is read off the answer, off every table, and off the audit. A command, button or form that has no row here
makes the tests fail. Whoever asks is looked up in the database at every request; what a button carries only
names what is meant.

Stopped at every listener, with one sentence on what to do, and without a word about the district: somebody
who is {kept_out}. For everybody else:
"""

_ABOUT = {
    "": "",
    "ada": "the officer",
    "open": "a free shift",
    "held": "a shift that the officer holds",
    "late": "the officer's shift, past the cut-off",
    "pleaded": "the officer's shift, asked to be let off",
    "full": "a full shift",
    "line": "a full shift, the officer in line",
    "tiring": "a free shift, too soon after the officer's last",
    "asked": "likewise, asked to set it aside",
    "pull": "a held delivery of the feed",
    "course": "what the officer owes",
    "hours": "likewise, more time asked for",
    "slot": "training that is planned",
    "record": "training that waits for a word",
    "request": "the officer's request for more time",
    "link": "the officer's private link",
    "quartz": "a school",
    "drill": "a meeting to which the officer is asked",
    "drilled": "likewise, which has been",
    "report": "the officer's threat or incident report",
    "escalated": "an escalation that concerns the officer",
    "overdue": "one about what the officer has missed",
    "departed": "one about an officer who is gone",
    "short": "one about a meeting with too few",
}

_MEANS = {
    Verdict.DOES: "it is done, in the asker's name",
    Verdict.FORM: "a form asks for what is missing, such as the reason; nothing is done yet",
    Verdict.SEES: "it is shown; nothing changes",
    Verdict.RULE: "may ask, and a rule of the work refuses; nothing changes",
    Verdict.NO: "refused, whatever the rules say; nothing changes",
    Verdict.CLOSED: "likewise, and the audit says who tried",
}


def document() -> str:
    """The whole text."""
    return "\n".join([_HEAD.format(size=SIZE, kept_out=_listed(KEPT_OUT)), *_table(), "", *_legend(), ""])


def _listed(roles: tuple[Role, ...]) -> str:
    *most, last = roles
    return f"{', '.join(most)} and {last}"


def _table() -> Iterator[str]:
    yield "| what | about | " + " | ".join(INSIDE) + " |"
    yield "|---|---|" + "---|" * len(INSIDE)
    for row in ROWS:
        cells = (_ABOUT[row.about], *(row.verdict(role) for role in INSIDE))
        yield f"| {_title(row)} | " + " | ".join(cells) + " |"


def _title(row: Row) -> str:
    shown = f"`{row.listener}`"
    return f"{shown}, {row.what}" if row.what else shown


def _legend() -> Iterator[str]:
    yield "| it says | it means |"
    yield "|---|---|"
    for verdict, meaning in _MEANS.items():
        yield f"| {verdict} | {meaning} |"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(document(), encoding="utf-8")
