"""`escalation_timeline` {entries, post}: what has become of escalations, for the thread under a post."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from handlers.blocks.elements import section
from handlers.blocks.escalations.timeline import timeline_line
from handlers.blocks.escalations.times import Times, times_of
from handlers.concerns.names import names_in
from handlers.concerns.standing import read_standings
from handlers.message import Message, message
from handlers.words.plain_text import plain_text
from handlers.words.text import escape
from scheduling.escalations.queries import find_entries, find_escalation, read_post
from scheduling.outbox.facts import Obsolete
from scheduling.policy.schema import Policy
from scheduling.roster.facts import Person
from scheduling.store.transaction import Transaction

MOST = 30
"""Lines of one message; a storm of them is counted."""


@dataclass(frozen=True, slots=True)
class TimelineTold:
    """Lines in mrkdwn, by the local time of what each is about."""

    lines: tuple[str, ...]
    at: Times


def load_escalation_timeline(
    tx: Transaction, refs: Mapping[str, Any], policy: Policy
) -> TimelineTold | Obsolete:
    """Never obsolete: what has happened has happened. Under a message of several, each line says of which."""
    entries = find_entries(tx, [int(each) for each in refs["entries"]])
    found = [find_escalation(tx, number) for number in dict.fromkeys(one.escalation_id for one in entries)]
    about = [one for one in found if one is not None]
    if not about:
        return Obsolete("what it tells of is not in the database")
    standings = {one.number: one for one in read_standings(tx, policy, about, turns=False)}
    names = names_in(tx, entries)
    several = len(read_post(tx, int(refs["post"])).lines) > 1
    lines, before = [], None
    for entry in entries:
        of = standings[entry.escalation_id]
        number = f"#{of.number} · " if several else ""
        lines.append(f"{number}{timeline_line(of.escalation, entry, names, times_of(of, None), before)}")
        before = entry.at
    return TimelineTold(tuple(lines), times_of(next(iter(standings.values())), None))


def escalation_timeline(facts: TimelineTold, _addressee: Person | None) -> Message:
    """One short line each."""
    more = len(facts.lines) - MOST
    shown = [*facts.lines[:MOST], *([f"and {more} more"] if more > 0 else [])]
    return message(escape(plain_text(shown[0], facts.at.at)), [section("\n".join(shown))])
