"""What stood in a form's inputs when it was sent, typed. A block of a form has one input, so it is asked for
by its block's id.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from handlers.grammar.typed import printable

FIRST_DAY = date(1960, 1, 1)
LAST_DAY = date(2199, 12, 31)
"""Between these lies every day that an agency could mean. Where the calendar itself ends, the local days of
some zones have no beginning or no end."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A form that was sent: block id to what stood in its input, as Slack hands it over.

    Nothing in it is believed: what cannot be read counts as left empty.
    """

    inputs: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def has(self, block_id: str) -> bool:
        """Whether the form has this input at all, empty or not."""
        return block_id in self.inputs

    def text(self, block_id: str) -> str:
        """What was typed, trimmed; empty for nothing."""
        return printable(str(self._of(block_id).get("value") or "")).strip()

    def choice(self, block_id: str) -> str:
        """The value of the one option that was chosen; empty for none."""
        chosen = self._of(block_id).get("selected_option")
        return str(chosen.get("value") or "") if isinstance(chosen, Mapping) else ""

    def choices(self, block_id: str) -> tuple[str, ...]:
        """The values of all options that were chosen."""
        chosen = self._of(block_id).get("selected_options")
        return tuple(str(one.get("value") or "") for one in _mappings(chosen))

    def people(self, block_id: str) -> tuple[str, ...]:
        """The accounts of everybody who was chosen, each once."""
        chosen = self._of(block_id).get("selected_users")
        every = chosen if isinstance(chosen, list) else []
        return tuple(dict.fromkeys(one for one in every if isinstance(one, str)))

    def day(self, block_id: str) -> date | None:
        """The date that was picked; one that nobody could mean is the nearest that somebody could."""
        try:
            picked = date.fromisoformat(str(self._of(block_id).get("selected_date") or ""))
        except ValueError:
            return None
        return min(max(picked, FIRST_DAY), LAST_DAY)

    def clock(self, block_id: str) -> time | None:
        """The time of day that was picked."""
        try:
            return time.fromisoformat(str(self._of(block_id).get("selected_time") or ""))
        except ValueError:
            return None

    def file(self, block_id: str) -> str:
        """Where Slack keeps the file that was uploaded; empty for none."""
        uploaded = next(_mappings(self._of(block_id).get("files")), {})
        return printable(str(uploaded.get("permalink") or "")).strip()

    def _of(self, block_id: str) -> Mapping[str, Any]:
        return self.inputs.get(block_id, {})


EMPTY = Filled()
"""No form at all: a command, a button."""


def filled_of(view: Mapping[str, Any]) -> Filled:
    """The inputs of a submitted view."""
    values = view.get("state", {}).get("values", {})
    return Filled({block_id: next(iter(entries.values()), {}) for block_id, entries in values.items()})


def _mappings(found: object) -> Iterator[Mapping[str, Any]]:
    return (one for one in found if isinstance(one, Mapping)) if isinstance(found, list) else iter(())
