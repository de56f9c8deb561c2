"""A team's table is asked for in Slack, and made when it is sent: as things stand then, for whoever asks.

`training_table` {asker, wanted}: `wanted` are the fields of a `TeamFilter`.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from scheduling.outbox.actions import Notice, enqueue, to_person
from scheduling.outbox.facts import Obsolete
from scheduling.refusals import Refusal, Refused, Rule
from scheduling.roster.facts import Person, Role
from scheduling.roster.queries import person_of
from scheduling.roster.rules import refusal_of_presence
from scheduling.store.transaction import Transaction
from scheduling.training.reports.team import list_in_full, list_owed
from scheduling.training.reports.team_sheet import team_csv
from scheduling.training.rules.urgency import TeamFilter, by_urgency

_HAVE_TEAMS = frozenset({Role.SUPERVISOR, Role.COORDINATOR})


@dataclass(frozen=True, slots=True)
class TrainingTable:
    """A team's countdowns as a table.

    Attributes:
        today: the asker's local day.
        wanted: the filters.
        rows: how many countdowns they leave.
        csv: headings and a row each, the most urgent first; a line each.
    """

    today: date
    wanted: TeamFilter
    rows: int
    csv: str


def ask_for_table(tx: Transaction, *, actor: Person, wanted: TeamFilter, key: str) -> None:
    """Enqueue the table for the one who asks, once for a request with this key. Nothing is changed by it.

    Raises:
        Refused: NOT_ENTITLED {needed}: an officer has no team.
    """
    if actor.role not in _HAVE_TEAMS:
        raise Refused(Refusal(Rule.NOT_ENTITLED, {"needed": "supervisor or a coordinator"}))
    asked = Notice(
        kind="training_table",
        addressee=to_person(actor.id),
        dedupe_key=f"training_table:{actor.id}:{key}",
        refs={"asker": actor.id, "wanted": asdict(wanted)},
    )
    enqueue(tx, [asked])


def load_training_table(tx: Transaction, refs: Mapping[str, Any]) -> TrainingTable | Obsolete:
    """Obsolete where the asker has left, or answers for nobody any more.

    Raises:
        LookupError: the asker is not on the roster.
    """
    asker = person_of(tx, refs["asker"])
    if refusal_of_presence(asker) is not None:
        return Obsolete("whoever asked is no longer active")
    if asker.role not in _HAVE_TEAMS:
        return Obsolete("whoever asked answers for nobody any more")
    wanted = TeamFilter(**{**refs["wanted"], "words": tuple(refs["wanted"]["words"])})
    meant = list_in_full(tx, by_urgency(list_owed(tx, asker), wanted, lambda one: one.day_at(tx.now)))
    csv = team_csv(meant, lambda one: one.day_at(tx.now))
    return TrainingTable(asker.day_at(tx.now), wanted, len(meant), csv)
